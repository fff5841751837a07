"""Search records: what is cut out of a page, under which names, and which synonym files are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

pytest.importorskip("sphinx", reason="the book's tools are not installed")

from docutils import nodes
from ipcoord_book.search import load_synonyms
from ipcoord_book.search_records import GROUPS, mark_searchable, records_of
from ipcoord_book.search_text import clause_keys
from sphinx.errors import ExtensionError

QUERIES = yaml.safe_load((Path(__file__).parent / "search_queries.yaml").read_text(encoding="utf-8"))


def _page(*children: nodes.Node) -> nodes.document:
    page = nodes.document(None, None)
    page += nodes.section("", nodes.title("", "读懂方案"), *children, ids=["plan"])
    return page


def test_a_clause_is_named_as_people_type_it():
    """A paragraph's anchor gives its id, its clause's id and both printed forms."""
    assert clause_keys("clause-2-2p2") == ["2.2p2", "2.2", "二（二）", "二（二）第2款"]


def test_an_item_is_named_with_and_without_the_word_item():
    """An item of 二（一） is found by its bare number and by 第…项."""
    assert clause_keys("clause-2-1-3")[-2:] == ["二（一）3", "二（一）第3项"]


def test_a_figure_is_found_by_its_id():
    """The anchor of a figure gives its id and no clause."""
    assert clause_keys("fact-orn310-approve-3d") == ["orn310-approve-3d"]


def test_any_other_anchor_names_nothing():
    """An ordinary section has no names but its title."""
    assert clause_keys("three-readings") == []


def test_a_marked_paragraph_is_a_record_and_leaves_its_section():
    """The paragraph stands once, under its own anchor, with its section in the path."""
    inner = nodes.container("", nodes.paragraph("", "退回案卷材料。"))
    mark_searchable(inner, group="条款", title="二（二）第1款", keys=["N18"])
    inner["ids"] = ["clause-2-2p1"]
    around, clause = records_of(_page(nodes.paragraph("", "逐条看。"), inner), "读懂方案", "正文")

    assert around["text"] == "逐条看。" and around["anchor"] == ""
    assert clause["text"] == "退回案卷材料。"
    assert (clause["anchor"], clause["group"], clause["path"]) == ("clause-2-2p1", "条款", ["读懂方案"])
    assert clause["keys"][-1] == "N18"


def test_html_and_code_are_not_searched():
    """Raw HTML and the input of a notebook cell are no text of the book."""
    code = nodes.container("", nodes.literal_block("", "import ipcoord_sim"), classes=["cell_input"])
    (record,) = records_of(_page(nodes.raw("", "<b>x</b>", format="html"), code, nodes.paragraph("", "正文。")), "页", "正文")

    assert record["text"] == "正文。"


def test_a_line_break_inside_a_chinese_sentence_leaves_no_gap():
    """Lines of the source are joined without a space, so that words across them are found."""
    (record,) = records_of(_page(nodes.paragraph("", "应积极配\n合。")), "页", "正文")

    assert record["text"] == "应积极配合。"


@pytest.mark.parametrize(("badge", "state"), [("现行", ""), ("待核", "待核"), ("历史", "历史")])
def test_a_figure_that_is_no_law_now_says_so_in_its_record(badge, state):
    """The badge of a figure's row goes into its record, so that no result shows 待核 as law in force."""
    row = nodes.container("", nodes.inline("", badge, classes=["ip-badge"]), ids=["fact-x-y"])
    mark_searchable(row, group="期限与门槛", title="x", text="3日")
    record = records_of(_page(row), "页", "正文")[1]

    assert record["state"] == state


def test_an_unknown_group_is_refused_with_the_known_ones():
    """The sentence names the group that was asked for and those that exist."""
    with pytest.raises(ExtensionError, match=GROUPS[0]):
        mark_searchable(nodes.container(), group="其他", title="x")


@pytest.mark.parametrize(
    ("text", "found"),
    [("sets: [[退卷]]", "退卷"), ("sets: [[a, b], [b, c]]", "'b'"), ("sets: [[投诉, 12315]]", "12315")],
)
def test_a_broken_set_of_synonyms_is_refused_by_name(tmp_path, text, found):
    """A set of one word, a word in two sets and a bare number are named in the error."""
    path = tmp_path / "synonyms.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ExtensionError, match=found):
        load_synonyms(path)


def test_the_book_knows_at_least_forty_sets_of_synonyms():
    """Officers' and citizens' words are covered widely."""
    assert len(load_synonyms()) >= 40


def test_words_the_law_keeps_apart_share_no_set():
    """复议 and 复核, 移送 and 移交, 提前介入 and 移送 are never taken for each other."""
    steps = [{"复议", "复核"}, {"移送", "移交"}, {"移送", "转送"}, {"移送", "提前介入"}]
    apart = [*steps, {"专门协调会议", "联合督办会议"}, {"违法所得", "销售金额"}]

    assert not [words for words in load_synonyms() for pair in apart if pair <= set(words)]


def test_the_query_set_is_large_and_of_every_kind():
    """At least sixty queries, none twice, with ten or more of each kind."""
    queries = QUERIES["queries"]
    kinds = [one["kind"] for one in queries]

    assert len(queries) >= 60
    assert len({one["query"] for one in queries}) == len(queries)
    assert all(kinds.count(kind) >= 10 for kind in ("two", "cut", "number", "synonym", "name"))
