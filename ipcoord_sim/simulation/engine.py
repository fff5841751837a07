"""The engine, readable as the specification: a case is a generator that asks for a desk and for work; a heap keeps the order.

Times are whole office seconds. Of two events at one second the case with the lower number goes first; a case does one thing
at a time, so no further rule is needed. Desks of a pool are equal, and who asked first is served first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator
from heapq import heappop, heappush, heapreplace

from .arriving import arrivals
from .flow import HEAD
from .officetime import SLOT
from .streams import MASK, mix
from .tables import Model

__all__ = ["absence", "new_row", "run_plain", "way"]

_NUMBER = 20
_LOW = (1 << _NUMBER) - 1
_PSB, _SLIPS, _END, _BORN = HEAD.index("psb"), HEAD.index("slips"), HEAD.index("end"), HEAD.index("born")


def run_plain(model: Model, seed: int, replication: int = 0, city: int = 0) -> list[list[int]]:
    """The rows of one city's cases, in the order in which the cases came."""
    came = arrivals(model, seed, replication, city)
    rows: list[list[int]] = []
    free = [[0] * desks for desks in model.desks]
    # First the officers who will be away, then the cases: each is a generator, resumed with the second of its event.
    resume, heap = [], []
    for n, (at, pool, seconds) in enumerate(model.absences):
        away = absence(pool, seconds)
        next(away)
        resume.append(away.send)
        heap.append(at << _NUMBER | n)
    first = unborn = len(heap)
    if came:
        heappush(heap, came[0][0] >> 24 << _NUMBER | first)
    while heap:
        event = heap[0]
        now, n = event >> _NUMBER, event & _LOW
        if n == unborn:  # a new case; the one after it takes its turn in the heap
            row = new_row(model, n - first, came[n - first])
            rows.append(row)
            resume.append(way(model, row, came[n - first][2]).send)
            unborn += 1
            if len(rows) < len(came):
                heappush(heap, came[len(rows)][0] >> 24 << _NUMBER | unborn)
            now = None
        request = resume[n](now)
        if request is None:
            heappop(heap)
            continue
        pool, seconds = request
        if pool:
            desks = free[pool]
            start = desks[0]
            done = (start if start > event >> _NUMBER else event >> _NUMBER) + seconds
            heapreplace(desks, done)
        else:
            done = (event >> _NUMBER) + seconds
        heapreplace(heap, done << _NUMBER | n)
    return rows


def absence(pool: int, seconds: int) -> Generator:
    """An officer who is away: one desk is taken as if by work."""
    yield None
    yield pool, seconds
    yield None


def way(model: Model, row: list[int], key: int) -> Generator:
    """One case on its way through the stages; it yields (pool, seconds), pool 0 without a desk, and is sent the second at which that is done."""
    stages, closed, own = model.stages, model.time.closed_office, row[1]
    now, stage = row[_BORN], model.first[row[2]]
    variant = row[4] << 3 | row[5] << 1 | (own == 0)
    while stage >= 0:
        pool, at, work, until, asked, column, step, slip, after, choices = stages[stage]
        draw = mix((key + step) & MASK) if step else 0
        if pool:
            seconds = work[draw & 1023]
            row[asked] = now
            now = yield pool + (row[_PSB] if at == 1 else 0 if at == 2 else own), seconds
            row[asked + 1] = now - seconds
        elif work:
            if work[draw & 1023]:
                now = yield 0, work[draw & 1023]
        elif until and until[(now - 1) // SLOT] > now:
            now = yield 0, until[(now - 1) // SLOT] - now
        if now > closed:
            break
        row[column] = now
        if slip:
            if draw >> 48 < slip.shares[variant]:
                row[_SLIPS] |= slip.bit
                variant |= slip.mark
            if slip.moves:
                row[_PSB] = (own + 1 + (key >> 8) % (len(model.places) - 1)) % len(model.places)
        if after is not None:
            stage = after
            continue
        chance = draw >> 16 & 65535
        for threshold, stage in choices[variant]:  # noqa: B007
            if chance < threshold:
                break
    else:
        row[_END] = -1 - stage
    yield None


def new_row(model: Model, n: int, came: tuple[int, int, int]) -> list[int]:
    """The row of a new case with what its key says of it: offence, band, goods."""
    at, _, key = came
    place = at >> 16 & 255
    offence = bisect_right(model.offence_cuts, key & 65535)
    band = bisect_right(model.band_cuts[offence], key >> 16 & 65535)
    goods = 1 if (key >> 32 & 65535) < model.goods_cut else 0
    return [n, place, at >> 8 & 255, offence, band, goods, place, 0, 0, at >> 24] + model.blank
