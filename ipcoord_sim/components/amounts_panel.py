"""The stock table in a notebook: move a price or a quantity, and see which amount crosses which threshold."""

from __future__ import annotations

from ..thresholds import field_label
from .amounts import Goods
from .amounts_view import show_amounts
from .panels import Panel, panel, wide, widgets
from .views import View

__all__ = ["amounts_panel"]

# Ours: a slider reaches this many times its first value.
_REACH = 3


def amounts_panel(goods: Goods, conduct: str, day: str) -> Panel:
    """The panel on one kind of goods, set as given at first.

    Raises IpcoordError where ipywidgets is missing or the first choice cannot be computed.
    """
    kit = widgets()
    show_amounts([goods], conduct, day)
    first = {
        "sold": (goods.sold, "卖了多少件"), "average": (int(goods.average or 0), "实际平均价（元）"), "unsold": (goods.unsold, "没卖多少件"),
        "tag": (int(goods.tag or 0), "标价（元）"), "cost": (int(goods.cost or 0), "进价（元）"),
    }
    controls = {
        name: kit.IntSlider(value=value, min=0, max=max(1, value * _REACH), description=label, continuous_update=False, **wide(kit, 9))
        for name, (value, label) in first.items()
    }
    conducts = [(field_label(id), id) for id in ("sell_counterfeit_goods", "counterfeit_mark_goods")]
    controls["conduct"] = kit.Dropdown(options=conducts, value=conduct, description="做了什么", **wide(kit, 9))
    controls["day"] = kit.Text(value=day, description="哪一天的法", continuous_update=False, tooltip="写成年-月-日", **wide(kit, 9))

    def shown(sold: int, average: int, unsold: int, tag: int, cost: int, conduct: str, day: str) -> View:
        # A price of zero on a slider stands for a price that nobody knows.
        changed = Goods(goods.name_zh, sold, sold * average, unsold, tag or None, goods.market, cost or None)
        return show_amounts([changed], conduct, day.strip())

    return panel(controls, shown, "数量、价格和日子")
