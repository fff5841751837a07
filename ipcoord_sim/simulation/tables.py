"""A scenario made ready to run: the flow with its shares, durations, desks and waits as tables of whole numbers.

A case's variant says all that its branches may depend on: band·8 + incomplete·4 + goods·2 + city. Shares become thresholds
of 65,536ths, durations TABLE equally likely seconds; desks are numbered place by place, 0 means that none is needed.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from ..agencies import agencies
from ..errors import InputError
from ..workcalendar import calendar
from .flow import HEAD, Flow, Stage, flow
from .limits import LIMITS, STRIDE, hold_until
from .officetime import SLOT, OfficeTime, office_time
from .scenario import Scenario
from .streams import GOLDEN, MASK, quantile_table
from .values import BANDS

__all__ = ["CITY", "Model", "StageRow", "model_of", "places"]

CITY = "xinyang"
VARIANTS = 32
SHARES = 1 << 16


class StageRow(NamedTuple):
    """A stage as the engines read it: the first pool of its desk (0: none), whose place, its durations, its wait, what it may
    change, the next stage where there is only one (`after`), its branches by variant; `step` is what its draws are hashed with, 0 where nothing is drawn."""

    pool: int
    at: int
    work: tuple[int, ...] | None
    until: tuple[int, ...] | None
    asked: int
    column: int
    step: int
    slip: Slip | None
    after: int | None
    choices: tuple[tuple[tuple[int, int], ...], ...]


class Slip(NamedTuple):
    """What a stage may change in the case itself: a mistake (its share by variant, its bit, its mark in the variant), or the PSB it lies with."""

    shares: tuple[int, ...]
    bit: int
    mark: int
    moves: bool


@dataclass(frozen=True, slots=True)
class Model:
    """What a run reads: nothing here depends on the seed. Targets of branches are stages, or ends as -1 - end."""

    scenario: Scenario
    flow: Flow
    time: OfficeTime
    places: tuple[str, ...]
    stages: tuple[StageRow, ...]
    desks: tuple[int, ...]
    absences: tuple[tuple[int, int, int], ...]
    offences: tuple[str, ...]
    offence_cuts: tuple[int, ...]
    band_cuts: tuple[tuple[int, ...], ...]
    goods_cut: int
    gaps: tuple[tuple[int, ...], ...]
    weights: tuple[tuple[int, ...], ...]
    axis: tuple[tuple[int, ...], ...]
    blank: list[int]
    first: tuple[int, ...]
    limits: tuple[int, ...]

    def columns(self) -> tuple[str, ...]:
        """The names of the columns of a row."""
        names = list(HEAD)
        for s in self.flow.stages:
            names += [f"{s.id}.asked", f"{s.id}.started", s.id] if s.asked else [s.id]
        return tuple(names)

    def pool_names(self) -> tuple[tuple[str, str], ...]:
        """Desk and agency of each pool, from pool 1 on."""
        return tuple(
            (d["id"], f"{d['kind']}/{place}") for d in self.flow.desks for place in self.places
        )


@lru_cache(maxsize=32)
def _places() -> tuple[str, ...]:
    return tuple(a.removeprefix("amr/") for a in agencies() if a.startswith(f"amr/{CITY}"))


def places() -> tuple[str, ...]:
    """The city, then its counties, as the paths of their agencies name them."""
    return _places()


_KEPT: dict[int, tuple[Scenario, Model]] = {}


def model_of(scenario: Scenario) -> Model:
    """The tables of a scenario; the same scenario object gives the same tables.

    Raises InputError where cases would come to a desk at which nobody sits.
    """
    kept = _KEPT.get(id(scenario))
    if kept is None or kept[0] is not scenario:
        if len(_KEPT) >= 16:
            _KEPT.clear()
        _KEPT[id(scenario)] = kept = (scenario, _model(scenario))
    return kept[1]


def _model(s: Scenario) -> Model:
    rows, time = flow(), office_time(s)
    desks = _desks(s, rows)
    durations: dict[str, tuple[int, ...]] = {}
    stages = [_row(s, rows, time, stage, durations) for stage in rows.stages]
    offences = tuple(s.value("mix.offence"))
    weights = [_weights(s, time, stream["id"]) for stream in rows.streams]
    model = Model(
        s, rows, time, places(), tuple(stages), desks, _absences(s, rows, time), offences, _cuts(s.value("mix.offence").values()),
        tuple(_cuts(s.value(f"mix.band.{o}").get(b, 0) for b in BANDS) for o in offences), _threshold(s.value("goods")),
        _gaps(s, rows, time), tuple(weights), tuple((0, *accumulate(w * SLOT for w in ws)) for ws in weights),
        [0] * (rows.width - len(HEAD)), tuple(rows.place[stream["first"]] for stream in rows.streams), tuple(chain(*((*days, *[0] * ((1 << STRIDE) - len(days))) for days in LIMITS.ends(s, time)))),
    )
    _check_staffed(model)
    return model


def _row(s: Scenario, rows: Flow, time: OfficeTime, stage: Stage, durations: dict) -> StageRow:
    if stage.work is not None and stage.work not in durations:
        durations[stage.work] = tuple(quantile_table(s.value(stage.work)))
    work = durations.get(stage.work)
    until = None
    if stage.until == "meeting":
        until = _meetings(s, time)
    elif stage.until:
        until = hold_until(s, time, stage.until)
    slip = None
    if stage.slip:
        shares = tuple(_share(s, stage.slip, v) if _can_slip(stage, v) else 0 for v in range(VARIANTS))
        slip = Slip(shares, 1 << rows.slips.index(stage.slip), 4 if stage.marks else 0, False)
    elif stage.moves:
        slip = Slip((0,) * VARIANTS, 0, 0, True)
    choices = tuple(_choices(s, stage, v) for v in range(VARIANTS))
    random = bool(stage.slip) or any(len(c) > 1 for c in choices) or (work is not None and work[0] != work[-1])
    pool = 0 if stage.desk is None else 1 + stage.desk * len(places())
    targets = {to for pairs in choices for _, to in pairs}
    return StageRow(
        pool, {"amr": 0, "psb": 1, "city": 2, None: 0}[stage.at], work, until, stage.asked, stage.column, (stage.n + 1) * GOLDEN & MASK if random else 0,
        slip, targets.pop() if len(targets) == 1 else None, choices,
    )


def _choices(s: Scenario, stage: Stage, variant: int) -> tuple[tuple[int, int], ...]:
    found, taken = [], 0
    for branch in stage.branches:
        if not {"county": not variant & 1, "city": variant & 1, "incomplete": variant & 4, None: True}[branch.when]:
            continue
        # A share is one of what the branches before it left over.
        taken = SHARES if branch.share is None else taken + (SHARES - taken) * _share(s, branch.share, variant) // SHARES
        target = branch.to if branch.to is not None else -1 - branch.end
        if not found or taken > found[-1][0]:
            found.append((taken, target))
        if taken == SHARES:
            break
    return tuple(pair for pair in found if pair[0])


def _can_slip(stage: Stage, variant: int) -> bool:
    """A paper that only cases with goods have can be forgotten only in them."""
    for event in stage.events:
        paper = event.get("slip", {}).get("without")
        if paper and f"{paper}@goods" in event.get("documents", ()) and not variant & 2:
            return False
    return True


def _share(s: Scenario, id: str, variant: int) -> int:
    value = s.value(id)
    return _threshold(value[BANDS[variant >> 3]] if isinstance(value, dict) else value)


def _threshold(percent: float) -> int:
    return int(percent * SHARES / 100 + 0.5)


def _cuts(percents) -> tuple[int, ...]:
    cuts = [_threshold(total) for total in accumulate(percents)]
    return (*cuts[:-1], SHARES)


def _desks(s: Scenario, rows: Flow) -> tuple[int, ...]:
    """Officers at each pool; pool 0 is nobody's."""
    found = [0]
    for desk in rows.desks:
        staff = s.value(f"staff.{desk['id']}")
        for n, place in enumerate(places()):
            level = staff.get("county" if n else "city", 0)
            found.append(staff.get(f"{desk['kind']}/{place}", level) if desk["kind"] != "office" or n == 0 else 0)
    return tuple(found)


def _absences(s: Scenario, rows: Flow, time: OfficeTime) -> tuple[tuple[int, int, int], ...]:
    """(office second, pool, seconds away) of each absence, in order."""
    found = []
    for row in s.absences:
        n = next(n for n, d in enumerate(rows.desks) if d["id"] == row.desk)
        start, end = (time.office(((day.toordinal() - time.first.toordinal())) * 86400) for day in (row.start, row.end + timedelta(days=1)))
        for p, place in enumerate(places()):
            if row.agency in ("every", f"{rows.desks[n]['kind']}/{place}") and end > start and _desks(s, rows)[1 + n * len(places()) + p]:
                found.append((start, 1 + n * len(places()) + p, end - start))
    return tuple(sorted(found))


def _meetings(s: Scenario, time: OfficeTime) -> tuple[int, ...]:
    """For each slot, the office second at which the next meeting begins."""
    hour, minute = int(s.meeting_at[:2]), int(s.meeting_at[3:])
    table, starts, every = calendar(), [], int(s.value("meeting_every"))
    worked = [d for d in range(s.start.toordinal(), s.closed.toordinal() + 1) if table.is_workday(date.fromordinal(d))]
    for ordinal in worked[every - 1 :: every]:
        starts.append(time.office((ordinal - s.start.toordinal()) * 86400 + hour * 3600 + minute * 60))
    never = time.closed_office + 1
    following = []
    for slot in range(len(time.opens)):
        place = bisect_right(starts, slot * SLOT)
        following.append(starts[place] if place < len(starts) else never)
    return tuple(following)


def _gaps(s: Scenario, rows: Flow, time: OfficeTime) -> tuple[tuple[int, ...], ...]:
    """By stream and place, the mean way on the axis between two cases; 0 where none come."""
    days = (s.end - s.start).days + 1
    year = time.window_office * 100 * 365 // days
    found = []
    for stream in rows.streams:
        rate = s.value(f"rate.{stream['id']}")
        found.append(tuple(int(year / r + 0.5) if (r := rate.get(place, rate["county" if n else "city"])) else 0 for n, place in enumerate(places())))
    return tuple(found)


def _weights(s: Scenario, time: OfficeTime, stream: str) -> list[int]:
    """By slot of the window, how many cases come against the average, in percent."""
    season, found = s.value("season"), []
    for slot in range(time.window_office // SLOT):
        day = time.first + timedelta(days=time.opens[slot] // 86400)
        weight = float(season[day.month - 1])
        for surge in s.surges:
            if surge.stream == stream and surge.start <= day <= surge.end:
                weight = weight * surge.percent / 100
        found.append(int(weight + 0.5))
    return found


def _check_staffed(model: Model) -> None:
    """Every desk that a case can come to has an officer."""
    reached: set[tuple[int, int]] = set()
    for s, stream in enumerate(model.flow.streams):
        for place in range(len(model.places)):
            if model.gaps[s][place]:
                _walk(model, model.flow.place[stream["first"]], place, reached)
    for pool, stage in sorted(reached):
        if not model.desks[pool]:
            desk, agency = model.pool_names()[pool - 1]
            name = model.flow.stages[stage].name_zh
            raise InputError(
                f"假设 staff.{desk} 在 {agency} 是 0 人，却会有案件走到“{name}”；请至少安排一人，或者不让案件走到那里。",
                f"staff.{desk} is 0 at {agency}, yet cases come to {model.flow.stages[stage].id}; put one officer there or let no case come.",
            )


def _walk(model: Model, first: int, place: int, reached: set) -> None:
    todo, seen = [(first, False)], set()
    while todo:
        n, moved = todo.pop()
        if (n, moved) in seen:
            continue
        seen.add((n, moved))
        row = model.stages[n]
        if row.pool:
            others = [p for p in range(len(model.places)) if p != place]
            at = [0] if row.at == 2 else others if row.at == 1 and moved else [place]
            reached |= {(row.pool + p, n) for p in at}
        for variant in range(VARIANTS):
            if (variant & 1) == (place == 0):
                todo += [(target, moved or bool(row.slip and row.slip.moves)) for _, target in row.choices[variant] if target >= 0]
