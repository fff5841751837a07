"""An incident on the scene: what happened, when the police were called, and whether that was owed."""

from __future__ import annotations

from .form import Form, choice, count, flag, moment
from .incident import KINDS, Scene, scene_log
from .logs import show_judged
from .views import View

__all__ = ["form"]

# Ours: how far the minutes can be moved.
_MINUTES = 240


def form() -> Form:
    """One incident and the call that follows it, or does not."""
    first = Scene("2026-03-10 15:00")
    return Form("现场两分钟", "出了什么事、多久以后通报", (
        moment("at", "什么时候出的事", first.at),
        choice("kind", "出了什么事", KINDS, first.kind),
        flag("major", "有重大犯罪嫌疑", first.major),
        flag("calls", "通报了公安", True),
        count("minutes", "几分钟以后通报", first.minutes, most=_MINUTES),
    ), _shown)


def _shown(calls: bool, minutes: int, **chosen: object) -> View:
    return show_judged(scene_log(Scene(minutes=minutes if calls else None, **chosen)), everything=True)
