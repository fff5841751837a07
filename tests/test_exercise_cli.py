"""The commands `ipcoord case …`: played to the end from a script, kept and taken up again, one sentence when something is wrong."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from ipcoord_sim.casebank import case as find_case
from ipcoord_sim.casebank import cases
from ipcoord_sim.exercise import play
from ipcoord_sim.exercise.save import read_save

EVIL = "<script>alert(1)</script>"
WAYS = {
    "amr": ["d1:b", "d2:c", "d3:b", "d7:c", "d9:d"],
    "psb": ["d4:b", "d5:a", "d6:b", "d8:a"],
    "both": ["d1:b", "d2:c", "d3:b", "d4:b", "d5:a", "d6:b", "d7:c", "d8:a", "d9:d"],
}
REFUSED = {
    "no case": (("play",), "写明案例编号"),
    "unknown case": (("play", "C-99"), "C-99"),
    "unknown case to show": (("show", "C-99"), "C-99"),
    "unknown seat": (("play", "C-20", "--seat", "judge"), "judge"),
    "unknown difficulty": (("play", "C-20", "--difficulty", "3"), "3"),
    "no such save": (("play", "--resume", "none.json"), "找不到存档"),
    "a seat besides a save": (("play", "--resume", "none.json", "--seat", "psb"), "照存档"),
    "a review of unknown kind": (("play", "C-20", "--review", "x.doc"), "doc"),
    "a review without save": (("review", "none.json"), "找不到存档"),
    "unknown filter": (("list", "--clause", "9.9"), "9.9"),
    "a wrong id": (("new", "C-9"), "C-90"),
    "an unknown county": (("new", "C-90", "--county", "luoyang"), "luoyang"),
    "a day that is none": (("new", "C-90", "--start", "2026-02-30"), "YYYY-MM-DD"),
    "a kit without folder": (("kit", "C-20"), "-o"),
    "no such file": (("kit", "none.yaml", "-o", "kit"), "找不到案例文件"),
    "no verb": ((), "命令"),
}


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def evil(here, root) -> Path:
    """C-20 with markup and formulas wherever an author may write words."""
    text = (root / "casebank" / "c20-notice-before-national-day.yaml").read_text("utf-8")
    for old, new in (
        ("title: 国庆前一天的通知书", f"title: '=1+1 {EVIL}'"), ("title: 收银系统截图", f"title: '{EVIL}'"), ("  text: 能看到的", f"  text: '{EVIL}'\n#"),
        ("prompt: 数额还没有查清。你怎么办？", f"prompt: '{EVIL}'"), ("text: 数额不到标准，先罚款结案，以后够了再说", f"text: '{EVIL}'"),
        ("title: 以罚代移", f"title: '{EVIL}'"), ("  - 公安不立案，市监还要依法处理。", f"  - '{EVIL}'"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = here / "evil.yaml"
    path.write_text(text, "utf-8")
    return path


def keys(choices: list[str]) -> str:
    """What is typed to choose these one after another; in hot seat the returns at each change of chairs, too."""
    lines, before = [], None
    for choice in choices:
        step, _, option = choice.partition(":")
        seat = find_case("C-20").step(step).seat
        lines += [""] * (0 if seat == before else 1 if before is None else 2) + [option]
        before = seat
    return "".join(f"{line}\n" for line in [*lines, ""])


@pytest.mark.parametrize("seat", ["amr", "psb"])
def test_a_chair_plays_to_the_end(seat, here, ipcoord):
    """Claim: each choice is answered with its verdict, the end with the review; nothing is written unasked."""
    ran = ipcoord("case", "play", "C-20", "--seat", seat, stdin="".join(f"{c[-1]}\n" for c in WAYS[seat]))
    assert (ran.code, ran.err) == (0, "")
    assert re.findall(r"→ 你选了 (\S+?)：", ran.out) == WAYS[seat]
    assert ran.out.index("→ 你选了 " + WAYS[seat][-1]) < ran.out.index("复盘　C-20") < ran.out.index("带走三句话")
    assert list(here.iterdir()) == []


def test_two_people_take_turns_and_neither_screen_stays(here, ipcoord):
    """Claim: before another chair's screen the glass is wiped and the other sent away; own screens follow without."""
    ran = ipcoord("case", "play", "C-20", "--seat", "both", stdin=keys(WAYS["both"]))
    assert (ran.code, ran.err) == (0, "") and re.findall(r"→ 你选了 (\S+?)：", ran.out) == WAYS["both"]
    changes = re.findall(r"请换人：(市监席|公安席)坐到电脑前，(市监席|公安席)请离开", ran.out)
    assert changes == [("市监席", "公安席"), ("公安席", "市监席")] * 2 + [("市监席", "公安席")]
    pages = ran.out.split("\f")
    assert len(pages) == 2 * len(changes) + 1
    for page in pages[2::2]:
        chairs = set(re.findall(r"　·　(市监席|公安席)　·　", page.partition("复盘")[0]))
        assert len(chairs) == 1, chairs
    secret = find_case("C-20").exhibits["x4"].text[:12]
    assert not any(secret in page for page in pages if "·　市监席　·" in page and "·　公安席　·" not in page)


def test_wrong_input_is_asked_again_and_chooses_nothing(here, ipcoord):
    """Claim: other letters, papers not in hand, empty lines and full-width marks are answered; only an option counts."""
    typed = "z\n\nx4\nx1\n d1:a\n?\n？\nj\nr\nA \n"
    ran = ipcoord("case", "play", "C-20", stdin=typed)
    assert ran.code == 0 and re.findall(r"→ 你选了 (\S+?)：", ran.out) == ["d1:a"]
    for words in ("没有 z。", "没有 x4。", "没有 d1:a。", "┌ x1 "):
        assert words in ran.out
    assert find_case("C-20").exhibits["x4"].text[:12] not in ran.out.partition("复盘")[0]


def test_a_game_is_kept_after_every_choice_and_taken_up_again(here, ipcoord):
    """Claim: in whatever pieces it is played, the saved game is the one played at once, and ends in the same review."""
    for n, choice in enumerate(WAYS["amr"]):
        words = ("--resume", "s.json") if n else ("C-20", "--save", "s.json")
        ran = ipcoord("case", "play", *words, stdin=f"{choice[-1]}\n")
        assert ran.code == 0 and list(read_save("s.json").choices) == WAYS["amr"][: n + 1]
        assert ("带走三句话" in ran.out) == (n == len(WAYS["amr"]) - 1)
    again = ipcoord("case", "play", "C-20", "--save", "s.json")
    assert (again.code, again.out, again.err.count("\n")) == (2, "", 1) and "已经有了" in again.err
    told = ipcoord("case", "review", "s.json", "--json")
    assert told.code == 0 and json.loads(told.out) == play("C-20", "amr", WAYS["amr"])["review"]


def test_who_leaves_without_a_file_finds_one_each_time(here, ipcoord):
    """Claim: a game left open is kept in a file of its own, never over an earlier one."""
    for typed in ("b\nq\n", "c\n"):
        ran = ipcoord("case", "play", "C-20", stdin=typed)
        assert ran.code == 0 and "已存到" in ran.out
    assert {p.name: read_save(p).choices for p in here.iterdir()} == {"ipcoord-C-20-amr.json": ("d1:b",), "ipcoord-C-20-amr-2.json": ("d1:c",)}


def test_a_review_that_cannot_be_written_is_said_before_the_game(here, ipcoord):
    """Claim: nobody plays to the end to hear that the file exists already."""
    (here / "r.html").write_text("mine", "utf-8")
    for name in ("r.html", "r.pdf"):
        ran = ipcoord("case", "play", "C-20", "--review", name, stdin="a\n")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1) and "已经存在" in ran.err
    assert (here / "r.html").read_text("utf-8") == "mine"


def test_a_table_talks_before_the_verdict(here, ipcoord):
    """Claim: with --table a choice is followed by a round of reasons, then by the verdict."""
    out = ipcoord("case", "play", "C-20", "--table", stdin="a\n\n").out
    assert out.index("每人先说一句理由") < out.index("结论：违规") < out.index("复盘　C-20")


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_command_is_one_sentence(name, here, ipcoord):
    """Claim: nothing on standard output, one line on standard error, exit code 2, no file left."""
    words, expected = REFUSED[name]
    ran = ipcoord("case", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1) and expected in ran.err
    assert list(here.iterdir()) == []


def test_list_and_show(ipcoord):
    """Claim: the list names every case, a filter fewer; a learner is shown no answer, the trainer all of them."""
    out, few = ipcoord("case", "list").out, ipcoord("case", "list", "--clause", "2.2").out
    assert all(id in out for id in cases()) and "C-20" in few and 1 < few.count("C-") < out.count("C-")
    reasons = [o.reason[:10] for step in find_case("C-20").decisions for o in step.options]
    flat = {words: "".join(ipcoord("case", "show", "C-20", *words).out.split()) for words in ((), ("--trainer",), ("--json",))}
    assert all(r in flat[("--trainer",)] for r in reasons) and not any(r in flat[()] or r in flat[("--json",)] for r in reasons)


def test_check_tells_what_to_mend_by_its_exit_code(here, root, ipcoord):
    """Claim: 0 for a case of the bank, 1 for one with something to mend, with its line, 2 for a file that is no YAML."""
    assert ipcoord("case", "check", "C-20", "--quiet").code == 0
    text = (root / "casebank" / "c20-notice-before-national-day.yaml").read_text("utf-8")
    (here / "c20.yaml").write_text(text.replace("next: e5", "next: e9"), "utf-8")
    wrong = ipcoord("case", "check", "c20.yaml")
    assert wrong.code == 1 and "e9" in wrong.out and re.search(r"第 \d+ 行", wrong.out)
    (here / "no.yaml").write_text("id: C-20\n\ttitle: x\n", "utf-8")
    broken = ipcoord("case", "check", "no.yaml")
    assert (broken.code, broken.out, broken.err.count("\n")) == (2, "", 1)


def test_new_makes_a_case_that_check_reads_and_never_writes_over_one(here, ipcoord):
    """Claim: the file to fill in is a case already, its blanks are what check names, and a second `new` is refused."""
    assert ipcoord("case", "new", "C-90").code == 0
    checked = ipcoord("case", "check", "c90-new.yaml")
    assert checked.code in (0, 1) and "C-90" in checked.out and "走了 0 条路" not in checked.out
    assert ipcoord("case", "kit", "c90-new.yaml", "-o", "kit", "--html").code == 0
    again = ipcoord("case", "new", "C-90")
    assert (again.code, again.out, again.err.count("\n")) == (2, "", 1) and "已经存在" in again.err


def test_what_an_author_writes_stays_text(evil, here, ipcoord):
    """Claim: markup is escaped in kit and review, a formula is text in the table; JSON holds it as it was written."""
    ran = ipcoord("case", "play", "evil.yaml", "--save", "s.json", "--review", "r.html", stdin="a\n")
    assert (ran.code, ran.err) == (0, "")
    for name in ("r.csv", "r.json"):
        assert ipcoord("case", "review", "s.json", "--case", "evil.yaml", "-o", name).code == 0
    assert ipcoord("case", "kit", "evil.yaml", "-o", "kit", "--html").code == 0
    for page in (here / "r.html", here / "kit" / "evil-kit.html"):
        html = page.read_text("utf-8")
        assert "<script" not in html.lower() and html.count("&lt;script&gt;") >= 2, page.name
    rows = list(csv.DictReader(io.StringIO((here / "r.csv").read_text("utf-8-sig"), newline="")))
    assert {row["题名"] for row in rows} == {f"'=1+1 {EVIL}"}
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    assert json.loads((here / "r.json").read_text("utf-8"))["title"] == f"=1+1 {EVIL}"


def test_a_review_is_not_written_over_another_unasked(here, ipcoord):
    """Claim: a file that exists is refused, and replaced with --force."""
    ipcoord("case", "play", "C-20", "--save", "s.json", stdin="a\n")
    codes = [ipcoord("case", "review", "s.json", "-o", "r.csv", *more).code for more in ((), (), ("--force",))]
    assert codes == [0, 2, 0]


def test_a_review_without_limits_has_no_empty_table(here, ipcoord):
    """Claim: where no limit ran, the page says so; a table on it has rows."""
    ipcoord("case", "play", "C-20", "--review", "r.html", stdin="a\n")
    html = (here / "r.html").read_text("utf-8")
    assert play("C-20", "amr", ["d1:a"])["review"]["limits"] == [] and "这条路上没有算起来的期限" in html and "<tbody></tbody>" not in html
