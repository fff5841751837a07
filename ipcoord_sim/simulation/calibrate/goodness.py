"""How well four points draw a distribution: how near the best four points come to the times themselves.

Were the times drawn from some four points, these would lie within Kolmogorov's bound 95 times in a hundred, and the best ones
lie nearer still. So where even the best ones lie beyond it, four points are not the form of these times.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import ceil, sqrt

__all__ = ["AT", "bound", "distance", "four_points", "nearest_distance"]

AT = (0.0, 0.5, 0.9, 1.0)
# Where the second and third point are looked for, as shares of the sorted times.
_HALF = [n / 100 for n in range(35, 66, 2)]
_NINE = [n / 100 for n in range(80, 98)]
# More times than this are thinned evenly; no share moves by more than 1 in as many.
_MOST = 1000
_KOLMOGOROV = 1.358


def four_points(times: Sequence[int]) -> tuple[int, ...]:
    """The least, half, nine tenths and most of sorted times.

    >>> four_points(range(1, 101))
    (1, 50, 90, 100)
    """
    return tuple(_at(times, p) for p in AT)


def distance(times: Sequence[int], points: Sequence[float]) -> float:
    """The largest gap between the share of sorted times up to a value and the share that the points give it (Kolmogorov)."""
    n, worst = len(times), 0.0
    for k, t in enumerate(times):
        # Both shares may jump at a time that stands there often: the gap counts just before it and at it.
        if k == 0 or times[k - 1] < t:
            worst = max(worst, abs(k / n - _share(points, t, bisect_left(points, t))))
        if k + 1 == n or times[k + 1] > t:
            worst = max(worst, abs((k + 1) / n - _share(points, t, bisect_right(points, t))))
    return worst


def _share(points: Sequence[float], t: float, place: int) -> float:
    if place == 0 or place == len(points):
        return float(place > 0)
    low, high = points[place - 1], points[place]
    return AT[place - 1] + (AT[place] - AT[place - 1]) * (t - low) / (high - low)


def nearest_distance(times: Sequence[int]) -> float:
    """The distance of sorted times to the four points that come nearest, looked for on a grid, one point after the other."""
    kept = times if len(times) <= _MOST else [times[k * len(times) // _MOST] for k in range(_MOST)]
    least, half, nine, most = four_points(kept)
    for _ in range(2):
        half = min((_at(kept, p) for p in _HALF), key=lambda h: distance(kept, (least, h, max(h, nine), most)))
        nine = min((max(half, _at(kept, p)) for p in _NINE), key=lambda q: distance(kept, (least, half, q, most)))
    return distance(kept, (least, half, nine, most))


def bound(n: int) -> float:
    """Kolmogorov's 95 % point for so many times, with what thinning may move."""
    return _KOLMOGOROV / sqrt(n) + (1 / _MOST if n > _MOST else 0.0)


def _at(times: Sequence[int], p: float) -> int:
    """The smallest time that at least the share `p` does not exceed."""
    return times[max(0, ceil(len(times) * p - 1e-9) - 1)]
