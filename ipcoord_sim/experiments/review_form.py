"""The police side of a referral: choose what is done at each station, and walk through it step by step."""

from __future__ import annotations

from .form import Form, choice, count, moment
from .review_machine import AFTER, DECISIONS, NOTICES, RECEIPTS, Review, review_log
from .views import View
from .walk_view import show_walk

__all__ = ["form"]

# Ours: how far the numbers can be moved.
_HOURS, _DAYS, _STEPS = 72, 10, 12


def form() -> Form:
    """A referral as it arrives, is reviewed, decided and answered, shown up to a step."""
    first = Review("2026-09-22 15:00")
    return Form("审查流程机", "每一站的选择和走到第几步", (
        moment("received", "公安收到的时间", first.received),
        choice("receipt", "送到的时候", RECEIPTS, first.receipt),
        count("hours", "几小时后通知补正或者转送", first.hours, most=_HOURS),
        choice("decision", "审查的结果", DECISIONS, first.decision),
        count("days", "第几天决定", first.days, most=_DAYS),
        choice("notice", "怎样告知", NOTICES, first.notice),
        choice("after", "告知以后", AFTER, first.after),
        count("step", "走到第几步", 5, least=1, most=_STEPS),
    ), _shown)


def _shown(step: int, **chosen: object) -> View:
    return show_walk(review_log(Review(**chosen)), step)
