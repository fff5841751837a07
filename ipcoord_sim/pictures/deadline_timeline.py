"""A deadline drawn as weeks of days: holidays, make-up workdays, and how far each reading runs."""

from __future__ import annotations

from datetime import date, timedelta

from ..times import day_of, read_moment
from .svg import element, picture, text
from .timeline_cells import CELL, LEFT, MARKS, ROW, day_cell, heads, line, weeks
from .words import STANDING_ZH, day_zh, describe, last_zh, limit_zh, reading_titles

__all__ = ["deadline_svg"]

_WIDTH, _HEAD, _GAP = 672, 40, 44


def deadline_svg(answer: dict) -> str:
    """The picture of an answer of the call `deadline`, as SVG text.

    Raises InputError where `answer["start"]` is no time.

    >>> from ipcoord_sim import call
    >>> asked = {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}
    >>> deadline_svg(call("deadline", asked)).count("最稳妥")
    2
    """
    start = day_of(read_moment(answer["start"]))
    ends = [date.fromisoformat(r["last_day"]) for r in answer["readings"]]
    parts, y = [heads()], _HEAD
    for week in weeks(start, ends):
        if week is None:
            parts.append(text(_WIDTH / 2, y + 29, "中间的几周没有画出", 22, text_anchor="middle", fill_opacity=0.8))
            y += _GAP
            continue
        parts += [day_cell(week + timedelta(days=n), LEFT + n * CELL, y, start, answer) for n in range(7)]
        y += ROW
    legend, y = _legend(answer, y + 12)
    title = f"{limit_zh(answer['limit'])}期限，{day_zh(start)}起算：{answer['label_zh']}"
    return picture(_WIDTH, y, title, describe(answer), *parts, legend, class_="ip-timeline")


def _legend(answer: dict, y: float) -> tuple[str, float]:
    """One row a reading: its mark and line, its last day, its standing; the safest has a frame."""
    titles, safest, parts, framed = reading_titles(), _safest(answer), [], False
    for n, reading in enumerate(answer["readings"]):
        first = n == safest and not framed
        framed = framed or first
        if first:
            parts.append(element("rect", x=LEFT, y=y + 2, width=7 * CELL, height=68, rx=8, fill="none",
                                 stroke="var(--ip-reading-safe,#0b8a76)", stroke_width=4))
        parts.append(text(LEFT + 10, y + 29, MARKS[n], 24, font_weight="bold"))
        parts.append(line(LEFT + 42, LEFT + 96, y + 21, n))
        words = f"{titles[reading['id']]}：{last_zh(reading)}"
        parts.append(text(LEFT + 108, y + 29, words, 24, font_weight="bold"))
        note = STANDING_ZH[reading["standing"]]
        marks = [note, *(["默认读法"] if reading["id"] == answer["default"] else []), *(["最稳妥"] if first else [])]
        parts.append(text(LEFT + 108, y + 59, "　".join(dict.fromkeys(marks)), 22))
        y += 76
    key = "深色格：休息日　班：调休上班　粗线：计入　细点：不计入"
    parts.append(text(LEFT + 10, y + 26, key, 21, fill_opacity=0.85))
    return "".join(parts), y + 40


def _safest(answer: dict) -> int:
    """The place of the reading that ends first."""
    moments = [r.get("last_moment", r["last_day"]) for r in answer["readings"]]
    return moments.index(answer.get("safest_moment", answer["safest"]))
