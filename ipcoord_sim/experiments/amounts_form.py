"""The stock table: move a price or a quantity, and see which amount crosses which threshold."""

from __future__ import annotations

from ..thresholds import field_label
from .amounts import Goods
from .amounts_view import show_amounts
from .form import Form, choice, count, day
from .views import View

__all__ = ["form"]

_CONDUCTS = ("sell_counterfeit_goods", "counterfeit_mark_goods")
# Ours: an invented kind of goods, how far its numbers can be moved, and what stands for a price that nobody knows.
_NAME, _PIECES, _YUAN = "假酒", 1_500, 3_000
_UNKNOWN = "0：不知道。"


def form() -> Form:
    """One kind of goods: pieces sold and not sold, its prices, the conduct and the day whose law is asked."""
    return Form("数额计算台", "数量、价格和日子", (
        count("sold", "卖了多少件", 100, most=_PIECES),
        count("average", "实际平均价（元）", 290, most=_YUAN),
        count("unsold", "没卖多少件", 400, most=_PIECES),
        count("tag", "标价（元）", 310, most=_YUAN, hint_zh=_UNKNOWN),
        count("market", "市场中间价（元）", 899, most=_YUAN, hint_zh=_UNKNOWN),
        count("cost", "进价（元）", 180, most=_YUAN, hint_zh=_UNKNOWN),
        choice("conduct", "做了什么", [(id, field_label(id)) for id in _CONDUCTS], _CONDUCTS[0]),
        day("day", "哪一天的法", "2025-05-16"),
    ), _shown)


def _shown(sold: int, average: int, unsold: int, tag: int, market: int, cost: int, conduct: str, day: str) -> View:
    goods = Goods(_NAME, sold, sold * average, unsold, tag or None, market or None, cost or None)
    return show_amounts([goods], conduct, day.strip())
