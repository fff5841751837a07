"""All periods in one table, and one period computed for a given moment."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim import call
from ipcoord_sim.deadlines import counting_of
from ipcoord_sim.parameters import find
from ipcoord_sim.pictures.deadline_timeline import deadline_svg
from ipcoord_sim.pictures.words import AID_ZH, STANDING_ZH, last_zh, limit_zh, moment_zh, reading_titles
from ipcoord_sim.procedure.steps import clocks
from ipcoord_sim.states import state_of
from ipcoord_sim.wording import expand, number_zh

from .figures import fact_link, state_kind, state_zh
from .pictures import picture
from .problems import CheckedDirective
from .rows import badge, row, table
from .search_records import mark_searchable

__all__ = ["deadline_anchor", "setup"]

_HEADS = ("期限", "做什么", "从什么时候起算", "怎么数", "依据")


def deadline_anchor(period: str) -> str:
    """The anchor of a period's row; the second of a fact's periods ends in `-2`."""
    return "deadline-" + period.replace("#", "-")


def _period_row(period: str) -> nodes.row:
    found = find(period)
    value = found.newest
    number = found.numbers[0]
    _, counting = counting_of(period)
    default = next(r for r in counting.readings if r["id"] == counting.default)
    how = f"{reading_titles()[counting.default]}（{STANDING_ZH[default['standing']]}）"
    others = [f"{reading_titles()[r['id']]}（{STANDING_ZH[r['standing']]}）" for r in counting.readings if r is not default]
    what = [value.label_zh]
    if len(value.numbers) > 1:
        what = [f"{value.label_zh}：{number.label_zh}"]
    if state_of(value) != "in_force":
        what.append(badge(state_zh(value), state_kind(value)))
    count = [how, *([nodes.paragraph("", "另有：" + "、".join(others), classes=["ip-note"])] if others else [])]
    line = row(
        [nodes.strong("", number_zh(number))], what, f"自{number.starts_from}起" if number.starts_from else "条文没有写明",
        count, fact_link(period, silent=True), ids=[deadline_anchor(period)],
    )
    title = f"{value.label_zh}：{number_zh(number)}" if len(value.numbers) == 1 else f"{value.label_zh}（{number.label_zh} {number_zh(number)}）"
    text = f"{number_zh(number)} {value.label_zh} {value.citation_zh} {how}"
    return mark_searchable(line, group="期限与门槛", title=title, keys=[period, value.citation_zh], text=text)


class _DeadlineTable(SphinxDirective):
    """`{deadline-table}` prints every period that can be computed, by who has to act."""

    def run(self) -> list[nodes.Node]:
        found = []
        for number, (who, periods) in enumerate(clocks().items(), 1):
            body = table(_HEADS, [_period_row(period) for period in periods], f"{who}的期限", ["ip-deadlines"])
            found.append(nodes.section("", nodes.title("", who), body, ids=[f"clock-{number}"], names=[]))
        return found


class _DeadlineExample(CheckedDirective):
    """`{deadline-example} period start [in-custody]` shows every reading as computed, table and picture."""

    required_arguments = 2
    optional_arguments = 1

    def blocks(self) -> list[nodes.Node]:
        period, start, *rest = self.arguments
        custody = rest == ["in-custody"]
        answer = call("deadline", {"period": period, "start": start, "in_custody": custody})
        safest = min(r.get("last_moment", r["last_day"]) for r in answer["readings"])
        lines = []
        for reading in answer["readings"]:
            last = reading.get("last_moment", reading["last_day"])
            marks = [STANDING_ZH[reading["standing"]], *(["默认读法"] if reading["id"] == answer["default"] else []),
                     *(["最稳妥"] if last == safest else [])]
            lines.append(row([nodes.strong("", reading_titles()[reading["id"]])], last_zh(reading), "、".join(dict.fromkeys(marks)),
                             expand(reading["because_zh"]), classes=["ip-safest"] if last == safest else []))
        held = "，犯罪嫌疑人在押" if custody else ""
        lead = nodes.paragraph("", f"{moment_zh(start)}起算，期限{limit_zh(answer['limit'])}{held}，依据")
        lead += [fact_link(period, silent=True), nodes.Text(f"。最稳妥：{moment_zh(answer.get('safest_moment', answer['safest']))}以前做完。")]
        return [
            lead, table(("读法", "最后一天", "分量", "为什么"), lines, "各种读法", ["ip-readings"]),
            picture(deadline_svg(answer), "deadline"), nodes.paragraph("", AID_ZH, classes=["ip-aid"]),
        ]


def setup(app: Sphinx) -> None:
    """Register `deadline-table` and `deadline-example`."""
    app.add_directive("deadline-table", _DeadlineTable)
    app.add_directive("deadline-example", _DeadlineExample)
