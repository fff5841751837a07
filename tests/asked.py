"""What the engine is asked wherever it runs: calls chosen at random, and every sentence of the scenarios as a call."""

from __future__ import annotations

import json
import random
from pathlib import Path

import ipcoord_sim as ip
from ipcoord_sim.data.compiler import read_yaml
from ipcoord_sim.experiments.calls import NAMES, form_of
from ipcoord_sim.simulation import scenario_names
from tests.caselogs import log_of

__all__ = ["line", "random_calls", "scenario_calls"]

SEED = 20260930
SCENARIOS = Path(__file__).parent / "scenarios"


def line(name: str, args: dict) -> str:
    """What the command line prints: the answer, or the sentence of its refusal after a 2."""
    try:
        return json.dumps(ip.call(name, args), ensure_ascii=False)
    except ip.IpcoordError as refused:
        return "2 " + refused.zh


def scenario_calls() -> list:
    """Every scenario as the call that answers it."""
    asked = []
    for path in sorted(SCENARIOS.glob("*.yaml")):
        for scenario in read_yaml(path, path.name):
            kind, given = path.name.partition("-")[0], scenario.get("given") or {}
            if kind == "assess":
                asked.append(["assess", {**scenario["when"], "facts": given}])
            elif kind == "deadline":
                asked.append(["deadline", {**given, **(scenario.get("when") or {})}])
            else:
                asked.append(["check", {"log": log_of(scenario)} | ({"reading": given["reading"]} if "reading" in given else {})])
    return asked


def random_calls() -> list:
    """Calls of every kind, right and wrong, chosen with a fixed seed: some five hundred."""
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
    asked += [["cases", {"clause": "2.2"}], *(["items", {"clause": clause, "seed": n, "use": "practice"}] for n, clause in enumerate(("1.3", "2.1", "2.2", "3.3")))]
    asked += [["play", {"case": row["id"], "seat": seat, "choices": _played(row["id"], seat)}] for row in ip.call("cases", {})["cases"] for seat in ("amr", "psb")]
    asked += [["procedure", {"log": _log(chance, 90), "agency": "psb/xinyang/gushi"}]]
    asked += [["simulate", {"scenario": scenario, "seed": SEED, "replications": 2}] for scenario in scenario_names()]
    asked += [["simulate", {"scenario": {"base": "campaign", "from": "2025-09-01", "until": "2025-10-31", "closed": "2025-11-10"}, "seed": 3, "logs": True}]]
    asked += [["simulate", {"scenario": {"set": {"rate.amr_case": -1}}}]]
    asked += [["experiment_form", {"name": name}] for name in NAMES] + [["experiment", {"name": name, "values": _moved(chance, name)}] for name in NAMES if name != "jam" for _ in range(4)]
    asked += [["deadline", {"period": "nothing", "start": "x"}], ["law", {"id": "crl-214-unsold#9", "on": "2026-01-01"}], ["unknown", {}]]
    return asked


def _moved(chance: random.Random, name: str) -> dict:
    """One of an experiment's choices, numbers and ticks set anew."""
    values = {}
    for control in chance.sample(form_of(name).controls, 1):
        if control.kind == "choice":
            values[control.name] = chance.choice(control.options)[0]
        elif control.kind == "count":
            values[control.name] = chance.randint(control.least, control.most + 1)
        elif control.kind == "flag":
            values[control.name] = not control.first
    return values


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
