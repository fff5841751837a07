"""The police side of a referral in a notebook: choose what is done at each station, and walk through it step by step."""

from __future__ import annotations

from .panels import Panel, panel, wide, widgets
from .review_machine import AFTER, DECISIONS, NOTICES, RECEIPTS, Review, review_log
from .views import View
from .walk_view import show_walk

__all__ = ["review_panel"]

# Ours: how far the sliders reach.
_HOURS, _DAYS, _STEPS = 72, 10, 12


def review_panel(received: str, step: int = 5) -> Panel:
    """The panel, with a referral received at `received` and shown up to `step` at first.

    Raises IpcoordError where ipywidgets is missing or the time cannot be read.
    """
    kit = widgets()
    review_log(Review(received))
    look, first = wide(kit, 10), Review(received)
    pick = {
        name: kit.Dropdown(options=[(zh, id) for id, zh in words.items()], value=getattr(first, name), description=label, **look)
        for name, words, label in (
            ("receipt", RECEIPTS, "送到的时候"), ("decision", DECISIONS, "审查的结果"), ("notice", NOTICES, "怎样告知"), ("after", AFTER, "告知以后"),
        )
    }
    slide = {"continuous_update": False, **look}
    controls = {
        "received": kit.Text(value=received, description="公安收到的时间", continuous_update=False, tooltip="北京时间，写成年-月-日 时:分", **look),
        "receipt": pick["receipt"],
        "hours": kit.IntSlider(value=first.hours, min=0, max=_HOURS, description="几小时后通知补正或者转送", **{**slide, **wide(kit, 14)}),
        "decision": pick["decision"],
        "days": kit.IntSlider(value=first.days, min=0, max=_DAYS, description="第几天决定", **slide),
        "notice": pick["notice"],
        "after": pick["after"],
        "step": kit.IntSlider(value=step, min=1, max=_STEPS, description="走到第几步", **slide),
    }
    return panel(controls, _shown, "每一站的选择和走到第几步")


def _shown(step: int, **chosen: object) -> View:
    return show_walk(review_log(Review(**chosen)), step)
