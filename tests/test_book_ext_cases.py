"""What the pages of the case bank promise, on a small book of their own."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

from sphinx.errors import ExtensionError

from ipcoord_sim.casebank import case, cases
from ipcoord_sim.exercise.playing import screen
from ipcoord_sim.exercise.text import QUALITY_ZH
from tests import test_book_ext as small

PARTS = (*small.PARTS, "cases", "components", "search")
FOLDER = Path(__file__).resolve().parent.parent / "book" / "chapters" / "cases"
STUBS = {f"chapters/cases/{path.stem}": path.read_text("utf-8") for path in sorted(FOLDER.glob("*.md"))}
BASE = {name: small.PAGES[name] for name in ("chapters/part1/plan", "chapters/appendix/provenance")}
EMPTY = {"chapters/part1/plan": "# 方案\n", "chapters/appendix/provenance": "# 库\n"}
TRAINER_START = {"chapters/start/trainer": "# 我要上课\n"}


def build(folder: Path, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    """A small book with the parts of these pages too."""
    with monkeypatch.context() as patch:
        patch.setattr(small, "PARTS", PARTS)
        return small.build(folder, pages)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """One book with every page of the cases: the pages, the words Sphinx warned with, the search's text."""
    with pytest.MonkeyPatch.context() as patch:
        app = build(tmp_path_factory.mktemp("cases") / "src", {**BASE, **TRAINER_START, **STUBS}, patch)
    out = Path(app.outdir)
    pages = {name: (out / f"{name}.html").read_text("utf-8") for name in (*BASE, *STUBS)}
    return pages, app.warning.getvalue(), (out / "_static" / "search-docs.js").read_text("utf-8")


def page_of(one) -> str:
    """Where a case's page stands."""
    return f"chapters/cases/{one.id.lower().replace('-', '')}"


def words(html: str) -> str:
    """What a reader sees of a page; the settings of a component are not seen."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r'<script type="application/json".*?</script>', "", html, flags=re.S)))


def before_answers(html: str) -> str:
    """The text of a case's page down to the answers."""
    return words(html[: html.index('id="answers"')])


def test_every_case_has_a_page_and_every_page_a_case(book):
    """The stubs are the cases of the bank, the catalogue and the trainer's page; nothing warns."""
    assert set(STUBS) == {page_of(one) for one in cases().values()} | {"chapters/cases/index", "chapters/cases/trainer"}
    assert "WARNING" not in book[1] and "ERROR" not in book[1]


def test_every_page_of_cases_is_in_the_order_of_reading():
    """Each stub is named once in the book's table of contents, the catalogue first, the trainer's page last."""
    named = re.findall(r"file: book/(chapters/cases/\w+)", (FOLDER.parents[1] / "_toc.yml").read_text("utf-8"))
    assert sorted(named) == sorted(STUBS)
    assert (named[0], named[-1]) == ("chapters/cases/index", "chapters/cases/trainer")


def test_the_catalogue_lists_every_case_without_a_script(book):
    """Each case is a row that nothing hides, with a link to its page, its summary and its minutes; only the form waits for the script."""
    page = book[0]["chapters/cases/index"]
    rows = dict(re.findall(r'<tr[^>]* id="row-(\w+)">(.*?)</tr>', page, re.S))
    assert len(rows) == len(cases())
    for one in cases().values():
        line = rows[page_of(one).rpartition("/")[2]]
        assert f'href="{page_of(one).rpartition("/")[2]}.html"' in line and one.title in words(line) and one.summary in words(line)
        assert str(one.minutes) in words(line)
    assert re.findall(r"<(\w+)[^>]* hidden", page) == ["form"]
    assert "cases.js" in page and "cases.js" not in book[0]["chapters/cases/c07"]


def test_each_choice_of_the_filter_leaves_the_cases_it_says(book):
    """The value of each option names as many rows as its words count, and only rows that exist."""
    page = book[0]["chapters/cases/index"]
    rows = set(re.findall(r'id="row-(\w+)"', page))
    options = re.findall(r'<option value="([^"]+)">([^<]+)（(\d+)）', page)
    assert len(options) > 15
    for value, said, count in options:
        assert set(value.split()) <= rows and len(value.split()) == int(count), said
    chosen = next(value for value, said, _ in options if said == "不超过30分钟")
    assert {f"chapters/cases/{name}" for name in chosen.split()} == {page_of(one) for one in cases().values() if one.minutes <= 30}


@pytest.mark.parametrize("id", sorted(cases()))
def test_a_page_shows_the_first_screen_and_no_answer_before_the_fold(book, id):
    """Scene, question and options are those of the exercise; no reason, no verdict, no later prompt stands above the answers."""
    one, page = case(id), book[0][page_of(case(id))]
    above, shown = before_answers(page), screen(case(id), case(id).decisions[0].seat)
    assert all(text in above for text in (one.summary, shown["decision"]["prompt"], *(o["text"] for o in shown["decision"]["options"])))
    assert all(part in above for part in shown["scene"]["text"].split("\n\n"))
    assert not [o.reason for step in one.decisions for o in step.options if o.reason in above]
    assert not [step.prompt for step in one.decisions[1:] if step.prompt in above]
    assert "全部虚构" in above and f"ipcoord case play {id} --seat amr" in above and f"ipcoord case kit {id}" in above


@pytest.mark.parametrize("id", sorted(cases()))
def test_a_page_answers_every_option_behind_the_fold(book, id):
    """Each option stands with its quality and its reason in a closed part; each fact of its basis is linked to a record that exists."""
    one, page = case(id), book[0][page_of(case(id))]
    below = page[page.index('id="answers"'):]
    assert "<details open" not in page
    for step in one.decisions:
        box = re.search(rf'id="answer-{step.id}">(.*?)</details>', below, re.S)[1]
        assert re.findall(r"ip-badge-\w+\">(\w+)<", box.replace("ip-badge-tobe", "")) == [QUALITY_ZH[o.quality] for o in step.options]
        assert all(o.reason in words(box) and o.text in words(box) for o in step.options)
    aims = set(re.findall(r"provenance\.html#([\w-]+)", below))
    assert aims and aims <= small.anchors(book[0]["chapters/appendix/provenance"])


def test_a_clause_names_the_cases_that_cite_it(book):
    """Under 二(二) every case that declares it is listed, and no catalogue."""
    plan = book[0]["chapters/part1/plan"]
    citing = re.search(r'id="clause-2-2".*?class="ip-citing">(.*?)</p>', plan, re.S)[1]
    declared = {one.id for one in cases().values() if any(id.split("p")[0] == "2.2" for id in one.clauses)}
    assert set(re.findall(r"C-\d+", citing)) == declared and "案例目录" not in citing


def test_the_search_finds_a_case_and_gives_no_answer_away(book):
    """Summaries are searched in the group 案例; reasons of options are not."""
    for one in cases().values():
        assert f"{one.id} {one.title}" in book[2] and one.summary in book[2]
        assert not [o.reason for step in one.decisions for o in step.options if o.reason in book[2]]


def test_the_trainers_page_has_every_case_with_its_errors_and_takeaways(book):
    """Aim, what one hears, the answer, the prompts and the takeaways of each case stand in its section."""
    page = book[0]["chapters/cases/trainer"]
    for one in cases().values():
        box = words(re.search(rf'<section[^>]* id="guide-{one.id.lower()}">.*?</section>', page, re.S)[0])
        said = one.facilitator
        assert said["aim"] in box and all(text in box for text in (*said["prompts"], *said["takeaways"]))
        assert all(row["sign"] in box and row["answer"] in box for row in said["likely_errors"])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("chapters/cases/c99", "# C-99\n\n```{case-page} C-99\n```\n", "C-99"),
        ("chapters/cases/c08", "# C-07 退回来的案卷\n\n```{case-page} C-07\n```\n", "请把这一页改名为 c07.md"),
        ("chapters/cases/c07", "# C-07 退回去的案卷\n\n```{case-page} C-07\n```\n", "应为“C-07 退回来的案卷”"),
        ("chapters/cases/index", "# 目录\n\n```{case-catalogue}\n```\n", "没有页面 c01.md"),
        ("chapters/cases/trainer", "# 教员\n\n```{case-trainer}\n```\n", "没有页面 c01.md"),
    ],
)
def test_a_wrong_case_fails_the_build_with_a_sentence(tmp_path, monkeypatch, name, text, said):
    """Unknown ids, pages of another name or heading, cases without a page."""
    with pytest.raises(ExtensionError) as caught:
        build(tmp_path / "src", {name: text, **EMPTY}, monkeypatch)
    assert said in str(caught.value)
