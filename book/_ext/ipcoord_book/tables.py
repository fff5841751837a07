"""The tables of a clause: its norms, and what the law above the plan says against them."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from ipcoord_sim.conformance.messages import AGENCY_KINDS_ZH
from ipcoord_sim.norms import Norm, norms, within
from ipcoord_sim.parameters import find
from ipcoord_sim.states import state_of
from ipcoord_sim.vocabulary import zh

from .clauses import address_zh, norm_link
from .figures import as_of, fact_link, state_kind, state_zh, term_zh
from .problems import CheckedDirective
from .rows import badge, group_row, row, table
from .search_records import mark_searchable

__all__ = ["gap_badge", "gap_table", "kinds_zh", "norm_table", "setup", "state_badge"]


def kinds_zh(norm: Norm) -> str:
    """Who owes it, and to whom."""
    owed_by, owed_to = ("、".join(AGENCY_KINDS_ZH[kind] for kind in kinds) for kinds in (norm.owed_by, norm.owed_to))
    if set(norm.owed_by) == set(norm.owed_to) and len(norm.owed_by) > 1:
        return f"{owed_by}，互相"
    return owed_by + (f" → {owed_to}" if owed_to else "")


def gap_badge(gap: str) -> nodes.inline:
    """The mark 一致, 更严, 更宽 or 未写."""
    return badge(zh(gap), f"gap-{gap}")


def state_badge(fact: str) -> list[nodes.Node]:
    """The mark of a fact's state, nothing for law in force and for 待核 (its link says so itself)."""
    found = find(fact)
    value = found.newest
    state = state_of(value)
    return [] if state in ("in_force", "unverified") else [badge(state_zh(value), state_kind(value))]


def norm_table(found: tuple[Norm, ...], caption: str, anchors: bool = True) -> nodes.table:
    """Who owes what to whom, how strictly, until when, with which papers."""
    lines = []
    for n in found:
        line = row(
            [nodes.strong("", n.id)], kinds_zh(n), n.modality_zh, [n.text_zh], n.limit_zh or "没有写",
            "、".join(n.documents_zh) or "没有写", ids=[f"norm-{n.id.lower()}"] if anchors else [],
        )
        if anchors:
            title = f"{n.id} {n.title_zh}"
            mark_searchable(line, group="条款", title=title, clauses=[n.paragraph], keys=[n.id], text=f"{n.text_zh} {n.quote}")
        lines.append(line)
    return table(("编号", "谁 → 对谁", "应／可", "做什么", "期限（原文）", "文书"), lines, caption, ["ip-norms"])


def gap_table(found: tuple[Norm, ...], caption: str) -> nodes.table:
    """Each norm with what the plan writes, and under it each provision above it with the kind of gap."""
    heads, lines = ("上位法", "差别", "说明"), []
    for n in found:
        if not n.superior:
            continue
        lines.append(group_row(3, norm_link(n.id, silent=True), f" {n.title_zh}。方案写：“{n.quote}”"))
        for above in n.superior:
            law = [fact_link(above.basis, silent=True), *state_badge(above.basis), nodes.paragraph("", _standing_zh(above.basis), classes=["ip-note"])]
            lines.append(row(law, gap_badge(above.gap), above.note_zh))
    return table(heads, lines, f"{caption}（上位法核对到{as_of()}）", ["ip-gaps"])


def _standing_zh(fact: str) -> str:
    """From when a provision stands, and that it is in force where it is: what a class asks before it believes a table."""
    found = find(fact)
    value = found.newest
    return term_zh(value) + ("，现行" if state_of(value) == "in_force" else "")


def open_points(found: tuple[Norm, ...]) -> list[nodes.Node]:
    """What the plan leaves open, norm by norm."""
    rows = [n for n in found if n.open_zh]
    items = []
    for n in rows:
        line = nodes.paragraph("", "", norm_link(n.id, silent=True), nodes.Text(f"：{n.open_zh}"))
        for fact in n.open_facts:
            line += [nodes.Text(" "), fact_link(fact, silent=True)]
        items.append(nodes.list_item("", line))
    head = nodes.paragraph("", "", nodes.strong("", "还没有定论的地方"))
    return [nodes.container("", head, nodes.bullet_list("", *items), classes=["ip-open"])] if items else []


class _OfClause(CheckedDirective):
    """A table about one clause, or about all where none is named."""

    optional_arguments = 1

    def blocks(self) -> list[nodes.Node]:
        address = self.arguments[0].strip() if self.arguments else ""
        found = within(address) if address else norms()
        return self.draw(found, address_zh(address) if address else "全部条款")

    def draw(self, found: tuple[Norm, ...], name: str) -> list[nodes.Node]:
        raise NotImplementedError


class _NormTable(_OfClause):
    """`{norm-table} 2.2` prints the clause's norms; the anchors stand on the page of the plan."""

    def draw(self, found: tuple[Norm, ...], name: str) -> list[nodes.Node]:
        anchors = self.env.docname.endswith("part1/plan")
        return [norm_table(found, f"{name}：谁、应还是可、做什么", anchors)]


class _GapTable(_OfClause):
    """`{gap-table} 2.2` prints 本方案↔上位法 for the clause, without argument for the whole plan."""

    def draw(self, found: tuple[Norm, ...], name: str) -> list[nodes.Node]:
        if not any(n.superior for n in found):
            words = f"{name}：没有读到上位法对它另有规定。"
            return [nodes.paragraph("", words, classes=["ip-none"]), *open_points(found)]
        return [gap_table(found, f"{name}：本方案↔上位法"), *open_points(found)]


def setup(app: Sphinx) -> None:
    """Register `norm-table` and `gap-table`."""
    app.add_directive("norm-table", _NormTable)
    app.add_directive("gap-table", _GapTable)
