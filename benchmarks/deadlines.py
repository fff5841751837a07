"""All readings of a period over many starts, against loops over two well-kept calendars.

    python -m benchmarks.deadlines --json

Each rival counts what we count (the calendar day, the roll-over, the n-th working day) as one would write it by hand,
with every year loaded before the clock starts. Ours is taken four times: the bare table look-up for one start,
for a whole run of starts, the `deadline` object with its readings and bases, and the call that gives JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar
import holidays

from benchmarks.measure import best, report
from ipcoord_sim.api import call
from ipcoord_sim.deadlines import deadline, last_days, last_days_from
from ipcoord_sim.workcalendar import calendar

FIRST, STARTS = date(2024, 1, 1), 1000
PERIODS = {3: "orn310-reconsider-request-3d", 10: "xy157-10d-police"}
ONE = timedelta(days=1)


def loop(is_workday: Callable[[date], bool], start: date, days: int) -> tuple[date, date, date]:
    """The three last days, counted day by day."""
    end = rolled = start + timedelta(days=days)
    while not is_workday(rolled):
        rolled += ONE
    day, left = start, days
    while left:
        day += ONE
        left -= is_workday(day)
    return end, rolled, day


def measure(days: int) -> dict:
    """Microseconds per start of each way, and the ratios to the faster rival; all ways are first seen to agree."""
    table, period = calendar(), PERIODS[days]
    starts = [FIRST + ONE * n for n in range(STARTS)]
    ordinals = range(FIRST.toordinal(), FIRST.toordinal() + STARTS)
    china = holidays.country_holidays("CN", years=range(2004, 2027))
    rivals = {"chinese_calendar": chinese_calendar.is_workday, "holidays": china.is_working_day}
    ours = [tuple(map(date.fromordinal, last_days(n, days, table))) for n in ordinals]
    for name, is_workday in rivals.items():
        assert [loop(is_workday, s, days) for s in starts] == ours, name
    assert [tuple(r.last_day for r in deadline(period, s).readings) for s in starts] == ours
    assert list(last_days_from(ordinals, days, table)) == [last_days(n, days, table) for n in ordinals]
    asked = [{"period": period, "start": str(s)} for s in starts]
    ways = {
        "table_run": lambda: list(last_days_from(ordinals, days, table)),
        "table": lambda: [last_days(n, days, table) for n in ordinals],
        "object": lambda: [deadline(period, s) for s in starts],
        "call": lambda: [call("deadline", args) for args in asked],
        **{name: lambda w=w: [loop(w, s, days) for s in starts] for name, w in rivals.items()},
    }
    micro = {name: best(work) / STARTS * 1e6 for name, work in ways.items()}
    faster = min(rivals, key=micro.get)
    ratios = {way: round(micro[faster] / micro[way], 2) for way in ("table_run", "table", "object", "call")}
    return {"days": days, "microseconds": {k: round(v, 3) for k, v in micro.items()}, "faster_rival": faster, "ratios": ratios}


def main() -> None:
    """Measure both lengths and print them."""
    found = [measure(days) for days in PERIODS]
    rows = []
    for one in found:
        rival, micro = one["faster_rival"], one["microseconds"]
        others = "，".join(f"{name} {micro[name]:.1f} µs" for name in ("chinese_calendar", "holidays"))
        rows.append((f"{one['days']} 日，逐日数 · day by day", others, f"较快的是 {rival}"))
        for way, zh, aim in (
            ("table_run", "查表，成批 · table, a run of starts", "≥ 100 倍"),
            ("table", "查表，逐个 · table, one start", "≥ 100 倍"),
            ("object", "deadline() 全部读法 · with all readings", ""),
            ("call", "call(\"deadline\") · JSON", ""),
        ):
            rows.append((f"{one['days']} 日，{zh}", f"{micro[way]:.3f} µs，{one['ratios'][way]:.1f} 倍", aim))
    report("期限推算 · deadlines", rows, {"benchmark": "deadlines", "starts": STARTS, "results": found})


if __name__ == "__main__":
    main()
