"""The referral traffic as one writes it in SimPy: resources for the pools, a process a case, the same tables and the same draws.

SimPy leaves open who goes first of two events at one second. Ours says: the case with the lower number; so a wake-up here
carries that number as its priority, which SimPy's queue sorts by before the order of scheduling.
"""

from __future__ import annotations

from collections.abc import Generator

import simpy

from ipcoord_sim.simulation.arriving import arrivals
from ipcoord_sim.simulation.engine import new_row
from ipcoord_sim.simulation.flow import HEAD
from ipcoord_sim.simulation.officetime import SLOT
from ipcoord_sim.simulation.streams import FIRST, MASK, SECOND
from ipcoord_sim.simulation.tables import Model

__all__ = ["run_simpy"]

PSB, SLIPS, END, BORN = HEAD.index("psb"), HEAD.index("slips"), HEAD.index("end"), HEAD.index("born")


class Wake(simpy.Event):
    """A timeout whose ties go by the number of the case."""

    __slots__ = ()

    def __init__(self, env: simpy.Environment, delay: int, number: int) -> None:
        super().__init__(env)
        self._ok, self._value = True, None
        env.schedule(self, priority=2 + number, delay=delay)


def run_simpy(model: Model, seed: int, replication: int = 0, city: int = 0) -> list[list[int]]:
    """The rows of one city's cases."""
    env = simpy.Environment()
    pools = [simpy.Resource(env, desks) if desks else None for desks in model.desks]
    for n, (at, pool, seconds) in enumerate(model.absences):
        env.process(away(env, pools[pool], at, seconds, n))
    came, rows = arrivals(model, seed, replication, city), []
    for n, case in enumerate(came):
        rows.append(new_row(model, n, case))
        env.process(process(env, model, pools, rows[-1], case[2], n + len(model.absences)))
    env.run()
    return rows


def away(env: simpy.Environment, desk: simpy.Resource, at: int, seconds: int, number: int) -> Generator:
    """An officer who is away."""
    yield Wake(env, at, number)
    with desk.request() as asked:
        yield asked
        yield Wake(env, seconds, number)


def process(env: simpy.Environment, model: Model, pools: list, row: list[int], key: int, number: int) -> Generator:
    """One case on its way."""
    yield Wake(env, row[BORN], number)
    stages, closed, own = model.plain, model.time.closed_office, row[1]
    stage, variant = model.first[row[2]], row[4] << 3 | row[5] << 1 | (own == 0)
    draw = 0
    while stage >= 0:
        pool, at, work, until, asked, column, step, slip, after, choices = stages[stage]
        if step:  # streams.mix, written out: a call would cost half as much again
            draw = (key + step) & MASK
            draw = ((draw ^ (draw >> 30)) * FIRST) & MASK
            draw = ((draw ^ (draw >> 27)) * SECOND) & MASK
            draw ^= draw >> 31
        if pool:
            desk = pools[pool + (own if at == 0 else row[PSB] if at == 1 else 0)]
            row[asked] = env.now
            with desk.request() as granted:
                yield granted
                row[asked + 1] = env.now
                yield Wake(env, work[draw & 1023], number)
        elif work:
            if work[draw & 1023]:
                yield Wake(env, work[draw & 1023], number)
        elif until and until[(env.now - 1) // SLOT] > env.now:
            yield Wake(env, until[(env.now - 1) // SLOT] - env.now, number)
        if env.now > closed:
            break
        row[column] = env.now
        if slip:
            if draw >> 48 < slip.shares[variant]:
                row[SLIPS] |= slip.bit
                variant |= slip.mark
            if slip.moves:
                row[PSB] = (own + 1 + (key >> 8) % (len(model.places) - 1)) % len(model.places)
        if after is not None:
            stage = after
            continue
        chance = draw >> 16 & 65535
        for threshold, stage in choices[variant]:  # noqa: B007
            if chance < threshold:
                break
    else:
        row[END] = -1 - stage
