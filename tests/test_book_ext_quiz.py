"""What `{quiz}` promises, on a small book of its own."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

from ipcoord_book.exams import exam_settings
from ipcoord_book.quiz_items import assumptions, clause_names
from sphinx.errors import ExtensionError

from ipcoord_sim.norms import clauses
from ipcoord_sim.quiz import item, items, key, practised
from ipcoord_sim.quiz.blueprint import CORE, CORE_PERCENT
from tests import test_book_ext as small

PARTS = (*small.PARTS, "components", "addresses", "quizzes", "search")
BASE = {name: small.PAGES[name] for name in ("chapters/part1/plan", "chapters/appendix/provenance")}
PAGES = {
    "chapters/part2/c22": "# 移送以后\n\n```{quiz} 2.2\n:use: pretest\n```\n\n## 练\n\n```{quiz} 2.2\n```\n\n```{quiz} 2.2\n:use: wrapup\n:mix: 2.1,1.3\n:name: last\n```\n",
    "chapters/practice/p2-2": "# 练习\n\n```{quiz} 2.2\n:seed: 3\n```\n\n```{quiz}\n:ids: Q-2.2-03 Q-2.2-01\n```\n",
}


def build(folder: Path, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    """A small book with the parts of these pages too."""
    with monkeypatch.context() as patch:
        patch.setattr(small, "PARTS", PARTS)
        return small.build(folder, pages)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The pages, and the words Sphinx warned with."""
    with pytest.MonkeyPatch.context() as patch:
        app = build(tmp_path_factory.mktemp("quiz") / "src", {**BASE, **PAGES}, patch)
    return {name: (Path(app.outdir) / f"{name}.html").read_text("utf-8") for name in PAGES}, app.warning.getvalue()


def settings(page: str) -> list[dict]:
    """What the boxes of a page carry for their component."""
    found = re.findall(r'data-component="quiz"><script type="application/json" class="ipc-args">(.*?)</script>', page, re.S)
    return [json.loads(text) for text in found]


def test_nothing_warns(book):
    """Right directives build in silence."""
    assert "WARNING" not in book[1] and "ERROR" not in book[1]


def test_a_box_carries_its_items_with_keys_from_the_engine(book):
    """Each embedded item is the bank's, drawn with the seed that the page states."""
    for page, name in ((book[0]["chapters/part2/c22"], 0), (book[0]["chapters/practice/p2-2"], 3)):
        for row in settings(page)[0]["items"]:
            drawn = item(row["id"], name).as_dict()
            assert row["stem"] == drawn["stem"] and row["digest"] == drawn["digest"]
            assert row["options"] == [{k: v for k, v in o.items() if v is not None} for o in drawn["options"]]


def test_the_use_decides_which_items_come(book):
    """A pretest has two plain ones, practice those of practice, the wrap-up the delayed ones and two fifths from earlier clauses."""
    pretest, practice, wrapup = settings(book[0]["chapters/part2/c22"])
    assert len(pretest["items"]) == 2 and {one["type"] for one in pretest["items"]} <= {"single", "next_step"}
    assert [one["id"] for one in practice["items"]] == [one.id for one in items("2.2", use="practice")]
    others = [one for one in wrapup["items"] if one["clause"] != "2.2"]
    assert len(others) * 100 >= 40 * len(wrapup["items"])
    assert {one["clause"] for one in others} == {"2.1", "1.3"}


def test_no_more_than_two_in_a_row_come_from_one_clause(book):
    """Interleaved sets mix."""
    order = [one["clause"] for one in settings(book[0]["chapters/part2/c22"])[2]["items"]]
    assert all(len(set(order[n : n + 3])) > 1 for n in range(len(order) - 2))


def test_ids_are_taken_in_their_order(book):
    """Chosen items come as they were named."""
    assert [one["id"] for one in settings(book[0]["chapters/practice/p2-2"])[1]["items"]] == ["Q-2.2-03", "Q-2.2-01"]


def test_every_citation_has_words_and_an_address_on_the_plan_or_the_record(book):
    """No option cites what the page cannot name and link."""
    for box in settings(book[0]["chapters/part2/c22"]):
        cited = {id for one in box["items"] for o in one["options"] for id in o["basis"]}
        assert cited == set(box["basis"])
        for id, words in box["basis"].items():
            anchor = f"part1/plan.html#norm-{id.lower()}" if re.fullmatch(r"N\d\d", id) else f"appendix/provenance.html#fact-{id.partition('#')[0]}"
            assert words["href"].startswith("../") and anchor in words["href"] and words["zh"]


def test_a_page_without_javascript_shows_questions_and_folds_answers(book):
    """Every stem stands before the fold, every reason behind it."""
    page = book[0]["chapters/part2/c22"]
    box = page[page.index('class="ipc-still"', page.index("quiz-practice-2-2")) :]
    before, after = box.split("<details", 1)
    plain = unescape(re.sub(r"<[^>]+>", "", before))
    for one in items("2.2", use="practice"):
        assert one.stem.replace("**", "") in plain
        for o in one.options:
            assert o.reason.split("{")[0] not in plain and o.reason in unescape(re.sub(r"<[^>]+>", "", after))


def test_the_set_of_a_box_does_not_change_with_the_other_boxes(book):
    """Where a reader stopped belongs to page, use and content."""
    sets = [box["set"] for page in book[0].values() for box in settings(page)]
    assert len(sets) == len(set(sets))
    assert settings(book[0]["chapters/part2/c22"])[1]["set"] == "chapters/part2/c22/practice/2.2"


def test_the_objectives_name_the_items_that_tell_of_them(book):
    """The norms of the clause, without items of the exam."""
    practice = settings(book[0]["chapters/part2/c22"])[1]
    assert [goal["id"] for goal in practice["norms"]] == ["N16", "N17", "N18", "N19", "N20"]
    told = {id for goal in practice["norms"] for id, _ in goal["items"]}
    assert told == {one.id for one in practised("2.2")}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("```{quiz} 9.9\n```\n", "没有这个条款"),
        ("```{quiz}\n:ids: Q-9.9-01\n```\n", "题号"),
        ("```{quiz}\n:ids: Q-2.2-04\n```\n", "留给考试"),
        ("```{quiz} 2.2\n:use: homework\n```\n", "用途"),
        ("```{quiz} 2.2\n:mix: 1.1\n:count: 40\n```\n", "只有"),
        ("```{quiz}\n```\n", "没有可以练的题"),
    ],
)
def test_a_wrong_box_ends_the_build_with_a_sentence(tmp_path, monkeypatch, written, said):
    """Unknown clause, id, use; an exam item; a mix that cannot be had; nothing at all."""
    with pytest.raises(ExtensionError, match=said):
        build(tmp_path / "src", {**BASE, "page": f"# 页\n\n{written}"}, monkeypatch)


def test_every_item_that_is_practised_can_be_answered_right(book):
    """The key of each embedded item is of the form that its type asks for."""
    rows = [one for page in book[0].values() for box in settings(page) for one in box["items"]]
    assert rows
    for row in rows:
        assert key(item(row["id"], row["seed"])) not in (None, [], {}), row["id"]


EXAM = {"chapters/practice/exam": "# 自测\n\n## A\n\n```{exam} A\n```\n\n## B\n\n```{exam} B\n```\n"}
LEARNER = {f"chapters/practice/{name}": f"# 页\n\n```{{{name}}}\n```\n" for name in ("review", "due", "progress", "class-summary")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A book with the exam and the pages of one reader; the folder that was written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(small, "PARTS", (*PARTS, "exams", "learner"))
        app = small.build(tmp_path_factory.mktemp("exam") / "src", {**BASE, **PAGES, **EXAM, **LEARNER, "chapters/practice/index": "# 练习\n"})
    assert "WARNING" not in app.warning.getvalue()
    return Path(app.outdir)


def test_no_page_holds_the_key_of_an_exam_item(whole):
    """The reasons of exam items stand in the files of keys and nowhere else: not in pages, not in the search, not in the inventory."""
    reasons = {o.reason for one in items(use="exam") for o in one.options}
    read = [path for path in whole.rglob("*") if path.suffix in (".html", ".js", ".json", ".txt", ".inv") and path.parent.name != "exam"]
    assert reasons and {"exam.html", "search-docs.js"} <= {path.name for path in read}
    for path in read:
        text = path.read_text("utf-8", errors="replace")
        held = [reason for reason in reasons if reason in text or json.dumps(reason)[1:-1] in text]
        assert held == [], path.name


def test_the_keys_lie_where_the_page_looks_for_them(whole):
    """Relative to the page, one file a paper, of the same version; they open every item, with addresses that lead out of the page's folder."""
    page = (whole / "chapters/practice/exam.html").read_text("utf-8")
    found = [json.loads(text) for text in re.findall(r'data-component="exam"><script type="application/json" class="ipc-args">(.*?)</script>', page, re.S)]
    assert [args["paper"] for args in found] == ["A", "B"]
    for args in found:
        keys = json.loads((whole / "chapters/practice" / args["keys"]).read_text("utf-8"))
        assert keys["version"] == args["version"]
        assert set(keys["items"]) == {one["id"] for one in args["items"]}
        assert all(words["href"].startswith("../") for words in keys["texts"]["basis"].values())


def test_the_pages_of_one_reader_know_every_item_that_is_practised(whole):
    """The queue has the items whole, the badge their digests, the progress the thirteen clauses, the summary no key at all."""
    args = {}
    for name in ("review", "due", "progress", "class-summary"):
        page = (whole / f"chapters/practice/{name}.html").read_text("utf-8")
        args[name] = json.loads(re.search(r'class="ipc-args">(.*?)</script>', page, re.S)[1])
    known = {one.id: one.digest for one in practised()}
    assert {one["id"]: one["digest"] for one in args["review"]["items"]} == known
    assert {id: digest for id, digest, _ in args["due"]["items"]} == known
    assert len(args["progress"]["clauses"]) == 13
    assert {one["id"] for one in args["class-summary"]["items"]} == {one.id for one in items()}
    assert '"correct"' not in json.dumps(args["class-summary"])
    assert args["due"]["review"] == "review.html" and args["review"]["practice"] == "index.html"


def test_every_clause_has_its_page_of_practice_and_its_name():
    """Thirteen pages, each with practice and wrap-up of its clause, headed as the page 读懂方案 heads the clause."""
    chapters = Path(__file__).resolve().parent.parent / "book" / "chapters"
    heads = re.findall(r"^### (.)（(.)）(.+)$", (chapters / "part1" / "plan.md").read_text("utf-8"), re.M)
    names = {f"{one}({two})": words for one, two, words in heads}
    index, toc = (chapters / "practice" / "index.md").read_text("utf-8"), (chapters.parent / "_toc.yml").read_text("utf-8")
    for row in clause_names():
        page = f"p{row['id'].replace('.', '-')}"
        text = (chapters / "practice" / f"{page}.md").read_text("utf-8")
        assert row["heading"] == names[row["label"]]
        assert f"# 练习：{row['label']} {row['heading']}\n" in text
        assert text.count(f"```{{quiz}} {row['id']}\n") == 2 and ":use: wrapup" in text
        assert f"[{row['label']} {row['heading']}]({page}.md)" in index and f"chapters/practice/{page}\n" in toc


def test_every_paper_follows_the_blueprint_and_they_are_parallel():
    """Twenty items of exam use, every clause, the core clauses their share, the same of it on each; two papers share half at most."""
    papers = [exam_settings(row["id"])[2] for row in assumptions()["exam"]["papers"]]
    for found in papers:
        assert len({one.id for one in found}) == assumptions()["exam"]["count"] == 20
        assert {one.use for one in found} == {"exam"}
        assert {one.clause for one in found} == {c.id for c in clauses()}
    core = {sum(one.clause in CORE for one in found) for found in papers}
    assert len(core) == 1 and min(core) * 100 >= CORE_PERCENT * 20
    for one, other in combinations(papers, 2):
        assert len({i.id for i in one} & {i.id for i in other}) <= 10
