"""The deadline aid in a notebook: choose a period, a time, a reading; see the timeline, the table and the sentence.

Where no kernel runs, the same cell shows the view of its first choice as a picture and a table.
"""

from __future__ import annotations

from ..api import call
from ..deadlines import counting_of
from ..parameters import find
from ..pictures.deadline_timeline import reading_titles
from ..wording import number_zh
from .deadline_view import DeadlineView, show_deadline
from .panels import Panel, panel, wide, widgets

__all__ = ["deadline_panel", "grouped_periods"]

_DEFAULT = "默认读法"


def deadline_panel(period: str, start: str) -> Panel:
    """The panel, set to `period` and `start` at first.

    Raises IpcoordError where ipywidgets is missing or the first choice cannot be computed.
    """
    period, groups, kit = show_deadline(period, start).answer["period"], grouped_periods(), widgets()
    group = next(name for name, rows in groups.items() if any(id == period for _, id in rows))
    controls = {
        "instrument": kit.Dropdown(options=list(groups), value=group, description="哪部规定", **wide(kit)),
        "period": kit.Dropdown(options=groups[group], value=period, description="哪条期限", **wide(kit)),
        "start": kit.Text(
            value=start, description="起算时间", placeholder=start, continuous_update=False,
            tooltip="北京时间，写成年-月-日 时:分", **wide(kit),
        ),
        "reading": kit.Dropdown(options=_readings(period), description="读法", **wide(kit)),
        "in_custody": kit.Checkbox(value=False, description="犯罪嫌疑人在押", indent=False),
    }
    controls["instrument"].observe(lambda change: _narrow_periods(controls, groups[change["new"]]), names="value")
    controls["period"].observe(lambda change: _narrow_readings(controls, change["new"]), names="value")
    return panel(controls, _shown, "期限、时间和读法")


def grouped_periods() -> dict[str, list[tuple[str, str]]]:
    """Every period that can be computed, as (label, id) under the instrument that sets it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in call("periods", {})["periods"]:
        found = find(row["id"])
        value = found.value or found.parameter.values[-1]
        which = f"（{row['number_zh']}）" if found.n is not None else ""
        label = f"{number_zh(found.numbers[0])} · {row['label_zh']}{which} · {value.article}"
        groups.setdefault(value.instrument, []).append((label, row["id"]))
    return groups


def _shown(instrument: str, **chosen: object) -> DeadlineView:
    return show_deadline(**chosen)


def _narrow_periods(controls: dict, rows: list[tuple[str, str]]) -> None:
    controls["period"].options = rows


def _narrow_readings(controls: dict, period: str | None) -> None:
    if period is not None:
        controls["reading"].options = _readings(period)


def _readings(period: str) -> list[tuple[str, str | None]]:
    titles = reading_titles()
    return [(_DEFAULT, None), *((titles[row["id"]], row["id"]) for row in counting_of(period)[1].readings)]

