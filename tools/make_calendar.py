"""Write ipcoord_sim/data/calendar/workdays.yaml from the package chinesecalendar.

Run once a year, when the State Council has announced the next year and the package knows it:
    .venv/bin/python -m tools.make_calendar
The tests then compare every day with the package `holidays`, which is kept by other people.
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import chinese_calendar
from chinese_calendar.constants import Holiday, holidays, workdays

from ipcoord_sim.files import whole_file

TARGET = Path(__file__).parent.parent / "ipcoord_sim" / "data" / "calendar" / "workdays.yaml"
NAMES = {member.value: member.chinese for member in Holiday}


def table() -> str:
    """The YAML text: each year with the days off that are weekdays or holidays, and the make-up workdays."""
    first, last = min(holidays).year, max(max(holidays), max(workdays)).year
    lines = [
        f"source: chinesecalendar {version('chinesecalendar')}",
        f"known_from: '{first}-01-01'",
        f"known_until: '{last}-12-31'",
        "years:",
    ]
    for year in range(first, last + 1):
        lines.append(f"- year: {year}")
        for key, days in (("off", holidays), ("work", workdays)):
            rows = sorted(day for day in days if day.year == year)
            lines.append(f"  {key}:" + ("" if rows else " []"))
            lines += [f"  - {{day: '{d}', name_zh: {NAMES[days[d]]}}}" for d in rows]
        _check(year)
    return "\n".join(lines) + "\n"


def _check(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        expected = day in workdays or (day.weekday() < 5 and day not in holidays)
        if chinese_calendar.is_workday(day) != expected:
            raise ValueError(f"chinesecalendar contradicts itself on {day}")
        day += timedelta(days=1)


if __name__ == "__main__":
    with whole_file(TARGET) as file:
        file.write(table())
    print(f"wrote {TARGET.name}")
