"""When cases come: a Poisson stream for each place and source, faster and slower with the season, on the axis of office time."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from .officetime import SLOT
from .streams import GOLDEN, MASK, exponential_table, key_of, mix
from .tables import Model

__all__ = ["arrivals", "gap_table"]


@cache
def gap_table() -> tuple[int, ...]:
    """The gaps of a stream with mean 1."""
    return tuple(exponential_table())


def arrivals(model: Model, seed: int, replication: int, city: int) -> list[tuple[int, int, int]]:
    """(office second · 2^24 + place · 2^16 + stream · 2^8, number in its stream, key) of every case of one city, in order.

    The n-th case of a stream always has the same key.
    """
    gaps, found = gap_table(), []
    for stream, means in enumerate(model.gaps):
        axis, weights = model.axis[stream], model.weights[stream]
        end = axis[-1]
        for place, mean in enumerate(means):
            if not mean:
                continue
            base, way, n = key_of(seed, replication, city, place, stream), 0, 0
            while True:
                n += 1
                key = mix((base + n * GOLDEN) & MASK)
                way += (gaps[key >> 52] * mean >> 20) + 1
                if way >= end:
                    break
                slot = bisect_right(axis, way) - 1
                at = slot * SLOT + (way - axis[slot]) // weights[slot] + 1
                found.append((at << 24 | place << 16 | stream << 8, n, key))
    found.sort()
    return found
