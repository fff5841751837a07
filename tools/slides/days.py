"""The readings of a period as bars over days, big enough for the last row of a room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from ipcoord_sim.times import WEEK_ZH

__all__ = ["days_svg"]

_WIDTH, _LEFT, _TOP, _ROW, _SIZE = 1180, 330, 90, 92, 29


def days_svg(start: str, readings: Sequence[tuple[str, str, str]], safest: str) -> str:
    """One column a day from the first to the last of all readings, one bar a reading (title, last day, standing); the safest day has a frame.

    >>> days_svg("2026-09-30", [("连着数", "2026-10-03", "稳妥")], "2026-10-03").count("<rect")
    2
    """
    first, last = date.fromisoformat(start[:10]), max(date.fromisoformat(day) for _, day, _ in readings)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    step = (_WIDTH - _LEFT) / len(days)
    at = {day.isoformat(): _LEFT + n * step for n, day in enumerate(days)}
    height = _TOP + _ROW * len(readings) + 16
    told = "；".join(f"{title}（{standing}）：到{_day(day)}" for title, day, standing in readings)
    drawn = [f'<rect x="{at[safest]:.0f}" y="4" width="{step:.0f}" height="{height - 8}" class="safest"/>']
    for n, day in enumerate(days):
        x = _LEFT + (n + 0.5) * step
        drawn.append(_text(x, 34, str(day.day), "middle") + _text(x, 70, WEEK_ZH[day.weekday()], "middle"))
    for n, (title, day, standing) in enumerate(readings):
        y = _TOP + n * _ROW
        drawn.append(_text(0, y + 34, title, "start", "bold") + _text(0, y + 70, f"{standing}，到{_day(day)}", "start"))
        drawn.append(f'<rect x="{_LEFT:.0f}" y="{y + 22}" width="{at[day] + step - _LEFT:.0f}" height="40" class="bar bar-{n}"/>')
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(told)}" xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'


def _day(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.month}月{found.day}日"


def _text(x: float, y: float, words: str, anchor: str, weight: str = "normal") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{_SIZE}" text-anchor="{anchor}" font-weight="{weight}">{escape(words)}</text>'
