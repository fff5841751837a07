"""A consultation in a notebook: who asks, where the answer is found, how long each level takes; the limits run on."""

from __future__ import annotations

from .consult_chain import LEVELS, Asked
from .consult_view import show_consultation
from .panels import Panel, panel, wide, widgets
from .views import View

__all__ = ["consult_panel"]

# Ours: how far the sliders reach.
_MOST, _SUSPICION = 15, 30


def consult_panel(at: str) -> Panel:
    """The panel, with a question put at `at` at first.

    Raises IpcoordError where ipywidgets is missing or the time cannot be read.
    """
    kit, first = widgets(), Asked(at)
    show_consultation(first)
    look = wide(kit, 13)
    controls = {
        "at": kit.Text(value=at, description="提出咨询的时间", continuous_update=False, tooltip="北京时间，写成年-月-日 时:分", **look),
        "seat": kit.Dropdown(options=[("市监问公安", "amr"), ("公安问市监", "psb")], value=first.seat, description="谁问谁", **look),
        "answered": kit.Dropdown(options=[(zh, id) for id, zh in LEVELS.items()], value=first.answered, description="哪一级答得出来", **look),
        "days": kit.IntSlider(value=first.each, min=1, max=_MOST, description="每一级用几天（假设）", continuous_update=False, **look),
        "skips": kit.Checkbox(value=False, description="县一级越过市一级，直接请示省一级", indent=False),
        "suspicion": kit.IntSlider(value=0, min=0, max=_SUSPICION, description="第几天有合理嫌疑", continuous_update=False, tooltip="0：一直没有", **look),
    }
    return panel(controls, _shown, "问谁、问到哪一级、每一级用几天")


def _shown(**chosen: object) -> View:
    return show_consultation(Asked(**chosen))
