"""Estimates with their intervals, on the standard library alone.

One value a replication, replications independent of each other: that is all these intervals assume besides what each method says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, fsum, lgamma, log, log1p, sqrt
from statistics import NormalDist

__all__ = ["Interval", "mean", "paired", "proportion", "quantile", "rate", "t_quantile"]

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and how far it may be off: `low`..`high` holds the true one in `level` of all such samples.

    `low` and `high` are None where `n` is too small for any interval; `needed` then says how many it takes.
    """

    estimate: float
    low: float | None
    high: float | None
    n: int
    level: float
    method: str
    needed: int = 0

    def holds(self, value: float) -> bool:
        """Whether the value lies inside."""
        return self.low is not None and self.high is not None and self.low <= value <= self.high


def mean(values: Sequence[float], level: float = LEVEL) -> Interval:
    """The mean of independent values; Student's t, exact for normal values and by the central limit theorem for others.

    >>> mean([4.0, 6.0]).needed, mean([4.0]).needed
    (0, 2)
    """
    n = len(values)
    centre = fsum(values) / n
    if n < 2:
        return Interval(centre, None, None, n, level, "t", 2)
    half = t_quantile(0.5 + level / 2, n - 1) * sqrt(fsum((v - centre) ** 2 for v in values) / (n - 1) / n)
    return Interval(centre, centre - half, centre + half, n, level, "t")


def paired(first: Sequence[float], second: Sequence[float], level: float = LEVEL) -> Interval:
    """The mean of `second - first`, pair by pair: what the pairs have in common falls out."""
    return mean([b - a for a, b in zip(first, second, strict=True)], level)


def quantile(values: Sequence[float], p: float, level: float = LEVEL) -> Interval:
    """The `p`-quantile of independent values; two order statistics, whose ranks the binomial distribution gives.

    Free of any assumption on the distribution; the level is reached or passed. The estimate is the smallest value
    that at least the share `p` of all values does not exceed.

    >>> quantile(range(1, 101), 0.5).estimate
    50
    """
    ordered, n = sorted(values), len(values)
    below, above = _ranks(n, p, (1 - level) / 2)
    estimate = ordered[max(0, ceil(n * p - 1e-9) - 1)]
    if below < 1 or above > n:
        tail = (1 - level) / 2
        return Interval(estimate, None, None, n, level, "order", max(ceil(log(tail) / log(p)), ceil(log(tail) / log1p(-p))))
    return Interval(estimate, ordered[below - 1], ordered[above - 1], n, level, "order")


def proportion(hits: int, n: int, level: float = LEVEL) -> Interval:
    """A share, by Clopper and Pearson: exact, never too narrow.

    >>> round(proportion(0, 10).high, 4)
    0.3085
    """
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else _solve(lambda p: 1 - _binomial(hits - 1, n, p) - tail, 0.0, 1.0)
    high = 1.0 if hits == n else _solve(lambda p: tail - _binomial(hits, n, p), 0.0, 1.0)
    return Interval(hits / n, low, high, n, level, "clopper-pearson")


def rate(events: int, exposure: float, level: float = LEVEL) -> Interval:
    """Events in a unit of exposure, by Garwood: exact for a Poisson count.

    >>> round(rate(0, 1.0).high, 4)
    3.6889
    """
    tail, most = (1 - level) / 2, 2 * events + 40.0
    low = 0.0 if events == 0 else _solve(lambda m: 1 - _poisson(events - 1, m) - tail, 0.0, most)
    high = _solve(lambda m: tail - _poisson(events, m), 0.0, most)
    return Interval(events / exposure, low / exposure, high / exposure, events, level, "garwood")


def t_quantile(p: float, df: int) -> float:
    """The `p`-quantile of Student's t with `df` degrees of freedom.

    >>> round(t_quantile(0.975, 1), 4)
    12.7062
    """
    if p < 0.5:
        return -t_quantile(1 - p, df)
    if df > 10**6:
        return NormalDist().inv_cdf(p)
    # The beta variable x = df / (df + t²) falls as t grows; halving finds it to the last digit.
    x = _solve(lambda x: 1 - p - _beta(df / 2, 0.5, x) / 2, 0.0, 1.0, falling=True)
    return sqrt(df * (1 - x) / x) if x > 0 else float("inf")


def _ranks(n: int, p: float, tail: float) -> tuple[int, int]:
    """The ranks whose values enclose the quantile: each misses it with a chance of at most `tail`."""
    below, above, sum_ = 0, n + 1, 0.0
    for k in range(n + 1):
        sum_ += exp(_choose(n, k) + k * log(p) + (n - k) * log1p(-p))
        if sum_ <= tail:
            below = k + 1
        if sum_ >= 1 - tail:
            above = k + 1
            break
    return below, above


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _binomial(k: int, n: int, p: float) -> float:
    """The chance of at most `k` hits."""
    return _beta(n - k, k + 1, 1 - p)


def _poisson(k: int, m: float) -> float:
    """The chance of at most `k` events where `m` are expected."""
    return fsum(exp(i * log(m) - m - lgamma(i + 1)) for i in range(k + 1)) if m > 0 else 1.0


def _beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    tiny, f, c, d = 1e-300, 1.0, 1.0, 0.0
    for i in range(2000):
        m = i // 2
        if i == 0:
            step = 1.0
        elif i % 2 == 0:
            step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + step * d or tiny)
        c = 1 + step / c or tiny
        f *= c * d
        if i and abs(1 - c * d) < 1e-15:
            break
    return front * (f - 1)


def _solve(rising, low: float, high: float, *, falling: bool = False) -> float:
    """Where the function passes zero, by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        if (rising(middle) < 0) != falling:
            low = middle
        else:
            high = middle
        if low == middle == high or high - low < 1e-16 * max(1.0, abs(high)):
            break
    return (low + high) / 2
