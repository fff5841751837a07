"""A sweep run: what is missing is computed and stored; what is there is not computed again."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from ...errors import InputError
from .chunks import Chunk, Variant, plan
from .cluster import WAIT, cluster
from .local import here, processes
from .manifest import FORMAT, joined, read_manifest, write_manifest
from .progress import Bar
from .store import Store
from .work import Outcome, Task, named, stamp

__all__ = ["MODEL", "Ran", "run_sweep"]

MODEL = "ipcoord_sim.simulation.sweep.model:MODEL"
# Cases of a chunk where every case is kept: they are in memory until the chunk is stored.
_KEPT = 20_000
_MOST = {"seed": 1 << 63, "cities": 10_000, "replications": 1_000_000, "chunk": 1_000_000}
_WORDS = {"seed": ("种子", "seed"), "cities": ("城市数", "number of cities"), "replications": ("次数", "number of replications"), "chunk": ("每块的次数", "replications a chunk")}


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did: chunks of the plan, found stored, computed now, failed (with their sentences); whether it was stopped early."""

    manifest: dict
    chunks: tuple[Chunk, ...]
    found: int
    computed: int
    failed: tuple[Outcome, ...]
    stopped: bool

    @property
    def complete(self) -> bool:
        """Whether every chunk is stored."""
        return not self.stopped and not self.failed


def run_sweep(
    variants: Sequence[Variant], out: Path | str, *, seed: int, replications: int, cities: int = 1, chunk: int | None = None,
    workers: int = 1, scheduler: str | None = None, cases: bool = False, model: str = MODEL, about: Mapping[str, list] | None = None,
    progress: TextIO | None = None, wait: float = WAIT,
) -> Ran:
    """Compute what is missing of the sweep in the folder `out`, with `workers` processes or on the Dask `scheduler`.

    `about` is kept in the manifest: the assumptions of each scenario in words. Ctrl-C stops it after the chunks in hand.
    Raises InputError where the folder holds results that must not be mixed with these.
    """
    asked = {"seed": seed, "cities": cities, "replications": replications} | ({} if chunk is None else {"chunk": chunk})
    for name, number in asked.items():
        _whole(name, number, least=0 if name == "seed" else 1)
    out = Path(out)
    store = Store(out, cases=cases)
    kept = read_manifest(out)
    size = chunk or (kept or {}).get("chunk") or _size(variants, named(model), seed=seed, replications=replications, cases=cases)
    version, law = stamp()
    wanted = {
        "format": FORMAT, "version": version, "law": law, "model": model, "seed": seed, "replications": replications, "cities": cities,
        "chunk": size, "cases": cases, "scenarios": {v.name: {"hash": v.hash, "scenario": v.scenario, "assumptions": (about or {}).get(v.name, [])} for v in variants},
    }
    manifest = joined(kept, wanted, out)
    if manifest != kept:
        write_manifest(out, manifest)
    scenarios = {v.hash: dict(v.scenario) for v in variants}
    chunks = tuple(plan(list(scenarios), seed=seed, cities=cities, replications=replications, size=size))
    missing = list(store.missing(chunks))
    bar = Bar(len(missing), progress or sys.stderr)
    failed: list[Outcome] = []
    computed = 0
    with _stopping() as stop:
        tasks = (Task(c, scenarios[c.scenario], model, cases, (version, law)) for c in missing if not stop.is_set())
        with closing(_outcomes(tasks, workers, scheduler, stop, wait)) as outcomes:
            for outcome in outcomes:
                if outcome.failed_zh:
                    failed.append(outcome)
                else:
                    store.put(outcome)
                    computed += 1
                bar.step(bool(outcome.failed_zh))
        bar.close()
        stopped = computed + len(failed) < len(missing)
    return Ran(manifest, chunks, len(chunks) - len(missing), computed, tuple(sorted(failed, key=lambda f: f.key)), stopped)


def _outcomes(tasks: Iterator[Task], workers: int, scheduler: str | None, stop: threading.Event, wait: float):
    if scheduler:
        return cluster(tasks, scheduler, stop, wait)
    return here(tasks) if workers <= 1 else processes(tasks, workers, stop)


def _size(variants: Sequence[Variant], model, *, seed: int, replications: int, cases: bool) -> int:
    """Replications that take about a second or more: by the cases of the first one, not by a clock, so that it is always the same."""
    least = min(_KEPT, model.cases_a_chunk()) if cases else model.cases_a_chunk()
    one = max(model.rows(v.scenario, seed, [(0, 0)])[0][model.names(v.scenario).index("cases")] for v in variants)
    return max(1, min(replications, -(-least // max(1, one))))


def _whole(name: str, number: object, least: int) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number < _MOST[name]:
        zh, en = _WORDS[name]
        raise InputError(f"{zh}应为 {least} 到 {_MOST[name] - 1} 的整数，写的是 {number}。", f"The {en} must be a whole number from {least} to {_MOST[name] - 1}, not {number}.")


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C (or a batch system's end of time) sets; a second one ends the program at once. What the program was started to ignore stays ignored."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    numbers = [number for number in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(number) is not signal.SIG_IGN]
    before = [signal.getsignal(number) for number in numbers]

    def first(number, frame) -> None:
        stop.set()
        for n, handler in zip(numbers, before, strict=True):
            signal.signal(n, handler)

    for number in numbers:
        signal.signal(number, first)
    try:
        yield stop
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
