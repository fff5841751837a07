"""How well four points draw a distribution: the distance to the times themselves, judged against samples that the four points did make.

The points come from the same times, so no table of the distance fits: it is found by drawing, with a fixed seed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import ceil
from random import Random

__all__ = ["AT", "distance", "four_points", "share_beyond"]

AT = (0.0, 0.5, 0.9, 1.0)
DRAWS = 99
_SEED = 157
# More times than this are thinned evenly: a larger sample would only take longer.
_MOST = 1000


def four_points(times: Sequence[int]) -> tuple[int, int, int, int]:
    """The least, half, nine tenths and most of sorted times.

    >>> four_points(range(1, 101))
    (1, 50, 90, 100)
    """
    n = len(times)
    return tuple(times[max(0, ceil(n * p - 1e-9) - 1)] for p in AT)


def distance(times: Sequence[int], points: Sequence[float]) -> float:
    """The largest gap between the share of sorted times up to a value and the share that the points give it (Kolmogorov)."""
    n, worst = len(times), 0.0
    for k, t in enumerate(times):
        place = min(max(bisect_right(points, t), 1), 3)
        low, high = points[place - 1], points[place]
        expected = AT[place] if high == low else AT[place - 1] + (AT[place] - AT[place - 1]) * min(1.0, max(0.0, (t - low) / (high - low)))
        if k + 1 == n or times[k + 1] > t:  # of equal times the last one counts
            worst = max(worst, abs((k + 1) / n - expected))
    return worst


def share_beyond(times: Sequence[int]) -> tuple[float, float]:
    """The distance of the times to their own four points, and the share of samples from these points that lie as far from theirs."""
    kept = times if len(times) <= _MOST else [times[k * len(times) // _MOST] for k in range(_MOST)]
    points = four_points(kept)
    found, chance = distance(kept, points), Random(_SEED)
    beyond = 0
    for _ in range(DRAWS):
        drawn = sorted(_draw(points, chance.random()) for _ in kept)
        beyond += distance(drawn, four_points(drawn)) >= found
    return found, (beyond + 1) / (DRAWS + 1)


def _draw(points: Sequence[float], u: float) -> int:
    place = 1 if u < AT[1] else 2 if u < AT[2] else 3
    low, high = points[place - 1], points[place]
    return int(low + (high - low) * (u - AT[place - 1]) / (AT[place] - AT[place - 1]))
