"""Calibration: a unit's own logs in, a scenario that changes the figures they settle out, with how well each is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

from ...casefile import CaseFile
from ...errors import InputError
from ...times import day_of
from ..scenario import Assumption, Scenario, read_scenario
from .fit import Estimate, Refusal, durations, rates, season, shares
from .observe import Observed, observe

__all__ = ["calibrate"]

# What no case log records.
_NEVER = {
    "staff": "台账不记人手；请按实际人数自己填",
    "mix": "台账不记罪名和金额",
    "count": "台账看不出事先怎么安排",
}


def calibrate(cases: Iterable[CaseFile], base: str | dict | Scenario = "plan", *, first: date | None = None, last: date | None = None) -> dict:
    """What the logs say of each assumption of `base`; cases are counted from `first` to `last` (default: first and last opening of a case).

    The answer holds the override (`scenario`), every figure with its count, interval and fit, and every assumption that stays, with the reason.
    Raises InputError where the logs hold no case of the flow, HorizonError where they reach beyond the working calendar.
    """
    cases = list(cases)
    scenario = _covering(read_scenario(base), cases)
    seen = observe(cases, scenario)
    opened = sorted(d for days in seen.opened.values() for d in days)
    if not opened:
        raise InputError(
            f"{seen.cases} 个案件里没有一个从立案（case.open）或者受理控告举报（complaint.accept）记起，没有可以拟合的；请核对台账。",
            f"None of the {seen.cases} cases begins with case.open or complaint.accept, so there is nothing to fit; check the log.",
        )
    first, last = first or opened[0], last or opened[-1]
    if last < first:
        raise InputError(f"止日 {last} 早于起日 {first}；请改正。", f"The last day {last} is before the first {first}; correct it.")
    months = season(seen, scenario, first, last)
    percents = next((e.value for e in months if isinstance(e, Estimate)), scenario.value("season"))
    found = {e.id: e for e in [*rates(seen, scenario, first, last, percents), *months, *shares(seen, scenario), *durations(seen, scenario)]}
    rows = scenario.assumptions.values()
    figures = [_figure(row, e) for row in rows if isinstance(e := found.get(row.id), Estimate)]
    return {
        "scenario": {
            "base": scenario.id if isinstance(base, str) else "plan", "id": "calibrated", "title_zh": f"按台账校准（{first} 到 {last}）",
            "why_zh": f"由 {seen.cases} 个案件的台账拟合；没有拟合出来的，仍是原来的假设。", "set": _values(base, found),
        },
        "window": {"from": first.isoformat(), "until": last.isoformat()},
        "read": _read(seen),
        "figures": figures,
        "kept": [_kept(row, found.get(row.id)) for row in rows if not isinstance(found.get(row.id), Estimate)],
    }


def _covering(scenario: Scenario, cases: list[CaseFile]) -> Scenario:
    """The scenario over the days that the logs speak of."""
    days = [day_of(t) for c in cases for e in c.events for t in (e.at, e.received) if t is not None]
    if not days:
        raise InputError("台账里没有事件，没有可以拟合的；请核对是不是导出了空表。", "The logs hold no event, so there is nothing to fit; check the export.")
    # Read again, so that days beyond the calendar are refused in its words.
    read_scenario({"from": min(days).isoformat(), "until": max(days).isoformat(), "closed": max(days).isoformat()})
    return replace(scenario, start=min(days), end=max(days), closed=max(days))


def _values(base: str | dict | Scenario, found: dict) -> dict:
    own = dict(base.get("set", {})) if isinstance(base, dict) else {}
    return own | {id: e.value for id, e in found.items() if isinstance(e, Estimate)}


def _figure(row: Assumption, e: Estimate) -> dict:
    inside = {part: interval.holds(value) for part, interval in e.intervals.items() if (value := _part(row.value, part)) is not None}
    return {
        "id": e.id, "label_zh": row.label_zh, "unit": row.unit, "value": e.value, "before": row.value, "n": e.n, "method_zh": e.method_zh,
        "intervals": {part: asdict(i) for part, i in e.intervals.items()}, "before_inside": inside, "fit": e.fit,
    }


def _part(value: object, part: str) -> float | None:
    """The figure of the former assumption that this part of the new one takes the place of."""
    if isinstance(value, (list, tuple)):
        return value[int(part) - 1]
    if isinstance(value, dict):
        return value.get(part)
    return value if part in ("", "half", "nine_tenths") else None


def _kept(row: Assumption, found: Refusal | None) -> dict:
    why = found.why_zh if found else _NEVER[row.kind]
    return {"id": row.id, "label_zh": row.label_zh, "unit": row.unit, "value": row.value, "n": found.n if found else 0, "why_zh": f"{why}。"}


def _read(seen: Observed) -> dict:
    return {
        "cases": seen.cases, "events": seen.events, "strangers": seen.strangers,
        "left_the_flow": sum(seen.lost.values()), "left_at": dict(sorted(seen.lost.items(), key=lambda pair: (-pair[1], pair[0]))),
        "not_used": sum(seen.delayed.values()),
    }
