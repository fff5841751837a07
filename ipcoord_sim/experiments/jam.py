"""Where it jams: an arrangement of offices put into the simulation, and what came of it, run by run.

The plain engine is used throughout: it gives the same rows as the compiled one and starts at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..errors import InputError
from ..simulation import Run, Scenario, queue_over_time, read_scenario, run, run_totals, summary_of, total_names
from ..simulation.flow import flow
from ..simulation.summary import added

__all__ = ["SPANS_ZH", "Arrangement", "Outcome", "desk_names", "first_arrangement", "outcome", "review_days", "scenario_of", "simulated", "weekly_queue"]

# What a trainer can move: the assumption of the simulation behind each number of officers in a county.
STAFF = {"investigators": "staff.amr.case", "transfer": "staff.amr.desk", "reviewers": "staff.psb.review", "liaisons": "staff.psb.desk"}
_SURGE = ("2025-09-01", "2025-10-31")
_ENGINE = "plain"
_DAY = 86_400
# The ways that the simulation measures in days, as a reader calls them.
SPANS_ZH = {"referral": "有嫌疑到移送", "consult": "咨询到有答复", "special": "提到专门协调会议到开会", "joint": "提请联合督办会议到开会", "filing": "移送到立案"}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Officers of a county at four desks, the office on or off, the month in which liaisons are away (0: none), the autumn's cases in per cent."""

    investigators: int
    transfer: int
    reviewers: int
    liaisons: int
    office: bool = True
    away: int = 0
    surge: int = 100
    last_day: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a scenario: its title, of each run the review's lateness, all breaches and the mean days of each way, and the whole."""

    title_zh: str
    cases: int
    runs: tuple[dict, ...]
    whole: dict

    def mean(self, what: str) -> float:
        """The mean over the runs of `late` (R12), `breaches`, or the days of a way (`consult` …)."""
        return sum(row[what] for row in self.runs) / len(self.runs)

    def ends(self, what: str) -> tuple[float, float]:
        """The smallest and the largest of the runs."""
        return min(row[what] for row in self.runs), max(row[what] for row in self.runs)

    def less(self, other: Outcome, what: str) -> int:
        """In how many runs it was less than in the other scenario's run with the same cases."""
        return sum(one[what] < two[what] for one, two in zip(self.runs, other.runs, strict=True))


def first_arrangement() -> Arrangement:
    """The plan as it is assumed to be staffed."""
    plan = read_scenario("plan")
    return Arrangement(**{name: plan.value(id)["county"] for name, id in STAFF.items()})


def scenario_of(made: Arrangement) -> dict:
    """The arrangement as a scenario of the simulation; what equals the plan is left as it is.

    Raises InputError for a month that does not exist.

    >>> scenario_of(first_arrangement())["set"]
    {}
    """
    if not 0 <= made.away <= 12:
        raise InputError(f"没有{made.away}月；请写 1 到 12，0 表示没有离岗。", f"There is no month {made.away}; write 1 to 12, or 0 for none.")
    plan, changed = read_scenario("plan"), {}
    for name, id in STAFF.items():
        if getattr(made, name) != plan.value(id)["county"]:
            changed[id] = {**plan.value(id), "county": getattr(made, name)}
    if not made.office:
        changed["office_runs"] = 0
    if made.last_day:
        changed["last_day"] = 100
    scenario = {"base": "plan", "id": "trainer", "title_zh": "换了安排", "why_zh": "假设的安排，由读者选定。", "set": changed}
    if made.away:
        last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(made.away, 31)
        scenario["absences"] = [{"desk": "psb.desk", "agency": "every", "from": f"2025-{made.away:02}-01", "until": f"2025-{made.away:02}-{last}"}]
    if made.surge != 100:
        scenario["surges"] = [{"stream": "amr_case", "from": _SURGE[0], "until": _SURGE[1], "percent": made.surge}]
    return scenario


def simulated(scenario: str | Mapping, seed: int = 1, replication: int = 0) -> Run:
    """One year of the city under a scenario."""
    return _simulated(_key(scenario), seed, replication)


def outcome(scenario: str | Mapping, runs: int, seed: int = 1) -> Outcome:
    """So many years of the city under a scenario, each with cases of its own that are the same for every scenario.

    Raises what the simulation raises for a scenario that cannot be.

    >>> outcome("plan", 2).cases > 1500
    True
    """
    if runs < 1:
        raise InputError("至少要模拟一次。", "There must be one run at least.")
    return _outcome(_key(scenario), runs, seed)


def _key(scenario: str | Mapping) -> str:
    return json.dumps(scenario, ensure_ascii=False, sort_keys=True)


@cache
def _read(key: str) -> Scenario:
    return read_scenario(json.loads(key))


@cache
def _simulated(key: str, seed: int, replication: int) -> Run:
    return run(_read(key), seed, replication, engine=_ENGINE)


@cache
def _outcome(key: str, runs: int, seed: int) -> Outcome:
    scenario = _read(key)
    lines = run_totals(scenario, seed, [(n, 0) for n in range(runs)], engine=_ENGINE)
    whole = summary_of(scenario, lines)
    return Outcome(scenario.title_zh, whole["summary"]["cases"], tuple(_row(scenario, line) for line in lines), whole)


def _row(scenario: Scenario, line: Sequence[int]) -> dict:
    total = added([line], total_names(scenario))
    days = {span: total[f"{span}.seconds"] / total[f"{span}.n"] / _DAY if total[f"{span}.n"] else 0.0 for span in SPANS_ZH}
    return {"late": total["breach.R12"], "breaches": sum(n for name, n in total.items() if name.startswith("breach.")), **days}


def desk_names() -> dict[str, str]:
    """The desks of the model by id."""
    return {desk["id"]: desk["name_zh"] for desk in flow().desks}


def weekly_queue(made: Run, desk: str) -> list[tuple[int, int]]:
    """(Day, most cases that waited in the week up to it) at a desk, over all agencies of the city, within the year in which cases come."""
    start, weeks = made.model.scenario.start, Counter()
    last = (made.model.scenario.end - start).days // 7
    waiting, before = 0, 0
    for at, now, _ in queue_over_time(made, desk):
        week = min((at.date() - start).days // 7, last)
        for gone in range(before, week + 1):
            weeks[gone] = max(weeks[gone], waiting)
        weeks[week] = max(weeks[week], now)
        waiting, before = now, week
    return [(7 * week, weeks[week]) for week in range(last + 1)]


def review_days(made: Run) -> list[int]:
    """For every case that the police accepted and decided: the days from acceptance to decision, the day of acceptance not counted."""
    place = {name: n for n, name in enumerate(made.columns)}
    found = []
    for row in made.rows:
        accepted = row[place["forward_received"]] or row[place["send_received"]]
        decided = row[place["review"]]
        if accepted and 0 < decided <= made.time.closed_office:
            found.append((made.when(decided).date() - made.when(accepted).date()).days)
    return found
