"""The engine, readable as the specification: a case is a generator that asks for a desk and for work; a heap keeps the order.

Times are whole office seconds. Of two events at one second the case with the lower number goes first; a case does one thing
at a time, so no further rule is needed. Desks of a pool are equal, and who asked first is served first.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Generator
from heapq import heappop, heappush, heapreplace

from .arriving import arrivals
from .flow import HEAD
from .officetime import SLOT
from .streams import FIRST, MASK, SECOND
from .tables import Model

__all__ = ["absence", "new_row", "run_plain", "way"]

_NUMBER = 20
_LOW = (1 << _NUMBER) - 1
_PSB, _SLIPS, _END, _BORN = HEAD.index("psb"), HEAD.index("slips"), HEAD.index("end"), HEAD.index("born")


def run_plain(model: Model, seed: int, replication: int = 0, city: int = 0) -> list[list[int]]:
    """The rows of one city's cases, in the order in which the cases came."""
    collecting = gc.isenabled()
    gc.disable()  # rows and generators refer to nothing that refers to them: looking for circles is a tenth of the time
    try:
        return _run(model, arrivals(model, seed, replication, city))
    finally:
        if collecting:
            gc.enable()


def _run(model: Model, came: list[tuple[int, int, int]]) -> list[list[int]]:
    rows: list[list[int]] = []
    number, low = _NUMBER, _LOW
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
        now, n = event >> number, event & low
        if n == unborn:  # a new case; the one after it takes its turn in the heap
            row = new_row(model, n - first, came[n - first])
            rows.append(row)
            resume.append(way(model, row, came[n - first][2]).send)
            unborn += 1
            if len(rows) < len(came):
                heappush(heap, came[len(rows)][0] >> 24 << _NUMBER | unborn)
            request = resume[n](None)
        else:
            request = resume[n](now)
        if request is None:
            heappop(heap)
            continue
        pool, seconds = request
        if pool:
            desks = free[pool]
            start = desks[0]
            now = (start if start > now else now) + seconds
            heapreplace(desks, now)
        else:
            now += seconds
        heapreplace(heap, now << number | n)
    return rows


def absence(pool: int, seconds: int) -> Generator:
    """An officer who is away: one desk is taken as if by work."""
    yield None
    yield pool, seconds
    yield None


def way(model: Model, row: list[int], key: int) -> Generator:
    """One case on its way through the stages; it yields (pool, seconds), pool 0 without a desk, and is sent the second at which that is done."""
    stages, closed, own = model.plain, model.time.closed_office, row[1]
    now, stage = row[_BORN], model.first[row[2]]
    variant = row[4] << 3 | row[5] << 1 | (own == 0)
    draw, mask, first, second = 0, MASK, FIRST, SECOND
    while stage >= 0:
        pool, at, work, until, asked, column, step, slip, after, choices = stages[stage]
        if step:  # streams.mix, written out: a call would cost half as much again
            draw = (key + step) & mask
            draw = ((draw ^ (draw >> 30)) * first) & mask
            draw = ((draw ^ (draw >> 27)) * second) & mask
            draw ^= draw >> 31
        if pool:
            seconds = work[draw & 1023]
            row[asked] = now
            now = yield pool + (own if at == 0 else row[_PSB] if at == 1 else 0), seconds
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
    place, low = at >> 16 & 255, key & 0xFFFFFFFF
    row = model.blank[:]
    row[0], row[1], row[6], row[9] = n, place, place, at >> 24
    row[2] = at >> 8 & 255
    row[3] = offence = bisect_right(model.offence_cuts, low & 65535)
    row[4] = bisect_right(model.band_cuts[offence], low >> 16)
    if (key >> 32 & 65535) < model.goods_cut:
        row[5] = 1
    return row
