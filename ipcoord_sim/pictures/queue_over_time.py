"""How long the queues were, day by day: a stepped line for each desk, told apart by its dashes and its name beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ..errors import InputError
from .axes import frame, ticks
from .svg import element, picture, text, wrapped

__all__ = ["queue_svg"]

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP = 672, 300, 62, 150, 44
_DASHES = (None, "10 5", "3 4", "14 4 3 4", "1 5", "6 2")
_COLOURS = ("var(--ip-reading-1,#0b8a76)", "var(--ip-reading-2,#2f78c4)", "var(--ip-reading-3,#c2571a)", "currentColor")


def queue_svg(series: Sequence[dict], *, title: str = "排队的案件", unit_zh: str = "件", day_zh: str = "天") -> str:
    """Queues over time as SVG text: `series` is a list of `{"name_zh": …, "points": [[when, length], …]}`, rising.

    `when` is a number of days from 0, or a datetime in all of them; what else stands in a point is not drawn. A length holds until
    the next point. Raises InputError where nothing can be drawn or a point cannot be read.

    >>> queue_svg([{"name_zh": "公安审查", "points": [[0, 0], [3, 2], [9, 1]]}]).count("公安审查最多2件")
    1
    """
    series = list(series)
    begin = _first_day(series)
    rows = [(str(row["name_zh"]), _points(row, begin)) for row in series]
    if not rows:
        raise InputError("没有要画的队列；至少给一个名称和它的各点。", "There is no queue to draw; give at least one name with its points.")
    if len(rows) > len(_DASHES):
        raise InputError(f"一张图最多画 {len(_DASHES)} 个队列，给了 {len(rows)} 个；请分成几张。", f"A picture holds at most {len(_DASHES)} queues, got {len(rows)}; draw several.")
    last = max(day for _, points in rows for day, _ in points) or 1
    marks = ticks(max(length for _, points in rows for _, length in points))
    right, bottom = _WIDTH - _RIGHT, _TOP + _HEIGHT

    def x(day: float) -> float:
        return round(_LEFT + (right - _LEFT) * day / last, 1)

    def y(length: float) -> float:
        return round(bottom - _HEIGHT * length / marks[-1], 1)

    pieces = [*frame(_LEFT, right, _TOP, bottom, marks), text(8, 26, f"{title}（{unit_zh}）", 20, font_weight="bold")]
    for mark in ticks(last, 6):
        if mark <= last:
            pieces.append(element("line", x1=x(mark), x2=x(mark), y1=bottom, y2=bottom + 6, stroke="currentColor"))
            shown = f"{(begin + timedelta(days=mark)):%m/%d}" if begin else str(mark)
            pieces.append(text(x(mark), bottom + 26, shown, 17, text_anchor="middle"))
    pieces.append(text(right + 32, bottom + 26, "日期" if begin else day_zh, 17))
    ends = _apart([y(points[-1][1]) for _, points in rows], _TOP, bottom)
    for n, ((name, points), end) in enumerate(zip(rows, ends, strict=True)):
        look = {"stroke": _COLOURS[n % len(_COLOURS)], "stroke_dasharray": _DASHES[n], "stroke_width": 3, "fill": "none"}
        steps = f"M{x(points[0][0]):g} {y(points[0][1]):g}" + "".join(f" H{x(day):g} V{y(length):g}" for day, length in points[1:]) + f" H{right:g}"
        pieces.append(element("path", d=steps, **look))
        pieces.append(element("line", x1=right + 4, x2=right + 30, y1=end, y2=end, **look))
        words = wrapped(name, 6)
        pieces += [text(right + 36, end + 6 + 19 * (m - (len(words) - 1) / 2), line, 17) for m, line in enumerate(words[:2])]
    told = "；".join(f"{name}最多{max(n for _, n in points):g}{unit_zh}，最后{points[-1][1]:g}{unit_zh}" for name, points in rows)
    return picture(_WIDTH, bottom + 40, title, f"{last:.0f}天里：{told}。", *pieces, class_="ip-queue")


def _first_day(series: Sequence[dict]) -> datetime | None:
    """The midnight before the earliest datetime; None where the points count days."""
    moments = [point[0] for row in series for point in list(row.get("points") or [])[:1] if isinstance(point[0], datetime)]
    return min(moments).replace(hour=0, minute=0, second=0, microsecond=0) if moments else None


def _points(row: dict, begin: datetime | None) -> list[tuple[float, float]]:
    try:
        points = [((point[0] - begin) / timedelta(days=1) if begin else float(point[0]), float(point[1])) for point in row["points"]]
    except (TypeError, ValueError, KeyError, IndexError):
        raise InputError(f"队列 {row.get('name_zh', '')} 的 points 应是 [日, 长度] 的列表。", "The points of a queue must be a list of [day, length].") from None
    if not points or any(one[0] > two[0] for one, two in zip(points, points[1:], strict=False)) or any(d < 0 or n < 0 for d, n in points):
        raise InputError(f"队列 {row['name_zh']} 至少要有一个点，日和长度不小于 0，日要从小到大。", f"Queue {row['name_zh']} needs a point, nothing below 0, days rising.")
    return points


def _apart(places: list[float], top: float, bottom: float, least: float = 42) -> list[float]:
    """The places moved as little as needed to leave room for the names."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    moved: dict[int, float] = {}
    floor = top
    for n in order:
        moved[n] = max(places[n], floor)
        floor = moved[n] + least
    ceiling = bottom
    for n in reversed(order):
        moved[n] = min(moved[n], ceiling)
        ceiling = moved[n] - least
    return [round(moved[n], 1) for n in range(len(places))]
