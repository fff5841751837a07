"""The working calendar as a table: which days are worked, from the first to the last day known.

The table is authored data (data/calendar/workdays.yaml). A question outside it is an error, never a guess.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache

from . import data
from .errors import HorizonError

__all__ = ["WorkCalendar", "calendar"]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Ordinals of days: `first`..`last` known; `next_work[i]` the first working day from day `first + i` on;
    `worked` all working days; `rank[i]` how many of them lie on or before day `first + i`."""

    first: int
    last: int
    next_work: tuple[int, ...]
    worked: tuple[int, ...]
    rank: tuple[int, ...]
    names: dict[int, str]

    @property
    def known_from(self) -> date:
        """The first day known."""
        return date.fromordinal(self.first)

    @property
    def known_until(self) -> date:
        """The last day known."""
        return date.fromordinal(self.last)

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked; make-up workdays are.

        Raises HorizonError outside the table.
        """
        ordinal = self.inside(day.toordinal())
        return self.next_work[ordinal - self.first] == ordinal

    def name_zh(self, day: date) -> str:
        """The holiday's name, or the holiday that a make-up workday stands in for; "" for other days."""
        return self.names.get(day.toordinal(), "")

    def roll(self, ordinal: int) -> int:
        """The day itself where it is worked, else the first working day after it."""
        found = self.next_work[self.inside(ordinal) - self.first]
        return self.inside(found)

    def after(self, ordinal: int, days: int) -> int:
        """The `days`-th working day after the day."""
        place = self.rank[self.inside(ordinal) - self.first] + days - 1
        if place >= len(self.worked):
            raise self._beyond(f"之后第 {days} 个工作日", date.fromordinal(ordinal))
        return self.worked[place]

    def inside(self, ordinal: int) -> int:
        """The ordinal, if the table knows the day."""
        if self.first <= ordinal <= self.last:
            return ordinal
        raise self._beyond("", date.fromordinal(max(1, min(ordinal, date.max.toordinal()))))

    def _beyond(self, what_zh: str, day: date) -> HorizonError:
        return HorizonError(
            f"工作日历只知道 {self.known_from} 到 {self.known_until}，推算用到 {day}{what_zh}，超出了日历，不能推算；"
            "请等放假安排公布、日历更新以后再算。",
            f"The working calendar knows {self.known_from} to {self.known_until}; the answer needs {day} or later. "
            "Ask again when the calendar has been brought up to date.",
        )


@cache
def calendar() -> WorkCalendar:
    """The calendar of the data set."""
    table = data.load()["calendar"]["workdays"]
    off, work, names = set(), set(), {}
    for year in table["years"]:
        for days, rows in ((off, year["off"]), (work, year["work"])):
            for row in rows:
                ordinal = date.fromisoformat(row["day"]).toordinal()
                days.add(ordinal)
                names[ordinal] = row["name_zh"]
    first = date.fromisoformat(table["known_from"]).toordinal()
    last = date.fromisoformat(table["known_until"]).toordinal()
    # A Monday has an ordinal that leaves 1 when divided by seven.
    worked = tuple(d for d in range(first, last + 1) if d in work or ((d - 1) % 7 < 5 and d not in off))
    following, nexts = last + 1, []
    inside = set(worked)
    for day in range(last, first - 1, -1):
        following = day if day in inside else following
        nexts.append(following)
    rank = tuple(bisect_right(worked, day) for day in range(first, last + 1))
    return WorkCalendar(first, last, tuple(reversed(nexts)), worked, rank, names)
