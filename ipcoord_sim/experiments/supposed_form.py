"""Referral rates from figures that are only supposed, moved by hand."""

from __future__ import annotations

from ..conformance.rules import assumption
from .form import Form, count
from .rates_view import show_supposed

__all__ = ["form"]

# Ours: the number of cases reaches this many times the supposed one.
_REACH = 5


def form() -> Form:
    """Three supposed figures, set to the assumptions of ours at first."""
    cases, due, done = (assumption(id) for id in ("CASES_A_YEAR", "DUE_SHARE", "DUE_REFERRED"))
    return Form("移送率背后", "三个假设的数", (
        count("cases", f"{cases['label_zh']}（假设）", int(cases["value"]), least=1, most=int(cases["value"]) * _REACH),
        count("due", "应当移送的占百分之几（假设）", int(due["value"]), most=100, hint_zh=due["why_zh"]),
        count("done", "其中移送了百分之几（假设）", int(done["value"]), most=100, hint_zh=done["why_zh"]),
    ), show_supposed)
