"""Which pieces of work began at once: only these show how long work takes and not how long it lay.

At a desk of c officers a case is taken up at once if fewer than c others are there. Whether it is, the others decide, not
the case's own work; so the work of those taken up at once is a fair sample of all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..officetime import OfficeTime
from ..scenario import Scenario

__all__ = ["Job", "undelayed"]


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: which assumption it speaks of, at which desk (None: it needs none) of which area, asked for and done at which office second.

    `asked` is None where the log does not show it.
    """

    work: str
    desk: str | None
    area: str
    asked: int | None
    done: int


def undelayed(jobs: Iterable[Job], scenario: Scenario, clock: OfficeTime) -> Iterator[tuple[Job, bool]]:
    """Each job whose beginning the log shows, and whether it certainly began when it was asked for."""
    pools: dict[tuple[str, str], list[Job]] = defaultdict(list)
    for job in jobs:
        if job.desk is None:
            if job.asked is not None:
                yield job, True
        else:
            pools[job.desk, job.area].append(job)
    for (desk, area), members in pools.items():
        yield from _pool(members, _officers(desk, area, scenario, clock), scenario)


def _pool(members: list[Job], officers, scenario: Scenario) -> Iterator[tuple[Job, bool]]:
    # What began at an unknown time may have been there since the longest work ago, twice over.
    begun = sorted(job.asked if job.asked is not None else job.done - 2 * _longest(job.work, scenario) for job in members)
    over = sorted(job.done for job in members)
    for job in members:
        if job.asked is None:
            continue
        # Others that came no later (in doubt: before) and were not over by then; the job itself is among those that came.
        later = bisect_left(begun, job.asked + 1)
        there = later - 1 - bisect_left(over, job.asked + 1)
        yield job, there < officers(job.asked, job.done)


def _longest(work: str, scenario: Scenario) -> int:
    value = scenario.value(work)
    if isinstance(value, dict):
        return max(value["quantiles"]) if "quantiles" in value else int(value["most"] * 3600)
    return int(value * 3600)


def _officers(desk: str, area: str, scenario: Scenario, clock: OfficeTime):
    """How many officers the desk has through a span of office time: absences are taken off where they touch it."""
    staff = scenario.value(f"staff.{desk}")
    kind = desk.partition(".")[0]
    usual = staff.get(f"{kind}/{area}", staff.get("county" if "/" in area else "city", 0))
    first = scenario.start.toordinal()
    away = [
        (clock.office((row.start.toordinal() - first) * 86400), clock.office((row.end.toordinal() - first + 1) * 86400))
        for row in scenario.absences if row.desk == desk and row.agency in ("every", f"{kind}/{area}")
    ]
    return lambda asked, done: usual - sum(a < done and b > asked for a, b in away)
