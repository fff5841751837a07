"""The simulation in a notebook: officers at four desks, the office on or off, the liaisons away, a busy autumn."""

from __future__ import annotations

from ..simulation.scenario import read_scenario
from .jam import STAFF, Arrangement, desk_names, first_arrangement
from .jam_view import show_jam
from .panels import Panel, panel, wide, widgets
from .views import View

__all__ = ["jam_panel"]

# Ours: how far the sliders reach, and how many years each answer rests on.
_OFFICERS, _SURGE, _RUNS = 6, 400, 5


def jam_panel() -> Panel:
    """The panel, set to the plan at first.

    Raises IpcoordError where ipywidgets is missing.
    """
    kit, first, plan = widgets(), first_arrangement(), read_scenario("plan")
    look = wide(kit, 14)
    slide = {"continuous_update": False, **look}
    tick = {"indent": False, "layout": kit.Layout(width="100%")}
    months = [("没有离岗", 0), *((f"{n}月", n) for n in range(1, 13))]
    controls = {
        name: kit.IntSlider(value=getattr(first, name), min=1, max=_OFFICERS, description=f"{plan.assumptions[id].label_zh}（县区）", **slide)
        for name, id in STAFF.items()
    }
    controls |= {
        "office": kit.Checkbox(value=first.office, description="有协作办公室", **tick),
        "away": kit.Dropdown(options=months, value=first.away, description="公安联络员离岗的月份", **look),
        "surge": kit.IntSlider(value=first.surge, min=50, max=_SURGE, step=50, description="九月、十月的案件（%）", **slide),
        "last_day": kit.Checkbox(value=first.last_day, description="审批和移送都拖到最后一天", **tick),
        "desk": kit.Dropdown(options=[(zh, id) for id, zh in desk_names().items()], value="psb.review", description="看哪个岗位排队", **look),
    }
    return panel(controls, _shown, "人手、办公室、离岗和案件数")


def _shown(desk: str, **made: object) -> View:
    return show_jam(Arrangement(**made), _RUNS, desk)
