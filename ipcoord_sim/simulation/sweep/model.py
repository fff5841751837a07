"""The simulation as a sweep sees it: a scenario written out in full, the totals of a run, and the figures that are read off them."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from functools import lru_cache

from .. import read_scenario, run, run_totals, total_names
from ..flow import flow
from ..scenario import Scenario
from ..tables import model_of
from .measures import Measure

__all__ = ["MODEL", "assumptions", "measures_of", "written_out"]

_HOUR, _DAY = 3600, 86400
# Cases that take an engine about a second and a half: the smallest chunk that is worth its way to a worker and back.
_A_CHUNK = {"plain": 30_000, "compiled": 700_000}


class _Simulation:
    """The simulation behind the few words that a sweep needs; a scenario is the object that `written_out` gives."""

    def names(self, scenario: Mapping) -> tuple[str, ...]:
        """The names of the numbers of a row."""
        return total_names(_read(scenario))

    def rows(self, scenario: Mapping, seed: int, pairs: list[tuple[int, int]]) -> list[tuple[int, ...]]:
        """One row a (replication, city)."""
        return run_totals(_read(scenario), seed, pairs)

    def cases(self, scenario: Mapping, seed: int, replication: int, city: int) -> dict[str, array]:
        """The wide table of one run, column by column; times are office seconds."""
        found = run(_read(scenario), seed, replication, city)
        columns = {name: array("q") for name in found.columns}
        for row in found.rows:
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
        return columns

    def cases_a_chunk(self) -> int:
        """How many cases make a chunk."""
        from importlib.util import find_spec

        return _A_CHUNK["compiled" if find_spec("numba") else "plain"]


MODEL = _Simulation()


def written_out(scenario: Scenario) -> dict:
    """Everything the scenario says, so that it reads the same when the authored ones have changed."""
    return {
        "base": "plan", "id": scenario.id, "title_zh": scenario.title_zh, "why_zh": scenario.why_zh,
        "from": scenario.start.isoformat(), "until": scenario.end.isoformat(), "closed": scenario.closed.isoformat(),
        "office_hours": [list(span) for span in scenario.office_hours], "meeting_at": scenario.meeting_at,
        "absences": [{"desk": a.desk, "agency": a.agency, "from": a.start.isoformat(), "until": a.end.isoformat()} for a in scenario.absences],
        "surges": [{"stream": s.stream, "from": s.start.isoformat(), "until": s.end.isoformat(), "percent": s.percent} for s in scenario.surges],
        "set": {row.id: row.value for row in scenario.assumptions.values()},
    }


def assumptions(scenario: Scenario) -> list[dict]:
    """Every assumption with its words, for people; `changed` marks what differs from the base."""
    return [{"id": a.id, "label_zh": a.label_zh, "unit": a.unit, "value": a.value, "why_zh": a.why_zh, "changed": a.changed} for a in scenario.assumptions.values()]


def measures_of(scenario: Scenario, cities: int = 1) -> tuple[Measure, ...]:
    """The figures that a sweep over so many cities reports: cases and their ends, days to filing, waiting and load at each desk, breaches."""
    rows = [
        Measure("cases", "案件", "件", "total", "cases"),
        Measure("filing_mean", "移送到立案：平均", "日", "ratio", "filing.seconds", per="filing.n", unit_size=_DAY),
        Measure("filing_p50", "移送到立案：一半的案件不超过", "日", "quantile", "filing.day", p=0.5, over=1),
        Measure("filing_p90", "移送到立案：九成的案件不超过", "日", "quantile", "filing.day", p=0.9, over=1),
    ]
    rows += [Measure(f"end.{end['id']}", f"结局：{end['name_zh']}", "件", "total", f"end.{end['id']}") for end in flow().ends]
    for desk in flow().desks:
        rows.append(Measure(f"wait.{desk['id']}", f"排队：{desk['name_zh']}，平均每次", "办公小时", "ratio", f"wait.{desk['id']}", per=f"asked.{desk['id']}", unit_size=_HOUR))
    model = model_of(scenario)
    for desk in flow().desks:
        officers = sum(n for n, (name, _) in zip(model.desks[1:], model.pool_names(), strict=True) if name == desk["id"])
        room = officers * model.time.window_office * cities / 100
        rows += [Measure(f"load.{desk['id']}", f"忙的时间：{desk['name_zh']}", "%", "total", f"busy.{desk['id']}", unit_size=room)] if room else []
    rules = [name for name in total_names(scenario) if name.startswith("breach.")]
    rows.append(Measure("breaches", "违规合计", "处", "sum", "breach."))
    rows += [Measure(name, f"违规：{name.removeprefix('breach.')}", "处", "total", name) for name in rules]
    return tuple(rows)


@lru_cache(maxsize=16)
def _kept(text: str) -> Scenario:
    return read_scenario(json.loads(text))


def _read(scenario: Mapping) -> Scenario:
    """The scenario as an object, the same one for the same text: its tables are kept by identity."""
    return _kept(json.dumps(scenario, ensure_ascii=False))
