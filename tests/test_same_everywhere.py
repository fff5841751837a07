"""The engine gives the same bytes in CPython, in a bare interpreter without site-packages, and in a browser's Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.asked import line, random_calls

ROOT = Path(__file__).parent.parent
RUN = """
import json, sys
import ipcoord_sim as ip
for name, args in json.load(open(sys.argv[1], encoding="utf-8")):
    try:
        line = json.dumps(ip.call(name, args), ensure_ascii=False)
    except ip.IpcoordError as refused:
        line = "2 " + refused.zh
    sys.stdout.buffer.write(line.encode() + b"\\n")
assert "yaml" not in sys.modules and "numpy" not in sys.modules
"""


@pytest.fixture(scope="module")
def calls() -> list:
    """Calls of every kind, right and wrong, chosen with a fixed seed."""
    return random_calls()


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Path:
    """The wheel, unpacked, and nothing else."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(target), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    unpacked = target / "engine"
    zipfile.ZipFile(next(target.glob("*.whl"))).extractall(unpacked)
    return unpacked


@pytest.fixture(scope="module")
def expected(calls) -> bytes:
    """The answers of this interpreter."""
    return ("\n".join(line(name, args) for name, args in calls) + "\n").encode()


def test_a_bare_interpreter_gives_the_same_bytes(engine, calls, expected, tmp_path):
    """Without site-packages, the wheel alone answers every call as the checkout does."""
    asked = tmp_path / "calls.json"
    asked.write_text(json.dumps(calls), encoding="utf-8")

    found = subprocess.run(
        [sys.executable, "-S", "-E", "-s", "-c", f"import sys; sys.path.insert(0, {str(engine)!r})\n{RUN}", str(asked)], capture_output=True, check=False,
    )

    assert found.stderr == b""
    assert found.stdout == expected


def test_pyodide_gives_the_same_bytes(engine, calls, expected, tmp_path):
    """The browser's Python answers every call as CPython does."""
    node = shutil.which("node") or shutil.which("node", path=str(ROOT / ".venv" / "bin"))
    pyodide = ROOT / "book" / "node_modules" / "pyodide"
    assert node and pyodide.is_dir(), "node and its packages come with `make setup`"
    asked = tmp_path / "calls.json"
    asked.write_text(json.dumps(calls), encoding="utf-8")

    found = subprocess.run([node, str(ROOT / "tests" / "pyodide" / "answers.mjs"), str(pyodide), str(engine), str(asked)], capture_output=True, check=False)

    assert found.returncode == 0, found.stderr.decode()[-2000:]
    assert found.stdout == expected
