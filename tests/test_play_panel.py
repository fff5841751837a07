"""The case player of the notebook: a button an option, one back, both chairs, a review at the end; nothing of the other chair's."""

from __future__ import annotations

import re

import pytest

import ipcoord_sim as ip
from ipcoord_sim.components.play_panel import play_panel
from ipcoord_sim.experiments.play_view import show_play, show_review, show_screen, show_told
from ipcoord_sim.errors import UnknownIdError

# Both chairs through C-20 to its end, and the same with the reconsideration counted in working days.
WAY = ["d1:b", "d2:c", "d3:b", "d4:b", "d5:a", "d6:b", "d7:c", "d8:a", "d9:c"]
LATE = [*WAY[:6], "d7:a", "d9:c"]


def _plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


@pytest.fixture
def panel():
    """The first screen of C-20 for both chairs."""
    return play_panel("C-20", "both")


def _press(panel, option: str) -> None:
    next(b for b in panel.controls["options"].children if b.description.startswith(f"选 {option}：")).click()


def test_a_case_is_played_to_its_review(panel):
    """Nine decisions, then no button is left and the review stands there."""
    for choice in WAY:
        _press(panel, choice.partition(":")[2])
    assert panel.choices == WAY and panel.controls["options"].children == ()
    assert "结局：路走完了" in _plain(panel.controls["screen"].value) and "整件案件没有违规" in _plain(panel.controls["screen"].value)


def test_the_verdict_on_a_choice_is_told_at_once(panel):
    """Quality, reason and basis stand above the next screen."""
    _press(panel, "b")
    assert re.match("你选了 b：最好。.*依据：", _plain(panel.controls["told"].value), re.DOTALL)


def test_back_and_reset(panel):
    """One step back is the screen before, again and again; from the first screen nothing happens."""
    first = panel.controls["screen"].value
    _press(panel, "b")
    second = panel.controls["screen"].value
    _press(panel, "c")
    panel.controls["back"].click()
    assert panel.controls["screen"].value == second
    panel.controls["reset"].click()
    panel.controls["back"].click()
    assert (panel.choices, panel.controls["screen"].value) == ([], first) and panel.controls["told"].value == ""


def test_another_case_seat_or_opponent_begins_anew(panel):
    """Choices of one case are not carried into another."""
    _press(panel, "b")
    panel.controls["case"].value = "C-39"
    assert panel.choices == [] and "C-39" in _plain(panel.controls["screen"].value)
    panel.controls["seat"].value = "psb"
    assert "公安席" in _plain(panel.controls["screen"].value)
    panel.controls["difficulty"].value = 2
    assert panel.choices == []


def test_every_control_has_a_name(panel):
    """Buttons say which option they choose and hold its whole text for those who hear the page."""
    for name in ("case", "seat", "difficulty", "back", "reset"):
        assert panel.controls[name].description
    assert all(b.tooltip and b.description.startswith("选 ") for b in panel.controls["options"].children)


def test_the_first_screen_stands_in_without_a_kernel(panel):
    """The same output carries the widget, the static screen with its note, and a sentence."""
    bundle = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle and "这里是静态的第一屏" in bundle["text/html"]
    assert bundle["text/plain"].startswith("C-20 国庆前一天的通知书")


@pytest.mark.parametrize("case", [row["id"] for row in ip.call("cases", {})["cases"]])
def test_every_case_of_the_bank_opens_for_every_seat(case):
    """The screen asks, and each option of its question is written out."""
    for seat in ("amr", "psb", "both"):
        shown = ip.call("play", {"case": case, "seat": seat})
        html = show_screen(shown)._repr_html_()
        assert all(f"<li>{o['id']}. " in html for o in shown["decision"]["options"])


def test_the_papers_of_the_other_chair_are_not_shown():
    """What only the regulator's chair has before the referral is not on the police's screen."""
    amr, psb = (ip.call("play", {"case": "C-39", "seat": seat}) for seat in ("amr", "psb"))
    hidden = {x["title"] for x in amr["exhibits"]} - {x["title"] for x in psb["exhibits"]}
    assert hidden and not any(title in show_screen(psb)._repr_html_() for title in hidden)


def test_a_late_step_is_found_with_what_would_have_removed_it():
    """R15 in the review, the limit as a band, and the choice that removes it."""
    shown = ip.call("play", {"case": "C-20", "seat": "both", "choices": LATE})
    html = show_review(shown)._repr_html_()
    assert "整件案件1处违规" in html and "✗ R15 逾期才做" in html and "<svg" in html
    assert "要是当时（其余照旧）" in html and "带走三句话" in html


def test_what_cannot_be_played_is_refused():
    """The nearest known word is named."""
    for wrong in (("C-99", "amr"), ("C-20", "judge")):
        with pytest.raises(UnknownIdError):
            play_panel(*wrong)
    assert show_told(None) is None and show_play("C-20", "both", WAY).sentence_zh.startswith("C-20")
