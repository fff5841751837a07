"""Small pieces of the kit's page: every word escaped, tables, cards, blank lines to write on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["blanks", "card", "items", "para", "sheet", "table"]


def para(text: str, kind: str = "") -> str:
    """Paragraphs of a text; a blank line parts them."""
    mark = f' class="{kind}"' if kind else ""
    return "".join(f"<p{mark}>{escape(part)}</p>" for part in text.split("\n\n") if part)


def items(words: Iterable[str], ordered: bool = False) -> str:
    """A list of texts."""
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{''.join(f'<li>{escape(w)}</li>' for w in words)}</{tag}>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """A table; cells are text. A head that begins with # stands over numbers, one with ! over words that
    are not broken; without heads there is no head row."""
    mark = f' class="{kind}"' if kind else ""
    marks = [{"#": ' class="n"', "!": ' class="mono"'}.get(head[:1], "") for head in heads]
    top = "".join(f"<th{m}>{escape(head.lstrip('#!'))}</th>" for m, head in zip(marks, heads, strict=True))
    body = "".join("<tr>" + "".join(f"<td{m}>{escape(cell)}</td>" for m, cell in zip(marks, row, strict=True)) + "</tr>" for row in rows)
    return f"<table{mark}>{f'<thead><tr>{top}</tr></thead>' if any(heads) else ''}<tbody>{body}</tbody></table>"


def card(title: str, *parts: str) -> str:
    """A box that is not broken over two pages; `parts` are HTML already."""
    return f'<div class="card"><h3>{escape(title)}</h3>{"".join(parts)}</div>'


def blanks(count: int) -> str:
    """Lines to write on."""
    return '<div class="line"></div>' * count


def sheet(title: str, *parts: str, trainer: bool = False, id: str = "") -> str:
    """A part of the kit that begins on a page of its own; the trainer's are marked."""
    mark = '<span class="trainer">教员用，不发给学员</span>' if trainer else ""
    return f'<section id="{escape(id)}" class="{"for-trainer" if trainer else "for-learner"}">{mark}<h2>{escape(title)}</h2>{"".join(parts)}</section>'
