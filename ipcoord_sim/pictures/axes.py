"""Axes of a chart: round ticks, and lines with their numbers."""

from __future__ import annotations

from math import floor, log10

from .svg import element, text

__all__ = ["frame", "short", "ticks"]


def ticks(most: float, wanted: int = 5) -> list[int]:
    """Whole numbers from 0 to at least `most`, at round steps, about `wanted` of them.

    >>> ticks(7), ticks(230), ticks(0)
    ([0, 2, 4, 6, 8], [0, 50, 100, 150, 200, 250], [0, 1])
    """
    if most <= 1:
        return [0, 1]
    rough = most / wanted
    base = 10 ** floor(log10(rough)) if rough >= 1 else 1
    step = next(base * n for n in (1, 2, 5, 10) if base * n >= rough * 0.99)
    step = max(1, int(step))
    return list(range(0, int(-(-most // step)) * step + 1, step))


def short(number: int) -> str:
    """A number of a chart in little room.

    >>> short(2500), short(150000)
    ('2,500', '15万')
    """
    return f"{number:,}" if number < 10_000 else f"{number / 10_000:g}万"


def frame(left: float, right: float, top: float, bottom: float, marks: list[int]) -> list[str]:
    """The lines of an upright axis from `bottom` (0) to `top` (the last mark) with their numbers."""
    pieces = []
    for mark in marks:
        y = round(bottom - (bottom - top) * mark / marks[-1], 1)
        pieces.append(element("line", x1=left, x2=right, y1=y, y2=y, stroke="currentColor", stroke_opacity=0.6 if mark == 0 else 0.18))
        pieces.append(text(left - 8, y + 6, short(mark), 17, text_anchor="end"))
    return pieces
