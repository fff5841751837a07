"""Deadlines counted by hand on the calendar: around every kind of holiday, month end and hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from ipcoord_sim.deadlines import deadline
from ipcoord_sim.times import read_time

THREE, TEN = "orn310-reconsider-request-3d", "xy157-10d-police"

# period, start: calendar, rollover, working_day.
BY_HAND = {
    # National Day 2026: off 10-01 (Thu) to 10-07, Mid-Autumn 09-25 to 09-27; worked 09-20 (Sun) and 10-10 (Sat).
    (THREE, "2026-09-27"): ("2026-09-30", "2026-09-30", "2026-09-30"),
    (THREE, "2026-09-28"): ("2026-10-01", "2026-10-08", "2026-10-08"),
    (THREE, "2026-09-29"): ("2026-10-02", "2026-10-08", "2026-10-09"),
    (THREE, "2026-09-30"): ("2026-10-03", "2026-10-08", "2026-10-10"),
    (THREE, "2026-10-01"): ("2026-10-04", "2026-10-08", "2026-10-10"),
    (THREE, "2026-10-04"): ("2026-10-07", "2026-10-08", "2026-10-10"),
    (THREE, "2026-10-05"): ("2026-10-08", "2026-10-08", "2026-10-10"),
    (THREE, "2026-10-06"): ("2026-10-09", "2026-10-09", "2026-10-10"),
    (THREE, "2026-10-07"): ("2026-10-10", "2026-10-10", "2026-10-10"),
    (THREE, "2026-10-08"): ("2026-10-11", "2026-10-12", "2026-10-12"),
    (THREE, "2026-10-09"): ("2026-10-12", "2026-10-12", "2026-10-13"),
    (TEN, "2026-09-20"): ("2026-09-30", "2026-09-30", "2026-10-10"),
    (TEN, "2026-09-21"): ("2026-10-01", "2026-10-08", "2026-10-12"),
    (TEN, "2026-09-27"): ("2026-10-07", "2026-10-08", "2026-10-15"),
    (TEN, "2026-09-28"): ("2026-10-08", "2026-10-08", "2026-10-16"),
    # National Day 2025: off 10-01 (Wed) to 10-08; worked 09-28 (Sun) and 10-11 (Sat).
    (THREE, "2025-09-25"): ("2025-09-28", "2025-09-28", "2025-09-29"),
    (THREE, "2025-09-30"): ("2025-10-03", "2025-10-09", "2025-10-11"),
    (THREE, "2025-10-01"): ("2025-10-04", "2025-10-09", "2025-10-11"),
    (THREE, "2025-10-05"): ("2025-10-08", "2025-10-09", "2025-10-11"),
    (THREE, "2025-10-08"): ("2025-10-11", "2025-10-11", "2025-10-11"),
    (THREE, "2025-10-09"): ("2025-10-12", "2025-10-13", "2025-10-13"),
    # Spring Festival 2026: off 02-15 (Sun) to 02-23; worked on the Saturdays 02-14 and 02-28.
    (THREE, "2026-02-11"): ("2026-02-14", "2026-02-14", "2026-02-14"),
    (THREE, "2026-02-12"): ("2026-02-15", "2026-02-24", "2026-02-24"),
    (THREE, "2026-02-14"): ("2026-02-17", "2026-02-24", "2026-02-26"),
    (THREE, "2026-02-15"): ("2026-02-18", "2026-02-24", "2026-02-26"),
    (THREE, "2026-02-20"): ("2026-02-23", "2026-02-24", "2026-02-26"),
    (THREE, "2026-02-21"): ("2026-02-24", "2026-02-24", "2026-02-26"),
    (THREE, "2026-02-23"): ("2026-02-26", "2026-02-26", "2026-02-26"),
    (THREE, "2026-02-24"): ("2026-02-27", "2026-02-27", "2026-02-27"),
    (THREE, "2026-02-25"): ("2026-02-28", "2026-02-28", "2026-02-28"),
    (THREE, "2026-02-26"): ("2026-03-01", "2026-03-02", "2026-03-02"),
    # Spring Festival 2024: off 02-10 (Sat) to 02-17 (Sat); worked on the Sundays 02-04 and 02-18.
    (THREE, "2024-02-01"): ("2024-02-04", "2024-02-04", "2024-02-05"),
    (THREE, "2024-02-07"): ("2024-02-10", "2024-02-18", "2024-02-18"),
    (THREE, "2024-02-09"): ("2024-02-12", "2024-02-18", "2024-02-20"),
    (THREE, "2024-02-10"): ("2024-02-13", "2024-02-18", "2024-02-20"),
    (THREE, "2024-02-17"): ("2024-02-20", "2024-02-20", "2024-02-20"),
    (THREE, "2024-02-18"): ("2024-02-21", "2024-02-21", "2024-02-21"),
    # New Year 2026: off 01-01 (Thu) to 01-03; worked 01-04 (Sun).
    (THREE, "2025-12-28"): ("2025-12-31", "2025-12-31", "2025-12-31"),
    (THREE, "2025-12-29"): ("2026-01-01", "2026-01-04", "2026-01-04"),
    (THREE, "2025-12-31"): ("2026-01-03", "2026-01-04", "2026-01-06"),
    (THREE, "2026-01-01"): ("2026-01-04", "2026-01-04", "2026-01-06"),
    (THREE, "2026-01-03"): ("2026-01-06", "2026-01-06", "2026-01-06"),
    (THREE, "2026-01-04"): ("2026-01-07", "2026-01-07", "2026-01-07"),
    (THREE, "2026-12-28"): ("2026-12-31", "2026-12-31", "2026-12-31"),
    # Month ends and Labour Day 2026 (off 05-01 to 05-05), leap day 2024 and a February without one.
    (THREE, "2026-04-28"): ("2026-05-01", "2026-05-06", "2026-05-06"),
    (THREE, "2026-06-29"): ("2026-07-02", "2026-07-02", "2026-07-02"),
    (THREE, "2026-07-31"): ("2026-08-03", "2026-08-03", "2026-08-05"),
    (THREE, "2024-02-26"): ("2024-02-29", "2024-02-29", "2024-02-29"),
    (THREE, "2024-02-27"): ("2024-03-01", "2024-03-01", "2024-03-01"),
    (THREE, "2023-02-26"): ("2023-03-01", "2023-03-01", "2023-03-01"),
    # An ordinary weekend.
    (THREE, "2026-07-07"): ("2026-07-10", "2026-07-10", "2026-07-10"),
    (THREE, "2026-07-08"): ("2026-07-11", "2026-07-13", "2026-07-13"),
    (THREE, "2026-07-10"): ("2026-07-13", "2026-07-13", "2026-07-15"),
}

# moment of approval: end by the hour (its own hour not counted), end by the minute.
HOURS = {
    "2026-09-23T16:00+08:00": ("2026-09-24T17:00+08:00", "2026-09-24T16:00+08:00"),
    "2026-09-23T16:20+08:00": ("2026-09-24T17:00+08:00", "2026-09-24T16:20+08:00"),
    "2026-09-23T16:59:59+08:00": ("2026-09-24T17:00+08:00", "2026-09-24T16:59:59+08:00"),
    "2026-09-23T17:00+08:00": ("2026-09-24T18:00+08:00", "2026-09-24T17:00+08:00"),
    "2026-09-23T23:59+08:00": ("2026-09-25T00:00+08:00", "2026-09-24T23:59+08:00"),
    "2026-07-10T16:20+08:00": ("2026-07-11T17:00+08:00", "2026-07-11T16:20+08:00"),
    "2026-10-02T16:20+08:00": ("2026-10-03T17:00+08:00", "2026-10-03T16:20+08:00"),
    "2026-09-30T16:20+08:00": ("2026-10-01T17:00+08:00", "2026-10-01T16:20+08:00"),
    "2026-07-31T16:20+08:00": ("2026-08-01T17:00+08:00", "2026-08-01T16:20+08:00"),
    "2024-02-28T16:20+08:00": ("2024-02-29T17:00+08:00", "2024-02-29T16:20+08:00"),
    "2025-12-31T16:20+08:00": ("2026-01-01T17:00+08:00", "2026-01-01T16:20+08:00"),
    "2026-09-23T08:20Z": ("2026-09-24T17:00+08:00", "2026-09-24T16:20+08:00"),
}

# start: the same day three months later, rolled over.
MONTHS = {
    "2026-01-31": "2026-04-30",
    "2025-11-30": "2026-02-28",
    "2023-11-30": "2024-02-29",
    "2025-07-15": "2025-10-15",
    "2025-06-30": "2025-09-30",
    "2025-07-01": "2025-10-09",
    "2025-10-31": "2026-02-02",
}


@pytest.mark.parametrize(("period", "start"), BY_HAND, ids=lambda x: x)
def test_the_three_readings_are_what_a_hand_counts(period, start):
    """Claim: every start above ends on the days counted by hand, the safest being the first of them."""
    found = deadline(period, date.fromisoformat(start))
    assert [r.id for r in found.readings] == ["calendar", "rollover", "working_day"]
    assert tuple(str(r.last_day) for r in found.readings) == BY_HAND[period, start]
    assert str(found.safest.last_day) == BY_HAND[period, start][0]


@pytest.mark.parametrize("moment", HOURS)
@pytest.mark.parametrize("period", ["orn310-send-24h", "orn310-police-forward-24h", "pol-175-forward-24h", "pol-180-supplement#1"])
def test_hours_run_through_nights_weekends_and_holidays(period, moment):
    """Claim: each 24-hour limit ends at the hours counted by hand, and its day is the day of that moment."""
    found = deadline(period, read_time(moment))
    hour, minute = (read_time(text) for text in HOURS[moment])
    assert [(r.id, r.last_moment, r.last_day) for r in found.readings] == [("hour", hour, hour.date()), ("minute", minute, minute.date())]


def test_the_hour_left_out_is_the_hour_in_beijing():
    """Claim: a moment written with a half-hour offset loses the same Beijing hour as any other."""
    moment = datetime(2026, 9, 23, 13, 50, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert deadline("orn310-send-24h", moment).due.last_moment == read_time("2026-09-24T17:00+08:00")


@pytest.mark.parametrize("start", MONTHS)
def test_months_end_on_the_same_day_or_on_the_last_of_the_month(start):
    """Claim: three months are counted by the calendar, then rolled over."""
    assert str(deadline("pro-564-urge-3m", date.fromisoformat(start)).due.last_day) == MONTHS[start]


@pytest.mark.parametrize(
    ("period", "start", "free", "custody"),
    [
        (THREE, "2026-09-30", "2026-10-08", "2026-10-03"),
        ("pol-180-review-3d", "2026-09-30", "2026-10-08", "2026-10-03"),
        ("pro-560-7d", "2026-09-27", "2026-10-08", "2026-10-04"),
        (THREE, "2026-09-27", "2026-09-30", "2026-09-30"),
        ("samr-proc-38-seizure#1", "2026-09-01", "2026-10-08", "2026-10-08"),
        ("samr-proc-57-defence", "2026-09-30", "2026-10-13", "2026-10-13"),
    ],
)
def test_custody_stops_the_roll_over_of_criminal_periods_only(period, start, free, custody):
    """Claim: with a suspect in custody a criminal period is not rolled over; the market regulator's are untouched.

    依据：刑事诉讼法第105条第4款但书。
    """
    day = date.fromisoformat(start)
    assert (str(deadline(period, day).due.last_day), str(deadline(period, day, in_custody=True).due.last_day)) == (free, custody)


@pytest.mark.parametrize(("start", "last"), [("2026-09-29T15:59Z", "2026-10-02"), ("2026-09-29T16:00Z", "2026-10-03")])
def test_a_time_in_greenwich_counts_as_its_beijing_day(start, last):
    """Claim: one minute before and at Beijing midnight are two different days."""
    assert str(deadline(THREE, read_time(start)).safest.last_day) == last
