"""What a unit's logs show of each assumption: how often a branch was taken, how long work took, how many cases came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ...casefile import CaseFile, Event
from ...times import day_of
from ..officetime import OfficeTime, office_time
from ..scenario import Scenario
from .desks import Job, undelayed
from .paths import Path, Visit, walk

__all__ = ["Observed", "observe"]


@dataclass(slots=True)
class Observed:
    """Counts and times, by the assumption they speak of.

    `shares`: taken, drawn. `work`: office seconds of work that began at once, by assumption; `delayed`: how many did not
    or may not have. `opened`: days on which cases came, by (stream, level). `areas`: where they came, by (stream, level).
    `open_forks`: assumptions of forks that logs do not show. `lost`: the acts at which cases left the known ways.
    """

    cases: int = 0
    events: int = 0
    strangers: int = 0
    shares: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    work: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    delayed: Counter = field(default_factory=Counter)
    opened: dict[tuple[str, str], list[date]] = field(default_factory=lambda: defaultdict(list))
    areas: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    open_forks: Counter = field(default_factory=Counter)
    lost: Counter = field(default_factory=Counter)


def observe(cases: Iterable[CaseFile], scenario: Scenario) -> Observed:
    """Read every case along the flow; `scenario` gives office hours, staff, absences and what is assumed of forks that no log shows."""
    seen = Observed()
    shares = {row.id: row.value for row in scenario.assumptions.values() if row.kind == "share"}
    clock = office_time(scenario)
    jobs: list[Job] = []
    for case in cases:
        seen.cases += 1
        seen.events += len(case.events)
        path = walk(case, shares)
        if path is None:
            seen.strangers += 1
            continue
        if path.lost is not None:
            seen.lost[path.lost.act] += 1
        _arrival(seen, path)
        _forks(seen, path)
        _slips(seen, path)
        jobs += _jobs(path, clock, scenario)
    for job, at_once in undelayed(jobs, scenario, clock):
        if at_once:
            seen.work[job.work].append(job.done - job.asked)
        else:
            seen.delayed[job.work] += 1
    return seen


def _arrival(seen: Observed, path: Path) -> None:
    first = path.visits[0].events[0]
    _, _, area = first.actor.partition("/")
    key = (path.stream, _level(area))
    seen.opened[key].append(day_of(first.at))
    seen.areas[key].add(area)
    goods = seen.shares["goods"]
    goods[0] += bool(path.case.facts.get("has_goods"))
    goods[1] += 1


def _forks(seen: Observed, path: Path) -> None:
    """Branches are tried in order: those before the one taken were not taken, those after it were never asked."""
    for fork in path.forks:
        visit = path.visits[fork.after]
        for n, branch in enumerate(visit.stage["next"][: fork.taken + 1]):
            share = branch.get("share")
            if share is None or not _holds(branch.get("when"), path, fork.after):
                continue
            if not fork.plain:
                seen.open_forks[share] += 1
                continue
            seen.shares[share][0] += n == fork.taken
            seen.shares[share][1] += 1


def _holds(when: str | None, path: Path, after: int) -> bool:
    if when in ("county", "city"):
        ended = next((e for v in path.visits[after:] for e in v.events if e is not None), None)
        return ended is not None and _level(ended.actor.partition("/")[2]) == when
    return when != "goods" or bool(path.case.facts.get("has_goods"))


def _slips(seen: Observed, path: Path) -> None:
    for visit in path.visits:
        slip = visit.stage.get("slip")
        rows = [(row, e) for row, e in zip(visit.stage.get("events", ()), visit.events, strict=True) if "slip" in row and e is not None]
        for row, event in rows if slip else ():
            made = _slipped(row, event, path)
            if made is not None:
                seen.shares[slip][0] += made
                seen.shares[slip][1] += 1


def _slipped(row: Mapping, event: Event, path: Path) -> bool | None:
    """Whether the mistake was made; None where it could not be (no list is missing where nothing was seized)."""
    paper = row["slip"].get("without")
    if paper is not None:
        only_with_goods = f"{paper}@goods" in row["documents"]
        return None if only_with_goods and not path.case.facts.get("has_goods") else paper not in event.documents
    (key, wrong), = row["slip"]["data"].items()
    found, right = event.data.get(key), row["data"][key]
    if isinstance(wrong, list):
        return not set(right) - set(wrong) <= set(found or ())
    if isinstance(wrong, Mapping):
        from ...parameters import number_on

        return found is not None and found < number_on(wrong["law"], day_of(event.at)).value
    return found == wrong if wrong else not found


def _jobs(path: Path, clock: OfficeTime, scenario: Scenario) -> list[Job]:
    """One job for each stage that takes time, with the office second at which it was asked for and done, where the log shows them."""
    done = _times(path, clock)
    jobs = []
    for n, visit in enumerate(path.visits):
        work = visit.stage.get("work") or visit.stage.get("wait")
        if work is None or done[n] is None:
            continue
        ended = next(e for v in path.visits[n:] for e in v.events if e is not None)
        area = "xinyang" if visit.stage.get("at") == "city" else ended.actor.partition("/")[2]
        asked = done[n - 1] if n else None
        if asked is not None and done[n] < asked:
            continue
        jobs.append(Job(work, visit.stage.get("desk"), area, asked, done[n]))
    return jobs


def _times(path: Path, clock: OfficeTime) -> list[int | None]:
    """The office second at which each visit was over: its own event's, the receipt that an earlier event states, or the next visit's that takes no time."""
    received: dict[str, int] = {}
    done: list[int | None] = []
    for visit in path.visits:
        own = next((e for e in visit.events if e is not None), None)
        done.append(received.get(visit.stage["id"]) if own is None else _office(own.at, clock))
        for row, event in zip(visit.stage.get("events", ()), visit.events, strict=True):
            if "received" in row and event is not None and event.received is not None:
                received[row["received"]] = _office(event.received, clock)
    for n in range(len(done) - 2, -1, -1):
        if done[n] is None and _instant(path.visits[n + 1]):
            done[n] = done[n + 1]
    for n in range(1, len(done)):
        if done[n] is None and _instant(path.visits[n]):
            done[n] = done[n - 1]
    return done


def _instant(visit: Visit) -> bool:
    return not any(key in visit.stage for key in ("desk", "wait", "until"))


def _office(moment, clock: OfficeTime) -> int:
    return clock.office(int((moment - clock.moment(0)).total_seconds()))


def _level(area: str) -> str:
    return "county" if "/" in area else "city"
