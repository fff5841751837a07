"""A case being played to look at: every screen for every chair, nothing of the other chair's, a review at the end."""

from __future__ import annotations

import re

import pytest

import ipcoord_sim as ip
from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.experiments.play_view import show_play, show_review, show_screen, show_told

# Both chairs through C-20 to its end, and the same with the reconsideration counted in working days.
WAY = ["d1:b", "d2:c", "d3:b", "d4:b", "d5:a", "d6:b", "d7:c", "d8:a", "d9:c"]
LATE = [*WAY[:6], "d7:a", "d9:c"]


def _plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


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
            show_play(*wrong)
    assert show_told(None) is None and show_play("C-20", "both", WAY).sentence_zh.startswith("C-20")
