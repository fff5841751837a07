"""Measurements, one after the other: `python -m benchmarks` (all) or `python -m benchmarks deadlines`; with `--json` one object a line."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import machine

HERE = Path(__file__).parent
NAMES = sorted(p.stem for p in HERE.glob("*.py") if p.stem not in ("__init__", "__main__", "measure", "register", "simpy_model"))


def main() -> int:
    """Run each in a process of its own; the exit code tells whether all could be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(NAMES)}; default all")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.names) - set(NAMES)):
        parser.error(f"no measurement {unknown[0]}; there are {', '.join(NAMES)}")
    if not chosen.json:
        on = machine()
        print(f"测量 · measurements：{on['cores']} 核 cores，Python {on['python']}，{on['system']}", flush=True)
    words = ["--json"] if chosen.json else []
    codes = [subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *words], cwd=HERE.parent).returncode for name in chosen.names or NAMES]
    return int(any(codes))


if __name__ == "__main__":
    raise SystemExit(main())
