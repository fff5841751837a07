"""What a component shows: a sentence for those who read no picture, and the same with tables and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

__all__ = ["Folded", "Shown", "View", "broad", "listed", "marked", "paragraph", "table"]

# Jupyter sets tables to the right; a sentence reads from the left.
_LEFT = 'style="text-align:left;vertical-align:top"'
_CELL = "text-align:left;vertical-align:top;min-width:{}em"
# Where heads of rows may not break, a sentence in one would push the other cells out of sight.
_ROW = 'scope="row" style="text-align:left;vertical-align:top;min-width:{}em;font-weight:normal;white-space:normal"'
# A wide table scrolls in its own box, so that the page does not; the keyboard must reach what scrolls.
_BOX = '<div class="ip-table{}" style="overflow-x:auto" tabindex="0" role="group" aria-label="{}">{}</div>'


class Shown(Protocol):
    """Anything that a notebook can show: in words, and as HTML."""

    def _repr_html_(self) -> str: ...


@dataclass(frozen=True, slots=True)
class View:
    """One sentence, and the HTML that says the same and more; a note may stand below."""

    sentence_zh: str
    html: str
    note_zh: str = ""

    def __repr__(self) -> str:
        return self.sentence_zh

    def _repr_html_(self) -> str:
        note = paragraph(self.note_zh) if self.note_zh else ""
        return f'<div class="ip-view"><p><strong>{escape(self.sentence_zh)}</strong></p>{self.html}{note}</div>'


@dataclass(frozen=True, slots=True)
class Folded:
    """A view that stays closed until the reader opens it.

    >>> Folded("答案", View("三日。", ""))
    答案：三日。
    """

    title_zh: str
    view: Shown

    def __repr__(self) -> str:
        return f"{self.title_zh}：{self.view!r}"

    def _repr_html_(self) -> str:
        return f"<details><summary>{escape(self.title_zh)}</summary>{self.view._repr_html_()}</details>"


def paragraph(words: str) -> str:
    """A paragraph of plain words."""
    return f"<p>{escape(words)}</p>"


def marked(strong: str, words: str = "") -> str:
    """A cell of a table: what counts, and below it what is said of it."""
    return f"<strong>{escape(strong)}</strong>" + (f"<br>{escape(words)}" if words else "")


def listed(rows: Iterable[str]) -> str:
    """A list of plain sentences; nothing where there are none."""
    items = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return f"<ul>{items}</ul>" if items else ""


def broad(svg: str, width: int, words: str = "图") -> str:
    """A picture that stays so many characters wide on a phone, where it scrolls in a box of its own."""
    return _BOX.format("", escape(f"{words}，可左右滚动"), f'<div style="min-width:{width}em">{svg}</div>')


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first cells name their rows; cells made by `marked` are kept, all others are plain words.

    >>> table("价", ["货", "元"], [["酒", "5<6"]]).count("&lt;")
    1
    """
    top = "".join(f'<th scope="col" {_LEFT}>{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{''.join(_cell(n, cell, head) for n, (cell, head) in enumerate(zip(row, heads, strict=True)))}</tr>" for row in rows)
    made = f'<table class="table"><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
    # A component lays the rows out as cards on a phone: then each cell says its column.
    return _BOX.format(" ipc-cards", escape(f"{caption}，可左右滚动"), made)


def _cell(place: int, cell: str, head: str) -> str:
    words = cell if cell.startswith("<strong>") else marked(cell) if place == 0 else escape(cell)
    room = _room(cell)
    return f"<th {_ROW.format(min(room, 10))}>{words}</th>" if place == 0 else f'<td data-column="{escape(head)}" style="{_CELL.format(room)}">{words}</td>'


def _room(cell: str) -> int:
    """How wide a cell must be at least, so that on a phone a figure does not break and a sentence is no column of single signs."""
    return 7 if len(cell) < 10 else 9 if len(cell) < 36 else 13
