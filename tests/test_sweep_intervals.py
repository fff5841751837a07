"""Intervals against closed forms: Student's t with one, two and four degrees of freedom, the beta function at whole numbers, coverage by exact count."""

from __future__ import annotations

from math import acos, comb, cos, exp, log, pi, sqrt, tan
from random import Random
from statistics import NormalDist

import pytest

from ipcoord_sim.simulation.intervals import mean, paired, proportion, quantile, rate, t_quantile

# Enough that a fixed seed's share of hits lies within 2 points of the truth (binomial: three deviations are 1.5 points at 95 %).
TRIALS = 2000


@pytest.mark.parametrize("p", [0.6, 0.9, 0.975, 0.995])
def test_students_t_where_it_has_a_closed_form(p):
    """Claim: df 1 is Cauchy's tan, df 2 and 4 have roots; many degrees of freedom are the normal distribution."""
    a = 4 * p * (1 - p)
    assert t_quantile(p, 1) == pytest.approx(tan(pi * (p - 0.5)), rel=1e-10)
    assert t_quantile(p, 2) == pytest.approx(2 * (p - 0.5) * sqrt(2 / a), rel=1e-10)
    q = cos(acos(sqrt(a)) / 3) / sqrt(a)
    assert t_quantile(p, 4) == pytest.approx(2 * sqrt(q - 1), rel=1e-9)
    assert t_quantile(p, 10**6) == pytest.approx(NormalDist().inv_cdf(p), rel=1e-5)
    assert t_quantile(1 - p, 7) == -t_quantile(p, 7)


def test_a_mean_by_hand():
    """Claim (by hand): 1, 2, 3, 4 have mean 2.5 and half width 3.1824 · sqrt(5/3 / 4); one value has no interval."""
    found = mean([1, 2, 3, 4])
    assert found.estimate == 2.5 and found.high - 2.5 == pytest.approx(3.182446305 * sqrt(5 / 12), rel=1e-8)
    assert (mean([7]).low, mean([7]).needed) == (None, 2)


def test_paired_differences_cancel_what_is_common():
    """Claim: a shift by 3 of any values is exactly 3, without width; unpaired lengths are refused."""
    values = [Random(1).gauss(0, 100) for _ in range(50)]
    found = paired(values, [v + 3 for v in values])
    assert found.estimate == pytest.approx(3) and found.high - found.low < 1e-9
    with pytest.raises(ValueError, match="shorter"):
        paired([1, 2], [1])


@pytest.mark.parametrize(("n", "p", "ranks"), [(100, 0.5, (40, 61)), (6, 0.5, (1, 6)), (36, 0.9, (29, 36)), (1000, 0.9, (881, 919))])
def test_the_ranks_of_a_quantile_hold_its_level_exactly(n, p, ranks):
    """Claim: the chance that the quantile lies between the two ranks, summed over the binomial, is at least 95 %; one rank closer it is below."""
    found = quantile(range(1, n + 1), p)
    assert (found.low, found.high) == ranks

    def within(low: int, high: int) -> float:
        return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(low, high))

    low, high = ranks
    assert within(low, high) >= 0.95
    tail = [sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in ks) for ks in (range(low + 1), range(high - 1, n + 1))]
    assert all(t > 0.025 for t in tail)


@pytest.mark.parametrize(("p", "needed"), [(0.5, 6), (0.9, 36), (0.1, 36)])
def test_too_few_values_for_a_quantile_say_how_many_it_takes(p, needed):
    """Claim: the least n with an interval is the least with both p^n and (1-p)^n below 2.5 % (hand: 0.5^6, 0.9^36)."""
    assert needed == min(n for n in range(1, 99) if max(p, 1 - p) ** n <= 0.025)
    short, enough = quantile(range(needed - 1), p), quantile(range(needed), p)
    assert (short.low, short.needed) == (None, needed) and enough.low is not None


def test_quantile_intervals_cover_a_known_distribution():
    """Claim: for the exponential distribution, whose quantile is -ln(1-p), 95 % intervals of 60 values hold it in at least 94 of 100 trials."""
    chance = Random(157)
    for p in (0.5, 0.9):
        hits = sum(quantile([chance.expovariate(1) for _ in range(60)], p).holds(-log(1 - p)) for _ in range(TRIALS))
        assert 0.94 <= hits / TRIALS <= 0.985


def test_mean_intervals_cover_a_known_distribution():
    """Claim: for normal values the t interval of 10 holds the mean in 95 of 100 trials, two points either way."""
    chance = Random(157)
    hits = sum(mean([chance.gauss(5, 2) for _ in range(10)]).holds(5) for _ in range(TRIALS))
    assert hits / TRIALS == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (10, 10), (7, 20), (1, 3), (50, 400)])
def test_a_share_lies_where_the_binomial_tails_are_a_fortieth(hits, n):
    """Claim: at its ends the chance of so many hits or more, or fewer, is exactly 2.5 %."""
    found = proportion(hits, n)

    def tail(p: float, ks) -> float:
        return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in ks)

    assert found.low == 0 if hits == 0 else tail(found.low, range(hits, n + 1)) == pytest.approx(0.025, rel=1e-6)
    assert found.high == 1 if hits == n else tail(found.high, range(hits + 1)) == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize("events", [0, 1, 7, 40])
def test_a_rate_lies_where_the_poisson_tails_are_a_fortieth(events):
    """Claim: as for shares; none in one year may still be 3.689 a year (hand: -ln 0.025)."""
    found = rate(events, 2.0)

    def below(m: float, k: int) -> float:
        term, total = exp(-m), 0.0
        for i in range(k + 1):
            total += term
            term *= m / (i + 1)
        return total

    assert below(2 * found.high, events) == pytest.approx(0.025, rel=1e-6)
    assert found.low == 0 if events == 0 else 1 - below(2 * found.low, events - 1) == pytest.approx(0.025, rel=1e-6)
    assert rate(0, 1.0).high == pytest.approx(-log(0.025), rel=1e-9)
