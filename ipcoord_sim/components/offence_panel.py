"""Two conducts side by side in a notebook: choose both and a day, see what differs."""

from __future__ import annotations

from .offence_view import conducts, show_offences
from .panels import Panel, panel, wide, widgets

__all__ = ["offence_panel"]


def offence_panel(first: str, second: str, day: str) -> Panel:
    """The panel, set to these two conducts under the law of this day at first.

    Raises IpcoordError where ipywidgets is missing or the first choice cannot be shown.
    """
    kit = widgets()
    show_offences(first, second, day)
    options = [(label, id) for id, label in conducts().items()]
    controls = {
        "first": kit.Dropdown(options=options, value=first, description="这一种行为", **wide(kit)),
        "second": kit.Dropdown(options=options, value=second, description="那一种行为", **wide(kit)),
        "day": kit.Text(value=day, description="哪一天的法", continuous_update=False, tooltip="写成年-月-日", **wide(kit)),
    }
    return panel(controls, lambda first, second, day: show_offences(first, second, day.strip()), "行为和日子")
