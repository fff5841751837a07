"""Early intervention: choose the day on which the police are asked and the day of the referral."""

from __future__ import annotations

from .form import Form, count, flag, moment
from .intervention import Met
from .intervention_view import show_intervention, show_timings
from .views import View

__all__ = ["form"]

# Ours: how far the days can be moved.
_DAYS = 40


def form() -> Form:
    """One case from its first day: whether and when the police are asked, whether and when it is referred."""
    first = Met("2026-08-17 09:00")
    return Form("介入时机模拟", "哪天提请、哪天移送", (
        moment("begun", "立案查处的时间", first.begun),
        flag("asks", "提请提前介入", True),
        count("asked", "第几天提请", first.asked, most=_DAYS),
        flag("replied", "公安第二天来指导取证", first.replied),
        count("suspicion", "第几天有合理嫌疑", first.suspicion, most=_DAYS),
        flag("sends", "移送", True),
        count("sent", "第几天移送", first.sent, most=_DAYS),
        flag("large", "案值较大", first.large),
        flag("compare", "五种时机并排看", False),
    ), _shown)


def _shown(asks: bool, asked: int, sends: bool, sent: int, compare: bool, **chosen: object) -> View:
    case = Met(asked=asked if asks else None, sent=sent if sends else None, **chosen)
    return show_timings(case) if compare else show_intervention(case)
