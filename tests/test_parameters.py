"""Dated values: which one stands on a day, and what is said where none does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcoord_sim.errors import NotInForceError, UnknownIdError, UnverifiedError
from ipcoord_sim.parameters import all_parameters, differences, find, number_on, value_on

ONE_DAY = timedelta(days=1)
VALUES = [(p, v) for p in all_parameters() for v in p.values]
FACTS = sorted(v.fact for _, v in VALUES)


def test_values_of_one_matter_stand_in_order_and_do_not_overlap():
    """Claim: on no day do two values of one matter stand."""
    for parameter in all_parameters():
        for before, after in zip(parameter.values, parameter.values[1:], strict=False):
            assert before.end is not None and after.start is not None, parameter.id
            assert before.end < after.start, parameter.id


def test_every_value_stands_on_its_first_and_last_day_and_not_outside():
    """Claim: both days included: the day before, the day, the last day, the day after, for every value of the law."""
    for parameter, value in VALUES:
        if value.start:
            assert value_on(parameter.id, value.start) == value
            with pytest.raises(NotInForceError):
                value_on(value.fact if len(parameter.values) > 1 else parameter.id, value.start - ONE_DAY)
        if value.end:
            assert value_on(parameter.id, value.end) == value
            assert not value.covers(value.end + ONE_DAY)


@pytest.mark.parametrize(
    ("day", "fact", "figures"),
    [
        ("2025-04-25", "crl-214-unsold-v2011", [150000]),
        ("2025-04-26", "crl-214-unsold-v2025", [150000, 90000]),
    ],
)
def test_a_threshold_changes_on_the_day_the_interpretation_took_effect(day, fact, figures):
    """Claim: the day before the new interpretation has the old figure, the day itself the new one.

    依据：法释〔2025〕5号第5条第1款（三）、法发〔2011〕3号第8条。
    """
    value = value_on("crl-214-unsold", date.fromisoformat(day))
    assert (value.fact, [n.value for n in value.numbers]) == (fact, figures)


def test_a_number_is_named_by_its_place():
    """Claim: `#1` and `#2` are the first and second number of the row, as the fact base counts them."""
    one, two = (find(f"pol-180-supplement#{n}").numbers[0] for n in (1, 2))
    assert (one.value, one.unit, two.value, two.unit) == (24, "hour", 3, "day")
    assert number_on("pol-180-supplement#2", date(2026, 7, 1)) is two
    with pytest.raises(UnknownIdError, match="#1 到 #2"):
        number_on("pol-180-supplement", date(2026, 7, 1))


@pytest.mark.parametrize("place", ["0", "3", "-1", "x", "", "²", "01", " 1", "1" * 5000, "1#1"])
def test_a_place_that_is_not_there_is_refused(place):
    """Claim: only the places that the row has are numbers of it."""
    with pytest.raises(UnknownIdError, match="它有 2 个数"):
        find(f"pol-180-supplement#{place}")


def test_before_the_first_value_the_beginning_is_named_and_what_stood_instead():
    """Claim: the sentence says since when, and which other value stood on that day."""
    with pytest.raises(NotInForceError, match="（crl-214-unsold-v2025）自 2025-04-26 起.*那一天有效的是 crl-214-unsold-v2011"):
        value_on("crl-214-unsold-v2025", date(2025, 4, 25))
    with pytest.raises(NotInForceError, match="（crl-214-unsold-v2011）到 2025-04-25 为止.*那一天有效的是 crl-214-unsold-v2025"):
        value_on("crl-214-unsold-v2011", date(2025, 4, 26))


@given(st.sampled_from(FACTS), st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_no_day_gives_none_and_nothing_unverified_passes_as_law(fact, day):
    """Claim: a value or a sentence, never None; with `verified_only` nothing 待核 comes out."""
    try:
        value = value_on(fact, day, verified_only=True)
    except (NotInForceError, UnverifiedError) as refused:
        assert fact in str(refused) and refused.en
    else:
        assert value.verified and value.covers(day)


def test_an_unverified_value_may_be_shown_but_founds_nothing():
    """Claim: 待核 can be looked up, and is refused where only confirmed law may stand."""
    fact, value = next((v.fact, v) for _, v in VALUES if not v.verified and v.start is None or not v.verified and v.start < date(2026, 1, 1))
    assert value_on(fact, date(2026, 7, 1)) == value
    with pytest.raises(UnverifiedError, match="待核"):
        value_on(fact, date(2026, 7, 1), verified_only=True)


@given(st.dates(date(1997, 1, 1), date(2028, 1, 1)), st.dates(date(1997, 1, 1), date(2028, 1, 1)))
def test_differences_read_backwards_are_the_same_differences(one, other):
    """Claim: between two days the same matters differ, whichever comes first; a day does not differ from itself."""
    there = {(p.id, then, now) for p, then, now in differences(one, other)}
    back = {(p.id, now, then) for p, then, now in differences(other, one)}
    assert there == back and not differences(one, one)
    assert all(then is not now for _, then, now in there)


def test_the_new_interpretation_changes_exactly_what_begins_or_ends_that_day():
    """Claim: the difference of two neighbouring days is what the dates in the data say."""
    eve, day = date(2025, 4, 25), date(2025, 4, 26)
    expected = {p.id for p, v in VALUES if v.start == day or v.end == eve}
    assert {p.id for p, _, _ in differences(eve, day)} == expected and len(expected) > 20
