"""All measurements, one after the other: `python -m benchmarks` (a table) or `python -m benchmarks --json` (one object a line)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.measure import machine

HERE = Path(__file__).parent
NAMES = sorted(p.stem for p in HERE.glob("*.py") if p.stem not in ("__init__", "__main__", "measure", "register", "simpy_model"))


def main() -> int:
    """Run each in a process of its own; the exit code tells whether all could be measured."""
    if "--json" not in sys.argv:
        on = machine()
        print(f"测量 · measurements：{on['cores']} 核 cores，Python {on['python']}，{on['system']}", flush=True)
    codes = [subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]], cwd=HERE.parent).returncode for name in NAMES]
    return int(any(codes))


if __name__ == "__main__":
    raise SystemExit(main())
