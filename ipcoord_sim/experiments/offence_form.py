"""Two conducts side by side: choose both and a day, see what differs."""

from __future__ import annotations

from .form import Form, choice, day
from .offence_view import conducts, show_offences
from .views import View

__all__ = ["form"]


def form() -> Form:
    """Two conducts under the law of one day."""
    return Form("罪名对照器", "行为和日子", (
        choice("one", "这一种行为", conducts(), "sell_counterfeit_goods"),
        choice("other", "那一种行为", conducts(), "sell_marks"),
        day("day", "哪一天的法", "2026-05-20"),
    ), _shown)


def _shown(one: str, other: str, day: str) -> View:
    return show_offences(one, other, day.strip())
