"""Chunks computed by processes of this machine.

A process that dies takes with it whatever its pool was at work on, so the pool is made anew and those chunks run again,
one alone at a time: then it is plain which of them kills its process.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Event, Thread

from .work import Outcome, Task, compute

__all__ = ["DEATHS", "here", "killed", "processes"]

# A chunk whose process died this often while it ran alone is given up.
DEATHS = 3


def here(tasks: Iterable[Task]) -> Iterator[Outcome]:
    """The outcomes, computed in this process, in order."""
    yield from map(compute, tasks)


def processes(tasks: Iterable[Task], workers: int, stop: Event) -> Iterator[Outcome]:
    """The outcomes, computed by `workers` processes, as they are ready; after `stop` no chunk begins again."""
    suspects: list[Task] = []
    tasks = iter(tasks)
    more = True
    while more and not stop.is_set():
        more = yield from _together(tasks, workers, suspects)
        while suspects and not stop.is_set():
            yield from _alone(suspects.pop(0))


def killed(key: str) -> Outcome:
    """The outcome of a chunk that kills every process it runs in."""
    return Outcome(
        key, {}, {}, {},
        "算这一块的进程连着被杀掉，多半是内存不够；请减小每块的次数（--chunk）或者加内存。",
        "The process was killed again and again while it computed this chunk, most likely for want of memory; make chunks smaller (--chunk) or add memory.",
    )


def _together(tasks: Iterator[Task], workers: int, suspects: list[Task]):
    """Run until all is done or a process dies; what was in hand then becomes suspect. Tells whether tasks may be left."""
    with _pool(workers) as pool:
        running: dict[Future, Task] = {}
        more = True
        while True:
            while more and len(running) < workers + 1:
                task = next(tasks, None)
                more = task is not None
                if more:
                    try:
                        running[pool.submit(compute, task)] = task
                    except BrokenProcessPool:
                        suspects.append(task)
                        break
            if not running:
                return more
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running.pop(future)
                try:
                    outcome = future.result()
                except BrokenProcessPool:
                    suspects.append(task)
                else:
                    yield outcome
            if suspects:
                for future, task in running.items():
                    if future.exception() is None:
                        yield future.result()
                    else:
                        suspects.append(task)
                return True


def _alone(task: Task) -> Iterator[Outcome]:
    for _ in range(DEATHS):
        with _pool(1) as pool:
            try:
                outcome = pool.submit(compute, task).result()
            except BrokenProcessPool:
                continue
        yield outcome
        return
    yield killed(task.chunk.key)


@contextmanager
def _pool(workers: int):
    # Spawned, not forked: the same on every system, and no lock is inherited in a locked state.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """A worker leaves Ctrl-C to its parent, and goes when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
