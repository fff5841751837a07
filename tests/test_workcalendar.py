"""The working calendar: equal to what two packages kept by other people say, and silent beyond its table."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ipcoord_sim.data import folder
from ipcoord_sim.errors import HorizonError
from ipcoord_sim.workcalendar import calendar

# Day: (ours, holidays says, why). Any other difference fails.
DIFFERENCES = {
    date(2005, 12, 31): (
        False, True,
        "The Saturday before New Year 2006: holidays lists it as a make-up workday, chinesecalendar has no record of one. "
        "No source here settles it; no worked example reaches it.",
    ),
}


def _days():
    day = calendar().known_from
    while day <= calendar().known_until:
        yield day
        day += timedelta(days=1)


def test_every_day_agrees_with_holidays_but_those_listed():
    """Claim: from the first to the last day known, the package `holidays` counts the same workdays."""
    import holidays

    table = calendar()
    other = holidays.country_holidays("CN", years=range(table.known_from.year, table.known_until.year + 1))
    found = {d: (table.is_workday(d), other.is_working_day(d)) for d in _days() if table.is_workday(d) != other.is_working_day(d)}
    assert found == {day: pair[:2] for day, pair in DIFFERENCES.items()}
    assert (table.known_from, table.known_until) == (date(2004, 1, 1), date(2026, 12, 31))


def test_the_table_is_what_the_tool_writes_today():
    """Claim: the authored table is made by `tools.make_calendar` from the pinned package, not by hand."""
    from tools.make_calendar import table

    assert (folder() / "calendar" / "workdays.yaml").read_text("utf-8") == table()


@pytest.mark.parametrize(
    ("day", "worked", "name"),
    [
        ("2026-10-01", False, "国庆节"),
        ("2026-10-07", False, "国庆节"),
        ("2026-10-08", True, ""),
        ("2026-10-10", True, "国庆节"),
        ("2026-10-11", False, ""),
        ("2026-02-14", True, "春节"),
        ("2026-02-23", False, "春节"),
        ("2024-02-09", True, ""),
        ("2024-02-18", True, "春节"),
        ("2024-02-29", True, ""),
    ],
)
def test_holidays_and_make_up_days_are_what_was_announced(day, worked, name):
    """Claim: the days of the State Council's announcements, read off by hand."""
    day = date.fromisoformat(day)
    assert (calendar().is_workday(day), calendar().name_zh(day)) == (worked, name)


def test_rolling_and_counting_walk_the_same_days():
    """Claim: both ways through the table agree with a walk day by day."""
    table = calendar()
    worked = [d for d in _days() if table.is_workday(d)]
    for one, following in pairwise(worked):
        first, second = one.toordinal(), following.toordinal()
        assert table.roll(first) == first and table.after(first, 1) == second
        assert all(table.roll(d) == second and table.after(d, 1) == second for d in range(first + 1, second))


@pytest.mark.parametrize("day", ["2003-12-31", "2027-01-01", "1900-01-01", "9999-12-31"])
def test_a_day_outside_the_table_is_an_error_that_names_its_ends(day):
    """Claim: the calendar never guesses, and says from when to when it knows."""
    with pytest.raises(HorizonError, match="2004-01-01 到 2026-12-31") as caught:
        calendar().is_workday(date.fromisoformat(day))
    assert "2004-01-01 to 2026-12-31" in caught.value.en


def test_counting_past_the_last_workday_is_an_error():
    """Claim: the last workday known is reached, the one after it is not."""
    table, last = calendar(), date(2026, 12, 31).toordinal()
    assert table.after(date(2026, 12, 30).toordinal(), 1) == last == table.roll(last)
    with pytest.raises(HorizonError, match="第 1 个工作日"):
        table.after(last, 1)
    with pytest.raises(HorizonError):
        table.roll(last + 1)
