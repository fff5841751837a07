"""Text for a terminal: Chinese characters are two columns wide, so tables are padded by width, not by length."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

__all__ = ["fold", "table", "width"]


def width(text: str) -> int:
    """Columns the text takes.

    >>> width("3日"), width("abc")
    (3, 3)
    """
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def fold(text: str, columns: int) -> list[str]:
    """The text in lines of at most `columns` columns; Chinese may break anywhere, a Latin word stays whole."""
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        wide = width(piece)
        if used + wide > columns and line:
            lines.append(line.rstrip())
            line, used, piece = "", 0, piece.lstrip()
            wide = width(piece)
        line, used = line + piece, used + wide
    return [*lines, line] if line or not lines else lines


def table(rows: list[tuple[str, ...]], head: tuple[str, ...] = (), columns: int = 100) -> str:
    """Rows aligned in columns; the last column is folded to fit."""
    body = [head, *rows] if head else rows
    if not body:
        return ""
    widths = [max(width(row[i]) for row in body) for i in range(len(body[0]) - 1)]
    room = max(24, columns - sum(widths) - 2 * len(widths))
    lines = []
    for n, row in enumerate(body):
        last = fold(row[-1], room)
        first = "".join(cell + " " * (w - width(cell) + 2) for cell, w in zip(row, widths, strict=False))
        lines.append((first + last[0]).rstrip())
        lines += [" " * (sum(widths) + 2 * len(widths)) + more for more in last[1:]]
        if head and n == 0:
            lines.append("─" * min(columns, max(width(line) for line in lines)))
    return "\n".join(lines)


def _pieces(text: str) -> list[str]:
    """Latin words whole, everything else a character at a time; closing punctuation stays with what it closes."""
    pieces: list[str] = []
    for c in text:
        latin = c.isascii() and not c.isspace()
        if pieces and (c in "，。、；：！？）》”〕」" or (latin and pieces[-1][-1].isascii() and not pieces[-1][-1].isspace())):
            pieces[-1] += c
        else:
            pieces.append(c)
    return pieces
