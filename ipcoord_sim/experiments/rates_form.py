"""Referral rates from the reader's own counts."""

from __future__ import annotations

from .form import Form, lines
from .rates import COLUMNS
from .rates_view import show_rates
from .views import View

__all__ = ["form"]

# Invented units: no real count is known.
_FIGURES = """甲单位（编的）,46,1,382000,214000
乙单位（编的）,8,2,93000,31000
丙单位（编的）,123,3,617000,468000"""


def form() -> Form:
    """A table of counts, a line a unit or a year."""
    heads = ",".join(head for head, _ in COLUMNS.values())
    hint = "一行一个单位或者一个年份，用逗号隔开；第一行是列的名称，不要改。写下的数只在这台电脑上算。"
    return Form("移送率计算台", "表里的数", (lines("figures", "件数和案值", f"{heads}\n{_FIGURES}", hint),), _shown)


def _shown(figures: str) -> View:
    # A line break tells a text from the name of a file.
    return show_rates(f"{figures}\n")
