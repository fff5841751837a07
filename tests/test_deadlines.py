"""Which readings a period has, and what no period may break."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcoord_sim.deadlines import counting_of, deadline, last_days, last_days_from, periods
from ipcoord_sim.errors import HorizonError, InputError, NotInForceError, UnknownIdError, UnverifiedError
from ipcoord_sim.parameters import all_parameters, find
from ipcoord_sim.times import BEIJING
from ipcoord_sim.workcalendar import calendar

BOTH = {"calendar": "cautious", "rollover": "fixed", "working_day": "misreading"}
ANALOGY = {"calendar": "open", "rollover": "analogy", "working_day": "misreading"}
ROLLOVER, WORKING, HOURS = {"rollover": "fixed"}, {"working_day": "fixed"}, {"hour": "analogy", "minute": "open"}
POLICE = "178-notice-3d 179-complainant-7d 179-decide-30d 179-review-7d-30d#1 179-review-7d-30d#2 180-review-3d 180-supplement#2 " \
    "181-agency-3d#1 181-agency-3d#2 182-explain-7d 182-file-15d 184-notify-3d 189-withdraw-3d"
PROCURATORATE = "560-7d 561-10d 562-overdue-7d 563-15d 564-correct 564-urge-3m 565-7d-15d#1 565-7d-15d#2"
# The list of the formats, id by id: which readings, how weighty, which is the default.
LISTED = {
    **{f"orn310-{x}": ("rollover", BOTH) for x in ("police-review-3d", "reconsider-request-3d", "reconsider-decide-3d")},
    **{f"orn310-{x}": ("rollover", ANALOGY) for x in ("approve-3d", "procuratorate-3d", "handover-3d")},
    **{x: ("rollover", ANALOGY) for x in ("xy157-10d-police", "xy157-10d-feedback")},
    **{f"pol-{x}": ("rollover", ROLLOVER) for x in POLICE.split()},
    **{f"pro-{x}": ("rollover", ROLLOVER) for x in PROCURATORATE.split()},
    **{f"samr-proc-{x}": ("rollover", ROLLOVER) for x in ("38-seizure#1", "38-seizure#2", "64-90d#1", "64-90d#2")},
    **{f"samr-proc-{x}": ("working_day", WORKING) for x in ("18-15wd#1", "18-15wd#2", "35-register", "55-review", "57-defence", "77-close")},
    **{x: ("working_day", WORKING) for x in ("tip-2022-31-5wd", "pro-2024-guide-3wd", "pro-2024-guide-10wd")},
    **{x: ("hour", HOURS) for x in ("orn310-send-24h", "orn310-police-forward-24h", "pol-175-forward-24h", "pol-180-supplement#1")},
}
DAY_PERIODS = [id for id, (default, _) in LISTED.items() if default != "hour"]
STARTS = st.dates(date(2022, 1, 1), date(2026, 6, 30))
noon = st.builds(lambda day, h, m: datetime(day.year, day.month, day.day, h, m, tzinfo=BEIJING), STARTS, st.integers(0, 23), st.integers(0, 59))


def _when(id: str) -> date:
    return date(2025, 3, 10) if id != "tip-2022-31-5wd" else date(2024, 3, 11)


def test_the_periods_are_those_listed_and_no_others():
    """Claim: exactly the ids of the formats can be computed."""
    assert sorted(periods()) == sorted(LISTED)


@pytest.mark.parametrize("id", LISTED)
def test_a_period_has_its_readings_with_their_standing(id):
    """Claim: each period has exactly the readings, standings and default that the formats give it."""
    default, standings = LISTED[id]
    start = _when(id)
    found = deadline(id, datetime(start.year, start.month, start.day, 9, tzinfo=BEIJING))
    assert {r.id: r.standing for r in found.readings} == standings
    assert (found.default, found.due.id) == (default, default)
    assert found.basis[0] == id and found.value.verified
    for fact in {*found.basis, *(f for r in found.readings for f in r.basis)}:
        assert all(v.verified for v in find(fact).parameter.values), fact


@given(st.sampled_from(DAY_PERIODS), STARTS, STARTS)
def test_who_starts_later_never_ends_earlier(id, one, other):
    """Claim: every reading is monotone in the start."""
    if id in ("tip-2022-31-5wd", "pro-2024-guide-3wd", "pro-2024-guide-10wd"):
        return
    first, second = (deadline(id, day) for day in sorted((one, other)))
    for earlier, later in zip(first.readings, second.readings, strict=True):
        assert earlier.last_day <= later.last_day


@given(st.sampled_from(sorted(x for x, (d, _) in LISTED.items() if d == "hour")), noon, noon)
def test_hours_are_monotone_too_and_end_within_the_next_hour(id, one, other):
    """Claim: a later event never ends earlier, and leaving the hour of the event out adds at most one hour."""
    first, second = (deadline(id, moment) for moment in sorted((one, other)))
    for earlier, later in zip(first.readings, second.readings, strict=True):
        assert earlier.last_moment <= later.last_moment
    hour, minute = first.readings
    assert timedelta(0) < hour.last_moment - minute.last_moment <= timedelta(hours=1)
    assert minute.last_moment - min(one, other) == timedelta(hours=first.number.value)
    assert first.safest is minute


@given(st.sampled_from(DAY_PERIODS), STARTS, st.booleans())
def test_the_safest_day_is_never_after_a_reading_and_custody_never_later(id, start, custody):
    """Claim: safest ≤ every reading; calendar ≤ rollover ≤ working_day; in custody nothing ends later."""
    try:
        found = deadline(id, start, custody)
    except NotInForceError:
        return
    ends = {r.id: r.last_day for r in found.readings}
    assert all(found.safest.last_day <= day for day in ends.values())
    if len(ends) == 3:
        assert ends["calendar"] <= ends["rollover"] <= ends["working_day"] or (custody and ends["calendar"] == ends["rollover"])
    free = {r.id: r.last_day for r in deadline(id, start).readings}
    assert all(ends[key] <= free[key] for key in ends)


@given(st.dates(date(2004, 1, 1), date(2026, 9, 1)), st.integers(1, 40), st.integers(1, 20))
def test_a_longer_period_never_ends_earlier(start, days, more):
    """Claim: for every start and reading, more days never end before fewer."""
    table = calendar()
    short, long = (last_days(start.toordinal(), n, table) for n in (days, days + more))
    assert all(a <= b for a, b in zip(short, long, strict=True))
    assert short[0] == start.toordinal() + days
    assert table.is_workday(date.fromordinal(short[1])) and table.is_workday(date.fromordinal(short[2]))


@given(st.dates(date(2004, 1, 1), date(2026, 9, 1)), st.integers(0, 60), st.integers(1, 40))
def test_a_run_of_starts_is_counted_like_each_of_them(first, length, days):
    """Claim: counting many starts at once gives what counting one after the other gives."""
    table, starts = calendar(), range(first.toordinal(), first.toordinal() + length)
    assert list(last_days_from(starts, days, table)) == [last_days(n, days, table) for n in starts]


@pytest.mark.parametrize(
    ("start", "days"),
    # The tenth working day after 12-20 lies in 2027, although the tenth day does not.
    [("2003-12-31", 3), ("2003-12-28", 3), ("2026-12-20", 10), ("2026-12-29", 3), ("2026-12-31", 3), ("2027-01-01", 3)],
)
def test_neither_way_of_counting_reads_past_the_table(start, days):
    """Claim: a start before the table, or an end past it, is a HorizonError for one start and for a run of them."""
    table, start = calendar(), date.fromisoformat(start).toordinal()
    with pytest.raises(HorizonError):
        last_days(start, days, table)
    for starts in (range(start, start + 1), range(start, start + 9), range(start - 9, start + 1)):
        with pytest.raises(HorizonError):
            last_days_from(starts, days, table)


@given(st.sampled_from(DAY_PERIODS), STARTS, st.integers(0, 23), st.integers(0, 59))
def test_the_hour_of_the_event_does_not_move_a_limit_of_days(id, start, hour, minute):
    """Claim: a period of days starts from the Beijing day of the event, whatever the hour."""
    try:
        by_day = deadline(id, start)
    except NotInForceError:
        return
    moment = datetime(start.year, start.month, start.day, hour, minute, tzinfo=BEIJING)
    assert deadline(id, moment).readings == by_day.readings


def test_nothing_unverified_can_be_computed():
    """Claim: an id that is 待核 is refused as such, and none of the computable ones is 待核."""
    unverified = {v.fact for p in all_parameters() for v in p.values if not v.verified}
    assert len(unverified) > 5 and not unverified & {id.partition("#")[0] for id in periods()}
    for id in sorted(unverified):
        with pytest.raises(UnverifiedError, match="待核"):
            counting_of(id)


@pytest.mark.parametrize("id", ["crl-214-unsold-v2025", "cnt-cpl-105", "pol-econ-16", "orn310-reverse"])
def test_a_fact_that_is_no_period_is_refused_with_the_way_to_the_list(id):
    """Claim: amounts, provisions and periods whose counting is not settled give no date."""
    with pytest.raises(UnknownIdError, match="--list"):
        deadline(id, date(2026, 7, 1))


def test_a_row_with_two_lengths_wants_to_know_which():
    """Claim: `7日；30日` is not guessed, `3日；3日` and a length with its extension mean the first."""
    with pytest.raises(UnknownIdError, match="pol-179-review-7d-30d#1、pol-179-review-7d-30d#2"):
        deadline("pol-179-review-7d-30d", date(2026, 7, 1))
    for id in ("pol-181-agency-3d", "samr-proc-64-90d", "samr-proc-18-15wd"):
        assert deadline(id, date(2026, 7, 1)).period == id + "#1"
    assert deadline("orn310-approve-3d#1", date(2026, 7, 1)).period == "orn310-approve-3d"


def test_before_the_first_value_and_after_the_last_there_is_no_deadline():
    """Claim: each period is asked on its first and last day and refused on the day before and after."""
    for id, start in (("orn310-approve-3d", date(2001, 7, 9)), ("pro-2024-guide-3wd", date(2024, 11, 26))):
        with pytest.raises(NotInForceError, match=f"自 {start} 起"):
            deadline(id, start - timedelta(days=1))
    assert deadline("pro-2024-guide-3wd", date(2024, 11, 26)).due.last_day == date(2024, 11, 29)
    assert deadline("tip-2022-31-5wd", date(2026, 4, 14)).due.last_day == date(2026, 4, 21)
    with pytest.raises(NotInForceError, match="到 2026-04-14 为止"):
        deadline("tip-2022-31-5wd", date(2026, 4, 15))


def test_the_calendar_has_two_ends_and_is_silent_beyond_both():
    """Claim: a start before the table, and a reading past it, are refused; a reading the period lacks is not asked."""
    with pytest.raises(HorizonError):
        deadline("orn310-approve-3d", date(2003, 12, 31))
    assert deadline("orn310-approve-3d", date(2026, 12, 28)).due.last_day == date(2026, 12, 31)
    with pytest.raises(HorizonError, match="2026-12-31"):
        deadline("orn310-approve-3d", date(2026, 12, 29))
    # Thirty working days from here lie in 2027; thirty days in a row do not, and this period has only those.
    assert deadline("pol-179-decide-30d", date(2026, 11, 25)).due.last_day == date(2026, 12, 25)
    assert deadline("orn310-send-24h", datetime(2026, 12, 30, 22, 30, tzinfo=BEIJING)).safest.last_day == date(2026, 12, 31)
    with pytest.raises(HorizonError):
        deadline("orn310-send-24h", datetime(2026, 12, 31, 9, tzinfo=BEIJING))


def test_an_hour_limit_wants_the_hour_and_a_moment_wants_its_offset():
    """Claim: neither is filled in."""
    with pytest.raises(InputError, match="要写明几点几分"):
        deadline("orn310-send-24h", date(2026, 7, 1))
    for id in ("orn310-send-24h", "orn310-approve-3d"):
        with pytest.raises(InputError, match="没有写时区"):
            deadline(id, datetime(2026, 7, 1, 9))  # noqa: DTZ001 - the missing zone is what is refused
