"""The simulation against SimPy's version of the same model (identical timelines, asserted), and against Ciw on the part that it can express.

    python -m benchmarks.simulation --json

All in one run and one process, the ways taking turns, processor time; what is compared includes drawing all chances.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import report
from benchmarks.simpy_model import run_simpy
from ipcoord_sim.simulation import read_scenario, run_totals
from ipcoord_sim.simulation.compiled import _bench, totals_compiled
from ipcoord_sim.simulation.engine import run_plain
from ipcoord_sim.simulation.tables import Model, model_of

ROOT = Path(__file__).parent.parent
# One city is ten counties and the city itself: 29 cities are 290 counties, 290 cities the nation's 2,900.
REGION, NATION, REPLICATIONS, REAL = 29, 290, 1000, 50
ROUNDS = 15


def turns(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Processor seconds of each way's fastest round, the ways taking turns so that all meet the same machine."""
    found = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, work in ways.items():
            begun = time.process_time()
            work()
            found[name] = min(found[name], time.process_time() - begun)
    return found


def same_timelines(model: Model, seeds: int) -> int:
    """How many rows were compared between the three engines; all were equal."""
    bench, compared = _bench(model), 0
    for seed in range(seeds):
        rows = run_plain(model, seed)
        assert rows == run_simpy(model, seed), seed
        assert rows == bench.rows[: bench.run(seed, 0, 0)].tolist(), seed
        compared += len(rows)
    return compared


def nation(model: Model) -> dict:
    """Seconds of one national year (mean of REAL replications), the thousand by extrapolation, and the rates per case at both sizes."""
    totals_compiled(model, 1, [(0, 0)])
    begun, cases = time.process_time(), 0
    rates = {}
    for name, cities, replications in (("region", REGION, REAL * 10), ("nation", NATION, REAL)):
        begun, cases = time.process_time(), 0
        for r in range(replications):
            cases += sum(line[0] for line in totals_compiled(model, 1, [(r, c) for c in range(cities)]))
        spent = time.process_time() - begun
        rates[name] = {"cases": cases, "seconds": round(spent, 2), "cases_per_second": round(cases / spent)}
    minutes = rates["nation"]["seconds"] / REAL * REPLICATIONS / 60
    ratio = rates["nation"]["cases_per_second"] / rates["region"]["cases_per_second"]
    return {**rates, "core_minutes_for_1000": round(minutes, 2), "rate_ratio": round(ratio, 3), "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)}


def ciw_part() -> dict:
    """The complaints desk alone (one pool, Poisson, exponential), which Ciw can express: cases a second of each."""
    import ciw

    from ipcoord_sim.simulation.streams import ONE, exponential_table

    corner = read_scenario({"set": {
        "rate.amr_case": {"county": 0, "city": 0}, "rate.psb_complaint": {"county": 1000, "city": 1000}, "season": [100] * 12, "open_work": 0,
        "staff.psb.intake": {"county": 16, "city": 16}, "staff.psb.review": {"county": 2, "city": 2}, "complaint_file": 0, "complaint_none": 100,
        "complaint_work": {"quantiles": [x * 9000 // ONE for x in exponential_table(1024)]},
    }})
    model = model_of(corner)
    window = model.time.window_office
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=1000 / window)], service_distributions=[ciw.dists.Exponential(rate=1 / 9000)], number_of_servers=[2],
    )

    def theirs() -> int:
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(window)
        return len(simulation.get_all_records())

    ciw.seed(1)
    count = theirs()
    found = turns({"ciw": theirs, "plain": lambda: run_plain(model, 1), "compiled": lambda: run_totals(corner, 1, [(0, 0)])}, 5)
    ours = len(run_plain(model, 1))
    rates = {"ciw": count / found["ciw"], "plain": ours / found["plain"], "compiled": ours / found["compiled"]}
    return {"cases_per_second": {k: round(v) for k, v in rates.items()}, "ratio_plain": round(rates["plain"] / rates["ciw"], 1), "ratio_compiled": round(rates["compiled"] / rates["ciw"], 1)}


def in_the_browser() -> dict:
    """The plain engine in Pyodide under Node against this Python, the median of interleaved rounds of each."""
    node = shutil.which("node") or shutil.which("node", path=str(ROOT / ".venv" / "bin"))
    script = "benchmarks/pyodide_speed.mjs"
    ran = subprocess.run([node, script, str(ROOT / "book" / "node_modules" / "pyodide"), str(ROOT / "ipcoord_sim"), sys.executable], cwd=ROOT, capture_output=True, check=True, text=True)
    here, there = map(float, ran.stdout.split()[-2:])
    return {"cpython_seconds": round(here, 4), "pyodide_seconds": round(there, 4), "speed_against_cpython": round(here / there, 2)}


def main() -> None:
    """Measure and print."""
    model = model_of(read_scenario("plan"))
    compared = same_timelines(model, 20)
    bench = _bench(model)
    found = turns({
        "simpy": lambda: run_simpy(model, 1), "plain": lambda: run_plain(model, 1),
        # A hundred runs of one round, for one is too short for the clock.
        "compiled": lambda: [bench.run(1, 0, 0) for _ in range(100)],
    }, ROUNDS)
    region = turns({
        "simpy": lambda: [run_simpy(model, 1, 0, c) for c in range(REGION)], "compiled": lambda: [bench.run(1, 0, c) for c in range(REGION)],
        "totals": lambda: totals_compiled(model, 1, [(0, c) for c in range(REGION)]),
    }, 3)
    whole, ciw, browser = nation(model), ciw_part(), in_the_browser()
    ratios = {
        "plain_10_counties": round(found["simpy"] / found["plain"], 2), "compiled_10_counties": round(found["simpy"] / found["compiled"] * 100, 1),
        "compiled_290_counties": round(region["simpy"] / region["compiled"], 1), "compiled_290_counties_with_totals": round(region["simpy"] / region["totals"], 1),
    }
    rows = [
        ("时间线相同 · identical timelines", f"{compared:,} 个案件 cases，三个引擎 three engines", "全部相同 all"),
        ("纯 Python，十县 · plain, ten counties", f"SimPy 的 {ratios['plain_10_counties']} 倍", "≥ 4.5 倍"),
        ("编译，290 县 · compiled, 290 counties", f"SimPy 的 {ratios['compiled_290_counties']} 倍（含汇总 with totals {ratios['compiled_290_counties_with_totals']}）", "≥ 110 倍"),
        ("2900 县对 290 县的速度 · rate", f"{whole['rate_ratio']}", "≥ 0.9"),
        ("全国一年 × 1000 次 · nation, 1,000 times", f"{whole['core_minutes_for_1000']} 核分钟 core-minutes（实跑 {REAL} 次 real）", "≤ 10"),
        ("内存 · peak memory", f"{whole['peak_megabytes']} MB", "≤ 256 MB"),
        ("Ciw 能表达的部分 · the part Ciw can express", f"纯 Python {ciw['ratio_plain']} 倍，编译 {ciw['ratio_compiled']} 倍", ""),
        ("Pyodide 对 CPython · in the browser", f"{browser['speed_against_cpython']}", "≥ 0.45"),
    ]
    facts = {"benchmark": "simulation", "cases_compared": compared, "ratios": ratios, "nation": whole, "ciw": ciw, "pyodide": browser}
    report("模拟 · simulation", rows, facts)


if __name__ == "__main__":
    main()
