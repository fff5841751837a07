"""Thresholds: what holds for every case, found by trying many."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcoord_sim import call, data
from ipcoord_sim.errors import IpcoordError
from ipcoord_sim.thresholds import assess, epochs

FACTS = data.load()["thresholds"]["facts"]
CONDUCTS = [c["id"] for c in FACTS["conducts"]]
MONEY = [f["id"] for f in FACTS["fields"] if f["kind"] == "money"]
COUNTS = [f["id"] for f in FACTS["fields"] if f["kind"] == "count"]
NAMED = (10000, 15000, 20000, 25000, 30000, 50000, 90000, 100000, 150000, 250000, 300000, 500000, 1500000, 2500000, 3000000)
ORDER = {"not_yet_an_offence": 0, "not_met": 1, "no_figure": 2, "unknown": 3, "met": 4}
TIERS = {None: 0, "basic": 1, "aggravated": 2}

moneys = st.one_of(st.sampled_from(NAMED), st.sampled_from([n - 0.01 for n in NAMED]), st.integers(0, 4_000_000), st.just(0))
counts = st.one_of(st.sampled_from((250, 499, 500, 1000, 2500, 3000, 5000, 9999, 10000, 15000, 30000, 60000, 150000)), st.integers(0, 200_000))
days = st.one_of(st.sampled_from(epochs()), st.dates(date(1997, 10, 1), date(2026, 11, 23)))
cases = st.builds(
    lambda conduct, money, count, flags: {"conduct": conduct, **money, **count, **flags},
    st.lists(st.sampled_from(CONDUCTS), min_size=1, max_size=4, unique=True),
    st.dictionaries(st.sampled_from(MONEY), moneys),
    st.dictionaries(st.sampled_from(COUNTS), counts),
    st.fixed_dictionaries({}, optional={
        "marks": st.integers(1, 3), "patents": st.integers(1, 3), "bankruptcy": st.booleans(), "prior_sanction_within_2y": st.booleans(),
        "entity": st.sampled_from(["individual", "unit"]), "for_profit": st.booleans(), "reasonable_suspicion": st.booleans(),
    }),
)


def _severity(entry: str, tier: str | None) -> tuple[int, int]:
    return ORDER[entry], TIERS[tier]


@settings(max_examples=250, deadline=None)
@given(cases, days, days, st.data())
def test_more_of_an_amount_that_is_known_never_makes_a_case_milder(facts, one, two, drawn):
    """Raising any given amount lowers neither the result nor either law's own answer."""
    on, handled = sorted((one, two))
    amounts = [key for key in facts if key in MONEY + COUNTS]
    if not amounts:
        return
    field = drawn.draw(st.sampled_from(amounts))
    more = facts | {field: facts[field] + drawn.draw(counts)}
    for before, after in zip(assess(facts, on=on, handled=handled).results, assess(more, on=on, handled=handled).results, strict=True):
        assert _severity(after.entry, after.tier) >= _severity(before.entry, before.tier)
        for side in ("under_old_law", "under_new_law"):
            assert _severity(*getattr(after, side)) >= _severity(*getattr(before, side))


@settings(max_examples=250, deadline=None)
@given(cases, days, days)
def test_the_answer_is_never_harsher_than_the_law_of_the_conduct_where_that_law_had_figures(facts, one, two):
    """Met needs both laws to be met, but where the old one had no figure; the tier is the lower of the two."""
    on, handled = sorted((one, two))
    for r in assess(facts, on=on, handled=handled).results:
        if r.entry == "met" and r.rule == "ver-2001-rule3":
            sides = [s for s in (r.under_old_law, r.under_new_law) if s[0] != "no_figure"]
            assert all(s[0] == "met" for s in sides)
            assert TIERS[r.tier] <= min(TIERS[s[1]] for s in sides) or len(facts["conduct"]) > 1
        if r.under_old_law[0] == "not_yet_an_offence":
            assert r.entry == "not_yet_an_offence"


@settings(max_examples=200, deadline=None)
@given(cases, days, days)
def test_the_nearest_change_flips_the_result_and_half_of_it_does_not_by_the_same_figure(facts, one, two):
    """Adding `short_by` to the named amount meets the entry; `nearest` stands only with not_met."""
    on, handled = sorted((one, two))
    for n, r in enumerate(assess(facts, on=on, handled=handled).results):
        assert r.nearest is None or r.entry == "not_met"
        if r.nearest:
            raised = facts | {r.nearest.field: round(facts[r.nearest.field] + r.nearest.short_by, 6)}
            assert assess(raised, on=on, handled=handled).results[n].entry == "met"


@settings(max_examples=200, deadline=None)
@given(cases, days, days)
def test_missing_amounts_are_absent_ones_and_stand_only_with_unknown(facts, one, two):
    """Nothing that was given is missing; an unknown result that is not disputed names what is missing."""
    on, handled = sorted((one, two))
    for r in assess(facts, on=on, handled=handled).results:
        assert not set(r.missing) & set(facts)
        assert bool(r.missing) == (r.entry == "unknown") or r.disputed
        assert (r.tier is None) == (r.entry != "met")
        assert any(w.decisive for w in r.why) == (r.entry == "met")


@settings(max_examples=150, deadline=None)
@given(cases, days)
def test_one_day_for_conduct_and_handling_gives_one_law(facts, day):
    """Both laws agree, and the answer is theirs."""
    for r in assess(facts, on=day, handled=day).results:
        assert r.under_old_law == r.under_new_law and r.lenient in ("same", "old")
        if not r.disputed:
            assert r.entry == r.under_old_law[0]


@settings(max_examples=150, deadline=None)
@given(cases, days, days)
def test_advice_follows_the_answers(facts, one, two):
    """Refer where an entry is met or suspicion is reasonable; else consult, investigate, penalise in that order."""
    on, handled = sorted((one, two))
    answer = assess(facts, on=on, handled=handled)
    entries = {r.entry for r in answer.results}
    if "met" in entries or facts.get("reasonable_suspicion"):
        expected = "refer"
    elif "no_figure" in entries or any(r.disputed for r in answer.results):
        expected = "consult"
    else:
        expected = "investigate" if "unknown" in entries else "penalise"
    assert answer.advice.act == expected and "{" not in answer.advice.because_zh


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4), max_leaves=8,
)
near_facts = st.dictionaries(st.sampled_from([*MONEY, *COUNTS, "conduct", "marks", "entity", "bankruptcy", "other_signs"]), json_values, max_size=5)


@settings(max_examples=300, deadline=None)
@given(st.one_of(json_values, near_facts, cases), st.one_of(st.text(max_size=12), days.map(str)), st.one_of(st.text(max_size=12), days.map(str)))
def test_whatever_is_asked_no_error_escapes_that_is_not_ours(facts, on, handled):
    """The answer is an object, or one sentence of the error tree in both languages."""
    try:
        assert "advice" in call("assess", {"on": on, "handled": handled, "facts": facts})
    except IpcoordError as refused:
        assert refused.zh and refused.en


@pytest.mark.parametrize("conduct", CONDUCTS)
def test_every_conduct_opens_one_offence(conduct):
    """Each word of the conducts leads to exactly one result."""
    assert len(assess({"conduct": [conduct]}, on=date(2025, 5, 20), handled=date(2025, 6, 3)).results) == 1
