"""A register in a notebook: choose a case and a reading, and see what deviates and why."""

from __future__ import annotations

from pathlib import Path

from ..pictures.words import reading_titles
from .panels import Panel, panel, wide, widgets
from .register_view import check_register, show_case

__all__ = ["register_panel"]

# The readings under which a register may be looked at; a misreading is no measure for anybody's work.
_READINGS = ("calendar", "minute")


def register_panel(path: Path | str, case: str) -> Panel:
    """The panel on the register in `path`, opened at `case`.

    Raises IpcoordError where ipywidgets is missing, the register cannot be read or has no such case.
    """
    kit = widgets()
    checked = {reading: check_register(path, reading) for reading in (None, *_READINGS)}
    show_case(checked[None], case)
    cases = [(f"{log['case']['id']} {log['case']['title']}", log["case"]["id"]) for log, _ in checked[None]]
    readings = [("默认读法", None), *((reading_titles()[id], id) for id in _READINGS)]
    controls = {
        "case": kit.Dropdown(options=cases, value=case, description="案件", **wide(kit)),
        "reading": kit.Dropdown(options=readings, value=None, description="期限的读法", **wide(kit)),
        "everything": kit.Checkbox(value=False, description="也看做到了的和提示", indent=False),
    }
    return panel(controls, lambda case, reading, everything: show_case(checked[reading], case, everything), "案件和读法")
