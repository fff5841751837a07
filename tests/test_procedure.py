"""The procedure table is sound as a whole, and what it opens in a log is what the checker would not blame."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import ipcoord_sim as ip
from benchmarks.register import register
from ipcoord_sim.acts import acts
from ipcoord_sim.casefile import from_dict
from ipcoord_sim.conformance import audit, duties, rules
from ipcoord_sim.errors import DataError, UnknownIdError
from ipcoord_sim.procedure import faults, markdown, open_acts, transitions

AMR, PSB, PROC = "amr/xinyang/gushi", "psb/xinyang/gushi", "procuratorate/xinyang/gushi"


def log(*events, facts=None):
    """A log of the fictional case C-1; an event is (day and hour, actor, act, and anything else by name)."""
    rows = []
    for n, (at, actor, act, *more) in enumerate(events, 1):
        rows.append({"id": f"e{n}", "at": f"2026-{at}:00+08:00", "actor": actor, "act": act, **(more[0] if more else {})})
    return {"format": "ipcoord-case/1", "case": {"id": "C-1", "facts": facts or {}}, "events": rows}


REPORTED = (
    ("09-01T09:00", AMR, "suspicion.found"),
    ("09-01T10:00", AMR, "referral.team", {"data": {"officers": 2}}),
    ("09-01T15:00", AMR, "referral.report"),
)
PAPERS = ["referral_letter", "investigation_report"]
SENT = (
    *REPORTED,
    ("09-02T09:00", AMR, "referral.approve", {"data": {"approver": "principal"}}),
    ("09-02T15:00", AMR, "referral.send", {"to": PSB, "received": "2026-09-02T15:10:00+08:00", "documents": PAPERS}),
)
SIGNED = (*SENT, ("09-02T15:20", PSB, "referral.sign", {"ref": "e5"}))
DECLINED = (
    *SIGNED,
    ("09-04T09:00", PSB, "filing.decide", {"data": {"result": "decline"}}),
    ("09-04T10:00", PSB, "filing.notify", {"to": AMR, "received": "2026-09-04T11:00:00+08:00", "documents": ["non_filing_notice"], "data": {"reasons": "数额不足"}}),
)


def opened(events, agency, facts=None, now=None):
    """The open acts with their modality."""
    args = {"log": log(*events, facts=facts), "agency": agency} | ({"now": now} if now else {})
    return {a["act"]: a for a in ip.call("procedure", args)["acts"]}


def musts(events, agency, **more):
    """The acts that the agency must do, in order."""
    return [act for act, a in opened(events, agency, **more).items() if a["modality"] == "must"]


def test_the_table_is_sound():
    """Claim: every act of every kind of agency is covered and reachable from the start, and every rule's answer is open after its trigger."""
    assert faults() == ()
    assert {row.act for row in transitions()} == set(acts())


def test_an_act_taken_out_of_the_table_is_noticed():
    """Claim: without the approval, the table says what is uncovered, unreachable and unanswerable."""
    said = "\n".join(faults(tuple(r for r in transitions() if r.act not in ("filing.decide", "referral.approve"))))
    assert "filing.decide（psb）没有写" in said and "file.return 从头走不到" in said and "R12 的 filing.decide" in said


def test_an_act_given_to_the_wrong_kind_of_agency_is_noticed():
    """Claim: the table may not let an agency do what acts.yaml does not give it."""
    rows = tuple(replace(r, by=("amr",)) if r.act == "referral.sign" else r for r in transitions())
    assert {"referral.sign（psb）没有写什么时候可以做。", "referral.sign 不由 amr 做。"} <= set(faults(rows))


def test_a_suspicion_makes_the_next_step_of_the_referral_a_must():
    """Claim: from suspicion to dispatch the AMR is led step by step, and never past an approval."""
    steps = [musts(SENT[:n], AMR)[0] for n in range(1, 5)]
    assert steps == ["referral.team", "referral.report", "referral.approve", "referral.send"]
    assert "referral.send" not in opened(REPORTED, AMR)


def test_approval_may_also_be_refused():
    """Claim: a report must be answered, by approval or by refusal, and each names the other."""
    found = opened(REPORTED, AMR)
    assert found["referral.approve"]["instead"] == ["referral.refuse"] and found["referral.refuse"]["modality"] == "must"
    assert found["referral.approve"]["rule"] == "R01" and "orn310-approve-3d" in found["referral.approve"]["basis"]


def test_a_penalty_is_not_open_while_a_suspicion_stands():
    """Claim: neither a penalty nor closing the case is open in place of a referral; both are once the suspicion is cleared."""
    before = (("08-31T09:00", AMR, "case.open"), *REPORTED[:1])
    assert not {"penalty.decide", "case.close"} & set(opened(before, AMR))
    after = (*before, ("09-02T09:00", AMR, "suspicion.cleared"))
    assert {"penalty.decide", "case.close"} <= set(opened(after, AMR))


def test_the_receiving_police_must_sign_and_decide():
    """Claim: musts come first, those with a date before those without; rejecting stays open only with its warning."""
    assert musts(SENT, PSB) == ["filing.decide", "referral.sign"]
    assert "不属公安机关职责" in opened(SENT, PSB)["referral.reject"]["note_zh"]
    assert opened(SENT, PSB)["filing.decide"]["due"] == "2026-09-07"


def test_an_agency_outside_the_case_owes_nothing():
    """Claim: another county's police have no part in the case."""
    other = opened(SENT, "psb/xinyang/guangshan")
    assert not {"referral.sign", "filing.decide"} & set(other) and all(a["modality"] == "may" for a in other.values())


def test_a_decline_opens_the_remedies_and_the_amrs_own_decision():
    """Claim: after a notice of non-filing the AMR may ask for reconsideration or supervision, and must handle the case itself."""
    found = opened(DECLINED, AMR)
    assert found["reconsideration.request"]["modality"] == "may" and "supervision.request" in found
    assert found["penalty.decide"]["rule"] == "R20" and found["penalty.decide"]["instead"] == ["case.close"]
    assert musts(DECLINED, PSB) == ["file.return"]


@pytest.mark.parametrize(("now", "is_open"), [
    ("2026-09-06T12:00:00+08:00", True), ("2026-09-07T23:59:00+08:00", True), ("2026-09-08T00:01:00+08:00", False),
], ids=["a day before", "the last day", "a day after"])
def test_reconsideration_closes_with_its_limit_and_supervision_does_not(now, is_open):
    """Claim: notice received on Friday 4 September 2026; the third day after is Monday the 7th (310号令第9条, counted by hand)."""
    found = opened(DECLINED, AMR, now=now)
    assert ("reconsideration.request" in found) == is_open
    assert "supervision.request" in found


def test_police_who_do_not_decide_in_time_open_supervision():
    """Claim: without a decision the supervision is open only once the limit has passed."""
    early, late = (opened(SIGNED, AMR, now=f"2026-09-{day}T10:00:00+08:00") for day in ("07", "08"))
    assert "supervision.request" not in early and "supervision.request" in late


def test_supervision_runs_from_request_to_order():
    """Claim: each organ gets its turn."""
    events = [*DECLINED, ("09-05T09:00", AMR, "supervision.request", {"to": PROC})]
    assert "supervision.require_reasons" in opened(events, PROC)
    events.append(("09-06T09:00", PROC, "supervision.require_reasons", {"to": PSB, "received": "2026-09-06T10:00:00+08:00"}))
    assert musts(events, PSB)[0] == "reasons.explain"
    events.append(("09-07T09:00", PSB, "reasons.explain", {"to": PROC}))
    assert {"supervision.order_filing", "notice.send"} <= set(opened(events, PROC))
    events.append(("09-08T09:00", PROC, "supervision.order_filing", {"to": PSB, "received": "2026-09-08T10:00:00+08:00"}))
    assert musts(events, PSB)[0] == "filing.decide"


def test_a_case_for_administrative_penalty_goes_back_and_is_answered():
    """Claim: complaint, transfer with property, decision and feedback follow each other."""
    events = [("09-01T09:00", PSB, "complaint.accept"), ("09-02T09:00", PSB, "complaint.decide", {"data": {"result": "no_crime_admin_penalty", "property_seized": True}})]
    assert musts(events, PSB) == ["reverse.transfer", "goods.handover"]
    events.append(("09-03T09:00", PSB, "reverse.transfer", {"to": AMR}))
    assert {"penalty.decide", "case.open"} <= set(opened(events, AMR))
    events.append(("09-09T09:00", AMR, "penalty.decide"))
    assert musts(events, AMR) == ["feedback.send"]


def test_two_questions_one_answer_leaves_one_open():
    """Claim: an answer that names its question leaves the other question open."""
    events = [("09-01T09:00", AMR, "info.request", {"to": PSB}), ("09-01T10:00", AMR, "info.request", {"to": PSB}), ("09-02T09:00", PSB, "info.provide", {"ref": "e2", "to": AMR})]
    assert "info.provide" in opened(events, PSB)
    events.append(("09-02T10:00", PSB, "info.provide", {"ref": "e1", "to": AMR}))
    assert "info.provide" not in opened(events, PSB)


def test_secret_information_can_only_be_declined():
    """Claim: where the request concerns what secrecy bars, declining with its ground is the only answer."""
    events = [("09-01T09:00", AMR, "info.request", {"to": PSB, "data": {"confidential": True}})]
    found = opened(events, PSB)
    assert "info.provide" not in found and found["info.decline"]["modality"] == "must"


@pytest.mark.parametrize("events", [SENT[:n] for n in range(len(SENT) + 1)] + [SIGNED, DECLINED], ids=lambda e: f"{len(e)} events")
def test_what_is_a_must_is_never_blamed_as_out_of_order(events):
    """Claim: doing any must next adds no breach of order or ban."""
    case = log(*events)
    for agency in (AMR, PSB):
        for one in open_acts(from_dict(case), agency):
            if one.modality != "must":
                continue
            fields = {"approver": "principal", "officers": 2, "result": "decline"} if one.act != "reconsideration.decide" else {"result": "uphold"}
            known = acts()[one.act].fields
            data = {k: v for k, v in fields.items() if k in known and (not known[k].words or v in known[k].words)}
            more = {"id": "next", "at": "2026-09-04T12:00:00+08:00", "actor": agency, "act": one.act, "data": data}
            found = audit(from_dict(case | {"events": [*case["events"], more]}))
            assert not [f for f in found if f.event == "next" and f.kind in ("out_of_order", "forbidden")], one


def test_the_usual_courses_of_a_case_are_open_step_by_step():
    """Claim: in a register of made-up cases the act that came next was open, and no duty's act stands there as a mere may."""
    for case in register(600):
        for n, coming in enumerate(case.events[1:], 1):
            part = replace(case, ended=None, events=case.events[:n])
            now = max(*(e.received or e.at for e in part.events), coming.at)
            assert coming.act in {a.act for a in open_acts(part, coming.actor, now)}, (case.id, coming)
            for agency in {e.actor for e in part.events}:
                found = {a.act: a.modality for a in open_acts(part, agency, now)}
                owed = [d for d in duties(part, now) if d.agency == agency and d.modality == "must"]
                assert all(found.get(d.act, "must") == "must" for d in owed) and ("must" in found.values() or not owed), (case.id, n)


@given(st.lists(st.tuples(st.sampled_from(sorted(acts())), st.sampled_from([AMR, PSB, PROC, "office/xinyang"]), st.sampled_from([None, AMR, PSB])), max_size=8))
def test_any_log_has_an_answer(rows):
    """Claim: whatever stands in a log, in whatever order, every agency gets its open acts, musts first, each act once."""
    events = []
    for n, (act, actor, to) in enumerate(rows):
        data = {f.name: {"word": f.words[:1] and f.words[0], "count": 2, "person": "amr:leader_in_charge"}[f.type] for f in acts()[act].fields.values() if f.required}
        events.append((f"09-{n + 1:02}T09:00", actor, act, {"data": data} | ({"to": to} if to else {})))
    for agency in (AMR, PSB, PROC, "office/xinyang"):
        found = ip.call("procedure", {"log": log(*events, facts={"major_difficult": True}), "agency": agency})["acts"]
        modes = [a["modality"] for a in found]
        assert modes == sorted(modes, key="must may".split().index) and len({a["act"] for a in found}) == len(found)


def test_the_table_can_be_read_as_markdown():
    """Claim: one line a row, every cell filled that must be, the articles written out."""
    lines = markdown().splitlines()
    assert len(lines) == 2 + len(transitions())
    assert all(line.count(" | ") == 5 for line in lines)
    assert "国务院令310号第5条第2款" in markdown() and "{" not in markdown()


@pytest.mark.parametrize(("put", "word"), [
    ({"act": "referral.sned", "by": ["amr"], "after": [{"start": True}], "basis": ["N12"]}, "referral.send"),
    ({"act": "referral.send", "by": ["amr"], "after": [{"fact": "has_good"}], "basis": ["N12"]}, "has_goods"),
    ({"act": "referral.send", "by": ["amr"], "after": [{"act": "filing.decide", "where": {"result": "fille"}}], "basis": ["N12"]}, "file"),
    ({"act": "referral.send", "by": ["amr"], "after": [{"start": True}], "basis": ["N99"]}, "N99"),
], ids=["act", "fact", "word", "basis"])
def test_a_word_that_other_data_does_not_have_is_refused(put, word, other_data):
    """Claim: the sentence names the file, the row and the nearest known word."""
    path = other_data / "rules" / "procedure.yaml"
    table = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump({"transitions": [*table["transitions"], put]}, allow_unicode=True), "utf-8")
    with pytest.raises(DataError, match=f"rules/procedure.yaml.*{word}"):
        transitions()


def test_an_unknown_agency_is_named():
    """Claim: the nearest agency is proposed."""
    with pytest.raises(UnknownIdError, match="psb/xinyang/gushi"):
        opened(SENT, "psb/xinyang/gushii")


def test_every_rule_named_in_the_table_exists():
    """Claim: windows and exemptions name rules."""
    known = {r.id for r in rules()}
    assert {r.window for r in transitions() if r.window} | {r.exempt for r in transitions() if r.exempt} <= known
