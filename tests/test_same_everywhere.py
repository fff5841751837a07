"""The engine gives the same bytes in CPython, in a bare interpreter without site-packages, and in a browser's Python."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import ipcoord_sim as ip
from ipcoord_sim.simulation import scenario_names

ROOT = Path(__file__).parent.parent
SEED = 20260930
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
    chance = random.Random(SEED)
    periods = [row["id"] for row in ip.call("periods", {})["periods"]]
    asked = [["norms", {}], ["norms", {"clause": "2.2"}], ["periods", {}], ["law_diff", {"first": "2025-04-25", "second": "2025-04-26"}]]
    for _ in range(200):
        day = f"20{chance.randint(4, 27):02}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        time = f"{day}T{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00+08:00"
        asked.append(["deadline", {"period": chance.choice(periods), "start": time, "in_custody": chance.random() < 0.2}])
        money = {key: chance.choice([0, 29999.99, 30000, 50000, 149999, 150000, 500000]) for key in chance.sample(["illegal_income", "sales_amount", "unsold_value"], 2)}
        asked.append(["assess", {"on": day, "handled": "2026-11-01", "facts": {"conduct": ["sell_counterfeit_goods"], **money}}])
    asked += [["check", _log(chance, n)] for n in range(60)]
    asked += [["duties", {"log": _log(chance, n), "now": "2026-03-20T12:00:00+08:00"}] for n in range(20)]
    asked += [["cases", {"clause": "2.2"}], *(["items", {"clause": clause, "seed": n}] for n, clause in enumerate(("1.3", "2.1", "2.2", "3.3")))]
    asked += [["play", {"case": row["id"], "seat": seat, "choices": _played(row["id"], seat)}] for row in ip.call("cases", {})["cases"] for seat in ("amr", "psb")]
    asked += [["procedure", {"log": _log(chance, 90), "agency": "psb/xinyang/gushi"}]]
    asked += [["simulate", {"scenario": scenario, "seed": SEED, "replications": 2}] for scenario in scenario_names()]
    asked += [["simulate", {"scenario": {"base": "campaign", "from": "2025-09-01", "until": "2025-10-31", "closed": "2025-11-10"}, "seed": 3, "logs": True}]]
    asked += [["simulate", {"scenario": {"set": {"rate.amr_case": -1}}}]]
    asked += [["deadline", {"period": "nothing", "start": "x"}], ["law", {"id": "crl-214-unsold#9", "on": "2026-01-01"}], ["unknown", {}]]
    return asked


def _played(id: str, seat: str) -> list[str]:
    """The first option each time, to the end."""
    choices: list[str] = []
    while (decision := ip.call("play", {"case": id, "seat": seat, "choices": choices})["decision"]) is not None:
        choices.append(f"{decision['id']}:{decision['options'][0]['id']}")
    return choices


def _log(chance: random.Random, n: int) -> dict:
    acts = [
        ("amr", "suspicion.found", {}), ("amr", "referral.team", {"officers": 2}), ("amr", "referral.report", {}),
        ("amr", "referral.approve", {"approver": chance.choice(["principal", "deputy"])}), ("amr", "referral.send", {}),
        ("psb", "referral.sign", {}), ("psb", "filing.decide", {"result": chance.choice(["file", "decline"])}), ("psb", "filing.notify", {}),
        ("amr", "penalty.decide", {"fine": 8000}),
    ]
    events, day, hour = [], chance.randint(1, 9), 9
    for place, (kind, act, data) in enumerate(acts):
        if chance.random() < 0.15:
            continue
        day += chance.choice([0, 0, 1, 3])
        hour = min(hour + 1, 18)
        event = {"id": f"e{place}", "at": f"2026-03-{day:02}T{hour:02}:20:00+08:00", "actor": f"{kind}/xinyang/gushi", "act": act, "data": data}
        if act in ("referral.send", "filing.notify"):
            event["to"] = ("psb" if kind == "amr" else "amr") + "/xinyang/gushi"
        events.append(event)
    return {"format": "ipcoord-case/1", "case": {"id": f"X-{n}", "facts": {"has_goods": True}}, "ended": "2026-04-30T00:00:00+08:00", "events": events}


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
    lines = []
    for name, args in calls:
        try:
            lines.append(json.dumps(ip.call(name, args), ensure_ascii=False))
        except ip.IpcoordError as refused:
            lines.append("2 " + refused.zh)
    return ("\n".join(lines) + "\n").encode()


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
