"""Two shares a unit as bars, by number and by value, with the band in which a rate from few cases may lie."""

from __future__ import annotations

from collections.abc import Sequence

from .svg import element, picture, text

__all__ = ["percent_zh", "rates_svg"]

_WIDTH, _EDGE, _BAR, _ROW, _ROOM = 560, 14, 22, 100, 400


def percent_zh(share: float) -> str:
    """A share in per cent, with one decimal where it is small.

    >>> percent_zh(0.058), percent_zh(0.25), percent_zh(0)
    ('5.8%', '25%', '0%')
    """
    value = round(100 * share, 1)
    return f"{value:.0f}%" if value >= 10 or value == int(value) else f"{value}%"


def rates_svg(rows: Sequence[tuple[str, float, tuple[float, float], float]]) -> str:
    """Each row: a name, the share by number, its band, the share by value; all on one scale."""
    top = max([0.01, *(end for _, _, (_, end), _ in rows), *(share for *_, share in rows)])
    pieces, y = [], 12
    for name, rate, (low, high), share in rows:
        pieces += [
            text(_EDGE, y + 16, name, 20, font_weight="bold"),
            *_bar(rate, top, y + 24, 0.75, f"件数 {percent_zh(rate)}"),
            _whisker(low, high, top, y + 24),
            *_bar(share, top, y + 54, 0.3, f"案值 {percent_zh(share)}"),
        ]
        y += _ROW
    key = [text(_EDGE, y + 14, "深色：按件数　浅色：按案值　横线：波动范围", 18.5, fill_opacity=0.9)]
    told = "；".join(f"{name}：按件数{percent_zh(rate)}（{percent_zh(low)}到{percent_zh(high)}），按案值{percent_zh(share)}" for name, rate, (low, high), share in rows)
    return picture(_WIDTH, y + 28, "移送的占多少：按件数，按案值", told, *pieces, *key, class_="ip-rates")


def _bar(share: float, top: float, y: float, shade: float, words: str) -> list[str]:
    width = max(round(_ROOM * share / top, 1), 2)
    bar = element("rect", x=_EDGE, y=y, width=width, height=_BAR, fill="currentColor", fill_opacity=shade, stroke="currentColor")
    # A long bar has its words in the free room at the right end of the picture.
    return [bar, text(_WIDTH - _EDGE, y + 17, words, 19, text_anchor="end")]


def _whisker(low: float, high: float, top: float, y: float) -> str:
    x1, x2 = (round(_EDGE + _ROOM * end / top, 1) for end in (low, high))
    line = {"stroke": "var(--ip-reading-3,#c2571a)", "stroke_width": 3}
    ends = (element("line", x1=x, x2=x, y1=y + 4, y2=y + _BAR - 4, **line) for x in (x1, x2))
    return element("g", element("line", x1=x1, x2=x2, y1=y + _BAR / 2, y2=y + _BAR / 2, **line), *ends)
