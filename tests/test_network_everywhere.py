"""The network gives the same bytes in the browser's Python, where there is networkx and no numpy; without networkx it says so."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ipcoord_sim as ip
from ipcoord_sim import data

ROOT = Path(__file__).resolve().parent.parent
CALLS = [
    ["network", {}], ["network", {"level": "city", "without": ["office/xinyang", "liaison/xinyang/gushi"]}],
    ["network", {"level": "province", "without": ["psb/henan"], "seed": 3}], ["network", {"without": ["psb/xinyan"]}],
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Path:
    """The package as a wheel carries it (compiled data, no YAML), and networkx beside it."""
    data.load()
    data.load_cases()
    folder = tmp_path_factory.mktemp("engine")
    shutil.copytree(ROOT / "ipcoord_sim", folder / "ipcoord_sim", ignore=shutil.ignore_patterns("*.yaml", "__pycache__"))
    found = Path(importlib.util.find_spec("networkx").origin).parent
    shutil.copytree(found, folder / "networkx", ignore=shutil.ignore_patterns("tests", "__pycache__"))
    return folder


@pytest.fixture(scope="module")
def asked(tmp_path_factory) -> Path:
    """The calls in a file."""
    path = tmp_path_factory.mktemp("calls") / "calls.json"
    path.write_text(json.dumps(CALLS), "utf-8")
    return path


def expected() -> bytes:
    """The answers of this interpreter."""
    lines = []
    for name, args in CALLS:
        try:
            lines.append(json.dumps(ip.call(name, args), ensure_ascii=False))
        except ip.IpcoordError as refused:
            lines.append("2 " + refused.zh)
    return ("\n".join(lines) + "\n").encode()


def test_pyodide_gives_the_same_bytes(engine, asked):
    """City and province, right and wrong, in the Python of a page."""
    node = shutil.which("node") or shutil.which("node", path=str(ROOT / ".venv" / "bin"))
    pyodide = ROOT / "book" / "node_modules" / "pyodide"
    assert node and pyodide.is_dir(), "node and its packages come with `make setup`"
    ran = subprocess.run([node, str(ROOT / "tests" / "pyodide" / "answers.mjs"), str(pyodide), str(engine), str(asked)], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    assert ran.stdout == expected()


def test_without_networkx_one_sentence_says_what_to_install(engine):
    """The other calls go on."""
    script = (
        f"import sys; sys.path.insert(0, {str(engine)!r}); sys.modules['networkx'] = None\n"
        "import ipcoord_sim as ip\n"
        "assert ip.call('law', {'id': 'orn310-send-24h', 'on': '2026-11-23'})['value']\n"
        "try:\n    ip.call('network', {})\nexcept ip.IpcoordError as refused:\n    sys.stdout.buffer.write(refused.zh.encode())\n"
    )
    ran = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, check=True)
    assert ran.stdout.decode() == "网络分析要用 networkx，这里没有装；请装上 ipcoord-sim[network]；在浏览器的笔记本里，先运行一行 import networkx。"
