"""From what was observed to figures of a scenario: each with its count, its interval and how well it fits, or the reason why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from ...workcalendar import calendar
from ..intervals import Interval, proportion, quantile, rate
from ..scenario import Scenario
from .goodness import bound, four_points, nearest_distance
from .observe import Observed

__all__ = ["LIMITS", "Estimate", "Refusal", "durations", "rates", "season", "shares"]

# When the data is too thin for a figure. Conventions of ours, printed with the report.
LIMITS = {
    "share_width": (0.4, "次数太少：比例的 95% 区间宽过 40 个百分点，不给数"),
    "rate_cases": (10, "来案不足 10 件，不给数"),
    "work_times": (36, "次数太少：九成位数的 95% 区间要 36 次一到就有人办的，不足的不给数"),
    "season_cases": (360, "平均每月不足 30 件，不给各月的多少"),
    "whole_months": (12, "不满十二个整月，不给各月的多少"),
}
_HOUR = 3600
_QUANTILES = 64


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure: the value for the scenario, its intervals by part of it, from how many, by which method, how well it fits."""

    id: str
    value: object
    intervals: dict[str, Interval]
    n: int
    method_zh: str
    fit: dict


@dataclass(frozen=True, slots=True)
class Refusal:
    """An assumption that the logs do not settle, and why."""

    id: str
    n: int
    why_zh: str


def shares(seen: Observed, scenario: Scenario) -> list[Estimate | Refusal]:
    """How often each branch is taken and each mistake made: hits of draws, exact interval."""
    found: list[Estimate | Refusal] = []
    for row in scenario.assumptions.values():
        if row.kind != "share":
            continue
        hits, n = seen.shares.get(row.id, (0, 0))
        if not n and seen.open_forks[row.id]:
            found.append(Refusal(row.id, 0, "台账里看不出走的是哪一条路"))
        elif not n:
            found.append(Refusal(row.id, 0, "台账里没有走到这一步的案件"))
        else:
            share = proportion(hits, n)
            if share.high - share.low > LIMITS["share_width"][0]:
                found.append(Refusal(row.id, n, LIMITS["share_width"][1]))
            else:
                note = "，各金额档取同一个数" if isinstance(row.value, Mapping) else ""
                found.append(Estimate(row.id, round(100 * share.estimate, 2), {"": _percent(share)}, n, f"{n} 次里 {hits} 次{note}", {}))
    return found


def durations(seen: Observed, scenario: Scenario) -> list[Estimate | Refusal]:
    """How long work takes: the quickest, half, nine in ten and the slowest of the times that began at once."""
    found: list[Estimate | Refusal] = []
    for row in scenario.assumptions.values():
        if row.kind != "duration":
            continue
        times, late = sorted(seen.work.get(row.id, ())), seen.delayed[row.id]
        if not times and not late:
            found.append(Refusal(row.id, 0, "台账里看不到这件事从何时起、到何时止"))
        elif len(times) < LIMITS["work_times"][0]:
            found.append(Refusal(row.id, len(times), LIMITS["work_times"][1]))
        else:
            found.append(_duration(row.id, times, late))
    return found


def _duration(id: str, times: list[int], late: int) -> Estimate:
    half, nine = quantile(times, 0.5), quantile(times, 0.9)
    apart, most = nearest_distance(times), bound(len(times))
    holds = apart <= most
    value: object = {name: round(seconds / _HOUR, 3) for name, seconds in zip(("least", "half", "nine_tenths", "most"), four_points(times), strict=True)}
    if not holds:  # four points do not draw it: the times themselves, evenly picked
        value = {"quantiles": [times[(2 * k + 1) * len(times) // (2 * _QUANTILES)] for k in range(_QUANTILES)]}
    intervals = {"half": _hours(half), "nine_tenths": _hours(nine)}
    method = f"一到就有人办的 {len(times)} 次" + (f"，另有 {late} 次没有用" if late else "")
    return Estimate(id, value, intervals, len(times), method, {"distance": round(apart, 4), "bound": round(most, 4), "holds": holds})


def rates(seen: Observed, scenario: Scenario, first: date, last: date, percents: Sequence[float]) -> list[Estimate | Refusal]:
    """Cases a year at an agency, between two days (both included); what the months' `percents` explain is taken out."""
    found: list[Estimate | Refusal] = []
    for row in scenario.assumptions.values():
        if row.kind != "rate":
            continue
        values, intervals, parts, count = dict(row.value), {}, [], 0
        for level, word in (("county", "县区"), ("city", "市")):
            days = [d for d in seen.opened.get((row.id.removeprefix("rate."), level), ()) if first <= d <= last]
            areas = len(seen.areas.get((row.id.removeprefix("rate."), level), ()))
            count += len(days)
            if len(days) < LIMITS["rate_cases"][0]:
                parts.append(f"{word}只有 {len(days)} 件，用原来的假设")
                continue
            years = areas * ((last - first).days + 1) / 365 * _usual(percents, first, last)
            intervals[level] = rate(len(days), years)
            values[level] = round(intervals[level].estimate, 2)
            parts.append(f"{word} {areas} 个局 {len(days)} 件")
        if intervals:
            found.append(Estimate(row.id, values, intervals, count, f"{first} 到 {last}：" + "，".join(parts), _evenness(seen, row.id, first, last, percents)))
        else:
            found.append(Refusal(row.id, count, LIMITS["rate_cases"][1]))
    return found


def _usual(percents: Sequence[float], first: date, last: date) -> float:
    """How busy the days from `first` to `last` are by the season, against the average of a year."""
    worked = _worked(first, last)
    return sum(percents[d.month - 1] for d in worked) / 100 / len(worked) if worked else 1.0


def _evenness(seen: Observed, id: str, first: date, last: date, percents: Sequence[float]) -> dict:
    """Whether cases came as a Poisson stream does: squared deviations over expectations in stretches of five working days, 1 in theory."""
    came = Counter(d for (stream, _), found in seen.opened.items() if stream == id.removeprefix("rate.") for d in found)
    worked = _worked(first, last)
    stretches = [worked[n : n + 5] for n in range(0, len(worked) - 4, 5)]
    total = sum(percents[d.month - 1] for stretch in stretches for d in stretch)
    counts = [sum(came[d] for d in stretch) for stretch in stretches]
    if len(stretches) < 8 or not total or not sum(counts):
        return {}
    expected = [sum(counts) * sum(percents[d.month - 1] for d in stretch) / total for stretch in stretches]
    found = sum((c - e) ** 2 / e for c, e in zip(counts, expected, strict=True) if e) / (len(stretches) - 1)
    reach = 1.96 * sqrt(2 / (len(stretches) - 1))
    return {"dispersion": round(found, 3), "low": round(1 - reach, 3), "high": round(1 + reach, 3), "holds": 1 - reach <= found <= 1 + reach}


def season(seen: Observed, scenario: Scenario, first: date, last: date) -> list[Estimate | Refusal]:
    """How many cases come in each month, 100 the average; over whole months only, at least twelve."""
    days = [d for found in seen.opened.values() for d in found]
    months = _whole_months(first, last)
    if len(months) < LIMITS["whole_months"][0]:
        return [Refusal("season", len(days), LIMITS["whole_months"][1])]
    inside = [d for d in days if (d.year, d.month) in months]
    if len(inside) < LIMITS["season_cases"][0]:
        return [Refusal("season", len(inside), LIMITS["season_cases"][1])]
    worked = [0] * 12
    for year, month in months:
        worked[month - 1] += sum(calendar().is_workday(d) for d in _days(date(year, month, 1), _month_end(year, month)))
    found = [_percent(proportion(sum(d.month == m + 1 for d in inside), len(inside)), sum(worked) / worked[m]) for m in range(12)]
    intervals = {str(m + 1): interval for m, interval in enumerate(found)}
    return [Estimate("season", [round(i.estimate) for i in found], intervals, len(inside), f"{len(months)} 个整月 {len(inside)} 件", {})]


def _whole_months(first: date, last: date) -> set[tuple[int, int]]:
    found, day = set(), first.replace(day=1)
    while day <= last:
        end = _month_end(day.year, day.month)
        if first <= day and end <= last and calendar().known_from <= day and end <= calendar().known_until:
            found.add((day.year, day.month))
        day = end + timedelta(days=1)
    return found


def _month_end(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def _worked(first: date, last: date) -> list[date]:
    return [d for d in _days(first, last) if calendar().is_workday(d)]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _percent(found: Interval, times: float = 1.0) -> Interval:
    return Interval(100 * times * found.estimate, 100 * times * found.low, 100 * times * found.high, found.n, found.level, found.method)


def _hours(found: Interval) -> Interval:
    low, high = (None if v is None else v / _HOUR for v in (found.low, found.high))
    return Interval(found.estimate / _HOUR, low, high, found.n, found.level, found.method)
