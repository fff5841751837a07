"""How we measure: the best of several rounds for a loop, the median for a whole process, all in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

__all__ = ["best", "machine", "peak_megabytes", "processes", "report"]


def best(work: Callable[[], object], rounds: int = 7) -> float:
    """Seconds of the fastest of several rounds: the one that other programs disturbed least."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def processes(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Median seconds of each command, the commands taking turns so that all meet the same machine."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times[name].append(time.perf_counter() - begun)
    return {name: median(found) for name, found in times.items()}


def machine() -> dict:
    """What the numbers were measured on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}


def peak_megabytes() -> float:
    """Peak memory of the largest child process so far."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def report(title: str, rows: list[tuple[str, str, str]], facts: dict) -> None:
    """Print one JSON object with `--json`, else a table: what was measured, the figure, the aim."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    if parser.parse_args().json:
        print(json.dumps(facts | {"machine": machine()}, ensure_ascii=False))
        return
    from ipcoord_sim.cli.terminal import table

    print(f"\n{title}\n")
    print(table(rows, ("量什么 · measured", "结果 · result", "目标 · aim"), 110))
