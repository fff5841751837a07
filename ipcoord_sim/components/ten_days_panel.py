"""The two ten-day clocks in a notebook: move the days, leave a paper out, and see which side is late."""

from __future__ import annotations

from .panels import Panel, panel, wide, widgets
from .ten_days import Returned
from .ten_days_view import show_ten_days
from .views import View

__all__ = ["ten_days_panel"]

# Ours: how far the sliders reach.
_OVER, _DECISION = 20, 90


def ten_days_panel(decided: str) -> Panel:
    """The panel, with the decision of the police at `decided` at first.

    Raises IpcoordError where ipywidgets is missing or the time cannot be read.
    """
    kit, first = widgets(), Returned(decided)
    show_ten_days(first)
    look = wide(kit, 16)
    slide = {"continuous_update": False, **look}
    tick = {"indent": False, "layout": kit.Layout(width="100%")}
    controls = {
        "decided": kit.Text(value=decided, description="公安决定不构成犯罪的时间", continuous_update=False, tooltip="北京时间，写成年-月-日 时:分", **look),
        "over": kit.IntSlider(value=first.over, min=0, max=_OVER, description="公安几天以后移交", **slide),
        "decision": kit.IntSlider(value=first.decision, min=0, max=_DECISION, description="市监几天以后作出处理决定", **slide),
        "told": kit.IntSlider(value=first.told, min=0, max=_OVER, description="市监决定以后几天反馈", **slide),
        "seized": kit.Checkbox(value=True, description="公安扣押过财物", **tick),
        "listed": kit.Checkbox(value=True, description="财物开列了清单", **tick),
        "goods": kit.Checkbox(value=True, description="财物一并移交，办了交接手续", **tick),
        "written": kit.Checkbox(value=True, description="反馈是书面的", **tick),
    }
    return panel(controls, _shown, "日子和材料")


def _shown(**chosen: object) -> View:
    return show_ten_days(Returned(**chosen))
