"""The simulated year: officers at four desks, the office on or off, the liaisons away, a busy autumn."""

from __future__ import annotations

from ..simulation import read_scenario
from .form import Form, choice, count, flag
from .jam import STAFF, Arrangement, desk_names, first_arrangement
from .jam_view import show_jam
from .views import View

__all__ = ["form"]

# Ours: how far the numbers can be moved, and how many years each answer rests on.
_OFFICERS, _SURGE, _RUNS = 6, 400, 5


def form() -> Form:
    """An arrangement of every county's desks, set to the plan at first."""
    first, plan = first_arrangement(), read_scenario("plan")
    months = [(0, "没有离岗"), *((n, f"{n}月") for n in range(1, 13))]
    staff = [count(name, f"{plan.assumptions[id].label_zh}（县区）", getattr(first, name), least=1, most=_OFFICERS) for name, id in STAFF.items()]
    return Form("换一个安排", "人手、办公室、离岗和案件数", (
        *staff,
        flag("office", "有协作办公室", first.office),
        choice("away", "公安联络员离岗的月份", months, first.away),
        count("surge", "九月、十月的案件（%）", first.surge, least=50, most=_SURGE, step=50),
        flag("last_day", "审批和移送都拖到最后一天", first.last_day),
        choice("desk", "看哪个岗位排队", desk_names(), "psb.review"),
    ), _shown)


def _shown(desk: str, **made: object) -> View:
    return show_jam(Arrangement(**made), _RUNS, desk)
