"""All thresholds of one offence drawn together: steps over the periods of law, the figure written on each step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..thresholds import offence_named
from ..wording import amount_zh
from .svg import element, picture, text
from .threshold_strips import Cell, Strip, columns, strips

__all__ = ["TIER_ZH", "threshold_board_svg"]

TIER_ZH = {"basic": "入罪门槛", "aggravated": "加重档门槛"}
_WIDTH, _LEFT, _RIGHT, _HEAD, _STRIP, _LOWER, _FOOT = 672, 12, 660, 84, 168, 26, 40
# Heights of a strip: words on top, the highest step, the least one that is still seen.
_WORDS, _MOST, _LEAST = 62, 74, 16
_COLOUR = {"basic": "var(--ip-reading-1,#0b8a76)", "aggravated": "var(--ip-reading-3,#c2571a)"}
_NO_FIGURE, _NO_OFFENCE = "没有数额", "还不是犯罪"


def threshold_board_svg(offence: str, tier: str) -> str:
    """The picture of every figure of an offence in one tier, as SVG text; empty where the tier has no figure.

    Raises UnknownIdError for an offence that the data does not have.

    >>> threshold_board_svg("crl-216", "basic").count("↓ 300,000")
    1
    >>> threshold_board_svg("crl-216", "aggravated")
    ''
    """
    days, rows = columns(offence, tier), strips(offence, tier)
    if not rows:
        return ""
    parts, y = [_heading(days, rows, tier)], _HEAD
    for row in rows:
        drawn, height = _strip(row, days, y, _COLOUR[tier])
        parts.append(drawn)
        y += height
    lines = [element("line", x1=x, x2=x, y1=_HEAD - 34, y2=y - 12, stroke="currentColor", stroke_opacity=0.3, stroke_dasharray="3 5")
             for x in (_x(n, len(days)) for n in range(1, len(days)))]
    foot = text(_LEFT, y + 18, "列宽不按年数；台阶只在同一行里比高低。", 21, fill_opacity=0.85)
    title = f"{offence_named(offence).name_zh}：{TIER_ZH[tier]}的变化"
    return picture(_WIDTH, y + _FOOT, title, _told(days, rows), *lines, *parts, foot, class_="ip-threshold-board")


def _x(place: int, many: int) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * place / many, 1)


def _heading(days: Sequence[date], rows: Sequence[Strip], tier: str) -> str:
    """What is drawn, and from which day each column runs; a day that was not read in the original is marked."""
    doubtful = [any(row.cells[n].doubtful for row in rows) for n in range(len(days))]
    parts = [text(_LEFT, 32, TIER_ZH[tier], 26, font_weight="bold")]
    if any(doubtful):
        parts.append(text(_RIGHT, 32, "※ 起始日待核", 21, text_anchor="end"))
    for n, day in enumerate(days):
        parts.append(text(_x(n, len(days)) + (6 if n else 0), 70, f"{day}{'※' if doubtful[n] else ''}", 22))
    return "".join(parts)


def _strip(row: Strip, days: Sequence[date], top: float, colour: str) -> tuple[str, float]:
    """One amount: its name, then the steps; and how high it is."""
    most = max(cell.step.threshold or 0 for cell in row.cells)
    depth = max(len(cell.lower) for cell in row.cells)
    base = top + _STRIP - 16
    parts = [text(_LEFT, top + 26, f"{row.label_zh} · {row.unit_zh}", 22, font_weight="bold")]
    runs = _runs(row.cells)
    for n, (first, last) in enumerate(runs):
        before = row.cells[runs[n - 1][0]] if n else None
        parts.append(_run(row.cells[first], before, (_x(first, len(days)), _x(last + 1, len(days))), base, most, colour))
    parts.append(element("line", x1=_LEFT, x2=_RIGHT, y1=base, y2=base, stroke="currentColor", stroke_width=2))
    return "".join(parts), _STRIP + _LOWER * depth


def _runs(cells: Sequence[Cell]) -> list[tuple[int, int]]:
    """Neighbouring columns that look the same are one step."""
    found: list[tuple[int, int]] = []
    for n, cell in enumerate(cells):
        if found and cells[found[-1][0]].shown == cell.shown:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found


def _run(cell: Cell, before: Cell | None, span: tuple[float, float], base: float, most: float, colour: str) -> str:
    """One step with its figure above and the lower figures under the line."""
    (x1, x2), figure = span, cell.step.threshold
    if figure is None:
        return text(x1 + 6, base - 12, _NO_FIGURE if cell.offence else _NO_OFFENCE, 22, fill_opacity=0.85)
    y = round(base - _LEAST - (_MOST - _LEAST) * figure / most, 1)
    area = element("rect", x=x1, y=y, width=round(x2 - x1, 1), height=round(base - y, 1), fill=colour, fill_opacity=0.16)
    edge = element("path", d=f"M{x1 + 2} {y}H{x2 - 2}", stroke=colour, stroke_width=6, fill="none")
    words = text(x1 + 6, y - 11, _arrow(cell, before) + amount_zh(figure), 25, font_weight="bold")
    below = [text(x1 + 6, base + 24 + _LOWER * n, f"{case} {amount_zh(step.threshold)}", 21) for n, (case, step) in enumerate(cell.lower)]
    return area + edge + words + "".join(below)


def _arrow(cell: Cell, before: Cell | None) -> str:
    """Up or down against the step before, so that a change is seen without measuring."""
    old, new = before and before.step.threshold, cell.step.threshold
    return "" if old is None or old == new else "↓ " if new < old else "↑ "


def _told(days: Sequence[date], rows: Sequence[Strip]) -> str:
    """The same in words, for a screen reader."""
    said = []
    for row in rows:
        parts = []
        for first, _ in _runs(row.cells):
            cell = row.cells[first]
            figure = cell.step.threshold
            words = amount_zh(figure) + row.unit_zh if figure is not None else _NO_FIGURE if cell.offence else _NO_OFFENCE
            lower = "".join(f"，{case}{amount_zh(step.threshold)}{row.unit_zh}" for case, step in cell.lower)
            parts.append(f"{days[first]}起{words}{lower}")
        said.append(f"{row.label_zh}：{'；'.join(parts)}")
    return "。".join(said) + "。"
