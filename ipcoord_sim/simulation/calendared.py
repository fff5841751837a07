"""What depends on the calendar: who is away when, when meetings begin, how close cases come."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

from ..workcalendar import calendar
from .flow import Flow
from .officetime import DAY, SLOT, OfficeTime
from .scenario import Scenario

__all__ = ["absences", "gaps", "meetings", "weights"]


def absences(s: Scenario, rows: Flow, time: OfficeTime, places: tuple[str, ...], desks: tuple[int, ...]) -> tuple[tuple[int, int, int], ...]:
    """(office second, pool, seconds away) of each absence, in order."""
    found = []
    for row in s.absences:
        n = next(n for n, d in enumerate(rows.desks) if d["id"] == row.desk)
        start, end = (time.office(((day.toordinal() - time.first.toordinal())) * DAY) for day in (row.start, row.end + timedelta(days=1)))
        for p, place in enumerate(places):
            if row.agency in ("every", f"{rows.desks[n]['kind']}/{place}") and end > start and desks[1 + n * len(places) + p]:
                found.append((start, 1 + n * len(places) + p, end - start))
    return tuple(sorted(found))


def meetings(s: Scenario, time: OfficeTime) -> tuple[int, ...]:
    """For each slot, the office second at which the next meeting begins."""
    hour, minute = int(s.meeting_at[:2]), int(s.meeting_at[3:])
    table, starts, every = calendar(), [], int(s.value("meeting_every"))
    worked = [d for d in range(s.start.toordinal(), s.closed.toordinal() + 1) if table.is_workday(date.fromordinal(d))]
    for ordinal in worked[every - 1 :: every]:
        starts.append(time.office((ordinal - s.start.toordinal()) * DAY + hour * 3600 + minute * 60))
    never = time.closed_office + 1
    following = []
    for slot in range(len(time.opens)):
        place = bisect_right(starts, slot * SLOT)
        following.append(starts[place] if place < len(starts) else never)
    return tuple(following)


def gaps(s: Scenario, rows: Flow, time: OfficeTime, places: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """By stream and place, the mean way on the axis between two cases; 0 where none come."""
    days = (s.end - s.start).days + 1
    year = time.window_office * 100 * 365 // days
    found = []
    for stream in rows.streams:
        rate = s.value(f"rate.{stream['id']}")
        found.append(tuple(int(year / r + 0.5) if (r := rate.get(place, rate["county" if n else "city"])) else 0 for n, place in enumerate(places)))
    return tuple(found)


def weights(s: Scenario, time: OfficeTime, stream: str) -> list[int]:
    """By slot of the window, how many cases come against the average, in percent."""
    season, found = s.value("season"), []
    for slot in range(time.window_office // SLOT):
        day = time.first + timedelta(days=time.opens[slot] // DAY)
        weight = float(season[day.month - 1])
        for surge in s.surges:
            if surge.stream == stream and surge.start <= day <= surge.end:
                weight = weight * surge.percent / 100
        found.append(int(weight + 0.5))
    return found
