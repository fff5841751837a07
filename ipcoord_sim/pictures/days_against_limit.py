"""How many days things took, against the limit of the law: a bar a day, what came too late hatched, the limit a named line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, isfinite

from ..errors import InputError
from ..parameters import find
from ..wording import article_zh, number_zh
from .axes import frame, short, ticks
from .svg import element, named, picture, text, wrapped

__all__ = ["days_svg"]

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _MOST = 672, 260, 62, 14, 104, 30
_UNITS_ZH = {"day": ("日", "天数"), "hour": ("小时", "小时数")}


def days_svg(values: Sequence[float] | Mapping[float, int], limit: str = "", *, title: str = "用了多少天", unit: str = "day") -> str:
    """The distribution of how long things took as SVG text; `limit` is the fact id of a period, `unit` that of the values.

    `values` are the times themselves, or how often each occurred. A value up to 1 stands in the bar of day 1, and so on; beyond
    thirty bars the last one takes the rest. Within the limit is what took at most that long, whatever day a holiday may put its end
    off to: whether a case was late is the checker's to say. Raises InputError (no values, a negative one, a limit in another unit),
    UnknownIdError.

    >>> days_svg([1, 2, 2.5, 4], "orn310-police-review-3d").count("超过期限1件（25%）")
    1
    """
    if unit not in _UNITS_ZH:
        raise InputError(f"单位 {unit} 画不了；可以用 day 或者 hour。", f"Unit {unit} cannot be drawn; use day or hour.")
    counts = _counts(values)
    most, line, say = _limit(limit, unit) if limit else (None, "", "")
    whole, late = sum(counts.values()), sum(n for v, n in counts.items() if most is not None and v > most)
    bars = _bars(counts, most)
    marks = ticks(max(bars.values()))
    right, bottom, step = _WIDTH - _RIGHT, _TOP + _HEIGHT, (_WIDTH - _RIGHT - _LEFT) / len(bars)
    places = list(bars)
    zh, many = _UNITS_ZH[unit]
    share = f"，超过期限{late:,}件（{100 * late / whole:.0f}%）" if most is not None else ""
    told = f"共{whole:,}件，最短{min(counts):g}{zh}，最长{max(counts):g}{zh}{share}" + (f"；期限是{line}，这里只比{many}" if line else "")
    over = named("ip-over", title + told)
    pieces = [text(8, 28, title, 20, font_weight="bold"), *frame(_LEFT, right, _TOP, bottom, marks)]
    every = ceil(46 / step)
    for n, (place, count) in enumerate(bars.items()):
        x, high = round(_LEFT + n * step + step * 0.1, 1), round(_HEIGHT * count / marks[-1], 1)
        beyond = most is not None and place > most
        shape = {"x": x, "y": bottom - high, "width": round(step * 0.8, 1), "height": high, "stroke": "currentColor"}
        if count:
            pieces.append(element("rect", **shape, fill=f"url(#{over})" if beyond else "currentColor", fill_opacity=None if beyond else 0.28))
            pieces += [text(x + step * 0.4, bottom - high - 5, short(count), 15, text_anchor="middle")] if step >= 9.5 * len(short(count)) else []
        rest = "+" if place == places[-1] < max(counts) else ""
        if n % every == 0 or rest:
            pieces.append(text(x + step * 0.4, bottom + 22, f"{place}{rest}", 17, text_anchor="middle"))
    pieces.append(text(right, bottom + 46, f"{many}，共{whole:,}件", 17, text_anchor="end"))
    if most is not None:
        x = round(_LEFT + step * sum(place <= most for place in places), 1)
        pieces.append(element("line", x1=x, x2=x, y1=_TOP - 10, y2=bottom, stroke="currentColor", stroke_width=3, stroke_dasharray="8 4"))
        words = wrapped(line, 32)[:2]
        start = max(8.0, min(x + 6, _WIDTH - max(_wide(w) for w in words)))
        pieces += [text(round(start, 1), _TOP - 40 + 22 * m, w, 17) for m, w in enumerate(words)]
        pieces.append(text(_LEFT, bottom + 46, f"斜线：{say}", 17))
    hatch = element("pattern", element("path", d="M0 7 L7 0", stroke="currentColor", stroke_width=1.6), id=over, width=7, height=7, patternUnits="userSpaceOnUse")
    return picture(_WIDTH, bottom + 60, title, told + "。", element("defs", hatch), *pieces, class_="ip-days")


def _limit(id: str, unit: str) -> tuple[float, str, str]:
    """The limit's length, its label with the article, and what lies beyond it."""
    found = find(id)
    number = found.numbers[0] if found.numbers else None
    if number is None or number.unit != unit:
        raise InputError(
            f"{id} 的单位和要画的数不一样；要画的是{_UNITS_ZH[unit][0]}，请换一个期限或者换单位。",
            f"{id} is not in the unit of the values ({unit}); choose another limit or unit.",
        )
    return float(number.value), f"期限{number_zh(number)}（{article_zh(id)}）", f"超过{number_zh(number)}" + ("，末日顺延的另算" if unit == "day" else "")


def _counts(values: Sequence[float] | Mapping[float, int]) -> dict[float, int]:
    """How often each value occurred."""
    try:
        counts = {float(v): int(n) for v, n in (values if isinstance(values, Mapping) else Counter(values)).items() if n}
    except (TypeError, ValueError):
        raise InputError("要画的应是数。", "What is drawn must be numbers.") from None
    if not counts or any(v < 0 or not isfinite(v) or n < 0 for v, n in counts.items()):
        raise InputError("没有可画的数，或者有小于 0 的数；请核对。", "There is nothing to draw, or a number below 0; check the values.")
    return counts


def _bars(counts: dict[float, int], most: float | None) -> dict[int, int]:
    """Counts by day; 0 has a bar of its own only where something took no time at all."""
    first, beyond = (0 if 0 in counts else 1), (ceil(most) + 1 if most is not None else 0)
    last = min(max(ceil(max(counts)), first, beyond), max(first + _MOST - 1, beyond))
    found = dict.fromkeys(range(first, last + 1), 0)
    for v, n in counts.items():
        found[min(ceil(v), last)] += n
    return found


def _wide(words: str) -> float:
    return sum(17 if ord(c) >= 0x2000 else 10.5 for c in words) + 8
