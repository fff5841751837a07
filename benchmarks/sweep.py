"""Sweeps measured: a national year a thousand times, what chunking and storing add, what a worker needs, what its restart costs.

    python -m benchmarks.sweep --json

A national year is 290 cities (2,900 counties). It is run 50 times for real, stored as a sweep stores it, and scaled up by the
number of replications; each is as long as any other, and a chunk of 50 is smaller than those of a real run, so the figure is
rather too high. Seconds are those of the processor, not of the clock: other programs may run beside.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import report
from ipcoord_sim.simulation import read_scenario, run_totals
from ipcoord_sim.simulation.sweep import Store, run_sweep, summary, variant
from ipcoord_sim.simulation.sweep.model import MODEL, measures_of, written_out

CITIES, REPLICATIONS, REAL = 290, 1000, 50
SCENARIO = read_scenario("plan")
FIRST_ROW = """
import sys, time
begun = time.process_time()
from ipcoord_sim.simulation.sweep.model import MODEL, written_out
from ipcoord_sim.simulation import read_scenario
from ipcoord_sim.simulation.sweep.chunks import Chunk
from ipcoord_sim.simulation.sweep.work import Task, compute, stamp
MODEL.rows(written_out(read_scenario("plan")), 1, [(0, 0)])
first = time.process_time() - begun
compute(Task(Chunk("x", 1, 0, 0, int(sys.argv[1])), written_out(read_scenario("plan")), "ipcoord_sim.simulation.sweep.model:MODEL", False, stamp()))
from benchmarks.sweep import own_peak
print(first, own_peak())
"""


def own_peak() -> float:
    """Peak megabytes of this process, from its beginning as itself: what `resource` tells begins with the parent it was forked from."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def processor(work) -> float:
    """Processor seconds of this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def national() -> tuple[float, float, int, int]:
    """Processor seconds of the national year `REAL` times as a sweep, of reading it all back, the cases, the bytes stored."""
    one = variant("plan", written_out(SCENARIO))
    with tempfile.TemporaryDirectory() as folder:
        out, kept = Path(folder) / "out", []
        swept = processor(lambda: kept.append(run_sweep([one], out, seed=1, replications=REAL, cities=CITIES, chunk=REAL)))
        answers = []
        read = processor(lambda: answers.append(summary(Store(out), kept[0], [one], {"plan": measures_of(SCENARIO, CITIES)}, replications=REAL)))
        size = sum(p.stat().st_size for p in out.rglob("*.parquet"))
    cases = answers[0]["scenarios"]["plan"]["cases"]["mean"]["estimate"] * REAL
    return swept, read, round(cases), size


def overhead(size: int, rounds: int = 7) -> float:
    """What a real chunk costs as a sweep (planned, computed, stored, read back) over its bare computation, the two taking turns."""
    one = variant("plan", written_out(SCENARIO))
    whole, bare = [], []
    for n in range(rounds):
        bare.append(processor(lambda n=n: run_totals(SCENARIO, n, [(r, 0) for r in range(size)])))
        with tempfile.TemporaryDirectory() as folder:
            def as_sweep(n: int = n, out: Path = Path(folder) / "out") -> None:
                ran = run_sweep([one], out, seed=n, replications=size, chunk=size)
                Store(out).table(ran.chunks[0])

            whole.append(processor(as_sweep))
    return min(whole) / min(bare)


def fresh(size: int, **env: str) -> tuple[float, float]:
    """Processor seconds to the first row, and peak megabytes after a chunk, of a process of its own."""
    ran = subprocess.run([sys.executable, "-c", FIRST_ROW, str(size)], env=os.environ | env, capture_output=True, text=True, check=True)
    first, peak = map(float, ran.stdout.split())
    return first, peak


def dask_worker(size: int) -> float:
    """Peak megabytes of a Dask worker that has computed two chunks."""
    from distributed import Client, LocalCluster

    from ipcoord_sim.simulation.sweep.chunks import Chunk
    from ipcoord_sim.simulation.sweep.work import Task, compute, stamp

    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, memory_limit="400MB") as cluster, Client(cluster) as client:
        for city in range(2):
            task = Task(Chunk("x", 1, city, 0, size), written_out(SCENARIO), "ipcoord_sim.simulation.sweep.model:MODEL", False, stamp())
            client.submit(compute, task, key=f"chunk-{city}").result()
        return max(client.run(own_peak).values())


def main() -> None:
    """Measure and print."""
    scenario = written_out(SCENARIO)
    one = MODEL.rows(scenario, 1, [(0, 0)])[0][MODEL.names(scenario).index("cases")]
    size = min(REPLICATIONS, -(-MODEL.cases_a_chunk() // one))
    swept, read, cases, stored = national()
    minutes = swept * REPLICATIONS / REAL / 60
    ratio = overhead(size)
    warm, peak = fresh(size)
    with tempfile.TemporaryDirectory() as empty:
        cold, _ = fresh(size, NUMBA_CACHE_DIR=empty)
    dask = dask_worker(size)
    chunk = processor(lambda: run_totals(SCENARIO, 7, [(r, 0) for r in range(size)]))
    rows = [
        (f"全国一年 {REPLICATIONS} 次（由 {REAL} 次推算）· a national year", f"{minutes:.1f} 核·分钟 core-minutes，{cases / swept:,.0f} 件/秒 cases/s", "≤ 10"),
        ("分块和 Parquet 的代价 · chunking and Parquet", f"{ratio:.3f} ×（一块 {size} 次，{chunk:.1f} 秒）", "≤ 1.1，≥ 1 秒"),
        ("存下来 · stored", f"{stored / REAL / CITIES:.0f} 字节/行 bytes/row，全国 {REPLICATIONS} 次约 {stored / REAL * REPLICATIONS / 1e6:.0f} MB", ""),
        (f"读回、求和、算区间（{REAL} 次）· summary", f"{read:.1f} 秒 s", ""),
        ("工作进程内存峰值 · worker peak", f"{peak:.0f} MB，Dask {dask:.0f} MB", "≤ 256 MB"),
        ("新进程到第一行 · restart to first row", f"{warm:.2f} 秒（要编译时 {cold:.1f} 秒 compiling）", ""),
    ]
    facts = {
        "benchmark": "sweep", "national_core_minutes": round(minutes, 2), "real_replications": REAL, "cases_per_second": round(cases / swept),
        "overhead_ratio": round(ratio, 4), "chunk": {"replications": size, "seconds": round(chunk, 2)}, "bytes_per_row": round(stored / REAL / CITIES),
        "summary_seconds": round(read, 2), "worker_peak_mb": round(peak), "dask_worker_peak_mb": round(dask), "restart_seconds": {"cached": round(warm, 2), "compiling": round(cold, 1)},
    }
    report("扫描 · sweep", rows, facts)


if __name__ == "__main__":
    main()
