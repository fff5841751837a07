"""Referral rates in a notebook: figures that are only supposed, moved by hand."""

from __future__ import annotations

from ..conformance.rules import assumption
from .panels import Panel, panel, wide, widgets
from .rates_view import show_supposed

__all__ = ["supposing_panel"]

# Ours: a slider of cases reaches this many times the supposed number.
_REACH = 5


def supposing_panel() -> Panel:
    """The panel, set to the assumptions of ours at first.

    Raises IpcoordError where ipywidgets is missing.
    """
    kit = widgets()
    look = {"continuous_update": False, **wide(kit, 18)}
    cases, due, done = (assumption(id) for id in ("CASES_A_YEAR", "DUE_SHARE", "DUE_REFERRED"))
    controls = {
        "cases": kit.IntSlider(value=int(cases["value"]), min=1, max=int(cases["value"]) * _REACH, description=f"{cases['label_zh']}（假设）", **look),
        "due": kit.IntSlider(value=int(due["value"]), min=0, max=100, description="应当移送的占百分之几（假设）", tooltip=due["why_zh"], **look),
        "done": kit.IntSlider(value=int(done["value"]), min=0, max=100, description="其中移送了百分之几（假设）", tooltip=done["why_zh"], **look),
    }
    return panel(controls, show_supposed, "三个假设的数")
