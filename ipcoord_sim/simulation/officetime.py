"""Office time: the simulation counts seconds of office hours alone; this table turns them into Beijing time and back.

A slot is half an hour. Second 0 is the midnight before the scenario's first day; office second p is the moment at which
p seconds of office hours have passed, so p at the end of a slot is that evening, not the next morning.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..errors import HorizonError
from ..times import BEIJING
from ..workcalendar import calendar
from .scenario import Scenario

__all__ = ["DAY", "FAR", "SLOT", "OfficeTime", "office_time"]

SLOT, DAY = 1800, 86400
# A moment that never comes; it fits 32 bits, as all times of a run do.
FAR = 2**31 - 1


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """`opens[k]`: the second at which the k-th open slot of the calendar begins, counted from the midnight before `first`."""

    first: date
    opens: tuple[int, ...]
    closed: int
    closed_office: int
    window_office: int

    def real(self, office: int) -> int:
        """The second of Beijing time at which `office` seconds of office hours have passed."""
        slot, rest = divmod(office - 1, SLOT)
        return self.opens[slot] + rest + 1

    def office(self, real: int) -> int:
        """How many office seconds have passed at this second."""
        slot = bisect_left(self.opens, real) - 1
        return 0 if slot < 0 else slot * SLOT + min(SLOT, real - self.opens[slot])

    def moment(self, real: int) -> datetime:
        """The moment as Beijing time."""
        return datetime(self.first.year, self.first.month, self.first.day, tzinfo=BEIJING) + timedelta(seconds=real)


def office_time(scenario: Scenario) -> OfficeTime:
    """The table for a scenario: every open slot from its first day to the day its logs are closed."""
    table, opens = calendar(), []
    first, last = scenario.start.toordinal(), scenario.closed.toordinal()
    spans = [(_seconds(a), _seconds(b)) for a, b in scenario.office_hours]
    for ordinal in range(first, last + 1):
        if table.is_workday(date.fromordinal(ordinal)):
            opens += [(ordinal - first) * DAY + s for a, b in spans for s in range(a, b, SLOT)]
    if not opens:
        raise HorizonError(f"{scenario.start} 到 {scenario.closed} 没有一个工作日，没有什么可以模拟。", f"There is no working day from {scenario.start} to {scenario.closed}.")
    end = (scenario.end.toordinal() - first + 1) * DAY
    window = bisect_left(opens, end) * SLOT
    return OfficeTime(scenario.start, tuple(opens), (last - first + 1) * DAY, len(opens) * SLOT, window)


def _seconds(text: str) -> int:
    return int(text[:2]) * 3600 + int(text[3:]) * 60
