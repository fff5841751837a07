"""The case bank measured: paths that the referee plays and judges, one step of an exercise, one kit on paper.

    python -m benchmarks.casebank --json

A path is counted with all that the referee does with it: played from its beginning, its log audited, the verdicts drawn.
A step is one call `play`, from the choices to the screen, with the review where the case ends there.
"""

from __future__ import annotations

import random
import tempfile
import time

from benchmarks.measure import best, report
from ipcoord_sim.casebank import cases
from ipcoord_sim.cli.case_papers import write_kit
from ipcoord_sim.cli.paper import find_browser
from ipcoord_sim.exercise import play
from ipcoord_sim.exercise.kit import kit_html
from ipcoord_sim.exercise.referee import referee

SEED, WALKS, PRINTED = 157, 6, 2


def steps(id: str, seat: str, chance: random.Random) -> list[float]:
    """Seconds of each call of one game from beginning to end."""
    choices: list[str] = []
    times = []
    while True:
        begun = time.perf_counter()
        screen = play(id, seat, choices)
        times.append(time.perf_counter() - begun)
        if screen["ended"]:
            return times
        decision = screen["decision"]
        choices.append(f"{decision['id']}:{chance.choice(decision['options'])['id']}")


def printed(ids: list[str]) -> float | None:
    """Seconds a kit as PDF; None where no browser is on the machine."""
    if find_browser() is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        return best(lambda: [write_kit(cases()[id], folder, force=True) for id in ids], 2) / len(ids)


def main() -> None:
    """Measure and print."""
    ids = sorted(cases())
    for id in ids:
        play(id)
    begun = time.perf_counter()
    count = sum(referee(cases()[id])[0] for id in ids)
    checking = time.perf_counter() - begun
    chance = random.Random(SEED)
    times = sorted(t for id in ids for seat in ("amr", "psb", "both") for _ in range(WALKS) for t in steps(id, seat, chance))
    p95 = times[int(len(times) * 0.95)] * 1000
    html = best(lambda: [kit_html(cases()[id]) for id in ids], 3) / len(ids)
    pdf = printed(ids[:PRINTED])
    rows = [
        (f"{len(ids)} 个案例的 {count:,} 条路全查 · all paths", f"{count / checking:,.0f} 条/秒 paths/s，共 {checking:.1f} 秒", ""),
        (f"推演一步 · play，{len(times):,} 步", f"p95 {p95:.1f} ms，最慢 {times[-1] * 1000:.1f} ms", ""),
        ("一套纸的网页 · kit HTML", f"{html * 1000:.1f} ms", ""),
        ("一套纸的 PDF · kit PDF", f"{pdf:.2f} 秒 s" if pdf else "没有浏览器 no browser", ""),
    ]
    facts = {
        "benchmark": "casebank", "cases": len(ids), "paths": count, "paths_per_second": round(count / checking), "check_seconds": round(checking, 2),
        "play": {"steps": len(times), "p95_ms": round(p95, 2), "worst_ms": round(times[-1] * 1000, 2)},
        "kit_seconds": {"html": round(html, 4), "pdf": round(pdf, 2) if pdf else None},
    }
    report("案例库 · casebank", rows, facts)


if __name__ == "__main__":
    main()
