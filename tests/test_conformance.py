"""The rule table and its checker as wholes: every rule with every kind it can give, open logs, order, sentences, swapped law."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ipcoord_sim import call
from ipcoord_sim.conformance import BREACHES, KINDS, rules
from ipcoord_sim.data.compiler import read_yaml
from ipcoord_sim.norms import is_norm, norms, unconfirmed
from ipcoord_sim.parameters import find
from tests.caselogs import case_log, check_scenario, log_of
from tests.conftest import ROOT, forget

FOLDER = Path(__file__).parent / "scenarios"
SCENARIOS = [s for path in sorted(FOLDER.glob("check-*.yaml")) for s in read_yaml(path, path.name)]

# The kinds column of the rule table, by hand; `kept` goes without saying but for the hints that stay hints.
TIMED, SOON = {"late", "overdue"}, {"pending", "missing_step"}
KINDS_OF = {
    "R01": TIMED, "R02": {"wrong_actor"}, "R03": {"missing_document"}, "R04": {"missing_step", "wrong_actor"}, "R05": TIMED | {"wrong_channel"},
    "R06": {"out_of_order"}, "R07": {"missing_document", "hint"}, "R08": {"forbidden", "disputed"}, "R09": {"missing_step", "forbidden"},
    "R10": TIMED | {"missing_step"}, "R11": TIMED, "R12": TIMED | {"disputed"}, "R13": {"missing_step", "missing_document"},
    "R14": {"missing_document", "missing_step"}, "R15": {"late", "wrong_channel"}, "R16": {"wrong_channel", "disputed"},
    "R17": TIMED | {"missing_step", "disputed"}, "R18": TIMED, "R19": TIMED | {"missing_document"}, "R20": SOON,
    "R21": TIMED | {"missing_document", "missing_step", "wrong_channel"}, "R22": TIMED | {"missing_document"}, "R23": {"hint"},
    "R24": SOON | {"wrong_channel"}, "R25": SOON | {"forbidden", "missing_document", "disputed"}, "R26": {"missing_step", "disputed"},
    "R27": {"missing_step"}, "R28": {"missing_step", "disputed"}, "R29": SOON | {"wrong_actor"}, "R30": {"hint"}, "R31": {"wrong_actor", "disputed"},
    "R32": {"wrong_actor"}, "R33": TIMED, "R34": TIMED | {"forbidden"}, "R35": {"missing_step"}, "R36": {"missing_step", "disputed"}, "R37": SOON,
    "R38": {"hint"}, "R39": {"hint"}, "R40": {"missing_step", "disputed"}, "R41": TIMED, "R42": TIMED, "R43": TIMED, "R44": SOON,
    "R45": {"forbidden"}, "R46": {"missing_step"},
}


def _findings(log: dict, **more) -> list[dict]:
    return call("check", {"log": log, **more})["findings"]


def test_the_table_has_its_rules():
    """Claim: R01 to R46 and no other."""
    assert sorted({rule.id for rule in rules()}) == [f"R{n:02}" for n in range(1, 47)] == sorted(KINDS_OF)


@pytest.mark.parametrize("rule", KINDS_OF)
def test_every_rule_has_scenarios_for_every_kind(rule):
    """Claim: a kept example and one for each kind of the rule's row."""
    shown = {said["kind"] for s in SCENARIOS for said in s["then"] if said.get("rule", s["rule"]) == rule}
    assert KINDS_OF[rule] | {"kept"} <= shown, KINDS_OF[rule] | {"kept"}


def test_there_are_scenarios_enough():
    """Claim: at least a hundred and ten, counties and the city among them."""
    assert len(SCENARIOS) >= 110
    said = json.dumps([log_of(s) for s in SCENARIOS])
    assert '"amr/xinyang"' in said and '"psb/xinyang/luoshan"' in said


def test_a_false_scenario_fails():
    """Claim: the comparison of scenarios notices a wrong kind, a wrong day, a finding too many and one too few."""
    true = next(s for s in SCENARIOS if s["rule"] == "R01" and len(s["then"]) == 1 and s["then"][0].get("due"))
    assert not check_scenario(true)
    (said,) = true["then"]
    for then in ([said | {"kind": "forbidden"}], [said | {"due": "2020-01-01"}], [said, said], []):
        assert check_scenario(true | {"then": then})
    assert check_scenario(true | {"breaches": 99}) and check_scenario(true | {"silent": [true["rule"]]})


@pytest.mark.parametrize("n", range(len(SCENARIOS)))
def test_a_log_that_is_still_open_lacks_nothing(n):
    """Claim: without its end no scenario's log has anything overdue or any step missing."""
    log = log_of(SCENARIOS[n])
    log.pop("ended", None)
    assert not {"overdue", "missing_step"} & {f["kind"] for f in _findings(log)}


@pytest.mark.parametrize("n", range(len(SCENARIOS)))
def test_findings_are_well_formed(n):
    """Claim: known kinds, a basis that exists, a sentence, the order of events then of rules, breaches counted."""
    log = log_of(SCENARIOS[n])
    answer = call("check", {"log": log})
    place = {e["id"]: i for i, e in enumerate(sorted(log["events"], key=lambda e: e["at"]))} | {None: 1 << 30}
    order = [(place[f["event"]], f["rule"]) for f in answer["findings"]]
    assert order == sorted(order)
    assert answer["breaches"] == sum(f["kind"] in BREACHES for f in answer["findings"])
    known = {n.id for n in norms()}
    for f in answer["findings"]:
        assert f["kind"] in KINDS and f["basis"]
        assert all(id in known or find(id) for id in f["basis"])
        assert f["message_zh"].endswith("）") and "{" not in f["message_zh"] and "None" not in f["message_zh"], f["message_zh"]
        assert f["kind"] != "late" or f["due"]
        assert not (f["receipt_assumed"] and f["kind"] in ("late", "overdue")), f
        assert f["contested"] == (f["rule"] == "R12" and f["kind"] in ("late", "overdue"))


@pytest.mark.parametrize("rule", [r for r in rules() if r.by], ids=lambda r: r.key)
def test_an_act_binds_only_the_organ_whose_act_it_is(rule):
    """Claim: an approval, a decision or a request done by an organ of another kind triggers nothing."""
    needed = {"referral.approve": {"approver": "deputy"}, "referral.refuse": {"approver": "deputy"}, "filing.decide": {"result": "file"},
              "reconsideration.decide": {"result": "file"}}
    for act in rule.acts:
        for kind in ("amr", "psb", "procuratorate"):
            row = {"e1": "2026-07-06 10:00", kind: act, **needed.get(act, {})}
            found = {f["rule"] for f in _findings(case_log([row], ["has_goods"], "2026-12-01")) if f["trigger"] == "e1" or f["event"] == "e1"}
            assert (rule.id in found) == (kind == rule.by), (act, kind)


def test_what_is_to_be_confirmed_founds_no_breach():
    """Claim: no finding that breaks a rule rests on unverified law alone; in data, only hints do."""
    laws = [(rule, [id for id in rule.basis if not is_norm(id)]) for rule in rules()]
    open_ones = [rule for rule, ids in laws if ids and all(map(unconfirmed, ids))]
    assert {rule.id for rule in open_ones} >= {"R38", "R39"}
    for rule in open_ones:
        assert {v.kind for v in rule.verdicts} <= {"kept", "hint"}, rule.id


def test_no_limit_of_the_law_is_written_in_the_table():
    """Claim: every limit is a parameter's id; duties name it by a placeholder."""
    for rule in rules():
        assert rule.limit is None or find(rule.limit).numbers
        assert (rule.limit is not None) == ("{limit}" in rule.duty_zh), rule.key


def test_an_unknown_reading_is_refused(ipcoord):
    """Claim: `--reading` takes a known reading only; a known one that a period does not have changes nothing for it."""
    path = str(Path(__file__).parent / "logs" / "good.json")
    assert ipcoord("check", path, "--reading", "rolover").code == 2
    assert ipcoord("check", path, "--reading", "minute").code == 0


def _swapped(folder: Path, id: str, old: str, new: str) -> None:
    for path in (folder / "parameters").glob("*.yaml"):
        text = path.read_text("utf-8")
        start = text.find(f"- id: {id}\n")
        if start >= 0:
            cut = text.find("\n- id: ", start + 1)
            part = text[start : cut if cut > 0 else len(text)]
            assert old in part
            path.write_text(text.replace(part, part.replace(old, new)), "utf-8")
            return
    raise LookupError(id)


def _verdicts() -> list[tuple]:
    found = []
    for s in SCENARIOS:
        answer = call("check", {"log": log_of(s)})
        found.append([(f["rule"], f["kind"], f["event"], f["due"]) for f in answer["findings"]])
    return found


@pytest.mark.parametrize(("id", "rule"), [("orn310-police-review-3d", "R12"), ("orn310-approve-3d", "R01"), ("orn310-handover-3d", "R19")])
def test_a_figure_changed_in_the_data_changes_the_verdicts_that_hang_on_it(id, rule, other_data):
    """Claim: three days made five move the due days of one rule, turn some late into kept, and touch no other rule."""
    before = _verdicts()
    _swapped(other_data, id, "value: 3, unit: day", "value: 5, unit: day")
    forget()
    after = _verdicts()
    changed = [(a, b) for one, two in zip(before, after, strict=True) for a, b in zip(one, two, strict=True) if a != b]
    assert {a[0] for a, _ in changed} == {rule}
    assert any((a[1], b[1]) == ("late", "kept") for a, b in changed)
    assert all(a[3] is None or b[3] > a[3] for a, b in changed if b[3])


def test_the_size_of_the_team_comes_from_the_data(other_data):
    """Claim: with a team of three asked for, a team of two is too small."""
    log = case_log([{"e1": "2026-07-06 09:00", "amr": "referral.team", "officers": 2}, {"e2": "2026-07-06 10:00", "amr": "referral.report"}])
    assert [f["kind"] for f in _findings(log) if f["rule"] == "R04"] == ["kept"]
    _swapped(other_data, "orn310-task-force", "value: 2,", "value: 3,")
    forget()
    found = next(f for f in _findings(log) if f["rule"] == "R04")
    assert found["kind"] == "wrong_actor" and "不少于3" in found["message_zh"]


_STREAM = """
import json, re, resource, sys
from ipcoord_sim.casefile import read_file
from ipcoord_sim.conformance import audit
breaches = cases = 0
for case in read_file(sys.argv[1]):
    cases += 1
    breaches += sum(f.breach for f in audit(case))
try:
    # The kernel's count for this program alone; `ru_maxrss` begins with the size of the one that started it.
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"cases": cases, "breaches": breaches, "mb": peak / 1024}))
"""


def test_a_long_register_is_read_as_a_stream(tmp_path):
    """Claim: two hundred thousand events of twenty-five thousand cases need less than 300 MB."""
    pytest.importorskip("resource")
    path = tmp_path / "register.csv"
    acts = ("referral.team", "referral.report", "referral.approve", "referral.send", "referral.sign", "evidence.register", "evidence.handle", "case.close")
    data = {"referral.team": '"{""officers"": 2}"', "referral.approve": '"{""approver"": ""deputy""}"'}
    with path.open("w", encoding="utf-8") as file:
        file.write("case,id,at,received,actor,act,to,documents,ref,data\n")
        for n in range(25_000):
            for k, act in enumerate(acts):
                who = "psb" if act == "referral.sign" else "amr"
                file.write(f"C-{n},e{k},2026-07-{6 + k:02}T10:00:00+08:00,,{who}/xinyang,{act},,,,{data.get(act, '')}\n")
    ran = subprocess.run([sys.executable, "-c", _STREAM, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)
    assert told["cases"] == 25_000 and told["breaches"] >= 25_000 and told["mb"] < 300, told
