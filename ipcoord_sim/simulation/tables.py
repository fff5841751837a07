"""A scenario made ready to run: the flow with its shares, durations, desks and waits as tables of whole numbers.

A case's variant says all that its branches may depend on: band·8 + incomplete·4 + goods·2 + city. Shares become thresholds
of 65,536ths, durations TABLE equally likely seconds; desks are numbered place by place, 0 means that none is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from ..agencies import agencies
from .calendared import absences, gaps, meetings, weights
from .flow import HEAD, Flow, Stage, flow
from .limits import LIMITS, STRIDE, hold_until
from .officetime import SLOT, OfficeTime, office_time
from .scenario import Scenario
from .staffing import check_staffed
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
    """What a run reads: nothing here depends on the seed. `plain` are the stages as bare tuples, which Python takes apart faster. Targets of branches are stages, or ends as -1 - end."""

    scenario: Scenario
    flow: Flow
    time: OfficeTime
    places: tuple[str, ...]
    stages: tuple[StageRow, ...]
    plain: tuple[tuple, ...]
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
    weighed = [weights(s, time, stream["id"]) for stream in rows.streams]
    model = Model(
        s, rows, time, places(), tuple(stages), tuple(map(tuple, stages)), desks, absences(s, rows, time, places(), desks), offences, _cuts(s.value("mix.offence").values()),
        tuple(_cuts(s.value(f"mix.band.{o}").get(b, 0) for b in BANDS) for o in offences), _threshold(s.value("goods")),
        gaps(s, rows, time, places()), tuple(weighed), tuple((0, *accumulate(w * SLOT for w in ws)) for ws in weighed),
        [0] * rows.width, tuple(rows.place[stream["first"]] for stream in rows.streams), tuple(chain(*((*days, *[0] * ((1 << STRIDE) - len(days))) for days in LIMITS.ends(s, time)))),
    )
    check_staffed(model)
    return model


def _row(s: Scenario, rows: Flow, time: OfficeTime, stage: Stage, durations: dict) -> StageRow:
    if stage.work is not None and stage.work not in durations:
        durations[stage.work] = tuple(quantile_table(s.value(stage.work)))
    work = durations.get(stage.work)
    until = None
    if stage.until == "meeting":
        until = meetings(s, time)
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
