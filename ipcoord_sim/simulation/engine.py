"""The engine, readable as the specification: a case is a generator that asks for a desk and for work; a heap keeps the order.

Times are whole office seconds. Of two events at one second the case with the lower number goes first; a case does one thing
at a time, so no further rule is needed. Desks of a pool are equal, and who asked first is served first.
"""

from __future__ import annotations

from collections.abc import Generator
from heapq import heappop, heappush, heapreplace

from .arriving import arrivals
from .officetime import SLOT
from .streams import GOLDEN, MASK, mix
from .tables import HEAD, Model

__all__ = ["absence", "new_row", "run_plain", "way"]

_STAGES = len(HEAD)
_NUMBER = 20
_LOW = (1 << _NUMBER) - 1
_PSB, _SLIPS, _END = HEAD.index("psb"), HEAD.index("slips"), HEAD.index("end")


def run_plain(model: Model, seed: int, replication: int = 0, city: int = 0) -> list[list[int]]:
    """The rows of one city's cases, in the order in which the cases came."""
    came = arrivals(model, seed, replication, city)
    rows: list[list[int]] = []
    away = [absence(pool, seconds) for _, pool, seconds in model.absences]
    free = [[0] * desks for desks in model.desks]
    first_case = len(away)
    resume = [gen.send for gen in away]
    heap = [at << _NUMBER | n for n, (at, _, _) in enumerate(model.absences)]
    if came:
        heappush(heap, came[0][0] << _NUMBER | first_case)
    while heap:
        event = heap[0]
        now, n = event >> _NUMBER, event & _LOW
        if n == len(resume):  # a new case; the one after it takes its turn in the heap
            rows.append(new_row(model, n - first_case, came[n - first_case]))
            resume.append(way(model, rows[-1], came[n - first_case][3]).send)
            if len(rows) < len(came):
                heappush(heap, came[len(rows)][0] << _NUMBER | n + 1)
            request = resume[n](None)
        else:
            request = resume[n](None if n < first_case and event == model.absences[n][0] << _NUMBER | n else now)
        if request is None:
            heappop(heap)
            continue
        pool, seconds = request
        if pool:
            desks = free[pool]
            start = desks[0] if desks[0] > now else now
            heapreplace(desks, start + seconds)
            heapreplace(heap, start + seconds << _NUMBER | n)
        else:
            heapreplace(heap, now + seconds << _NUMBER | n)
    return rows


def absence(pool: int, seconds: int) -> Generator:
    """An officer who is away: one desk is taken as if by work."""
    yield pool, seconds
    yield None


def way(model: Model, row: list[int], key: int) -> Generator:
    """One case on its way through the stages; it yields (pool, seconds), pool 0 without a desk, and is sent the second at which that is done."""
    stages, closed = model.stages, model.time.closed_office
    now, stage = row[-1 + _STAGES], model.flow.place[model.flow.streams[row[2]]["first"]]
    variant = row[4] << 3 | row[5] << 1 | (row[1] == 0)
    draw = 0
    while stage >= 0:
        s = stages[stage]
        if s.random:
            draw = mix((key + stage * GOLDEN) & MASK)
        seconds = s.work[draw & 1023] if s.work else 0
        if s.pool:
            place = row[_PSB] if s.at == 1 else 0 if s.at == 2 else row[1]
            row[s.asked] = now
            now = yield s.pool + place, seconds
            row[s.asked + 1] = now - seconds
        elif s.until:
            seconds = s.until[(now - 1) // SLOT] - now
            if seconds > 0:
                now = yield 0, seconds
        elif seconds:
            now = yield 0, seconds
        if now > closed:
            break
        row[_STAGES + stage] = now
        if s.slip and draw >> 48 < s.slip[variant]:
            row[_SLIPS] |= s.bit
            variant |= s.mark
        if s.moves:
            row[_PSB] = (row[1] + 1 + (key >> 8) % (len(model.places) - 1)) % len(model.places)
        chance = draw >> 16 & 65535
        for threshold, stage in s.choices[variant]:  # noqa: B007
            if chance < threshold:
                break
    else:
        row[_END] = -1 - stage
    yield None


def new_row(model: Model, n: int, came: tuple[int, int, int, int]) -> list[int]:
    """The row of a new case with what its key says of it: offence, band, goods."""
    at, place, stream, key = came
    row = [0] * model.width
    offence = next(k for k, cut in enumerate(model.offence_cuts) if key & 65535 < cut)
    band = next(k for k, cut in enumerate(model.band_cuts[offence]) if key >> 16 & 65535 < cut)
    row[:_STAGES] = n, place, stream, offence, band, (key >> 32 & 65535) < model.goods_cut, place, 0, 0, at
    return row
