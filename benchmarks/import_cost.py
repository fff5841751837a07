"""What `import ipcoord_sim`, and a first answer, cost over a bare Python.

    python -m benchmarks.import_cost --json
"""

from __future__ import annotations

import sys

from benchmarks.measure import processes, report
from ipcoord_sim.data import load

ROUNDS = 15
SCRIPTS = {
    "bare": "pass",
    "import": "import ipcoord_sim",
    "first_answer": "import ipcoord_sim; ipcoord_sim.call('deadline', {'period': 'orn310-approve-3d', 'start': '2026-07-01'})",
}


def main() -> None:
    """Measure and print; the data is compiled beforehand, as it is in a wheel."""
    load()
    found = processes({name: [sys.executable, "-c", script] for name, script in SCRIPTS.items()}, ROUNDS)
    over = {name: round((found[name] - found["bare"]) * 1000, 1) for name in ("import", "first_answer")}
    facts = {
        "benchmark": "import_cost", "rounds": ROUNDS, "bare_ms": round(found["bare"] * 1000, 1), "over_bare_ms": over,
        "ratios": {name: round(found[name] / found["bare"], 2) for name in over},
    }
    rows = [
        ("裸 Python · bare", f"{facts['bare_ms']} ms", ""),
        ("import ipcoord_sim", f"多 {over['import']} ms", "≤ 100 ms"),
        ("到第一个答案 · to the first answer", f"多 {over['first_answer']} ms", ""),
    ]
    report("启动 · start", rows, facts)


if __name__ == "__main__":
    main()
