"""The figures of each offence over time, and what changed between two days."""

from __future__ import annotations

import re
from datetime import date

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim.parameters import Number, Parameter, Value, differences
from ipcoord_sim.states import state_of
from ipcoord_sim.times import read_day

from .figures import fact_link, state_kind, state_zh
from .problems import CheckedDirective
from .provenance import bounded, sections
from .rows import badge, entry, row, table
from .search_records import mark_searchable

__all__ = ["setup"]

_OFFENCES = ("C1", "C2", "C3", "C4", "C5", "C6", "C7")
_LATER = re.compile(r"(.+)_from_(\d{4})")


def _figures(parameter: Parameter) -> bool:
    """Whether the parameter has figures that a case is measured by, not only a number of items."""
    return any(n.unit != "entry" for v in parameter.values for n in v.numbers)


def _days(parameters: list[Parameter]) -> list[date]:
    """The first days of the periods of law: each day on which some figure begins."""
    return sorted({v.start for p in parameters for v in p.values if v.start})


def _number(value: Value | None, name: str, day: date | None) -> Number | None:
    """The figure of that name; one named `<name>_from_2007` takes its place from that year on."""
    numbers = {n.name: n for n in value.numbers} if value else {}
    for other, number in numbers.items():
        if (found := _LATER.fullmatch(other)) and found[1] == name and day and day.year >= int(found[2]):
            return number
    return numbers.get(name)


def _change(now: Number, before: Number | None, first: bool) -> tuple[str, str] | None:
    """The mark of a figure against the period before: words and colour."""
    if before is None:
        return None if first else ("新列", "new")
    if now.value == before.value:
        return None
    return ("↓ 降低", "down") if now.value < before.value else ("↑ 提高", "up")


def _cell(parameter: Parameter, name: str, days: list[date], place: int) -> nodes.entry:
    """What stands on the first day of a period: the figure, its mark, its state where that is not plain."""
    day, before = days[place], days[place - 1] if place else None
    value = next((v for v in parameter.values if v.covers(day)), None)
    past = next((v for v in parameter.values if before and v.covers(before)), None)
    now, old = _number(value, name, day), _number(past, name, before)
    last = place == len(days) - 1
    if now is None or value is None:
        return entry(nodes.inline("", "不再单列" if old else "—", classes=["ip-same"]), () if old or last else ("ip-passing",))
    found: list[nodes.Node | str] = [fact_link(value.fact, bounded(now), silent=True), "（换算）" if now.derived else ""]
    mark = _change(now, old, first=before is None)
    if mark:
        found.append(nodes.inline("", mark[0], classes=["ip-change", f"ip-change-{mark[1]}"]))
    if state_of(value) in ("future", "unverified"):
        found.append(badge(state_zh(value), state_kind(value)))
    if after := _end_alone(parameter, value):
        found.append(nodes.paragraph("", f"至{after}", classes=["ip-note"]))
    return entry(found, ("ip-passing",) if old and not mark and not last else ())


def _end_alone(parameter: Parameter, value: Value) -> date | None:
    """The day on which a value ended without a successor."""
    followed = any(v.start and value.end and v.start > value.end for v in parameter.values)
    return None if followed else value.end


def _short(label: str, offence: str) -> str:
    """A label without the offence's name; what stands in brackets behind it stays."""
    rest = label.removeprefix(offence)
    if rest.startswith("（"):
        rest = rest[1:].replace("）", "", 1)
    return rest.removeprefix("：")


def _rows(parameter: Parameter, days: list[date], offence: str) -> list[nodes.row]:
    names = {n.name: n.label_zh for v in parameter.values for n in v.numbers if n.unit != "entry" and not _LATER.fullmatch(n.name)}
    label = _short(parameter.label_zh, offence)
    found = []
    for place, (name, words) in enumerate(names.items()):
        cells = [_cell(parameter, name, days, n) for n in range(len(days))]
        head = [nodes.strong("", label if len(names) == 1 else f"{label}：{words}")]
        if place == 0 and parameter.note_zh:
            head.append(nodes.paragraph("", parameter.note_zh, classes=["ip-note"]))
        line = row(head, *cells, ids=[f"threshold-{parameter.id}" if place == 0 else f"threshold-{parameter.id}-{place + 1}"])
        shown = " ".join(bounded(n) for v in parameter.values for n in v.numbers if n.name == name)
        found.append(mark_searchable(line, group="期限与门槛", title=f"{offence}：{label}", keys=[parameter.id], text=f"{label} {words} {shown}"))
    return found


def _others(parameters: list[Parameter]) -> list[nodes.Node]:
    """The rules without figures of the same offence."""
    items = [
        nodes.list_item("", nodes.paragraph("", "", fact_link(v.fact, silent=True), nodes.Text(f"：{v.label_zh}")))
        for p in parameters if not _figures(p) for v in p.values
    ]
    return [nodes.paragraph("", "同一罪名的其他规定："), nodes.bullet_list("", *items)] if items else []


class _ThresholdTable(SphinxDirective):
    """`{threshold-table}` prints one table an offence: a figure a row, a period of law a column."""

    def run(self) -> list[nodes.Node]:
        found = []
        for name in _OFFENCES:
            title, parameters = sections()[name]
            measured = [p for p in parameters if _figures(p)]
            days = _days(measured)
            lines = [line for p in measured for line in _rows(p, days, title.partition("（")[0])]
            body = table(("数额或者数量", *[f"{day}起" for day in days]), lines, "一行一个数，一列一段时期", ["ip-thresholds"])
            heading = nodes.title("", title)
            found.append(nodes.section("", heading, body, *_others(parameters), ids=[f"offence-{name.lower()}"], names=[]))
        return found


class _ThresholdChange(CheckedDirective):
    """`{threshold-change} DAY1 DAY2` prints the thresholds that differ between two days."""

    required_arguments = 2

    def blocks(self) -> list[nodes.Node]:
        first, second = (read_day(day) for day in self.arguments)
        lines = []
        for parameter, then, now in differences(first, second):
            if parameter.section in _OFFENCES and _figures(parameter):
                sides = [fact_link(v.fact, v.text_zh or v.label_zh, silent=True) if v else nodes.Text("没有") for v in (then, now)]
                lines.append(row(parameter.label_zh, *sides))
        return [table(("门槛", str(first), str(second)), lines, f"{first}与{second}相比", ["ip-thresholds"])]


def setup(app: Sphinx) -> None:
    """Register `threshold-table` and `threshold-change`."""
    app.add_directive("threshold-table", _ThresholdTable)
    app.add_directive("threshold-change", _ThresholdChange)
