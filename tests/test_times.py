"""Days are Beijing days; a moment has an offset or is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcoord_sim.errors import InputError
from ipcoord_sim.times import BEIJING, day_of, read_day, read_moment, read_time, time_text

BAD_DAYS = ["", "2026-9-30", "2026-02-29", "2026-13-01", "0000-01-01", "30.9.2026", "2026-09-30 ", "20260930", "２０２６-09-30", None, 20260930, True]
BAD_TIMES = ["", "2026-09-30", "15:00", "2026-09-30T25:00+08:00", "2026-09-30T15:60+08:00", "tomorrow", None, 5, [], "2026-09-30T15:00+8"]


@given(st.dates())
def test_every_day_written_is_read_back(day):
    """Claim: reading undoes writing."""
    assert read_day(day.isoformat()) == day == read_moment(day.isoformat())


@pytest.mark.parametrize("text", BAD_DAYS)
def test_what_is_no_day_is_refused_with_the_way_to_write_it(text):
    """Claim: a day is YYYY-MM-DD and exists, or the sentence says how to write one and where it stood."""
    with pytest.raises(InputError, match="日期读不懂（on）.*YYYY-MM-DD") as caught:
        read_day(text, "on")
    assert "write YYYY-MM-DD" in caught.value.en


@pytest.mark.parametrize("text", BAD_TIMES)
def test_what_is_no_time_is_refused_with_an_example(text):
    """Claim: a time that cannot be read is never guessed."""
    with pytest.raises(InputError, match=r"\+08:00"):
        read_time(text)


@pytest.mark.parametrize("text", ["2026-09-30T15:00:00", "2026-09-30T15:00", "2026-09-30 15:00"])
def test_a_time_without_offset_is_refused_as_such(text):
    """Claim: no offset, no time; the sentence says which one to add."""
    with pytest.raises(InputError, match="没有写时区.*请在末尾加 \\+08:00"):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-29T15:59:59Z", "2026-09-29"),
        ("2026-09-29T16:00:00Z", "2026-09-30"),
        ("2026-09-29T23:59:59+08:00", "2026-09-29"),
        ("2026-09-30T00:00:00+08:00", "2026-09-30"),
        ("2026-09-29T11:00:00-05:00", "2026-09-30"),
    ],
)
def test_a_moment_falls_on_its_beijing_day(text, day):
    """Claim: midnight in Beijing, not in Greenwich, parts two days."""
    assert day_of(read_time(text)).isoformat() == day


def test_a_day_is_its_own_day_and_a_bare_datetime_is_none():
    """Claim: `day_of` never asks the machine for its time zone."""
    assert day_of(date(2026, 9, 30)) == date(2026, 9, 30)
    with pytest.raises(InputError, match="没有写时区"):
        day_of(datetime(2026, 9, 30, 15))  # noqa: DTZ001 - the missing zone is what is refused


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"])
def test_a_time_beyond_the_calendar_of_the_machine_is_a_sentence(text):
    """Claim: the ends of what a date can hold give an InputError, not an overflow."""
    with pytest.raises(InputError, match="超出可表示的范围"):
        read_time(text)


@given(st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2200-01-01")), st.integers(-23 * 60, 23 * 60))
def test_every_offset_is_turned_into_beijing_time_without_moving_the_moment(naive, minutes):
    """Claim: reading keeps the moment and writes it with +08:00."""
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    read = read_time(moment.isoformat())
    assert read == moment and read.utcoffset() == timedelta(hours=8)
    assert time_text(moment).endswith("+08:00")
    assert read_time(time_text(moment)) == moment.replace(microsecond=0).astimezone(BEIJING)
