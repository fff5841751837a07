"""What each agency must, may and may not do at a time: one case played through, step by step, and the words around it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ipcoord_sim import call
from tests.caselogs import agency, case_log, moment

GOOD = json.loads((Path(__file__).parent / "logs" / "good.json").read_text("utf-8"))


def _duties(log: dict, now: str, *rules: str) -> list[tuple]:
    """Rule, who, modality, act, due (to the minute), state."""
    answer = call("duties", {"log": log, "now": moment(now)})
    return [
        (d["rule"], d["agency"].partition("/")[0], d["modality"], d["act"], d["due"] and d["due"][:16], d["state"])
        for d in answer["duties"] if not rules or d["rule"] in rules
    ]


STEPS = [
    ("2026-09-22 09:30", []),
    ("2026-09-22 18:00", [("R01", "amr", "must", "referral.approve", "2026-09-28", "running")]),
    ("2026-09-23 11:00", [("R05", "amr", "must", "referral.send", "2026-09-24T11:00", "running")]),
    ("2026-09-23 16:10", []),
    ("2026-09-23 17:00", [("R12", "psb", "must", "filing.decide", "2026-09-28", "running")]),
    ("2026-09-28 09:00", [("R12", "psb", "must", "filing.decide", "2026-09-28", "due_today")]),
    ("2026-09-28 11:00", [("R13", "psb", "must", "filing.notify", None, "open"), ("R14", "psb", "must", "file.return", None, "open"), ("R20", "amr", "must", "penalty.decide", None, "open")]),
    ("2026-09-30 16:00", [("R15", "amr", "may", "reconsideration.request", "2026-10-08", "running"), ("R20", "amr", "must", "penalty.decide", None, "open")]),
    ("2026-10-08 08:00", [("R15", "amr", "may", "reconsideration.request", "2026-10-08", "due_today"), ("R20", "amr", "must", "penalty.decide", None, "open")]),
    ("2026-10-09 00:00", [("R20", "amr", "must", "penalty.decide", None, "open")]),
    ("2026-10-20 10:00", []),
]


@pytest.mark.parametrize(("now", "due"), STEPS, ids=[now for now, _ in STEPS])
def test_the_case_of_the_eve_of_national_day_at_each_step(now, due):
    """Claim: report, approval, referral, review, notice, remedy and own handling follow each other; nothing more is owed."""
    assert _duties(GOOD, now, "R01", "R04", "R05", "R12", "R13", "R14", "R15", "R20") == due


def test_what_came_after_the_moment_is_not_looked_at():
    """Claim: the duties at a time are those of the log cut off there, and the log's end does not matter."""
    for now, _ in STEPS:
        past = GOOD | {"events": [e for e in GOOD["events"] if e["at"] <= moment(now)]}
        open_log = {key: value for key, value in past.items() if key != "ended"}
        assert _duties(GOOD, now) == _duties(past, now) == _duties(open_log, now)


def test_a_paper_that_has_not_arrived_binds_nobody_yet():
    """Claim: between sending and receipt the police owe neither signature nor decision."""
    assert _duties(GOOD, "2026-09-23 16:10", "R09", "R12") == [("R09", "psb", "must_not", "referral.reject", None, "open")]


@pytest.mark.parametrize(("now", "state"), [
    ("2026-07-07 10:00", "running"), ("2026-07-08 23:59", "running"), ("2026-07-09 00:00", "due_today"), ("2026-07-09 23:59", "due_today"),
    ("2026-07-10 00:00", "overdue"), ("2026-08-10 00:00", "overdue"),
])
def test_a_day_limit_runs_is_due_and_is_over(now, state):
    """Claim: due_today on the whole last day, overdue from midnight on."""
    log = case_log([{"e1": "2026-07-06 10:00", "amr": "referral.send", "to": "psb", "received": "2026-07-06 10:10"}])
    assert _duties(log, now, "R12") == [("R12", "psb", "must", "filing.decide", "2026-07-09", state)]


@pytest.mark.parametrize(("now", "state"), [
    ("2026-07-07 23:59", "running"), ("2026-07-08 00:00", "due_today"), ("2026-07-08 17:00", "due_today"), ("2026-07-08 17:01", "overdue"),
])
def test_an_hour_limit_ends_at_its_moment(now, state):
    """Claim: the last moment itself is still in time, the minute after is not."""
    log = case_log([{"e1": "2026-07-07 16:20", "amr": "referral.approve", "approver": "principal"}])
    assert _duties(log, now, "R05") == [("R05", "amr", "must", "referral.send", "2026-07-08T17:00", state)]


def test_the_safest_day_is_named_beside_the_last():
    """Claim: before a holiday the safest day comes first, and the sentence says so."""
    log = case_log([{"e1": "2026-09-30 10:00", "amr": "referral.send", "to": "psb", "received": "2026-09-30 10:10"}])
    (duty,) = [d for d in call("duties", {"log": log, "now": moment("2026-09-30 12:00")})["duties"] if d["rule"] == "R12"]
    assert (duty["due"], duty["safest"], duty["to"]) == ("2026-10-08", "2026-10-03", None)
    assert "2026-10-08" in duty["message_zh"] and "2026-10-03" in duty["message_zh"]


def test_no_penalty_while_a_suspicion_stands():
    """Claim: R08's ban begins with the suspicion and ends with the referral or when the suspicion is cleared."""
    found = {"e1": "2026-07-06 10:00", "amr": "suspicion.found"}
    ban = [("R08", "amr", "must_not", "penalty.decide", None, "open")]
    assert _duties(case_log([found]), "2026-07-06 09:59", "R08") == []
    assert _duties(case_log([found]), "2026-07-06 10:00", "R08") == ban
    assert _duties(case_log([{"e0": "2026-07-01 10:00", "amr": "case.open"}], ["suspected_crime"]), "2026-07-02 10:00", "R08") == ban
    for end in ({"e2": "2026-07-07 10:00", "amr": "suspicion.cleared"}, {"e2": "2026-07-07 10:00", "amr": "referral.send", "to": "psb"}):
        assert _duties(case_log([found, end]), "2026-07-08 10:00", "R08") == []


def test_no_fine_after_the_court_s_fine():
    """Claim: R45's ban begins with the sentence and stays."""
    log = case_log([{"e0": "2026-06-01 10:00", "amr": "case.open"}, {"e1": "2026-07-06 10:00", "psb": "sentence.fine"}])
    assert _duties(log, "2026-07-05 10:00", "R45") == []
    assert _duties(log, "2026-07-06 10:00", "R45") == _duties(log, "2026-12-01 10:00", "R45") == [("R45", "amr", "must_not", "penalty.decide", None, "open")]


def test_the_police_must_sign_and_may_not_refuse():
    """Claim: R09 binds the PSB that received the referral, until it signs."""
    sent = {"e1": "2026-07-06 10:00", "amr": "referral.send", "to": "psb", "received": "2026-07-06 10:10"}
    elsewhere = {"e0": "2026-07-01 10:00", "psb@luoshan": "consult.ask", "to": "amr", "topic": "other"}
    assert _duties(case_log([elsewhere, sent]), "2026-07-06 10:30", "R09") == [
        ("R09", "psb", "must", "referral.sign", None, "open"), ("R09", "psb", "must_not", "referral.reject", None, "open"),
    ]
    assert _duties(case_log([elsewhere, sent, {"e2": "2026-07-06 10:40", "psb": "referral.sign"}]), "2026-07-06 11:00", "R09") == []


def test_a_right_lapses_and_a_duty_does_not():
    """Claim: the request for reconsideration is gone after its last day; the duty to explain stays, overdue."""
    log = case_log([
        {"e1": "2026-07-06 09:00", "psb": "filing.notify", "to": "amr", "received": "2026-07-06 10:00", "papers": ["non_filing_notice"]},
        {"e2": "2026-07-06 09:00", "procuratorate": "supervision.require_reasons", "to": "psb", "received": "2026-07-06 10:00"},
    ])
    assert _duties(log, "2026-07-09 12:00", "R15", "R33") == [
        ("R15", "amr", "may", "reconsideration.request", "2026-07-09", "due_today"), ("R33", "psb", "must", "reasons.explain", "2026-07-13", "running"),
    ]
    assert _duties(log, "2026-07-20 12:00", "R15", "R33") == [("R33", "psb", "must", "reasons.explain", "2026-07-13", "overdue")]


def test_a_disputed_duty_is_no_must():
    """Claim: a mere lead may be transferred, a suspected offence must; a lawful refusal leaves the referral in dispute."""
    assert _duties(case_log([{"e1": "2026-07-06 10:00", "amr": "lead.found"}]), "2026-07-07 10:00")[0][2] == "may"
    assert _duties(case_log([{"e1": "2026-07-06 10:00", "amr": "lead.found", "suspected": True}]), "2026-07-07 10:00")[0][2] == "must"
    found = [{"e1": "2026-07-06 10:00", "amr": "suspicion.found"}]
    refused = [*found, {"e2": "2026-07-07 10:00", "amr": "referral.refuse", "approver": "principal", "reasons": "查无犯罪事实"}]
    assert _duties(case_log(found), "2026-07-08 10:00", "R28")[0][2:4] == ("must", "referral.send")
    assert _duties(case_log(refused), "2026-07-08 10:00", "R28")[0][2:4] == ("may", "referral.send")


def test_while_a_remedy_runs_the_own_handling_rests():
    """Claim: R20 is not shown between a request for reconsideration and its decision."""
    events = [
        {"e1": "2026-07-01 10:00", "amr": "referral.send", "to": "psb", "received": "2026-07-01 10:10"}, {"e2": "2026-07-03 10:00", "psb": "filing.decide", "result": "decline"},
        {"e3": "2026-07-06 10:00", "amr": "reconsideration.request", "to": "psb"}, {"e4": "2026-07-08 10:00", "psb": "reconsideration.decide", "result": "uphold"},
    ]
    assert [bool(_duties(case_log(events), now, "R20")) for now in ("2026-07-05 10:00", "2026-07-07 10:00", "2026-07-09 10:00")] == [True, False, True]


@pytest.mark.parametrize(("events", "rule", "to"), [
    ([{"e1": "2026-07-06 10:00", "amr@xinyang": "referral.approve", "approver": "principal"}], "R05", "psb@xinyang"),
    ([{"e1": "2026-07-06 10:00", "amr": "suspicion.found"}], "R28", "psb"),
    ([{"e1": "2026-07-06 10:00", "psb": "consult.ask", "to": "amr", "topic": "other"}], "R24", "psb"),
    ([{"e1": "2026-07-06 09:00", "psb": "complaint.decide", "result": "no_crime_admin_penalty"}], "R21", "amr"),
    ([{"e1": "2026-07-06 09:00", "psb": "reconsideration.decide", "result": "uphold"}, {"e2": "2026-07-06 09:30", "psb": "notice.send", "to": "amr", "received": "2026-07-06 09:40"},
      {"e3": "2026-07-06 10:00", "amr": "case.open", "objects": True}], "R18", "procuratorate"),
    ([{"e1": "2026-07-06 10:00", "psb": "referral.sign", "jurisdiction": "other"}], "R10", None),
])
def test_a_duty_says_towards_whom(events, rule, to):
    """Claim: the receiver is the one the law names; a decision and an open choice have none."""
    found = [d["to"] for d in call("duties", {"log": case_log(events), "now": moment("2026-07-06 12:00")})["duties"] if d["rule"] == rule]
    assert found[0] == (to and agency(to))


def test_what_is_due_first_stands_first():
    """Claim: duties with a day come by day, those without after them, then by rule."""
    log = case_log([
        {"e1": "2026-07-06 09:00", "amr": "evidence.register"}, {"e2": "2026-07-06 09:10", "amr": "seizure.decide"}, {"e3": "2026-07-06 09:20", "amr": "referral.report"},
        {"e4": "2026-07-06 09:30", "amr": "referral.approve", "approver": "principal", "ref": "e3"}, {"e5": "2026-07-06 09:40", "psb": "consult.ask", "to": "amr", "topic": "other"},
        {"e6": "2026-07-06 09:50", "psb": "assist.request", "to": "amr"},
    ])
    assert [d[0] for d in _duties(log, "2026-07-06 12:00")] == ["R05", "R41", "R42", "R24", "R37"]


def test_the_command_prints_what_the_call_answers(ipcoord):
    """Claim: `ipcoord duties` with --json is the call, without it a table with the agencies' names."""
    path, now = str(Path(__file__).parent / "logs" / "good.json"), "2026-09-30T16:00:00+08:00"
    told = ipcoord("duties", path, "--now", now, "--json")
    assert told.code == 0 and json.loads(told.out) == call("duties", {"log": GOOD, "now": now})
    shown = ipcoord("duties", path, "--now", now)
    assert shown.code == 0 and all(word in shown.out for word in ("固始市监", "可以", "2026-10-08"))
    assert ipcoord("duties", path, "--now", "2026-09-30").code == 2
