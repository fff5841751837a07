"""`{authority} ID…`: what to project when somebody doubts: what it says, where it stands, since when, checked when; the plan beside the law."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from ipcoord_sim.norms import is_norm, norm
from ipcoord_sim.parameters import find
from ipcoord_sim.states import as_of

from .clauses import norm_link
from .figures import fact_link, state_kind, state_zh, term_zh
from .problems import CheckedDirective
from .rows import badge, row, table

__all__ = ["setup"]


class _Authority(CheckedDirective):
    """The plan's own words for a norm, the article in our words for law, each with its state and the day it was checked."""

    required_arguments = 1
    optional_arguments = 20

    def blocks(self) -> list[nodes.Node]:
        lines = [_line(id) for id in self.arguments]
        return [table(("依据", "写的是什么", "状态", "核对"), lines, "投影这一张", ["ip-authority"])]


def _line(id: str) -> nodes.row:
    if is_norm(id):
        found = norm(id)
        return row([nodes.strong("", "本方案 "), norm_link(id, silent=True)], f"“{found.quote}”", badge("原文", "badge-inforce"), str(as_of()))
    found = find(id)
    value = found.value or next((one for one in found.parameter.values if one.covers(as_of())), found.parameter.values[-1])
    state = [badge(state_zh(value), state_kind(value)), nodes.Text(f" {term_zh(value)}")] if value.verified else [badge("待核", "badge-tobe")]
    return row([nodes.strong("", "上位法 "), fact_link(id, silent=True)], value.label_zh, state, str(value.checked))


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("authority", _Authority)
