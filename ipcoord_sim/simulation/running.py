"""One run: a city's cases under a scenario, from one seed, in the compiled engine where there is Numba, else in the plain one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.util import find_spec

from ..errors import UnknownIdError
from ..times import time_text
from .breaches import RULES
from .engine import run_plain
from .flow import HEAD
from .officetime import OfficeTime
from .scenario import Scenario, read_scenario
from .tables import Model, model_of
from .totals import model_totals, names_of
from .values import BANDS

__all__ = ["ENGINES", "Run", "breaches", "compiled_here", "run", "run_totals", "totals"]

ENGINES = ("auto", "plain", "compiled")


@dataclass(frozen=True, slots=True)
class Run:
    """The rows of one city's cases (office seconds, see `columns`) and what they rest on."""

    model: Model
    seed: int
    replication: int
    city: int
    rows: list[list[int]]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.model.columns()

    @property
    def time(self) -> OfficeTime:
        """Office time against Beijing time."""
        return self.model.time

    def when(self, office: int) -> datetime:
        """The Beijing time of an office second."""
        return self.time.moment(self.time.real(office))

    def records(self) -> Iterator[dict]:
        """The wide table in words: who, what, how it ended, and when each stage was asked for, started and done."""
        model = self.model
        times = self.columns[len(HEAD) :]
        for row in self.rows:
            record = {
                "case": row[0] + 1, "agency": f"{'amr' if row[2] == 0 else 'psb'}/{model.places[row[1]]}", "stream": model.flow.streams[row[2]]["id"],
                "offence": model.offences[row[3]], "band": BANDS[row[4]], "goods": bool(row[5]), "psb": f"psb/{model.places[row[6]]}",
                "slips": ";".join(s for n, s in enumerate(model.flow.slips) if row[7] >> n & 1), "end": model.flow.ends[row[8]]["id"],
                "born": time_text(self.when(row[9])),
            }
            closed = self.time.closed_office
            yield record | {name: time_text(self.when(at)) if 0 < at <= closed else "" for name, at in zip(times, row[len(HEAD) :], strict=True)}

    def visits(self) -> Iterator[tuple[int, str, str, str, int, int, int]]:
        """(case, stage, desk, agency, asked, started, done) of every visit to a desk; 0 for what the log's end cut off."""
        flow, places = self.model.flow, self.model.places
        closed = self.time.closed_office
        with_desks = [s for s in flow.stages if s.asked]
        forward = flow.stages[flow.place["forward"]]
        for row in self.rows:
            for stage in with_desks:
                asked = row[stage.asked]
                if asked:
                    moved = stage.at == "psb" and stage.n > forward.n and row[forward.column]
                    place = 0 if stage.at == "city" else row[6] if moved else row[1]
                    desk = flow.desks[stage.desk]
                    started = row[stage.asked + 1]
                    yield row[0], stage.id, desk["id"], f"{desk['kind']}/{places[place]}", asked, started if started <= closed else 0, row[stage.column]


@cache
def compiled_here() -> bool:
    """Whether the compiled engine can run on this machine."""
    return find_spec("numba") is not None and find_spec("numpy") is not None


def run(scenario: str | dict | Scenario, seed: int = 1, replication: int = 0, city: int = 0, *, engine: str = "auto") -> Run:
    """One city's cases under a scenario; the same (seed, replication, city) gives the same rows in every engine.

    >>> one = run("plan", seed=1, engine="plain")
    >>> sum(row[one.columns.index("end")] == 0 for row in one.rows)
    0
    """
    model = model_of(read_scenario(scenario))
    if _engine(engine) == "compiled":
        from .compiled import run_compiled

        rows = run_compiled(model, seed, replication, city)
    else:
        rows = run_plain(model, seed, replication, city)
    return Run(model, seed, replication, city, rows)


def breaches(run: Run) -> dict[str, int]:
    """By rule, how often it was broken; every modelled rule stands here, with 0 too."""
    found = dict(zip(names_of(run.model), totals(run), strict=True))
    return {rule: found[f"breach.{rule}"] for rule in RULES}


def totals(run: Run) -> tuple[int, ...]:
    """The totals of a run, in the order of `total_names`."""
    return model_totals(run.model, run.rows)


def run_totals(scenario: str | dict | Scenario, seed: int, pairs: Iterable[tuple[int, int]], *, engine: str = "auto") -> list[tuple[int, ...]]:
    """The totals of each (replication, city), without keeping any row: the unit of work of a sweep."""
    model = model_of(read_scenario(scenario))
    if _engine(engine) == "compiled":
        from .compiled import totals_compiled

        return totals_compiled(model, seed, list(pairs))
    return [model_totals(model, run_plain(model, seed, replication, city)) for replication, city in pairs]


def _engine(asked: str) -> str:
    if asked not in ENGINES:
        raise UnknownIdError.among("引擎", "engine", asked, ENGINES)
    return ("compiled" if compiled_here() else "plain") if asked == "auto" else asked
