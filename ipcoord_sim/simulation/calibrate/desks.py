"""Which pieces of work began at once: only these show how long work takes and not how long it lay.

At a desk of c officers a case is taken up at once if fewer than c others are there. That hangs on those who came before,
not on the case's own work; so the work of those taken up at once is a fair sample of all.
"""

from __future__ import annotations

from bisect import bisect_right
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
        yield from _pool(members, _officers(desk, area, scenario, clock))


def _pool(members: list[Job], officers) -> Iterator[tuple[Job, bool]]:
    # Work that began at an unknown time may be in the way unseen. When it was over must not count: that hangs on how long
    # the others, this job among them, took. So where such work comes to a desk of several officers, one is taken as busy with it.
    hidden = any(job.asked is None for job in members)
    begun = sorted(job.asked for job in members if job.asked is not None)
    over = sorted(job.done for job in members if job.asked is not None)
    for job in members:
        if job.asked is not None:
            # Others that came no later (in doubt: before) and were not over by then; the job itself is among those that came.
            there = bisect_right(begun, job.asked) - 1 - bisect_right(over, job.asked)
            free = officers(job.asked, job.done)
            yield job, there < (free - 1 if hidden and free > 2 else free)


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
