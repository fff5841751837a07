"""The days of a deadline's picture: which weeks are drawn, what stands in a day, how far each reading runs."""

from __future__ import annotations

from datetime import date, timedelta

from ..times import WEEK_ZH
from ..workcalendar import calendar
from .svg import element, text

__all__ = ["CELL", "LEFT", "LINES", "MARKS", "ROW", "day_cell", "heads", "line", "weeks"]

CELL, ROW, LEFT = 92, 132, 14
MARKS = "①②③④⑤"
# Hues of middle lightness are legible on white and on near-black; the dashes tell the lines apart in grey.
LINES = (("var(--ip-reading-1,#0b8a76)", None), ("var(--ip-reading-2,#2f78c4)", "13 5"), ("var(--ip-reading-3,#c2571a)", "4 5"))

_MOST_WEEKS = 6


def weeks(start: date, ends: list[date]) -> list[date | None]:
    """The Mondays to draw; None stands for weeks left out of a long period.

    >>> weeks(date(2026, 9, 30), [date(2026, 10, 10)])
    [datetime.date(2026, 9, 28), datetime.date(2026, 10, 5)]
    """
    first, last = start - timedelta(days=start.weekday()), max(ends)
    mondays = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    if len(mondays) <= _MOST_WEEKS:
        return mondays
    wanted = {first, first + timedelta(weeks=1)} | {e - timedelta(days=e.weekday()) for e in ends}
    found: list[date | None] = []
    for monday in mondays:
        if monday in wanted:
            found.append(monday)
        elif found[-1] is not None:
            found.append(None)
    return found


def heads() -> str:
    """The row of weekday names."""
    return "".join(
        text(LEFT + (n + 0.5) * CELL, 28, f"周{WEEK_ZH[n]}", 22, text_anchor="middle", fill_opacity=0.75) for n in range(7)
    )


def line(x1: float, x2: float, y: float, n: int, faint: bool = False) -> str:
    """A piece of the n-th reading's line; faint where a day passes without being counted."""
    colour, dashes = LINES[n % len(LINES)]
    return element(
        "line", x1=x1, x2=x2, y1=y, y2=y, stroke=colour, stroke_width=3 if faint else 8,
        stroke_dasharray="2 7" if faint else dashes, stroke_opacity=0.9,
    )


def day_cell(day: date, x: float, y: float, start: date, answer: dict) -> str:
    """One day: number, holiday or make-up mark, the lines that cross it, the flags of readings that end here."""
    known = calendar().known_from <= day <= calendar().known_until
    work = calendar().is_workday(day) if known else day.weekday() < 5
    safest = day == date.fromisoformat(answer["safest"])
    shown = f"{day.month}/{day.day}" if day.day == 1 or day == start else str(day.day)
    parts = [
        element("rect", x=x + 2, y=y + 2, width=CELL - 4, height=ROW - 4, rx=8, fill="currentColor",
                fill_opacity=0.03 if work else 0.13, stroke="currentColor", stroke_opacity=0.25),
        text(x + 10, y + 30, shown, 24, font_weight="bold" if day == start else None),
    ]
    if safest:
        parts.append(element("rect", x=x + 3, y=y + 3, width=CELL - 6, height=ROW - 6, rx=8, fill="none",
                             stroke="var(--ip-reading-safe,#0b8a76)", stroke_width=5))
    note = _note(day, work, known, start)
    parts.append(text(x + CELL / 2, y + 58, note, 21, text_anchor="middle") if note else "")
    parts += _lines(day, x, y + 72, start, answer, work)
    flags = "".join(MARKS[n] for n, r in enumerate(answer["readings"]) if r["last_day"] == str(day))
    parts.append(text(x + CELL - 8, y + 30, flags, 24, text_anchor="end", font_weight="bold") if flags else "")
    return element("g", *parts)


def _note(day: date, work: bool, known: bool, start: date) -> str:
    if day == start:
        return "起算"
    name = calendar().name_zh(day) if known else ""
    if work and name:
        return "班"
    return "" if work else name[:4] or "休"


def _lines(day: date, x: float, y: float, start: date, answer: dict, work: bool) -> list[str]:
    """A reading's line crosses each day after the start until its last one; hours start on the very day."""
    hours = answer["limit"]["unit"] == "hour"
    plain = next((r["last_day"] for r in answer["readings"] if r["id"] == "calendar"), None)
    parts = []
    for n, reading in enumerate(answer["readings"]):
        last = date.fromisoformat(reading["last_day"])
        if not (start < day <= last or (hours and day == start)):
            continue
        counted = work if reading["id"] == "working_day" else not (reading["id"] == "rollover" and plain and day > date.fromisoformat(plain))
        parts.append(line(x + 2, x + CELL - (16 if day == last else 2), y + n * 19, n, faint=not counted))
    return parts
