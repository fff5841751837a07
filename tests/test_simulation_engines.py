"""The engines give the same rows, and the checker, which reads the logs, finds the breaches that the simulation counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from ipcoord_sim.conformance import audit
from ipcoord_sim.simulation import breaches, read_scenario, run, run_totals, scenario_names, totals
from ipcoord_sim.simulation.flow import flow
from ipcoord_sim.simulation.judging import RULES
from ipcoord_sim.simulation.logs import case_files

NAMES = list(scenario_names())
# Two months of cases, logs closed in the middle of the work: every duty is met running, kept and broken.
SHORT = {"from": "2025-09-01", "until": "2025-10-31", "closed": "2025-11-10"}


def _short(name: str) -> object:
    return read_scenario({"base": name, **SHORT, "set": {"rate.amr_case": {"county": 90, "city": 90}, "rate.psb_complaint": {"county": 40, "city": 40}}})


@pytest.mark.parametrize("name", NAMES)
def test_the_compiled_engine_gives_the_plain_ones_rows(name):
    """Claim: over hundreds of seeds, shared desks, absences and surges included, both engines give the same rows and the same totals."""
    short, met = _short(name), Counter()
    for seed in range(350):
        plain, fast = run(short, seed, 1, 3, engine="plain"), run(short, seed, 1, 3, engine="compiled")
        assert plain.rows == fast.rows, seed
        assert [totals(plain)] == run_totals(short, seed, [(1, 3)], engine="compiled") == run_totals(short, seed, [(1, 3)], engine="plain")
        for s in flow().stages:
            met[s.id] += any(row[s.column] for row in plain.rows)
    unmet = {s for s, n in met.items() if not n}
    without = {"special_wait", "special_meeting", "joint_wait", "joint_meeting"}
    own_meetings = {"special_arrange", "special_adhoc", "joint_arrange", "joint_adhoc"}
    holding = set() if name == "last_day" else {"hold_approve", "hold_send"}
    assert unmet == (without if name == "no_office" else own_meetings) | holding


@pytest.mark.parametrize("name", NAMES)
def test_the_checker_finds_in_the_logs_what_the_simulation_counted(name):
    """Claim: case by case and rule by rule, breaches told from the stages' times are those that the audit finds in the case's log."""
    seen = Counter()
    for scenario, seed in ((name, 1), (_short(name), 2)):
        one = run(scenario, seed)
        for n, log in enumerate(case_files(one)):
            found = Counter(f.rule for f in audit(log) if f.breach)
            counted = Counter({rule: k for rule, k in breaches(replace(one, rows=[one.rows[n]])).items() if k})
            assert counted == found, (name, seed, log.id)
            seen += found
    assert set(seen) <= set(RULES)


def test_every_modelled_rule_is_broken_somewhere():
    """Claim: in ill-staffed logs that are closed early the simulation and the checker meet a breach of every rule that is modelled."""
    slow = {"half": 40, "nine_tenths": 90, "most": 200, "least": 1}
    scenario = read_scenario({"base": "campaign", "from": "2025-06-01", "until": "2025-10-31", "closed": "2025-11-20", "set": {
        "rate.amr_case": {"county": 40, "city": 40}, "suspect": {"none": 60, "below": 40, "near": 80, "over": 60}, "joint_meeting": 30,
        "refuse": 10, "incident": 20, "incident_wait": slow, "delivery": 2, "elsewhere": 20, "papers": 30, "file": 30, "assist": 90, "assist_work": slow,
        "request_work": slow, "reconsider": 50, "supervise": 60, "reconsider_work": slow, "explain_work": slow, "ordered_work": {"quantiles": [3600 * 7 * 14]},
        "order_filing": 90, "ask_reasons": 90, "consult": 40, "consult_work": slow, "sign_work": slow, "letter_work": {"least": 0.5, "half": 3, "nine_tenths": 12, "most": 40},
        "supplement_work": slow, "staff.psb.reconsider": {"county": 4, "city": 4}, "supervise_again": 90, "reconsider_file": 10,
    }})
    seen, counted = Counter(), Counter()
    for seed in range(6):
        one = run(scenario, seed)
        seen += Counter(f.rule for log in case_files(one) for f in audit(log) if f.breach)
        counted += Counter(breaches(one))
    assert seen == counted and set(seen) == set(RULES)


def test_a_city_with_more_cases_than_there_was_room_for_is_counted_whole():
    """Claim: the compiled engine makes room as it goes; the totals of a crowded city are those of the plain engine."""
    crowded = read_scenario({"from": "2025-03-03", "until": "2025-03-14", "closed": "2025-04-30", "set": {"rate.amr_case": {"county": 20_000, "city": 20_000}}})
    fast = run_totals(crowded, 1, [(0, 0), (1, 0)], engine="compiled")
    assert fast == run_totals(crowded, 1, [(0, 0), (1, 0)], engine="plain") and fast[0][0] > 4096
