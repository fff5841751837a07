"""Sweeps on a real Dask scheduler with worker processes on loopback: results are those of one process, whoever dies on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ipcoord_sim import data
from ipcoord_sim.errors import InputError
from ipcoord_sim.simulation.sweep import run_sweep, variant
from ipcoord_sim.simulation.sweep.chunks import Chunk
from tests.sweepmodel import NAME, files

ROOT = Path(__file__).resolve().parent.parent
SHAPE = {"seed": 157, "replications": 10, "cities": 2, "chunk": 2, "model": NAME}


def poll(true, seconds: float = 90.0) -> None:
    """Wait until it is true."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.02)


class Cluster:
    """A scheduler on a free port and workers, each a process of its own in an empty folder; all end with it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, []
        told = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
        poll(lambda: told.exists() and '"address"' in told.read_text("utf-8"))
        self.address = json.loads(told.read_text("utf-8"))["address"]

    def worker(self, memory: str = "0", **env: str) -> subprocess.Popen:
        """A worker with one thread, without a nanny: what kills it is final."""
        return self._start("worker", self.address, "--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", memory, **env)

    def _start(self, *words: str, **env: str) -> subprocess.Popen:
        place = self.folder / str(len(self.processes))
        place.mkdir()
        with (place / "log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words], cwd=place, env=os.environ | {"PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(place), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"} | env, stdout=log, stderr=log,
            )
        self.processes.append(process)
        return process

    def close(self) -> None:
        """End what is left."""
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait(30)


@pytest.fixture
def cluster(tmp_path):
    """A scheduler without workers."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    started = Cluster(folder)
    yield started
    started.close()


def test_a_worker_killed_midway_changes_nothing_but_time(cluster, tmp_path):
    """Claim: two workers at a gate, one killed by its process id; the other does it all, and every byte is that of a run in one process."""
    gate = tmp_path / "gate"
    gate.mkdir()
    gated = variant("plan", {"days": 5, "gate": str(gate)})
    workers = [cluster.worker(), cluster.worker()]
    ran = []
    sweep = threading.Thread(target=lambda: ran.append(run_sweep([gated], tmp_path / "out", scheduler=cluster.address, **SHAPE)), daemon=True)
    sweep.start()
    poll(lambda: {p.name for p in gate.iterdir()} == {str(w.pid) for w in workers})
    os.kill(workers[0].pid, signal.SIGKILL)
    (gate / "open").touch()
    sweep.join(90)
    assert not sweep.is_alive() and ran[0].complete and ran[0].computed == 10
    run_sweep([gated], tmp_path / "local", **SHAPE)
    assert files(tmp_path / "out") == files(tmp_path / "local")
    assert (tmp_path / "out/manifest.json").read_bytes() == (tmp_path / "local/manifest.json").read_bytes()


def test_a_lost_scheduler_is_one_sentence_and_costs_nothing_stored(cluster, tmp_path):
    """Claim: the scheduler killed midway ends the run with a sentence; what was stored is found by the next run, to the same bytes."""
    slow = variant("slow", {"days": 5, "cases": 2000, "pause": 0.05})
    cluster.worker()
    out, refused = tmp_path / "out", []

    def run() -> None:
        with pytest.raises(InputError) as found:
            run_sweep([slow], out, scheduler=cluster.address, wait=3.0, **SHAPE | {"replications": 200})
        refused.append(found.value.zh)

    sweep = threading.Thread(target=run, daemon=True)
    sweep.start()
    poll(lambda: len(files(out)) >= 3)
    os.kill(cluster.processes[0].pid, signal.SIGKILL)
    sweep.join(90)
    assert not sweep.is_alive() and "集群断开了" in refused[0]
    kept = len(files(out))
    ran = run_sweep([slow], out, **SHAPE | {"replications": 2 * kept})
    assert ran.complete and ran.found >= 3


def test_bad_chunks_on_a_cluster_cost_no_other(cluster, tmp_path):
    """Claim: one chunk that raises and one that kills each worker it meets (workers come back) are named; all others are there."""
    bad = variant("bad", {"days": 5, "refuse": [0, 3], "kill": [1, 5]})
    ended = threading.Event()

    def keep() -> None:
        workers = [cluster.worker(), cluster.worker()]
        while not ended.wait(0.05):
            workers = [w if w.poll() is None else cluster.worker() for w in workers]

    nanny = threading.Thread(target=keep)
    nanny.start()
    try:
        ran = run_sweep([bad], tmp_path / "out", scheduler=cluster.address, **SHAPE)
    finally:
        ended.set()
        nanny.join()
    assert [(f.key, f.failed_zh[:6]) for f in ran.failed] == [
        (Chunk(bad.hash, 157, 0, 2, 4).key, "这一城的日历"), (Chunk(bad.hash, 157, 1, 4, 6).key, "算这一块的进"),
    ]
    assert (ran.computed, ran.stopped) == (8, False)


def test_a_worker_without_room_is_one_sentence(cluster, tmp_path):
    """Claim: a worker paused for want of memory would be waited for without end; the run says so and stops."""
    cluster.worker(memory="40MiB")
    with pytest.raises(InputError, match="内存到了上限的八成"):
        run_sweep([variant("plan", {"days": 5})], tmp_path / "out", scheduler=cluster.address, wait=5.0, **SHAPE)


def test_a_cluster_that_cannot_work_is_one_sentence(cluster, tmp_path):
    """Claim: no scheduler, no worker, a worker with other data: each is one sentence, and no chunk is stored."""
    plain = variant("plan", {"days": 5})
    with pytest.raises(InputError, match="连不上调度器 tcp://127.0.0.1:1"):
        run_sweep([plain], tmp_path / "out", scheduler="tcp://127.0.0.1:1", wait=1.0, **SHAPE)
    with pytest.raises(InputError, match="连不上调度器 nonsense"):
        run_sweep([plain], tmp_path / "out", scheduler="nonsense://x", wait=1.0, **SHAPE)
    with pytest.raises(InputError, match="没有工作进程"):
        run_sweep([plain], tmp_path / "out", scheduler=cluster.address, wait=1.0, **SHAPE)
    other = tmp_path / "data"
    shutil.copytree(data.folder(), other)
    law = other / "rules" / "assumptions.yaml"
    law.write_text(law.read_text("utf-8").replace("value: 1,", "value: 2,"), "utf-8")
    cluster.worker(IPCOORD_DATA=str(other))
    with pytest.raises(InputError, match="软件包或者法律数据和这里不一样"):
        run_sweep([plain], tmp_path / "out", scheduler=cluster.address, wait=60.0, **SHAPE)
    assert not files(tmp_path / "out")
