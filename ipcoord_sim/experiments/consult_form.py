"""A consultation: who asks, where the answer is found, how long each level takes; the limits run on."""

from __future__ import annotations

from .consult_chain import LEVELS, Asked
from .consult_view import show_consultation
from .form import Form, choice, count, flag, moment
from .views import View

__all__ = ["form"]

# Ours: how far the numbers can be moved.
_MOST, _SUSPICION = 15, 30


def form() -> Form:
    """A question of one agency to the other, answered at some level or never."""
    first = Asked("2026-06-01 09:00")
    return Form("咨询链推演", "问谁、问到哪一级、每一级用几天", (
        moment("at", "提出咨询的时间", first.at),
        choice("seat", "谁问谁", {"amr": "市监问公安", "psb": "公安问市监"}, first.seat),
        choice("answered", "哪一级答得出来", LEVELS, first.answered),
        count("days", "每一级用几天（假设）", first.each, least=1, most=_MOST),
        flag("skips", "县一级越过市一级，直接请示省一级", first.skips),
        count("suspicion", "第几天有合理嫌疑", first.suspicion, most=_SUSPICION, hint_zh="0：一直没有。"),
    ), _shown)


def _shown(**chosen: object) -> View:
    return show_consultation(Asked(**chosen))
