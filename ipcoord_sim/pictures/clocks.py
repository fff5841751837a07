"""Several clocks on one line of days: what runs from when to when, under every reading, with the days off shaded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from ..errors import InputError
from ..times import BEIJING, WEEK_ZH, day_of, read_moment
from ..workcalendar import calendar
from .svg import element, picture, text, wrapped
from .timeline_cells import MARKS, line
from .words import AID_ZH, STANDING_ZH, describe, last_zh, limit_zh, moment_zh, reading_titles

__all__ = ["clocks_svg"]

_WIDTH, _LEFT, _HEAD, _READING, _GAP = 672, 14, 66, 60, 22
# The room of a day with its month, and of a day's number alone.
_ROOM, _ROOM_OF_NUMBER = 62, 30


def clocks_svg(answers: Iterable[dict], labels: Iterable[str] = ()) -> str:
    """The clocks of some answers of the call `deadline` over one axis of days, as SVG text; `labels` name them.

    Raises InputError where there is no clock.

    >>> from ipcoord_sim import call
    >>> start = "2026-09-30T15:00:00+08:00"
    >>> asked = [call("deadline", {"period": id, "start": start}) for id in ("orn310-reconsider-request-3d", "orn310-procuratorate-3d")]
    >>> clocks_svg(asked).count(">最稳妥")
    2
    """
    answers = list(answers)
    if not answers:
        raise InputError("没有要画的钟；至少写一个期限和起算时间。", "There is no clock to draw; name at least one period and its start.")
    given = list(labels)
    names = given + [a["label_zh"] for a in answers[len(given):]]
    axis = _Axis(answers)
    pieces, y = [], float(_HEAD)
    for n, (answer, name) in enumerate(zip(answers, names, strict=True), 1):
        drawn, y = _clock(n, answer, name, axis, y)
        pieces.append(drawn)
    key = "圆点：起算　灰格：休息日　粗线：计入　细点：不计入"
    pieces.append(text(_LEFT, y + 24, key, 21, fill_opacity=0.85))
    told = " ".join(f"{n}. {name}，{moment_zh(a['start'])}起算：{describe(a).removesuffix(AID_ZH)}" for n, (a, name) in enumerate(zip(answers, names, strict=True), 1))
    return picture(_WIDTH, y + 40, f"{len(answers)}个钟放在一条线上", told + AID_ZH, axis.heads(), *pieces, class_="ip-clocks")


class _Axis:
    """The days from the first start to the last end, equally wide."""

    def __init__(self, answers: list[dict]) -> None:
        starts = [day_of(read_moment(a["start"])) for a in answers]
        ends = [date.fromisoformat(r["last_day"]) for a in answers for r in a["readings"]]
        self.first, self.last = min(starts), max(ends)
        self.days = [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]
        self.day = (_WIDTH - 2 * _LEFT) / len(self.days)
        step = -(-_ROOM // self.day)
        self.step = int(step if step <= 7 else 7 * -(-step // 7)) if self.day < _ROOM_OF_NUMBER else 1

    def x(self, moment: date | datetime) -> float:
        """The left edge of a day, or the place of a moment in its day."""
        whole = (day_of(moment) - self.first).days
        part = (moment.hour + moment.minute / 60) / 24 if isinstance(moment, datetime) else 0
        return round(_LEFT + (whole + part) * self.day, 1)

    def heads(self) -> str:
        """The days' numbers, with their weekdays where every day has its own."""
        pieces = []
        for n, day in enumerate(self.days[:: self.step]):
            x, whole = self.x(day), n == 0 or day.day == 1 or self.step > 1
            if x + (_ROOM if whole else 24) > _WIDTH:
                continue
            pieces.append(text(x + 2, 26, f"{day.month}/{day.day}" if whole else str(day.day), 20))
            if self.step == 1:
                pieces.append(text(x + 2, 52, WEEK_ZH[day.weekday()], 20, fill_opacity=0.8))
        return "".join(pieces)

    def strip(self, y: float) -> list[str]:
        """The ground of one line: a frame, and the days off in grey."""
        off = [
            element("rect", x=self.x(day), y=y - 11, width=round(self.day, 1), height=22, fill="currentColor", fill_opacity=0.16)
            for day in self.days if not _works(day)
        ]
        return [element("rect", x=_LEFT, y=y - 11, width=_WIDTH - 2 * _LEFT, height=22, fill="none", stroke="currentColor", stroke_opacity=0.3), *off]


def _works(day: date) -> bool:
    known = calendar().known_from <= day <= calendar().known_until
    return calendar().is_workday(day) if known else day.weekday() < 5


def _clock(n: int, answer: dict, name: str, axis: _Axis, y: float) -> tuple[str, float]:
    """One clock: its name, its start, then a line for each reading with its last day in words."""
    pieces = []
    for words in wrapped(f"{n}. {name}：{limit_zh(answer['limit'])}", 27):
        pieces.append(text(_LEFT, y + 26, words, 23, font_weight="bold"))
        y += 30
    pieces.append(text(_LEFT, y + 24, f"{moment_zh(answer['start'])}起算", 21))
    y += 34
    safest = answer.get("safest_moment", answer["safest"])
    titles, marked = reading_titles(), False
    for place, reading in enumerate(answer["readings"]):
        first = not marked and reading.get("last_moment", reading["last_day"]) == safest
        marked = marked or first
        note = "　".join(dict.fromkeys([STANDING_ZH[reading["standing"]], *(["默认"] if reading["id"] == answer["default"] else [])]))
        words = f"{MARKS[place]}{titles[reading['id']]}：{last_zh(reading)}　{note}"
        pieces.append(text(_LEFT, y + 22, words, 20))
        if first:
            pieces.append(text(_WIDTH - _LEFT, y + 22, "最稳妥", 20, text_anchor="end", font_weight="bold"))
        pieces += _run(answer, reading, place, axis, y + 42)
        y += _READING
    return element("g", *pieces), y + _GAP


def _run(answer: dict, reading: dict, place: int, axis: _Axis, y: float) -> list[str]:
    """The line from the day after the start (hours: from the moment itself) to the last day, thin where a day does not count."""
    begun, last = read_moment(answer["start"]), date.fromisoformat(reading["last_day"])
    start, pieces = day_of(begun), axis.strip(y)
    if "last_moment" in reading:
        end = axis.x(read_moment(reading["last_moment"]).astimezone(BEIJING))
        dot = axis.x(begun.astimezone(BEIJING))
        pieces.append(line(dot, end, y, place))
    else:
        plain = next((date.fromisoformat(r["last_day"]) for r in answer["readings"] if r["id"] == "calendar"), last)
        counted = {day: _counted(day, reading, plain) for day in axis.days if start < day <= last}
        for on, days in groupby(counted, counted.get):
            run = list(days)
            pieces.append(line(axis.x(run[0]), axis.x(run[-1]) + axis.day, y, place, faint=not on))
        end, dot = axis.x(last) + axis.day, axis.x(start) + axis.day / 2
    pieces.append(element("circle", cx=round(dot, 1), cy=y, r=6, fill="currentColor"))
    pieces.append(element("line", x1=round(end, 1), x2=round(end, 1), y1=y - 13, y2=y + 13, stroke="currentColor", stroke_width=4))
    return pieces


def _counted(day: date, reading: dict, plain: date) -> bool:
    return _works(day) if reading["id"] == "working_day" else not (reading["id"] == "rollover" and day > plain)
