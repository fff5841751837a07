"""Tables from data: docutils tables whose cells carry their column's name, so that a phone can show them as cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

__all__ = ["badge", "cell_label", "entry", "group_row", "row", "setup", "table"]

Cell = str | nodes.Node | Sequence[nodes.Node | str]


class cell_label(nodes.Inline, nodes.Element):
    """The column's name inside a cell, seen only where the table is shown as cards."""


def badge(words: str, kind: str) -> nodes.inline:
    """A short mark such as 更严 or 待核; `kind` chooses its colours."""
    family, _, name = kind.partition("-")
    return nodes.inline("", words, classes=[f"ip-{family}", f"ip-{family}-{name}"])


def table(heads: Sequence[str], rows: Sequence[nodes.row], caption: str = "", classes: Sequence[str] = ()) -> nodes.table:
    """A table; each of `rows` was made by `row` or `group_row` with as many cells as `heads`."""
    whole = nodes.table(classes=["ip-cards", "colwidths-auto", *classes])
    if caption:
        whole += nodes.title("", caption)
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=1) for _ in heads]
    group += nodes.thead("", nodes.row("", *[nodes.entry("", nodes.paragraph("", head)) for head in heads]))
    group += nodes.tbody("", *rows)
    for line in rows:
        for entry, head in zip(line.children, heads, strict=False):
            if "ip-group" not in line["classes"] and entry.astext():
                entry.insert(0, cell_label(words=head))
    whole += group
    return whole


def row(*cells: Cell, ids: Sequence[str] = (), classes: Sequence[str] = ()) -> nodes.row:
    """One row; a cell is words, a node, an entry, or a sequence of words and nodes."""
    entries = [cell if isinstance(cell, nodes.entry) else entry(cell) for cell in cells]
    return nodes.row("", *entries, ids=list(ids), classes=list(classes))


def entry(cell: Cell, classes: Sequence[str] = ()) -> nodes.entry:
    """One cell; the class `ip-passing` leaves it out of the cards on a phone."""
    return nodes.entry("", *_blocks(cell), classes=list(classes))


def group_row(width: int, *cell: nodes.Node | str, ids: Sequence[str] = ()) -> nodes.row:
    """A row that heads the rows under it, over the whole width."""
    entry = nodes.entry("", *_blocks(cell), morecols=width - 1)
    return nodes.row("", entry, ids=list(ids), classes=["ip-group"])


def _blocks(cell: Cell) -> list[nodes.Node]:
    """Inline pieces gathered into paragraphs, blocks as they are."""
    pieces = [cell] if isinstance(cell, (str, nodes.Node)) else list(cell)
    blocks: list[nodes.Node] = []
    for piece in pieces:
        node = nodes.Text(piece) if isinstance(piece, str) else piece
        if isinstance(node, (nodes.Inline, nodes.Text)):
            if not blocks or blocks[-1].get("closed"):
                blocks.append(nodes.paragraph())
            blocks[-1] += node
        else:
            node["closed"] = True
            blocks.append(node)
    return blocks or [nodes.paragraph()]


def _visit_html(self: Any, node: cell_label) -> None:
    self.body.append(f'<span class="ip-cell-label">{self.encode(node["words"])}</span>')
    raise nodes.SkipNode


def _skip(self: Any, node: cell_label) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the label of a cell."""
    skipped = {name: (_skip, None) for name in ("latex", "text", "man", "texinfo")}
    app.add_node(cell_label, html=(_visit_html, None), **skipped)
