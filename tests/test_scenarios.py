"""Every sentence of tests/scenarios holds: what a jurist reads there is what the engine answers."""

from pathlib import Path

import pytest

from ipcoord_sim import call
from ipcoord_sim.data.compiler import read_yaml
from tests.caselogs import check_scenario

FOLDER = Path(__file__).parent / "scenarios"


def _assess(scenario: dict) -> dict:
    """The answer for one offence, flattened to the words a scenario may use."""
    answer = call("assess", {**scenario["when"], "facts": scenario["given"]})
    result = next(r for r in answer["results"] if r["offence"] == scenario["then"]["offence"])
    sides = {s: result[f"under_{s}_law"] for s in ("old", "new")}
    return result | {
        "decisive": {w["fact"] for w in result["why"] if w["decisive"]},
        "notes": {n["id"] for n in result["notes"]},
        "nearest": result["nearest"] and {k: result["nearest"][k] for k in ("field", "short_by")},
        "readings": {r["id"]: r["entry"] for r in result["readings"]},
        "old": set(sides["old"].values()), "new": set(sides["new"].values()),
        "advice": answer["advice"]["act"], "norms": answer["advice"]["norms"], "basis": answer["advice"]["basis"],
        "unread": answer["unread"],
    }


def _assess_holds(found: dict, key: str, said: object) -> bool:
    if key in ("decisive", "notes"):
        return set(said) <= found[key]
    if key in ("old", "new"):
        return said in found[key]
    if key == "law":
        return said in found[key].split("、")
    return found[key] == said


def _deadline(scenario: dict) -> dict:
    """Every reading's last day, the default and the safest day."""
    answer = call("deadline", {**scenario["given"], **scenario.get("when", {})})
    return answer | {r["id"]: r.get("last_moment", r["last_day"]) for r in answer["readings"]}


def _equal(found: dict, key: str, said: object) -> bool:
    return found[key] == said


# A new kind of scenario is one row: the file's prefix, how it is asked, how a word of `then` is compared.
# A case log has many findings, so `check` compares by itself (tests/caselogs.py says how its lines are read).
KINDS = {"assess": (_assess, _assess_holds), "deadline": (_deadline, _equal)}


def _all() -> list:
    return [
        pytest.param(path.name.partition("-")[0], scenario, id=f"{path.stem}:{n}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for n, scenario in enumerate(read_yaml(path, path.name), 1)
    ]


@pytest.mark.parametrize(("kind", "scenario"), _all())
def test_what_the_sentence_says_is_what_the_engine_answers(kind, scenario):
    """Each word under `then` agrees with the answer for `given` and `when`."""
    if kind == "check":
        wrong = check_scenario(scenario)
        assert not wrong, f"{scenario['sentence']}\n{wrong}"
        return
    ask, holds = KINDS[kind]
    found = ask(scenario)
    wrong = {key: (said, found.get(key)) for key, said in scenario["then"].items() if not holds(found, key, said)}
    assert not wrong, f"{scenario['sentence']}\n{wrong}"


def test_every_scenario_is_a_whole_chinese_sentence_said_once():
    """A sentence ends with a full stop and no sentence stands twice."""
    sentences = [s["sentence"] for path in FOLDER.glob("*.yaml") for s in read_yaml(path, path.name)]
    assert all(s.endswith("。") and len(s) >= 8 for s in sentences)
    assert len(sentences) == len(set(sentences))


def test_there_are_at_least_eighty_scenarios_of_thresholds():
    """Every offence has its scenarios, eighty and more together."""
    found = [s for path in FOLDER.glob("assess-*.yaml") for s in read_yaml(path, path.name)]
    offences = {s["then"]["offence"] for s in found}
    assert len(found) >= 80
    assert offences == {"crl-213", "crl-214", "crl-215", "crl-216", "crl-217", "crl-218", "crl-219", "crl-219-1"}
