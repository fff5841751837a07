"""The lines of a network's map: straight across between neighbours, under the row past one, along the column upwards."""

from __future__ import annotations

from typing import NamedTuple

from .svg import element, text

__all__ = ["GAP", "Spot", "drawn_line"]

# Room between two rows, in which lines run that pass a column.
GAP = 18
_LEVEL_STEP = 7


class Spot(NamedTuple):
    """Where a box stands: its corner and size, its row and column, whether it is an office, whether its row has one."""

    x: float
    y: float
    width: float
    height: float
    row: int
    column: int
    small: bool
    beside_office: bool


def drawn_line(line: dict, one: Spot, other: Spot, share: float, weight: int) -> str:
    """A line as wide as its share of the heaviest; dotted where none of its channels is left, dashed where some are gone."""
    one, other = sorted((one, other), key=lambda spot: (spot.row, spot.column))
    look = _look(line, share)
    if one.row == other.row:
        return _across(line, one, other, look, weight)
    if one.column != other.column:
        return _path([(one.x + one.width / 2, one.y + one.height), (other.x + other.width / 2, other.y)], look)
    return _upwards(line, one, other, look)


def _look(line: dict, share: float) -> dict:
    if not line["left"]:
        return {"stroke": "currentColor", "stroke_width": 1.5, "stroke_dasharray": "1.5 5", "stroke_opacity": 0.9}
    wide = round(1.5 + 7 * share**0.5, 1)
    dashes = "9 4" if line["left"] < line["channels"] else None
    return {"stroke": "currentColor", "stroke_width": wide, "stroke_dasharray": dashes, "stroke_opacity": 0.55}


def _across(line: dict, one: Spot, other: Spot, look: dict, weight: int) -> str:
    """Between columns of one row: straight between neighbours (above an office), else under the row."""
    passes = other.column - one.column
    over_office = one.beside_office and not one.small and not other.small and passes == 2
    if passes == 1 or over_office or (passes == 2 and not one.small and not other.small and _office_lies_between(one, other)):
        y = one.y + 10 if over_office else (max(one.y, other.y) + min(one.y + one.height, other.y + other.height)) / 2
        drawn = _path([(one.x + one.width, y), (other.x, y)], look)
        if one.small or other.small:
            return drawn
        words = f"{line['left']}/{weight}" if line["left"] < line["channels"] else str(weight)
        return drawn + text((one.x + one.width + other.x) / 2, y - 6 if not over_office else y + 3, words, 14, text_anchor="middle", **_halo())
    under = one.y + one.height + GAP / 2
    return _path([(one.x + one.width / 2, one.y + one.height), (one.x + one.width / 2, under), (other.x + other.width / 2, under), (other.x + other.width / 2, other.y + other.height)], look)


def _office_lies_between(one: Spot, other: Spot) -> bool:
    return other.x - one.x - one.width > 120


def _upwards(line: dict, one: Spot, other: Spot, look: dict) -> str:
    """Along the column: on its left between superior and inferior, the higher the farther out; on its right between equals."""
    equals = line.get("equals", False)
    y1, y2 = one.y + min(one.height, 32) / 2, other.y + min(other.height, 32) / 2
    if equals:
        x = one.x + one.width
        return _path([(x, y1), (x + 9, y1), (x + 9, y2), (x, y2)], look | {"stroke_width": 1.2, "stroke_opacity": 1, "stroke_dasharray": look["stroke_dasharray"] or "4 3"})
    out = 24 - _LEVEL_STEP * min(one.row, 2)
    return _path([(one.x, y1), (one.x - out, y1), (one.x - out, y2), (other.x, y2)], look | {"stroke_width": 1.8, "stroke_opacity": 1})


def _halo() -> dict:
    """Words on a line stand out from it in print and in grey."""
    return {"stroke": "var(--ip-ground,#fff)", "stroke_width": 4, "paint_order": "stroke"}


def _path(points: list[tuple[float, float]], look: dict) -> str:
    words = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
    return element("path", d=words, fill="none", **look)
