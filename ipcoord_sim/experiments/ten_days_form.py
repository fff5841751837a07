"""The two ten-day clocks: move the days, leave a paper out, and see which side is late."""

from __future__ import annotations

from .form import Form, count, flag, moment
from .ten_days import Returned
from .ten_days_view import show_ten_days
from .views import View

__all__ = ["form"]

# Ours: how far the days can be moved.
_OVER, _DECISION = 20, 90


def form() -> Form:
    """A case that the police hand to the regulator, and the regulator's answer."""
    first = Returned("2026-04-24 15:00")
    return Form("双十日推算", "日子和材料", (
        moment("decided", "公安决定不构成犯罪的时间", first.decided),
        count("over", "公安几天以后移交", first.over, most=_OVER),
        count("decision", "市监几天以后作出处理决定", first.decision, most=_DECISION),
        count("told", "市监决定以后几天反馈", first.told, most=_OVER),
        flag("seized", "公安扣押过财物", first.seized),
        flag("listed", "财物开列了清单", first.listed),
        flag("goods", "财物一并移交，办了交接手续", first.goods),
        flag("written", "反馈是书面的", first.written),
    ), _shown)


def _shown(**chosen: object) -> View:
    return show_ten_days(Returned(**chosen))
