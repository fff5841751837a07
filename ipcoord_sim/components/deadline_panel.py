"""The deadline aid in a notebook: choose a period, a time, a reading; see the timeline, the table and the sentence.

Where no kernel runs, the same cell shows the view of its first choice as a picture and a table.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from ..api import call
from ..deadlines import counting_of
from ..errors import IpcoordError
from ..parameters import find
from ..pictures.deadline_timeline import reading_titles
from ..wording import number_zh
from .deadline_view import DeadlineView, show_deadline

__all__ = ["DeadlinePanel", "deadline_panel", "grouped_periods"]

_STILL = "这里是静态的图和表。要换期限、时间和读法，请在 Jupyter 里打开本笔记本运行。"
_DEFAULT = "默认读法"


@dataclass(frozen=True, slots=True)
class DeadlinePanel:
    """The controls by name, the box that holds them, and the view that stands in for them where no kernel runs."""

    box: Any
    controls: dict[str, Any]
    still: DeadlineView
    _first: dict[str, Any] = field(repr=False)

    def reset(self, *_: object) -> None:
        """Put every control back to its first choice."""
        for name, value in self._first.items():
            self.controls[name].value = value

    def update(self, *_: object) -> None:
        """Compute and show; what cannot be computed is shown as its sentence."""
        chosen = {name: self.controls[name].value for name in ("period", "start", "reading", "in_custody")}
        try:
            html = show_deadline(**chosen)._repr_html_()
        except IpcoordError as refused:
            html = f'<p role="alert"><strong>推算不了：</strong>{escape(str(refused))}</p>'
        self.controls["answer"].value = html

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        still = replace(self.still, note_zh=_STILL)
        return self.box._repr_mimebundle_() | {"text/plain": repr(still), "text/html": still._repr_html_()}


def deadline_panel(period: str, start: str) -> DeadlinePanel:
    """The panel, set to `period` and `start` at first.

    Raises IpcoordError where ipywidgets is missing or the first choice cannot be computed.
    """
    still, widgets = show_deadline(period, start), _widgets()
    period, groups = still.answer["period"], grouped_periods()
    group = next(name for name, rows in groups.items() if any(id == period for _, id in rows))
    wide = {"style": {"description_width": "7em"}, "layout": widgets.Layout(width="100%", max_width="46em")}
    controls = {
        "instrument": widgets.Dropdown(options=list(groups), value=group, description="哪部规定", **wide),
        "period": widgets.Dropdown(options=groups[group], value=period, description="哪条期限", **wide),
        "start": widgets.Text(
            value=start, description="起算时间", placeholder=start, continuous_update=False,
            tooltip="北京时间，写成年-月-日 时:分", **wide,
        ),
        "reading": widgets.Dropdown(options=_readings(period), description="读法", **wide),
        "in_custody": widgets.Checkbox(value=False, description="犯罪嫌疑人在押", indent=False),
        "reset": widgets.Button(description="恢复原样", tooltip="回到打开时的期限和时间"),
        "answer": widgets.HTML(),
    }
    first = {name: controls[name].value for name in ("instrument", "period", "start", "reading", "in_custody")}
    panel = DeadlinePanel(widgets.VBox(list(controls.values())), controls, still, first)
    _connect(panel, groups)
    return panel


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


def _connect(panel: DeadlinePanel, groups: dict[str, list[tuple[str, str]]]) -> None:
    """Let each choice narrow the next one and every choice show its answer."""
    controls = panel.controls

    def narrow_periods(change: dict) -> None:
        controls["period"].options = groups[change["new"]]

    def narrow_readings(change: dict) -> None:
        if change["new"] is not None:
            controls["reading"].options = _readings(change["new"])

    controls["instrument"].observe(narrow_periods, names="value")
    controls["period"].observe(narrow_readings, names="value")
    for name in ("period", "start", "reading", "in_custody"):
        controls[name].observe(panel.update, names="value")
    controls["reset"].on_click(panel.reset)
    panel.update()


def _readings(period: str) -> list[tuple[str, str | None]]:
    titles = reading_titles()
    return [(_DEFAULT, None), *((titles[row["id"]], row["id"]) for row in counting_of(period)[1].readings)]


def _widgets() -> Any:
    # Late: the core runs without ipywidgets, and a notebook that only computes does not need it.
    try:
        import ipywidgets
    except ImportError:
        raise IpcoordError(
            "没有装 ipywidgets，画不出操作面板；请运行 make setup，或者直接用 ip.call(\"deadline\", …) 推算。",
            "ipywidgets is not installed, so no panel can be drawn; run make setup, or compute with ip.call(\"deadline\", …).",
        ) from None
    return ipywidgets
