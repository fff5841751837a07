"""What a reader is told of the totals: how many cases, how long until filing, how busy each desk, what was broken how often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .breaches import RULES
from .scenario import Scenario
from .tables import Model, model_of
from .totals import DAYS, SPANS, names_of

__all__ = ["added", "summary_of"]


def added(lines: Iterable[Sequence[int]], names: Sequence[str]) -> dict[str, int]:
    """Totals of several runs as one; `longest.…` is the largest of them, all else the sum."""
    found = dict.fromkeys(names, 0)
    for line in lines:
        for name, value in zip(names, line, strict=True):
            found[name] = max(found[name], value) if name.startswith("longest.") else found[name] + value
    return found


def summary_of(scenario: Scenario, lines: Sequence[Sequence[int]]) -> dict:
    """Summary and breaches of several runs (each line the totals of one replication of one city)."""
    model = model_of(scenario)
    total, runs = added(lines, names_of(model)), max(1, len(lines))
    summary = {
        "cases": total["cases"],
        "ends": {e["id"]: total[f"end.{e['id']}"] for e in model.flow.ends},
        "days_to_filing": _span(total, "filing"),
        "days": {span: _span(total, span) for span, _, _ in SPANS},
        "utilisation": {}, "queue": {},
    }
    for desk in model.flow.desks:
        id = desk["id"]
        asked = total[f"asked.{id}"]
        open_seconds = _officers(model, id) * model.time.window_office * runs
        summary["utilisation"][id] = round(total[f"busy.{id}"] / open_seconds, 4) if open_seconds else None
        summary["queue"][id] = {
            "mean": round(total[f"wait.{id}"] / (model.time.window_office * runs), 4),
            "wait_hours": round(total[f"wait.{id}"] / asked / 3600, 2) if asked else 0.0,
            "longest_hours": round(total[f"longest.{id}"] / 3600, 2),
        }
    return {"summary": summary, "breaches": {rule: total[f"breach.{rule}"] for rule in RULES if total[f"breach.{rule}"]}}


def _officers(model: Model, desk: str) -> int:
    return sum(n for n, (id, _) in zip(model.desks[1:], model.pool_names(), strict=True) if id == desk)


def _span(total: dict[str, int], span: str) -> dict:
    return {"n": total[f"{span}.n"], "p50": _day(total, span, 50), "p90": _day(total, span, 90)}


def _day(total: dict[str, int], span: str, percent: int) -> int | None:
    """The least number of whole days within which so many percent were through; None without any, or beyond DAYS."""
    need, seen = total[f"{span}.n"] * percent, 0
    for day in range(DAYS):
        seen += total[f"{span}.day.{day}"] * 100
        if need and seen >= need:
            return day + 1
    return None
