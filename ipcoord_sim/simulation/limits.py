"""The law's limits as tables: for each the last moment by the day (or the hour) on which its clock starts, read from the parameters."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from ..conformance.clocks import Ends, ends
from ..deadlines import counting_of
from ..parameters import number_on
from .officetime import DAY, FAR, SLOT, OfficeTime
from .scenario import Scenario

__all__ = ["HOUR_LIMITS", "LIMITS", "STRIDE", "hold_until", "last_second"]


class _Limits:
    """The limits that the modelled rules measure, by their ids; day limits first, so that an id's place says its unit."""

    days = (
        "orn310-approve-3d", "pol-180-supplement#2", "orn310-police-review-3d", "orn310-handover-3d", "orn310-reconsider-request-3d",
        "orn310-reconsider-decide-3d", "orn310-procuratorate-3d", "pro-560-7d", "pro-563-15d", "xy157-10d-police", "xy157-10d-feedback",
    )
    hours = ("orn310-send-24h", "orn310-police-forward-24h", "pol-180-supplement#1")

    def place(self, id: str) -> int:
        """The place of a limit in the tables."""
        return (self.days + self.hours).index(id)

    def ends(self, s: Scenario, time: OfficeTime) -> tuple[tuple[int, ...], ...]:
        """By limit and day of the start: the last second of a day limit (FAR: not known or not law), the length of an hour limit in seconds."""
        count = time.closed // DAY + 1
        found = [tuple(_last(id, s, n) for n in range(count)) for id in self.days]
        return (*found, *(tuple(_length(id, s, n) for n in range(count)) for id in self.hours))


LIMITS = _Limits()
HOUR_LIMITS = len(_Limits.days)
# A flat table has room for 2^STRIDE days a limit, more than a scenario may last.
STRIDE = 12


def _last(id: str, s: Scenario, n: int) -> int:
    day = s.start + timedelta(days=n)
    found = _ends(id, day)
    if found is None or found.beyond:
        return FAR
    return (found.last[found.default].date() - s.start).days * DAY - 1


@lru_cache(maxsize=65536)
def _ends(id: str, day) -> Ends | None:
    from datetime import datetime

    from ..times import BEIJING

    return ends(id, datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING))


def _length(id: str, s: Scenario, n: int) -> int:
    day = s.start + timedelta(days=n)
    found = _ends(id, day)
    return FAR if found is None or found.beyond else int(number_on(id, day, verified_only=True).value) * 3600


def last_second(limits: tuple, limit: int, start: int) -> int:
    """The last second at which an act is still in time, for a clock that starts at second `start`, under the default reading."""
    length = limits[limit][start // DAY]
    if limit < HOUR_LIMITS or length == FAR:
        return length
    return (start // 3600 + 1) * 3600 + length


def hold_until(s: Scenario, time: OfficeTime, id: str) -> tuple[int, ...]:
    """For each slot, the office second up to which one who uses the limit to its last day waits."""
    id = counting_of(id)[0]
    limits, place, margin = LIMITS.ends(s, time), LIMITS.place(id), int(s.value("margin") * 3600)
    found = []
    for opens in time.opens:
        last = last_second(limits, place, opens + SLOT // 2)
        found.append(max(0, time.office(min(last, time.closed)) - margin))
    return tuple(found)
