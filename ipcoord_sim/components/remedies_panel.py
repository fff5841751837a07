"""The ways after a decision not to file in a notebook: how fast each side is, and what that makes of every way."""

from __future__ import annotations

from ..conformance.rules import assumption
from .panels import Panel, panel, wide, widgets
from .remedies import PATHS, Pace
from .remedies_view import show_path, show_remedies
from .views import View

__all__ = ["remedies_panel"]

# Ours: how far the sliders reach.
_OWN, _UNWRITTEN = 10, 30


def remedies_panel(received: str) -> Panel:
    """The panel, with a notice received at `received` at first.

    Raises IpcoordError where ipywidgets is missing or the time cannot be read.
    """
    kit, first = widgets(), Pace()
    look = wide(kit, 15)
    paths = [("全部并排看", None), *((zh, id) for id, (zh, *_) in PATHS.items())]
    controls = {
        "received": kit.Text(value=received, description="收到通知书的时间", continuous_update=False, tooltip="北京时间，写成年-月-日 时:分", **look),
        "own": kit.IntSlider(value=first.own, min=0, max=_OWN, description="市监的每一步用几天", continuous_update=False, **look),
        "others_last": kit.Checkbox(value=True, description="公安和检察院都用到最后一天（不勾：当天就做）", indent=False, layout=kit.Layout(width="100%")),
        "unwritten": kit.IntSlider(
            value=int(assumption("NO_LIMIT")["value"]), min=0, max=_UNWRITTEN, description="没有写天数的一步用几天（假设）", continuous_update=False, **wide(kit, 17),
        ),
        "path": kit.Dropdown(options=paths, value=None, description="细看哪条路", **look),
    }
    return panel(controls, _shown, "时间、快慢和路径")


def _shown(received: str, path: str | None, **fast: object) -> View:
    pace = Pace(**fast)
    return show_path(path, received, pace) if path else show_remedies(received, pace)
