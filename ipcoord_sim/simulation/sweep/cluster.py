"""Chunks computed by a Dask cluster, whatever it stands on.

Dask runs a task again when its worker dies, up to a limit; past it the task is given back as killed, and with it may be
others that only stood in line at the same worker. So what comes back killed runs again, one alone at a time, before it is given up.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Event

from ...errors import InputError
from .local import killed
from .work import Outcome, Task, compute, stamp

__all__ = ["WAIT", "cluster"]

# Seconds without any worker, or without the scheduler, after which the run stops (what is stored stays).
WAIT = 60.0
_LOOK = 0.2
# Tasks in the cluster's hands for each thread it has: one at work, one in line.
_AHEAD = 2


def cluster(tasks: Iterable[Task], address: str, stop: Event, wait: float = WAIT) -> Iterator[Outcome]:
    """The outcomes, computed by the cluster whose scheduler is at `address`, as they are ready.

    Raises InputError where there is no scheduler, no worker within `wait` seconds, or one with another package.
    """
    with _client(address, wait) as client:
        _same_packages(client, wait)
        suspects: list[Task] = []
        yield from _run(client, iter(tasks), suspects, wait=wait)
        for task in suspects:
            if stop.is_set():
                return
            again: list[Task] = []
            # Under a name of its own: the scheduler counts the deaths that a name has seen.
            yield from _run(client, iter([task]), again, wait=wait, name="-alone")
            if again:
                yield killed(task.chunk.key)


def _run(client, tasks: Iterator[Task], suspects: list[Task], *, wait: float, name: str = "") -> Iterator[Outcome]:
    ready: SimpleQueue = SimpleQueue()
    running: dict = {}
    alive = time.monotonic()
    more = True
    while more or running:
        threads = _answer(client, client.nthreads)
        most = 0 if threads is None else max(1, _AHEAD * sum(threads.values()))
        while more and len(running) < most:
            task = next(tasks, None)
            more = task is not None
            if more:
                _submit(client, task, name, running, ready, wait)
        try:
            future = ready.get(timeout=_LOOK)
        except Empty:
            alive = _alive(client, alive, wait)
            continue
        alive = time.monotonic()
        task = running.pop(future.key)[0]
        outcome = _outcome(future, task)
        if outcome is not None:
            yield outcome
        elif future.status in ("error", "finished"):
            suspects.append(task)
        else:  # cancelled or lost with the scheduler's memory: no fault of the task
            _submit(client, task, name, running, ready, wait)


def _submit(client, task: Task, name: str, running: dict, ready: SimpleQueue, wait: float) -> None:
    from distributed.client import ClosedClientError

    try:
        future = client.submit(compute, task, key=task.chunk.key + name, pure=True, retries=0)
    except ClosedClientError:
        raise _gone(wait) from None
    running[future.key] = (task, future)
    future.add_done_callback(ready.put)


def _outcome(future, task: Task) -> Outcome | None:
    """The task's outcome; None where it has to run again: its worker was killed, or who held the result went before it was fetched."""
    from distributed import CancelledError, KilledWorker

    if future.status not in ("finished", "error"):
        return None
    try:
        return future.result()
    except (KilledWorker, CancelledError, OSError):
        return None
    except Exception as broken:
        found = f"{type(broken).__name__}: {broken}"
        return Outcome(task.chunk.key, {}, {}, {}, f"集群没有算成：{found}。", f"The cluster failed: {found}.")


def _alive(client, since: float, wait: float) -> float:
    """When the cluster was last seen able to work; raises InputError where that is too long ago."""
    told = _answer(client, client.scheduler_info, n_workers=-1)
    workers = () if told is None else told["workers"].values()
    if any(worker["status"] == "running" for worker in workers):
        return time.monotonic()
    if client.status == "closed" or time.monotonic() - since > wait:
        raise _full(wait) if workers else _gone(wait)
    return since


def _answer(client, ask, **words):
    """What the scheduler answers; None where the client is not connected, or the connection breaks before the answer is there."""
    if client.status != "running":
        return None
    try:
        return ask(**words)
    except OSError:  # the errors of a lost connection, and of an answer that does not come, are such
        return None


def _full(wait: float) -> InputError:
    return InputError(
        f"工作进程都停着不接活已有 {wait:g} 秒：内存到了上限的八成；已经算好的都存着。请用更大的 --memory-limit 重新起工作进程，再运行同一条命令。",
        f"All workers have been paused for {wait:g} seconds: memory is past four fifths of the limit; what was computed is stored. "
        "Start them with a larger --memory-limit, then run the same command.",
    )


def _gone(wait: float) -> InputError:
    return InputError(
        f"集群断开了，或者等了 {wait:g} 秒没有工作进程；已经算好的都存着。请起好调度器和工作进程，再运行同一条命令。",
        f"The cluster is gone, or had no worker for {wait:g} seconds; what was computed is stored. Start scheduler and workers, then run the same command.",
    )


@contextmanager
def _client(address: str, wait: float):
    try:
        from distributed import Client
    except ImportError:
        raise InputError(
            "用集群要装 Dask；请运行 pip install 'ipcoord-sim[sweep]'。", "A cluster needs Dask; run pip install 'ipcoord-sim[sweep]'.",
        ) from None
    for told in ("distributed", "distributed.client"):  # Dask gives its client a level of its own
        logging.getLogger(told).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=min(wait, 10.0), set_as_default=False)
    except (OSError, TimeoutError, ValueError) as broken:
        raise InputError(
            f"连不上调度器 {address}（{type(broken).__name__}）；请核对地址，形如 tcp://10.0.0.5:8786，并确认调度器开着。",
            f"Cannot reach the scheduler {address} ({type(broken).__name__}); check the address, like tcp://10.0.0.5:8786, and that it runs.",
        ) from None
    try:
        yield client
    finally:
        client.close(timeout=2)


def _same_packages(client, wait: float) -> None:
    """Every worker has this package in this version."""
    try:
        client.wait_for_workers(1, timeout=wait)
        stamps = client.run(stamp, on_error="return")
    except OSError:  # a timeout is one
        raise _gone(wait) from None
    mine = stamp()
    for worker, found in stamps.items():
        if isinstance(found, Exception):
            raise InputError(
                f"工作进程 {worker} 上用不了 ipcoord_sim（{type(found).__name__}）；请在那台机器的同一个环境里装好同一个版本。",
                f"The worker {worker} cannot use ipcoord_sim ({type(found).__name__}); install the same version in its environment.",
            )
        if tuple(found) != mine:
            raise InputError(
                f"工作进程 {worker} 的软件包或者法律数据和这里不一样（那里 {'·'.join(found)}，这里 {'·'.join(mine)}）；请装成同一个版本。",
                f"The worker {worker} has another package or law data (there {'·'.join(found)}, here {'·'.join(mine)}); install the same version.",
            )
