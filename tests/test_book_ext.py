"""What the book's own roles and directives promise, on a small book of their own."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

from sphinx.testing.util import SphinxTestApp

from ipcoord_sim.deadlines import periods
from ipcoord_sim.norms import clauses, norms
from ipcoord_sim.parameters import all_parameters
from ipcoord_sim.pictures.swimlane import procedure_svg
from ipcoord_sim.procedure.steps import clocks, parts, steps
from ipcoord_sim.vocabulary import TERMS

PARTS = ("links", "problems", "backlinks", "rows", "figures", "clauses", "tables", "glossary", "provenance", "deadline_tables", "thresholds", "records", "pictures")
APPENDIX = Path(__file__).resolve().parent.parent / "book" / "chapters" / "appendix"
PLAN = "# 读懂方案\n" + "".join(f"\n```{{clause-text}} {c.id}\n```\n\n```{{norm-table}} {c.id}\n```\n\n```{{gap-table}} {c.id}\n```\n" for c in clauses())
PAGES = {
    "chapters/part1/plan": PLAN,
    "chapters/appendix/provenance": "# 法律依据库\n\n```{provenance}\n```\n",
    "chapters/appendix/glossary": "# 术语表\n\n```{glossary-terms}\n```\n",
    "chapters/appendix/deadlines": "# 期限一览\n\n```{deadline-table}\n```\n",
    "chapters/appendix/thresholds": "# 门槛一览\n\n```{threshold-table}\n```\n\n```{threshold-change} 2025-04-25 2025-04-26\n```\n",
    "chapters/appendix/versions": "# 记录\n\n```{gaps}\n```\n\n```{conflicts}\n```\n\n```{sources}\n```\n\n```{coverage}\n```\n",
    "chapters/part1/procedure": "# 总图\n\n```{procedure-map}\n```\n\n```{step-table}\n```\n\n```{deadline-example} orn310-reconsider-request-3d 2026-09-30T15:00:00+08:00\n```\n",
    "reader": "# 读者\n\n## 一节\n\n最晚{law}`orn310-approve-3d`，未售{law}`crl-214-unsold-v2025#1`，旧标准{law}`crl-215-basic#1@2020-01-01`，"
    "见{article}`cnt-cpl-105`、{clause}`2.2p2`、{clause}`2.1.3`、{norm}`N19`、{word}`退回案卷 <decline>`、{word}`refer`，将来{article}`tml2026-75-refer`。\n",
}


def build(folder: Path, pages: dict[str, str]) -> SphinxTestApp:
    """Build a book of these pages; wrong references raise."""
    folder.mkdir(parents=True, exist_ok=True)
    extensions = ["myst_parser", *(f"ipcoord_book.{name}" for name in PARTS)]
    (folder / "conf.py").write_text(f"extensions = {extensions!r}\nlanguage = 'zh_CN'\nnitpicky = True\nsmartquotes = False\n", "utf-8")
    front = "# 书\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n"
    for name, text in {"index": front, **pages}.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    app = SphinxTestApp("html", srcdir=folder)
    try:
        app.build()
    finally:
        app.cleanup()
    return app


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """One book with every page, and the words Sphinx warned with."""
    folder = tmp_path_factory.mktemp("book") / "src"
    app = build(folder, PAGES)
    pages = {name: (Path(app.outdir) / f"{name}.html").read_text("utf-8") for name in PAGES}
    return pages, app.warning.getvalue()


def link(page: str, words: str) -> dict[str, str]:
    """The attributes of the link that prints these words."""
    for found in re.finditer(r"<a ([^>]*)>([^<]*)", page):
        if found[2] == words:
            return {key: unescape(value) for key, value in re.findall(r'([\w-]+)="([^"]*)"', found[1])}
    raise AssertionError(f"no link prints {words}")


def anchors(page: str) -> set[str]:
    """Every id of a page."""
    return set(re.findall(r'\bid="([^"]+)"', page))


def test_the_whole_book_builds_without_a_warning(book):
    """No role or directive warns on right input."""
    assert "WARNING" not in book[1] and "ERROR" not in book[1]


def test_a_figure_says_on_hover_what_it_rests_on_and_links_to_its_record(book):
    """Start, instrument, article, since when, state, last check; for the eye and for a screen reader."""
    found = link(book[0]["reader"], "3日")
    assert found["href"] == "chapters/appendix/provenance.html#fact-orn310-approve-3d"
    value = next(v for p in all_parameters() for v in p.values if v.fact == "orn310-approve-3d")
    told = f"自{value.numbers[0].starts_from}起 · {value.citation_zh} · {value.start}起 · 现行 · 核对于{value.checked}"
    assert found["title"] == told and found["aria-label"] == f"3日（{told}）"


@pytest.mark.parametrize(
    ("words", "target", "said"),
    [
        ("150,000元", "fact-crl-214-unsold-v2025-n1", "现行"),
        ("20,000件", "fact-crl-215-basic-v2004-n1", "历史"),
        ("刑事诉讼法第105条", "fact-cnt-cpl-105", "现行"),
        ("商标法（2026）第75条", "fact-tml2026-75-refer", "未施行，自2027-01-01起"),
        ("二(二)第2款", "clause-2-2p2", "3 日内"),
        ("二(一)第3项", "clause-2-1-3", "可一并向公安机关移送"),
        ("N19", "norm-n19", "提请作出决定的公安机关复议"),
        ("移送", "term-refer", "行政机关把涉嫌犯罪的案件交给公安机关"),
        ("退回案卷", "term-decline", "不予立案"),
    ],
)
def test_a_role_prints_its_words_with_hover_and_link(book, words, target, said):
    """Each role aims at an anchor that exists and tells what stands there."""
    found = link(book[0]["reader"], words)
    page, _, anchor = found["href"].partition("#")
    assert anchor == target and said in found["title"]
    assert anchor in anchors(book[0][page.removesuffix(".html")])


def test_the_plan_stands_as_authored(book):
    """The printed number and every word of every paragraph, nothing else."""
    page = book[0]["chapters/part1/plan"]
    for clause in clauses():
        for paragraph in clause.paragraphs:
            anchor = "clause-" + paragraph.id.replace(".", "-")
            found = re.search(rf'<p [^>]*id="{anchor}"[^>]*>(.*?)</p>', page, re.S)
            assert found, anchor
            printed = paragraph.printed or (clause.printed if paragraph is clause.paragraphs[0] else "")
            assert unescape(re.sub(r"<[^>]+>", "", found[1])) == printed + paragraph.text


def test_every_norm_has_its_row_on_the_plan(book):
    """Thirty-five rows, each with an anchor."""
    assert {f"norm-{n.id.lower()}" for n in norms()} <= anchors(book[0]["chapters/part1/plan"])


def test_a_clause_lists_the_sections_that_cite_it(book):
    """Once for each section, by paragraph, item or norm; a clause nobody cites lists nothing."""
    cited = re.findall(r'<p class="ip-citing">(.*?)</p>', book[0]["chapters/part1/plan"], re.S)
    assert len(cited) == 2
    assert all(re.search(r'href="../../reader.html#id\d"', line) and "一节" in line for line in cited)
    assert book[0]["chapters/part1/plan"].count('<summary>引用本条的页面：1页</summary><p class="ip-citing">') == 2, "the list stands between the clause and its explanation, unfolded"


def test_a_new_citation_elsewhere_prints_the_plan_again(tmp_path):
    """The second build reads only the changed page, and the plan's list follows."""
    pages = {"chapters/part1/plan": "# 方案\n\n```{clause-text} 3.2\n```\n", "reader": "# 读者\n"}
    plan = Path(build(tmp_path / "src", pages).outdir) / "chapters" / "part1" / "plan.html"
    assert "引用本条的页面" not in plan.read_text("utf-8")
    build(tmp_path / "src", pages | {"reader": "# 读者\n\n见{clause}`3.2`。\n"})
    assert "引用本条的页面" in plan.read_text("utf-8")
    build(tmp_path / "src", pages)
    assert "引用本条的页面" not in plan.read_text("utf-8")


def test_every_fact_and_every_further_figure_has_an_anchor(book):
    """No link into the law can miss."""
    found = anchors(book[0]["chapters/appendix/provenance"])
    for value in (v for p in all_parameters() for v in p.values):
        assert f"fact-{value.fact}" in found
        assert all(f"fact-{value.fact}-n{n.n}" in found for n in value.numbers)


def test_the_glossary_is_the_vocabulary(book):
    """Every term once, with its English and its meaning, and no other."""
    page = book[0]["chapters/appendix/glossary"]
    found = re.findall(r'<dt id="term-([^"]+)">(.*?)</dt><dd><p>(.*?)</p>', page, re.S)
    shown = [(id, re.match(r"[^<]+", head)[0], unescape(meaning)) for id, head, meaning in found]
    assert shown == [(t.id, t.zh, t.meaning_zh) for t in TERMS]
    words = [" ".join(unescape(re.sub(r"<[^>]*>|¶", "", head)).split()) for _, head, _ in found]
    assert words == [f"{t.zh} {t.en}" for t in TERMS]


def test_every_period_stands_once_in_the_table_of_deadlines(book):
    """By who acts: none missing, none twice, none that cannot be computed."""
    placed = [id for row in clocks().values() for id in row]
    assert sorted(placed) == sorted(periods())
    assert {"deadline-" + id.replace("#", "-") for id in periods()} <= anchors(book[0]["chapters/appendix/deadlines"])


def test_a_lowered_figure_is_marked_and_a_replaced_one_takes_its_place(book):
    """Copies of works: five thousand, from 2007 half of it, from 2025 ten times the basic tier."""
    row = re.search(r'id="threshold-crl-217-aggr-3".*?</tr>', book[0]["chapters/appendix/thresholds"], re.S)[0]
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row, re.S)][1:]
    assert ["5,000" in cells[0], "2,500" in cells[1] and "↓" in cells[1], "2,500" in cells[2], "5,000" in cells[3] and "↑" in cells[3]] == [True] * 4


def test_an_example_shows_every_reading_with_its_weight(book):
    """Notice of 2026-09-30: the safest, the rule and the misreading, and that it is an aid."""
    page = re.sub(r"<[^>]+>", "", book[0]["chapters/part1/procedure"])
    for words in ("2026年10月3日（周六）", "2026年10月8日（周四）", "2026年10月10日（周六）", "误读", "这是推算，最后以承办机关和法律文本为准。"):
        assert words in page


def test_every_step_of_the_map_is_in_the_table_and_leads_somewhere_known(book):
    """Same steps in picture, list and table; a step that nothing follows ends its stretch."""
    assert {f"step-{id}" for id in steps()} <= anchors(book[0]["chapters/part1/procedure"])
    drawn = procedure_svg()
    assert all(f"{s.number}. {s.label_zh[:4]}" in drawn for part in parts() for s in part.steps)


def test_the_appendix_says_on_top_what_each_page_answers():
    """Every generated page opens with the question it answers and names its audience."""
    for name in ("deadlines", "thresholds", "glossary", "versions", "coverage", "provenance"):
        text = (APPENDIX / f"{name}.md").read_text("utf-8")
        assert re.match(r"---\naudience: (internal|public)\n---\n# .+\n\n这一页回答：", text), name
