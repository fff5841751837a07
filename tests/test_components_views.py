"""What components share: views that say the same in words and in HTML, and panels that never keep an old answer."""

from __future__ import annotations

import re

import pytest

from ipcoord_sim.aids import verdicts
from ipcoord_sim.cli import assessing
from ipcoord_sim.experiments.amounts import Goods
from ipcoord_sim.components.amounts_panel import amounts_panel
from ipcoord_sim.components.evidence_panel import evidence_panel
from ipcoord_sim.components.offence_panel import offence_panel
from ipcoord_sim.components.referral_panel import referral_panel
from ipcoord_sim.components.register_panel import register_panel
from ipcoord_sim.components.time_machine_panel import time_machine_panel
from ipcoord_sim.experiments.views import Folded, View, listed, table

WINE = Goods("假酒", 100, 29000, 400, tag=310, market=899, cost=180)
LINE = {"name": "茶", "quantity": 48, "unit": "箱", "unit_price": 600, "value": 28800}
PACKAGE = {
    "facts": {"has_goods": True}, "documents": ["referral_letter", "investigation_report", "goods_list"],
    "contents": {"goods_list": {"items": [LINE]}, "investigation_report": {"items": [LINE]}},
}


@pytest.fixture
def register(root):
    """The register of the notebooks."""
    return root / "notebooks" / "data" / "register-2026.csv"


PANELS = {
    "amounts": (lambda path: amounts_panel(WINE, "sell_counterfeit_goods", "2025-05-16"), ("unsold", 420), ("day", "五月")),
    "evidence": (lambda path: evidence_panel(PACKAGE), ("quantity", 47), None),
    "offences": (lambda path: offence_panel("copyright", "copyright_online", "2026-05-20"), ("second", "make_marks"), ("day", "1990-01-01")),
    "referral": (lambda path: referral_panel({"amount": "met"}, "2026-09-29 15:00"), ("penalised", "yes"), ("start", "明天")),
    "register": (lambda path: register_panel(path, "A03"), ("case", "A10"), None),
    "time machine": (lambda path: time_machine_panel("crl-217", "copies", 700, "2006-11-06", "2007-09-10"), ("amount", 400), ("on", "昨天")),
}


@pytest.fixture(params=PANELS)
def panel(request, register):
    """Each panel, with a choice that changes its answer."""
    make, choice, _ = PANELS[request.param]
    return make(register), choice


@pytest.fixture(params=[name for name, (_, _, wrong) in PANELS.items() if wrong])
def misused(request, register):
    """Each panel that can be given something it cannot compute, with that."""
    make, _, wrong = PANELS[request.param]
    return make(register), wrong


def test_every_control_has_a_label(panel):
    """No control without its name, for those who hear the page."""
    assert [name for name, control in panel[0].controls.items() if name != "answer" and not control.description] == []


def test_a_choice_changes_the_answer_and_reset_brings_it_back(panel):
    """恢复原样 undoes everything."""
    made, (name, value) = panel
    before = made.controls["answer"].value
    made.controls[name].value = value
    changed = made.controls["answer"].value
    made.controls["reset"].click()
    assert changed != before and made.controls["answer"].value == before


def test_what_cannot_be_computed_is_a_sentence_and_nothing_else(misused):
    """The old answer does not stay beside a choice that cannot be computed."""
    made, (name, value) = misused
    made.controls[name].value = value
    shown = made.controls["answer"].value
    assert shown.startswith('<p role="alert">') and "<table" not in shown


def test_without_a_kernel_the_view_stands_in_for_the_panel(panel):
    """The same output carries the widget, tables with a note, and a sentence."""
    bundle = panel[0]._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "<table" in bundle["text/html"] and "这里是静态的图和表" in bundle["text/html"]
    assert bundle["text/plain"].endswith(("。", "？")) and bundle["text/plain"] in re.sub(r"<[^>]+>", "", bundle["text/html"])


def test_every_table_has_a_name_and_heads():
    """A table says what it is about; its columns and rows are named for those who hear it."""
    html = table("价", ["货", "元"], [["酒", "5"], ["茶", "6"]])
    assert "<caption>价</caption>" in html and html.count('scope="col"') == 2 and html.count('scope="row"') == 2


def test_words_of_a_case_cannot_become_markup():
    """What a register or a stock table names is shown as it is written."""
    for html in (table("<b>", ["<i>"], [["<u>", "<s>"]]), listed(["<b>"]), View("<b>", "")._repr_html_(), Folded("<b>", View("x", ""))._repr_html_()):
        assert not re.search(r"<[bius]>", html), html


def test_the_words_of_a_verdict_are_those_of_the_command_line():
    """A notebook and the command `assess` say the same."""
    assert verdicts.ENTRY_ZH == assessing.ENTRY_ZH and verdicts.TIER_ZH == assessing.TIER_ZH
    assert set(verdicts.ACT_ZH) == set(assessing.ACT_ZH)
