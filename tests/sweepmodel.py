"""A stand-in for the simulation: a few numbers drawn from (seed, replication, city), and the accidents that a test asks for.

The scenario may name a folder `gate`: then each run writes a file named after its process there, and waits for the file `open`.
"""

from __future__ import annotations

import os
import signal
import time
from array import array
from pathlib import Path
from random import Random

from ipcoord_sim.errors import InputError
from ipcoord_sim.simulation.sweep import variant
from ipcoord_sim.simulation.sweep.measures import Measure

PATIENCE = 60.0


BINS = 80


class _Model:
    measures = (
        Measure("cases", "案件", "件", "total", "cases"),
        Measure("days_mean", "天数", "日", "mean", "days"),
        Measure("days_p90", "九成的案件不超过", "日", "quantile", "days", p=0.9),
        Measure("share", "超期的比例", "", "ratio", "late", per="cases"),
    )

    def names(self, scenario: dict) -> tuple[str, ...]:
        return ("cases", "late", *(f"days.{n}" for n in range(BINS)))

    def rows(self, scenario: dict, seed: int, pairs: list) -> list[tuple[int, ...]]:
        found = []
        for replication, city in pairs:
            self._accidents(scenario, replication, city)
            days = self.cases(scenario, seed, replication, city)["days"]
            found.append((len(days), sum(d > 3 for d in days), *(days.count(n) for n in range(BINS))))
        return found

    def cases(self, scenario: dict, seed: int, replication: int, city: int) -> dict[str, array]:
        chance = Random(f"{seed}/{replication}/{city}")
        return {"days": array("q", (min(BINS - 1, int(chance.expovariate(1 / scenario.get("days", 5)))) for _ in range(scenario.get("cases", 20))))}

    def cases_a_chunk(self) -> int:
        return 100

    def _accidents(self, scenario: dict, replication: int, city: int) -> None:
        place = [city, replication]
        if scenario.get("refuse") == place:
            raise InputError("这一城的日历不够。", "The calendar of this city is too short.")
        if scenario.get("break") == place:
            raise ZeroDivisionError("division by zero")
        if scenario.get("kill") == place:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(scenario.get("pause", 0))
        if "gate" in scenario:
            gate = Path(scenario["gate"])
            (gate / str(os.getpid())).touch()
            until = time.monotonic() + PATIENCE
            while not (gate / "open").exists():
                if time.monotonic() > until:
                    raise TimeoutError("the gate stayed shut")
                time.sleep(0.01)


MODEL = _Model()
NAME = "tests.sweepmodel:MODEL"
PLAN = variant("plan", {"days": 5})
MORE = variant("more", {"days": 4})
SHAPE = {"seed": 157, "replications": 10, "cities": 2, "chunk": 4, "model": NAME}


def files(folder: Path, kind: str = "chunks") -> dict[str, bytes]:
    """The stored files by name."""
    return {p.name: p.read_bytes() for p in sorted((folder / kind).glob("*.parquet"))}
