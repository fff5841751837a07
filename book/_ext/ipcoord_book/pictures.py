"""The map of the procedure and its table: one set of steps, drawn for a screen, listed for a phone and for print."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim.pictures.swimlane import limit_words, procedure_svg
from ipcoord_sim.procedure.steps import FORMS_ZH, Step, lanes, parts, steps

from .clauses import norm_link
from .figures import fact_link
from .rows import group_row, row, table
from .search_records import mark_searchable

__all__ = ["limit_link", "picture", "setup"]


def picture(svg: str, name: str) -> nodes.container:
    """A picture in a box of its own, as raw HTML: other forms of the book have the text beside it."""
    box = nodes.container(classes=["ip-picture"])
    box += nodes.raw("", f'<div class="ip-{name}">{svg}</div>', format="html")
    return box


def limit_link(step: Step) -> nodes.Node:
    """By when: linked to its fact where there is one."""
    return fact_link(step.limit, limit_words(step), silent=True) if step.limit else nodes.Text(limit_words(step))


def _clauses(step: Step) -> list[nodes.Node | str]:
    """The norms of the plan, or that the plan does not say it."""
    found: list[nodes.Node | str] = []
    for id in step.norms:
        found += ["、", norm_link(id, silent=True)] if found else [norm_link(id, silent=True)]
    return found or ["方案没有写"]


def _laws(step: Step) -> list[nodes.Node | str]:
    found: list[nodes.Node | str] = []
    for id in step.basis:
        found += ["；", fact_link(id, silent=True)] if found else [fact_link(id, silent=True)]
    return found or ["没有写"]


def _following(step: Step) -> str:
    return "；".join(f"{label or '然后'} → 第{steps()[to].number}步" for to, label in step.next)


class _Map(SphinxDirective):
    """`{procedure-map}` draws the lanes; narrow screens get the same steps as a list."""

    def run(self) -> list[nodes.Node]:
        listed = nodes.container(classes=["ip-map-steps"])
        for part in parts():
            listed += nodes.paragraph("", "", nodes.strong("", part.title_zh))
            items = [nodes.list_item("", self._line(step)) for step in part.steps]
            listed += nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", start=part.steps[0].number)
        return [picture(procedure_svg(), "map-wide"), listed]

    def _line(self, step: Step) -> nodes.paragraph:
        line = nodes.paragraph("", f"{lanes()[step.lane]}：{step.label_zh}（")
        line += limit_link(step)
        after = _following(step)
        line += nodes.Text("）" + (f"。{after}" if after else "") + "。")
        return line


class _StepTable(SphinxDirective):
    """`{step-table}` prints who, what, by when, in writing or not, on which norm and article."""

    def run(self) -> list[nodes.Node]:
        heads = ("步骤", "谁", "做什么", "最晚", "形式", "方案", "上位法")
        lines = []
        for part in parts():
            lines.append(group_row(len(heads), part.title_zh))
            for step in part.steps:
                what = [step.label_zh, *([nodes.paragraph("", step.note_zh, classes=["ip-note"])] if step.note_zh else [])]
                line = row(str(step.number), lanes()[step.lane], what, limit_link(step), FORMS_ZH[step.form],
                           _clauses(step), _laws(step), ids=[f"step-{step.id}"])
                text = f"{lanes()[step.lane]} {step.label_zh} {limit_words(step)} {step.note_zh}"
                lines.append(mark_searchable(line, group="期限与门槛", title=step.label_zh, text=text))
        return [table(heads, lines, "全部步骤", ["ip-steps"])]


def setup(app: Sphinx) -> None:
    """Register `procedure-map` and `step-table`."""
    app.add_directive("procedure-map", _Map)
    app.add_directive("step-table", _StepTable)
