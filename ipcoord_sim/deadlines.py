"""Deadlines: how long a period runs, under every reading the law leaves open, and the safest day.

Which readings a period has, how weighty each is and on what it rests is data
(data/calendar/countings.yaml). A deadline is an aid, never the last word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from . import data
from .errors import InputError, UnknownIdError, UnverifiedError
from .parameters import Number, Value, find, number_on, value_on
from .times import BEIJING, day_of
from .workcalendar import WorkCalendar, calendar

__all__ = ["READINGS", "Counting", "Deadline", "Reading", "counting_of", "deadline", "last_days", "last_days_from", "periods"]


READINGS = ("calendar", "rollover", "working_day", "hour", "minute")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to count: its last day, for hour limits also its last moment, and what it rests on."""

    id: str
    last_day: date
    standing: str
    because_zh: str
    basis: tuple[str, ...]
    last_moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The answer: all readings, the default one, and the earliest of them."""

    period: str
    number: Number
    value: Value
    start: datetime | date
    basis: tuple[str, ...]
    readings: tuple[Reading, ...]
    default: str
    known_until: date

    @property
    def safest(self) -> Reading:
        """The reading that ends first."""
        return min(self.readings, key=lambda r: (r.last_day, r.last_moment.timestamp() if r.last_moment else 0))

    @property
    def due(self) -> Reading:
        """The default reading."""
        return next(r for r in self.readings if r.id == self.default)


@dataclass(frozen=True, slots=True)
class Counting:
    """How a period is counted: the group it belongs to, as authored."""

    group: str
    title_zh: str
    default: str
    custody_stops_rollover: bool
    readings: tuple[dict, ...]
    basis: tuple[str, ...]


@cache
def _countings() -> dict[str, Counting]:
    found = {}
    for group in data.load()["calendar"]["countings"]["groups"]:
        for period in group["periods"]:
            found[period["id"]] = Counting(
                group["id"], group["title_zh"], group["default"], group.get("custody_stops_rollover", False),
                tuple(group["readings"]), tuple(period["basis"]),
            )
    return found


def periods() -> tuple[str, ...]:
    """The ids of every period whose counting is known."""
    return tuple(_countings())


def counting_of(id: str) -> tuple[str, Counting]:
    """The period's full id and its counting; a row with two equal lengths, or one and its extension, means #1.

    Raises UnknownIdError for anything that is no such period, UnverifiedError for 待核.
    """
    known = _countings()
    if id in known:
        return id, known[id]
    found = find(id)
    sample = found.newest
    if not sample.verified:
        raise UnverifiedError(
            f"{id} 还是待核的内容，不能用来推算期限；请先核对原文。",
            f"{id} is still to be confirmed and no deadline follows from it; check the original first.",
        )
    if found.value is None and sample.fact in known:
        return sample.fact, known[sample.fact]
    if found.n is not None and found.asked.partition("#")[0] in known and found.n == 1:
        return id.partition("#")[0], known[id.partition("#")[0]]
    several = [f"{sample.fact}#{n}" for n in range(1, len(sample.numbers) + 1) if f"{sample.fact}#{n}" in known]
    if several and found.n is None:
        first, *rest = sample.numbers
        if all(n.extends or (n.value, n.unit) == (first.value, first.unit) for n in rest):
            return several[0], known[several[0]]
        raise UnknownIdError(
            f"{id} 有几个期限，请写明是哪一个：{'、'.join(several)}。",
            f"{id} has several limits; say which: {', '.join(several)}.",
        )
    raise UnknownIdError(
        f"{id} 不是可以推算的期限；可以推算的有 {len(known)} 个，用 ipcoord deadline --list 查看。",
        f"{id} is no period that can be computed; list the {len(known)} that can with ipcoord deadline --list.",
    )


def last_days(start: int, days: int, table: WorkCalendar) -> tuple[int, int, int]:
    """Last days by calendar, rollover and working_day, as ordinals, for a period of `days` from day `start`.

    >>> [date.fromordinal(d).isoformat() for d in last_days(date(2026, 9, 30).toordinal(), 3, calendar())]
    ['2026-10-03', '2026-10-08', '2026-10-10']
    """
    end, place = start + days, start - table.first
    if place >= 0 and end <= table.last:
        nth = table.rank[place] + days - 1
        if nth < len(table.worked):
            return end, table.next_work[place + days], table.worked[nth]
    return table.inside(end), table.roll(end), table.after(start, days)


def last_days_from(starts: range, days: int, table: WorkCalendar) -> Iterator[tuple[int, int, int]]:
    """`last_days` of every start in a run of days, for tables and simulations that ask thousands.

    >>> first = date(2026, 9, 27).toordinal()
    >>> [date.fromordinal(rolled).day for _, rolled, _ in last_days_from(range(first, first + 2), 3, calendar())]
    [30, 8]
    """
    if not starts:
        return iter(())
    for start in (starts[0], starts[-1]):
        last_days(start, days, table)  # both ends known, so all between are
    first, last = starts[0] - table.first, starts[-1] - table.first + 1
    working = map(table.worked[days - 1 :].__getitem__, table.rank[first:last])
    return zip(range(starts[0] + days, starts[-1] + days + 1), table.next_work[first + days : last + days], working, strict=True)


def deadline(period: str, start: datetime | date, in_custody: bool = False) -> Deadline:
    """The deadline of `period` that starts with the event at `start` (the day of the event is not counted).

    Raises UnknownIdError, UnverifiedError, NotInForceError, InputError (an hour limit needs a moment)
    and HorizonError (a day that the calendar does not know).

    >>> deadline("orn310-reconsider-request-3d", date(2026, 9, 30)).safest.last_day
    datetime.date(2026, 10, 3)

    依据：刑事诉讼法第105条、市场监督管理行政处罚程序规定第80条、国务院令310号（没有写怎么数）。
    """
    id, counting = counting_of(period)
    day = day_of(start)
    value = value_on(id.partition("#")[0], day, verified_only=True)
    number = number_on(id, day, verified_only=True)
    calendar().inside(day.toordinal())
    ends = _hour_ends(id, number, start) if number.unit == "hour" else _day_ends(number, day, counting, in_custody)
    readings = tuple(
        Reading(row["id"], *ends[row["id"]][:1], row["standing"], row["because_zh"], tuple(row["basis"]), *ends[row["id"]][1:])
        for row in counting.readings
    )
    basis = tuple(dict.fromkeys((id, *counting.basis)))
    return Deadline(id, number, value, start, basis, readings, counting.default, calendar().known_until)


def _day_ends(number: Number, day: date, counting: Counting, in_custody: bool) -> dict[str, tuple]:
    table, start, length = calendar(), day.toordinal(), int(number.value)
    end = _months_later(day, length).toordinal() if number.unit == "month" else start + length
    stays = in_custody and counting.custody_stops_rollover
    ways = {
        "calendar": lambda: table.inside(end),
        "rollover": lambda: table.inside(end) if stays else table.roll(end),
        "working_day": lambda: table.after(start, length),
    }
    # Only the readings that the period has: one it does not have must not run beyond the calendar for it.
    return {row["id"]: (date.fromordinal(ways[row["id"]]()),) for row in counting.readings}


def _hour_ends(id: str, number: Number, start: datetime | date) -> dict[str, tuple]:
    if not isinstance(start, datetime):
        raise InputError(
            f"{id} 按小时计，要写明几点几分，例如 {start}T16:20:00+08:00。",
            f"{id} runs in hours; give the time too, for example {start}T16:20:00+08:00.",
        )
    length, start = timedelta(hours=number.value), start.astimezone(BEIJING)
    minute = start + length
    # The hour in which the event falls is not counted: counting begins with the next full hour.
    hour = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) + length
    table = calendar()
    for moment in (minute, hour):
        table.inside(day_of(moment).toordinal())
    return {"hour": (day_of(hour), hour), "minute": (day_of(minute), minute)}


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise InputError(f"推算不出 {day} 之后 {months} 个月。", f"Cannot count {months} months from {day}.")
