"""Steps of the procedure one after another, each on its last day: how long a way can take, computed and not typed."""

from __future__ import annotations

from datetime import date, datetime

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ipcoord_sim.deadlines import deadline
from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.pictures.words import AID_ZH, moment_zh
from ipcoord_sim.procedure.steps import lanes, steps
from ipcoord_sim.times import day_of, read_moment

from .pictures import limit_link
from .problems import CheckedDirective

__all__ = ["setup"]

_NOTE = "假设每一步都拖到默认读法的最后一天，文书当天送到。没有写天数的步骤，按当天办完算；真办起来会更长。"


class _Chain(CheckedDirective):
    """`{chain} 2026-08-06T10:00:00+08:00` with a line per step id: the last day of each if none is early."""

    required_arguments = 1
    has_content = True
    option_spec = {"title": directives.unchanged_required}

    def blocks(self) -> list[nodes.Node]:
        return self._table(read_moment(self.arguments[0]))

    def _table(self, now: datetime | date) -> list[nodes.Node]:
        lines, begun = [], day_of(now)
        for id in filter(None, (line.strip() for line in self.content)):
            if id not in steps():
                raise UnknownIdError.among("步骤", "step", id, steps())
            step, end = steps()[id], None
            if step.limit:
                answer = deadline(step.limit, now)
                end = next(r for r in answer.readings if r.id == answer.default).last_day
                now = end
            line = nodes.paragraph("", f"{lanes()[step.lane]}：{step.label_zh}。")
            line += [limit_link(step), nodes.Text("，最晚"), nodes.strong("", moment_zh(end.isoformat())), nodes.Text("。")] if end else [nodes.Text("没有写天数。")]
            lines.append(nodes.list_item("", line))
        whole = (day_of(now) - begun).days
        title = self.options.get("title", "一步接一步，每步都在最后一天")
        head = nodes.paragraph("", "", nodes.strong("", title), nodes.Text(f"　{moment_zh(self.arguments[0])}收到文书，前后最长{whole}日"))
        listed = nodes.enumerated_list("", *lines, enumtype="arabic", prefix="", suffix=".", classes=["ip-chain"])
        return [nodes.container("", head, listed, nodes.paragraph("", _NOTE + AID_ZH, classes=["ip-note"]), classes=["ip-teach"])]


def setup(app: Sphinx) -> None:
    """Register `chain`."""
    app.add_directive("chain", _Chain)
