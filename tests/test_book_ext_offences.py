"""What the chapters on offences and amounts and the page of scenarios promise, on a small book of their own."""

from __future__ import annotations

import re
from copy import deepcopy
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

from docutils import nodes
from sphinx.errors import ExtensionError

from ipcoord_sim.acts import acts
from ipcoord_sim.data import load
from ipcoord_sim.data.compiler import read_yaml
from ipcoord_sim.errors import DataError
from ipcoord_sim.pictures import offences as offence_map
from ipcoord_sim.pictures.offences import entries, offences_svg
from ipcoord_sim.pictures.threshold_board import threshold_board_svg
from ipcoord_sim.pictures.threshold_strips import columns, strips
from ipcoord_sim.thresholds import assess, offences
from tests import test_book_ext as small

PARTS = (*small.PARTS, "offences", "assess_examples", "scenarios")
EXAMPLE = "```{{assess-example}} 例子\ngiven: {given}\nwhen: {{on: 2024-05-20, handled: 2025-06-16}}\nthen: {then}\n```\n"
LABELS = EXAMPLE.format(given="{conduct: [make_marks], labels: 15000, business_amount: 0, illegal_income: 0}", then="{offence: crl-215, entry: not_met, lenient: old}")
OFFENCES = "# 罪名\n\n```{offence-map}\n```\n\n```{offence-table}\n```\n\n```{penalty-table}\n```\n\n```{lead-table}\n```\n"
PAGES = {
    **{name: small.PAGES[name] for name in ("chapters/part1/plan", "chapters/appendix/provenance")},
    "offences": OFFENCES,
    "thresholds": "# 门槛\n" + "".join(f"\n## {o.name_zh}\n\n```{{threshold-picture}} {o.id}\n```\n" for o in offences()),
    "amounts": f"# 数额\n\n{LABELS}",
    "scenarios": "# 情景\n\n```{scenario-list}\n```\n",
}


def build(folder: Path, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    """A small book with the parts of these chapters too."""
    with monkeypatch.context() as patch:
        patch.setattr(small, "PARTS", PARTS)
        return small.build(folder, pages)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """One book with every page, and the words Sphinx warned with."""
    with pytest.MonkeyPatch.context() as patch:
        app = build(tmp_path_factory.mktemp("offences") / "src", PAGES, patch)
    return {name: (Path(app.outdir) / f"{name}.html").read_text("utf-8") for name in PAGES}, app.warning.getvalue()


def words(html: str) -> str:
    """The text of a page."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_the_chapters_build_without_a_warning(book):
    """No directive warns on right input."""
    assert "WARNING" not in book[1] and "ERROR" not in book[1]


def test_every_link_to_a_fact_has_a_record_to_lead_to(book):
    """All four pages lead to anchors that the page of provenance has."""
    there = small.anchors(book[0]["chapters/appendix/provenance"])
    aims = {aim for name in ("offences", "thresholds", "amounts", "scenarios") for aim in re.findall(r"provenance\.html#([\w-]+)", book[0][name])}
    assert len(aims) > 100 and aims <= there


def test_every_offence_has_its_elements_and_its_penalty(book):
    """Eight rows each; an element that no stored fact says is told as such, not guessed."""
    page = book[0]["offences"]
    assert {f"elements-{o.id}" for o in offences()} <= small.anchors(page)
    assert [e.id for e in entries()] == [o.id for o in offences()]
    unsaid = words(page).count("已核对的依据里没有单列")
    assert unsaid == sum(e.mind is None for e in entries()) == 4
    for said in ("加重档最高刑由7年改为10年", "基本档最高刑由3年改为5年", "没有修改", "新设的罪名"):
        assert said in words(page)


def test_adjacent_offences_are_leads_and_no_verdict(book):
    """Every sign of the data stands in the table, under the sentence that it is a lead only."""
    page = words(book[0]["offences"])
    table = load()["thresholds"]["leads"]
    assert table["text_zh"] in page
    assert all(sign["label_zh"] in page and sign["offence_zh"] in page for sign in table["signs"])


@pytest.mark.parametrize(
    ("offence", "tier", "days"),
    [
        ("crl-213", "basic", ["2004-12-22", "2021-03-01", "2025-04-26"]),
        ("crl-214", "basic", ["2004-12-22", "2010-05-18", "2025-04-26"]),
        ("crl-214", "aggravated", ["2004-12-22", "2011-01-10", "2025-04-26"]),
        ("crl-215", "basic", ["2004-12-22", "2011-01-10", "2025-04-26"]),
        ("crl-216", "aggravated", []),
        ("crl-217", "basic", ["2004-12-22", "2007-04-05", "2011-01-10", "2025-04-26"]),
        ("crl-219", "basic", ["2004-12-22", "2010-05-18", "2020-09-14", "2025-04-26"]),
        ("crl-219-1", "basic", []),
        ("crl-219-1", "aggravated", ["2021-03-01", "2025-04-26"]),
    ],
)
def test_a_picture_has_a_column_for_each_day_on_which_a_figure_changed(offence, tier, days):
    """Days as the interpretations and standards have them (sections C1 to C7 of the facts)."""
    assert [str(day) for day in columns(offence, tier)] == days


@pytest.mark.parametrize(
    ("offence", "tier", "drawn"),
    [
        ("crl-213", "basic", ["还不是犯罪", "没有数额", "两种、再犯 20,000"]),
        ("crl-214", "basic", ["2010-05-18※", "※ 起始日待核", "再犯 90,000"]),
        ("crl-215", "basic", ["↓ 10,000", "↓ 30,000", "两种、再犯 5,000"]),
        ("crl-216", "basic", ["↓ 300,000", "两项、再犯 50,000"]),
        ("crl-217", "aggravated", ["↓ 2,500", "↑ 5,000", "↑ 300,000"]),
        ("crl-219", "basic", ["↓ 300,000", "再犯 100,000"]),
    ],
)
def test_a_picture_writes_the_figure_on_its_step(offence, tier, drawn):
    """Lowered and raised figures, lower ones for two marks and repeats, doubtful days, gaps."""
    svg = threshold_board_svg(offence, tier)
    assert [piece for piece in drawn if f">{piece}<" not in svg] == []
    assert re.search(r"<title>.+的变化</title><desc>.+起.+。</desc>", svg)


def test_the_figure_that_is_drawn_is_the_one_that_decides():
    """For every last step: the amount itself meets the tier, a unit less does not meet it by that amount."""
    checked = 0
    for offence in offences():
        conducts = sorted(c for head in offence.heads for c in head.conducts)
        for tier in ("basic", "aggravated"):
            for strip in strips(offence.id, tier):
                day, step = columns(offence.id, tier)[-1], strip.cells[-1].step
                met = [assess({"conduct": conducts, strip.field: amount}, on=day, handled=day) for amount in (step.threshold, step.threshold - 1)]
                results = [next(r for r in answer.results if r.offence == offence.id) for answer in met]
                found = [any(w.met and w.tier == tier and w.field == strip.field for w in r.why) for r in results]
                assert found == [True, False], (offence.id, strip.field, tier)
                checked += 1
    assert checked > 40


def test_a_tier_without_figures_is_told_in_words(book):
    """Patents and copies have one tier; for a foreign country the basic tier needs no amount."""
    page = words(book[0]["thresholds"])
    assert page.count("只有一档，没有加重档。") == 2 and page.count("入罪不看数额，没有数字可画。") == 1


def test_the_map_names_every_offence_for_a_screen_reader():
    """Article, name and act of each stand in the description."""
    told = re.search(r"<desc>(.*?)</desc>", offences_svg())[1]
    assert all(e.name_zh in told and e.short_zh in told for e in entries())


@pytest.mark.parametrize(("key", "wrong"), [("id", "crl-999"), ("right", "nothing"), ("to", "nowhere"), ("conduct", {"text_zh": "做了什么", "basis": ["no-such"]})])
def test_a_map_of_offences_that_names_an_unknown_id_is_refused(monkeypatch, key, wrong):
    """The sentence names the file and what was found."""
    changed = deepcopy(load()["offences"])
    changed["map"]["offences"][0][key] = wrong
    known = load()
    monkeypatch.setattr(offence_map.data, "load", lambda: known | {"offences": changed})
    entries.cache_clear()
    try:
        with pytest.raises(DataError, match=r"offences/map.yaml 的 .*(crl-999|nothing|nowhere|no-such)"):
            entries()
    finally:
        entries.cache_clear()


def test_an_example_shows_both_laws_and_what_it_was_held_against(book):
    """The verdict, both sides, the figures of amounts above zero, what is short, the next step."""
    page = words(book[0]["amounts"])
    for said in ("没有达到", "行为时的法：没有达到；处理时的法：达到，基本档", "用行为时法", "20,000件", "10,000件", "再多5,000件就够了", "下一步：依法处罚", "写零的几项都不够"):
        assert said in page, said
    assert "50,000元" not in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EXAMPLE.format(given="{conduct: [make_marks], labels: 15000, business_amount: 0, illegal_income: 0}", then="{entry: met}"), "entry 写的是 met，算出来是 not_met"),
        (EXAMPLE.format(given="{conduct: [make_marks], labels: 15000}", then="{lenient: old}"), "then 没有写 entry"),
        (EXAMPLE.format(given="{conduct: [make_marks], label: 15000}", then="{entry: met}"), "labels"),
        ("```{assess-example} 例子\ngiven: {conduct: [make_marks]}\n```\n", "要写 given"),
        ("```{threshold-picture} crl-220\n```\n", "crl-220"),
    ],
)
def test_an_example_that_the_engine_does_not_bear_out_fails_the_build(tmp_path, monkeypatch, text, said):
    """Prose beside an example cannot drift from what is computed."""
    with pytest.raises(ExtensionError) as caught:
        build(tmp_path / "src", {"wrong": f"# 错\n\n{text}", "chapters/appendix/provenance": "# 库\n", "chapters/part1/plan": "# 方案\n"}, monkeypatch)
    assert said in str(caught.value)


def test_every_sentence_of_the_tests_stands_on_the_page_once(book):
    """The page lists the very files that the tests hold, each sentence with an anchor of its own."""
    from ipcoord_book.scenarios import FOLDER

    page = unescape(book[0]["scenarios"])
    sentences = [s["sentence"] for path in sorted(FOLDER.glob("*.yaml")) for s in read_yaml(path, path.name)]
    heads = re.findall(r'<details class="ip-scenario" id="(scenario-[\w-]+)"><summary>(.*?) ?<', page)
    assert sorted(sentence for _, sentence in heads) == sorted(sentences)
    assert len({anchor for anchor, _ in heads}) == len(sentences) > 200


def test_no_english_word_of_a_log_is_left_on_the_page(book):
    """Fields, words and persons of the logs are told in Chinese."""
    from ipcoord_book.scenario_words import WORDS_ZH

    used = {word for act in acts().values() for field in act.fields.values() for word in field.words}
    assert used <= set(WORDS_ZH)
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", words(re.search(r'<section id="scenarios-.*', book[0]["scenarios"], re.S)[0])) == []


def test_a_scenario_is_found_by_search_and_its_words_are_escaped():
    """The facts behind a sentence are a record of the group 案例; markup in a sentence stays text."""
    from ipcoord_book.scenario_words import Told
    from ipcoord_book.scenarios import _scenario

    head, body, _ = _scenario("scenario-x-1", {"sentence": "<b>粗</b>。"}, Told((("达到", "badge-met"),), (("已知", ["甲。"]),), keys=("crl-214",)))
    assert isinstance(head, nodes.raw) and "&lt;b&gt;" in head.astext() and "<b>" not in head.astext()
    assert body["ipcoord_search"]["group"] == "案例" and body["ids"] == ["scenario-x-1-facts"]
