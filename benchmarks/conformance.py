"""Checked events per second, against PM4Py on the same logs in the same run, and the memory of a long register.

    python -m benchmarks.conformance --json

PM4Py gets what it can express of our rules: a DECLARE model (which act must follow or precede which: names in a row, no times),
and a temporal profile (a mean and a spread for each pair of acts, which is its way of saying late). Neither reads limits, documents,
receivers, readings or dated law, so a ratio says what our reasons cost, not who does the same work faster.
Logs are built before the clock starts, ours and theirs; the way from a CSV file to the verdicts is measured besides.
"""

from __future__ import annotations

import contextlib
import gc
import io
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from benchmarks.measure import best, report
from benchmarks.register import register
from ipcoord_sim.casefile import CaseFile, read_file
from ipcoord_sim.casefile.tables import write_csv
from ipcoord_sim.conformance import audit, rules

EVENTS, RIVAL_EVENTS, LONG = 100_000, 20_000, 1_000_000
# A process inherits the peak of the one that started it in `getrusage`, so Linux is asked for the peak of its own memory.
STREAM = """
import pathlib, resource, sys
from ipcoord_sim.casefile import read_file
from ipcoord_sim.conformance import audit
events = sum(len(audit(case)) and len(case.events) for case in read_file(sys.argv[1]))
status = pathlib.Path("/proc/self/status")
own = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
unit = 1024 * 1024 if sys.platform == "darwin" else 1024
print(events, int(own[0]) / 1024 if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
"""


def checked_all(cases: Iterable[CaseFile]) -> int:
    """Audit case after case, as `check` does; the number of findings."""
    return sum(len(audit(case)) for case in cases)


def rivals(cases: list[CaseFile], folder: Path) -> dict[str, float]:
    """Seconds of PM4Py's ways over the same cases; empty where PM4Py is not installed."""
    # It greets on import; a measurement prints its figures alone.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import pandas
            import pm4py
        except ImportError:
            return {}
        pm4py.util.constants.SHOW_PROGRESS_BAR = False
        rows = [(c.id, e.act, e.at.isoformat()) for c in cases for e in c.events]
        pandas.DataFrame(rows, columns=["case:concept:name", "concept:name", "time:timestamp"]).to_csv(folder / "few.csv", index=False)

        def read():
            frame = pandas.read_csv(folder / "few.csv", dtype=str)
            frame["time:timestamp"] = pandas.to_datetime(frame["time:timestamp"])
            return pm4py.format_dataframe(frame)

        log = pm4py.convert_to_event_log(read())
        model, profile = _declare(), pm4py.discover_temporal_profile(log)
        return {
            "declare": best(lambda: pm4py.conformance_declare(log, model), 3),
            "temporal_profile": best(lambda: pm4py.conformance_temporal_profile(log, profile), 3),
            "csv_and_declare": best(lambda: pm4py.conformance_declare(read(), model), 3),
            "csv_and_temporal_profile": best(lambda: pm4py.conformance_temporal_profile(read(), profile), 3),
        }


def _declare() -> dict:
    """Our response rules as DECLARE says them: the answer after its trigger, the trigger before its answer."""
    pairs = {(act, answer) for r in rules() if r.kind == "response" for act in r.acts or r.needs for answer in r.answers}
    sure = {pair: {"support": 1, "confidence": 1} for pair in sorted(pairs)}
    return {"response": sure, "precedence": sure}


def stream(events: int, folder: Path) -> tuple[int, float]:
    """Events checked and peak megabytes of a process that streams a register from CSV."""
    path = folder / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(register(events), file)
    ran = subprocess.run([sys.executable, "-c", STREAM, str(path)], check=True, capture_output=True, text=True)
    done, peak = ran.stdout.split()
    return int(done), float(peak)


def main() -> None:
    """Measure and print."""
    cases = list(register(EVENTS))
    count = sum(len(c.events) for c in cases)
    few = list(islice(cases, next(n for n in range(1, len(cases)) if sum(len(c.events) for c in cases[:n]) >= RIVAL_EVENTS)))
    few_count = sum(len(c.events) for c in few)
    checked_all(few)
    # What is already built is no part of the work: the collector need not look at it again, for us or for them.
    gc.collect()
    gc.freeze()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file_name, some in (("register.csv", cases), ("ours.csv", few)):
            with (folder / file_name).open("w", encoding="utf-8", newline="") as file:
                write_csv(some, file)
        checked = count / best(lambda: checked_all(cases), 3)
        parsed = count / best(lambda: checked_all(read_file(folder / "register.csv")), 2)
        ours = {"": few_count / best(lambda: checked_all(few), 3), "csv": few_count / best(lambda: checked_all(read_file(folder / "ours.csv")), 3)}
        theirs = {way: few_count / seconds for way, seconds in rivals(few, folder).items()}
        long, peak = stream(LONG, folder)
    ratios = {way: round(ours["csv" if way.startswith("csv") else ""] / rate, 2) for way, rate in theirs.items()}
    rows = [
        ("对照 · audit", f"{checked:,.0f} 事件/秒 events/s", "≥ 100,000"),
        ("读 CSV 并对照 · CSV and audit", f"{parsed:,.0f} 事件/秒 events/s", ""),
        *((f"PM4Py {way}", f"{rate:,.0f} 事件/秒，我们是它的 {ratios[way]} 倍", "≥ 20 倍") for way, rate in theirs.items()),
        (f"{long:,} 个事件的内存 · peak memory", f"{peak:.0f} MB", "≤ 300 MB"),
    ]
    facts = {
        "benchmark": "conformance", "events": count, "cases": len(cases), "events_per_second": {"audit": round(checked), "csv_and_audit": round(parsed)},
        "pm4py": {"events": few_count, "events_per_second": {k: round(v) for k, v in theirs.items()}, "ratios": ratios},
        "stream": {"events": long, "peak_megabytes": round(peak, 1)},
    }
    report("台账对照 · conformance", rows, facts)


if __name__ == "__main__":
    main()
