"""The lines of a network's map: straight across between neighbours, under the row past one, along the column upwards."""

from __future__ import annotations

from typing import NamedTuple

from .svg import element, text

__all__ = ["GAP", "Spot", "drawn_equals", "drawn_line"]

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
    return "" if line["equals"] else _upwards(one, other, look)


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
        # In the first gap the lines upwards run beside the box on its right; a single figure keeps clear of them.
        aside = 0.3 if one.column == 0 and len(words) == 1 else 0.5
        return drawn + text(round(one.x + one.width + aside * (other.x - one.x - one.width), 1), y - 6 if not over_office else y + 3, words, 14, text_anchor="middle", **_halo())
    under = one.y + one.height + GAP / 2
    return _path([(one.x + one.width / 2, one.y + one.height), (one.x + one.width / 2, under), (other.x + other.width / 2, under), (other.x + other.width / 2, other.y + other.height)], look)


def _office_lies_between(one: Spot, other: Spot) -> bool:
    return other.x - one.x - one.width > 100


def drawn_equals(lines: list[dict], spots: dict[str, Spot]) -> list[str]:
    """The lines between equals of one column, as one dashed line on its right with a stub to each box that still has a channel."""
    beside: dict[int, dict[str, Spot]] = {}
    for line in lines:
        if line["equals"] and line["left"] and spots[line["from"]].column == spots[line["to"]].column:
            for end in (line["from"], line["to"]):
                beside.setdefault(spots[end].column, {})[end] = spots[end]
    look = {"stroke": "currentColor", "stroke_width": 1.4, "stroke_dasharray": "4 3"}
    drawn = []
    for ends in beside.values():
        places = sorted((_level(spot), spot.x + spot.width) for spot in ends.values())
        x = places[0][1] + 9
        drawn.append(_path([(x, places[0][0]), (x, places[-1][0])], look))
        drawn += [_path([(right, y), (x, y)], look) for y, right in places]
    return drawn


def _level(spot: Spot) -> float:
    """The height at which lines of the column meet a box."""
    return spot.y + min(spot.height, 32) / 2


def _upwards(one: Spot, other: Spot, look: dict) -> str:
    """Along the left of the column, from a superior to an inferior; the higher, the farther out."""
    out = 24 - _LEVEL_STEP * min(one.row, 2)
    y1, y2 = _level(one), _level(other)
    return _path([(one.x, y1), (one.x - out, y1), (one.x - out, y2), (other.x, y2)], look | {"stroke_width": 1.8, "stroke_opacity": 1})


def _halo() -> dict:
    """Words on a line stand out from it in print and in grey."""
    return {"stroke": "var(--ip-ground,#fff)", "stroke_width": 4, "paint_order": "stroke"}


def _path(points: list[tuple[float, float]], look: dict) -> str:
    words = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
    return element("path", d=words, fill="none", **look)
