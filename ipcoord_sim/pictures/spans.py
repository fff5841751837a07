"""Spans of days drawn one under another on a common axis: who waits, which limit runs, what came too late; it reads in grey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .svg import element, named, picture, text, wrapped

__all__ = ["KINDS_ZH", "Line", "Span", "spans_svg"]

_WIDTH, _EDGE, _HEAD, _BAR, _WORDS = 560, 14, 52, 22, 24
# Ours: an axis with more days than room has a tick every so many days.
_STEPS = (1, 2, 7, 14, 30, 60, 90)
_TICK = 84

KINDS_ZH = {
    "work": "在办", "limit": "期限", "late": "过了期限", "done": "做的那一天", "amr": "市监手里", "psb": "公安手里", "procuratorate": "检察院手里",
}
# Words keep a ground of their own where a line passes behind them.
_HALO = {"paint_order": "stroke", "stroke": "var(--ip-ground,none)", "stroke_width": 5}
_LOOKS = {
    "work": {"fill": "var(--ip-reading-2,#2f78c4)"},
    "limit": {"fill": "currentColor", "fill_opacity": 0.12, "stroke_dasharray": "5 3"},
    "late": {"fill": "url(#ip-span-late)"},
    "done": {"fill": "currentColor"},
    "amr": {"fill": "currentColor", "fill_opacity": 0.8},
    "psb": {"fill": "var(--ip-reading-2,#2f78c4)", "fill_opacity": 0.55},
    "procuratorate": {"fill": "url(#ip-span-dots)"},
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch from one day to another (the last one included); `done` marks a single day."""

    start: date
    end: date
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the picture: its name, its spans, and what is said of it below."""

    label: str
    spans: tuple[Span, ...]
    note: str = ""


def spans_svg(title: str, lines: Sequence[Line], marks: Iterable[tuple[date, str]] = ()) -> str:
    """The lines as SVG text, under an axis of days; `marks` are days with a name that cross all lines.

    >>> day = date(2026, 9, 30)
    >>> spans_svg("等", [Line("县局", (Span(day, day, "done"),))]).count("9/30")
    2
    """
    marks = list(marks)
    days = [day for line in lines for span in line.spans for day in (span.start, span.end)] + [day for day, _ in marks]
    first, last = min(days), max(days)
    axis = _Axis(first, max((last - first).days, 1))
    pieces, y = [], _HEAD
    for line in lines:
        drawn, y = _line(line, axis, y)
        pieces += drawn
    # The marks come first, so that the words of the lines stand over them.
    pieces = [*(_mark(axis.x(day) + axis.day / 2, words, n, y) for n, (day, words) in enumerate(marks)), *pieces]
    y += 22 * len(marks)
    used = [kind for kind in KINDS_ZH if any(span.kind == kind for line in lines for span in line.spans)]
    told = "；".join([*(f"{line.label}：{line.note or _told(line)}" for line in lines), *(f"{words}：{_day(day)}" for day, words in marks)])
    key, bottom = _legend(used, y + 24)
    made = picture(_WIDTH, bottom + 14, title, told, _hatch(), *axis.drawn(y), *pieces, *key, class_="ip-spans")
    return made.replace("ip-span-late", named("ip-span-late", title + told)).replace("ip-span-dots", named("ip-span-dots", title + told))


class _Axis:
    """Days from left to right."""

    def __init__(self, first: date, days: int) -> None:
        self.first, self.days = first, days + 1
        self.day = (_WIDTH - 2 * _EDGE) / self.days

    def x(self, day: date) -> float:
        """The left side of a day."""
        return round(_EDGE + (day - self.first).days * self.day, 1)

    def drawn(self, bottom: float) -> list[str]:
        """The ticks with their days, a thin line down from each."""
        step = next((step for step in _STEPS if step * self.day >= _TICK), _STEPS[-1])
        pieces = []
        for n in range(0, self.days, step):
            x = self.x(self.first + timedelta(days=n))
            pieces.append(element("line", x1=x, x2=x, y1=30, y2=bottom, stroke="currentColor", stroke_opacity=0.18))
            if x < _WIDTH - 44:
                pieces.append(text(x, 22, _day(self.first + timedelta(days=n)), 19, fill_opacity=0.85))
        return pieces


def _line(line: Line, axis: _Axis, y: float) -> tuple[list[str], float]:
    pieces = []
    for words in wrapped(line.label, 26):
        pieces.append(text(_EDGE, y + 14, words, 20, font_weight="bold", **_HALO))
        y += _WORDS
    pieces += [_span(span, axis, y) for span in line.spans]
    y += _BAR + 6
    for words in wrapped(line.note, 28) if line.note else ():
        pieces.append(text(_EDGE, y + 15, words, 18.5, **_HALO))
        y += _WORDS
    return pieces, y + 16


def _span(span: Span, axis: _Axis, y: float) -> str:
    x = axis.x(span.start)
    width = max(axis.x(span.end) + axis.day - x, 5)
    if span.kind == "done":
        x, width = x + axis.day / 2 - 3, 6
    return element("rect", x=round(x, 1), y=y, width=round(width, 1), height=_BAR, stroke="currentColor", **_LOOKS[span.kind])


def _mark(x: float, words: str, n: int, bottom: float) -> str:
    """A day that crosses all lines; its name stands below, each in a row of its own."""
    line = element("line", x1=round(x, 1), x2=round(x, 1), y1=30, y2=bottom + 22 * n + 4, stroke="var(--ip-reading-3,#c2571a)", stroke_width=2.5)
    end = x > _WIDTH / 2
    return line + text(round(x - 6 if end else x + 6, 1), bottom + 22 * n + 6, words, 19, text_anchor="end" if end else None, font_weight="bold")


def _hatch() -> str:
    """Two patterns that stay apart in grey."""
    box = {"width": 7, "height": 7, "patternUnits": "userSpaceOnUse"}
    strokes = element("path", d="M0 7 L7 0", stroke="currentColor", stroke_width=2)
    dots = element("circle", cx=3.5, cy=3.5, r=1.4, fill="currentColor")
    return element("defs", element("pattern", strokes, id="ip-span-late", **box), element("pattern", dots, id="ip-span-dots", **box))


def _legend(kinds: Sequence[str], y: float) -> tuple[list[str], float]:
    """What each look of a bar means, in as many rows as are needed, and where the last one stands."""
    pieces, x = [], float(_EDGE)
    for kind in kinds:
        room = 52 + 19 * len(KINDS_ZH[kind])
        if x + room > _WIDTH:
            x, y = float(_EDGE), y + 28
        pieces += [_span(Span(date.min, date.min, kind), _Sample(x), y - 14), text(x + 36, y + 3, KINDS_ZH[kind], 18.5)]
        x += room
    return pieces, y


class _Sample:
    """An axis of one wide day, for the legend."""

    def __init__(self, left: float) -> None:
        self.left, self.day = left, 28.0

    def x(self, day: date) -> float:
        """The same place for every day."""
        return self.left


def _told(line: Line) -> str:
    return "，".join(f"{KINDS_ZH[s.kind]}{_day(s.start)}" + (f"到{_day(s.end)}" if s.end != s.start else "") for s in line.spans)


def _day(day: date) -> str:
    return f"{day.month}/{day.day}"
