"""Limits measured: when a period ends under each reading, and what an act at a given time means under each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from ..deadlines import counting_of, deadline
from ..errors import HorizonError, NotInForceError
from ..times import BEIJING, day_of, time_text

__all__ = ["Ends", "ends", "in_time"]

# Readings that the law founds or at least leaves open; the others inform and never change a finding.
_WEIGHTY = ("fixed", "analogy", "open")


@dataclass(frozen=True, slots=True)
class Ends:
    """The last moments of one period: by reading (end exclusive for days), which readings weigh, the default.

    `beyond` says that the calendar does not reach that far; then nothing is known.
    """

    default: str
    last: dict[str, datetime]
    weighty: tuple[str, ...]
    shown: dict[str, str]
    safest: str
    hours: bool
    unrolled: datetime
    beyond: bool = False

    def verdicts(self, done: datetime) -> dict[str, bool]:
        """By reading, whether an act at `done` is in time."""
        if self.hours:
            return {id: done <= last for id, last in self.last.items()}
        return {id: done < last for id, last in self.last.items()}


def ends(limit: str, start: datetime) -> Ends | None:
    """The ends of `limit` from `start`; None where the period was not law on that day."""
    return _by_moment(limit, start) if _hours(limit) else _by_day(limit, day_of(start))


def in_time(limit: str, start: datetime, done: datetime) -> dict[str, bool]:
    """By weighty reading, whether `done` is in time; empty where the period was not law."""
    found = ends(limit, start)
    if found is None or found.beyond:
        return {}
    return {id: ok for id, ok in found.verdicts(done).items() if id in found.weighty}


@cache
def _hours(limit: str) -> bool:
    return counting_of(limit)[1].default == "hour"


@lru_cache(maxsize=65536)
def _by_day(limit: str, day: date) -> Ends | None:
    return _ends(limit, day)


@lru_cache(maxsize=65536)
def _by_moment(limit: str, start: datetime) -> Ends | None:
    return _ends(limit, start)


def _ends(limit: str, start: datetime | date) -> Ends | None:
    try:
        found = deadline(limit, start)
    except NotInForceError:
        return None
    except HorizonError:
        never = datetime.max.replace(tzinfo=BEIJING)
        return Ends("", {}, (), {}, "", False, never, True)
    hours = found.number.unit == "hour"
    last = {r.id: r.last_moment if hours else _midnight_after(r.last_day) for r in found.readings}
    shown = {r.id: time_text(r.last_moment) if hours else str(r.last_day) for r in found.readings}
    weighty = tuple(r.id for r in found.readings if r.standing in _WEIGHTY)
    safest = found.safest
    unrolled = found.readings[0].last_moment if hours else _midnight_after(day_of(start) + timedelta(days=int(found.number.value) - 1))
    return Ends(found.default, last, weighty, shown, shown[safest.id], hours, unrolled)


def _midnight_after(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING) + timedelta(days=1)
