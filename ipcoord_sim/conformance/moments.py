"""The moments that start a duty and are more than one act: an acceptance, a receipt, a last decline.

Each is a function of the view that gives triggers; the rule table names them.
"""

from __future__ import annotations

from ..agencies import agency, agencies
from ..casefile import Event
from .clocks import in_time
from .view import Trigger, View, kind_of, received

__all__ = ["MOMENTS"]


def _at(event: Event, owner: str | None = None, peer: str | None = None, *names: str) -> Trigger:
    return Trigger(event, event.at, owner or event.actor, False, peer, (event.id, *names), event)


def deliveries(view: View) -> list[Trigger]:
    """Every referral sent to a PSB (forwarding binds the next PSB by other rules)."""
    return [
        Trigger(d.event, d.start, d.psb, d.assumed, d.amr, (d.event.id,), d.event)
        for d in view.deliveries() if d.event.act == "referral.send"
    ]


def accepted_own(view: View) -> list[Trigger]:
    """Deliveries to a PSB that did not sign another organ competent and did not lawfully turn the case away."""
    found = []
    for d in view.deliveries():
        if d.elsewhere or (d.reject and proper_rejection(d.reject)):
            continue
        names = (d.event.id, *([d.sign.id] if d.sign else []))
        found.append(Trigger(d.event, d.start, d.psb, d.assumed, d.amr, names, d.event))
    return found


def proper_rejection(reject: Event) -> bool:
    """Turned away as no police matter, in writing and with reasons."""
    return reject.data.get("ground") == "not_police_matter" and "written_notice" in reject.documents and bool(reject.data.get("reasons"))


def signed_elsewhere(view: View) -> list[Trigger]:
    """Signatures that another organ is competent."""
    return [_at(d.sign, None, d.amr, d.event.id) for d in view.deliveries() if d.elsewhere]


def signed_incomplete(view: View) -> list[Trigger]:
    """Deliveries whose signature notes that papers are missing; the clock starts with the acceptance."""
    return [
        Trigger(d.sign, d.start, d.sign.actor, d.assumed, d.amr, (d.sign.id, d.event.id), d.event)
        for d in view.deliveries() if d.sign and d.sign.data.get("incomplete")
    ]


def suspicion_after_penalty(view: View) -> list[Trigger]:
    """Suspicions found after a decision of the AMR."""
    first = next((e.n for e in view.of("penalty.decide") if kind_of(e.actor) == "amr"), None)
    return [_at(e) for e in view.of("suspicion.found") if first is not None and e.n > first]


def other_leads(view: View) -> list[Trigger]:
    """Leads to other offences."""
    return [_at(e) for e in view.of("lead.found") if not e.data.get("official_crime")]


def official_leads(view: View) -> list[Trigger]:
    """Leads to offences in office."""
    return [_at(e) for e in view.of("lead.found") if e.data.get("official_crime")]


def seized_property_leaves(view: View) -> list[Trigger]:
    """Referrals and handovers by an AMR that holds property under seizure."""
    holders = {e.actor: e.n for e in reversed(view.of("seizure.decide"))}
    return [_at(e) for e in view.of("referral.send", "goods.handover") if holders.get(e.actor, e.n) < e.n]


def penalty_in_suspected_case(view: View) -> list[Trigger]:
    """Decisions of an AMR in a case in which an offence is suspected."""
    if not (view.facts.get("suspected_crime") or view.of("suspicion.found")):
        return []
    return [_at(e) for e in view.of("penalty.decide") if kind_of(e.actor) == "amr"]


def seizure_extended(view: View) -> list[Trigger]:
    """Extensions: the second period follows the first without a gap, so it starts with the first one's last day."""
    from .clocks import ends

    found = []
    for e in view.of("seizure.extend"):
        seizure = next((s for s in reversed(view.of("seizure.decide")) if s.n < e.n and s.actor == e.actor), None)
        first = ends("samr-proc-38-seizure#1", seizure.at) if seizure else None
        start = first.unrolled if first else e.at
        found.append(Trigger(e, start, e.actor, False, None, (e.id,), e))
    return found


def declines(view: View) -> list[Trigger]:
    """Decisions not to file."""
    return [_at(e) for e in view.of("filing.decide") if e.data["result"] == "decline"]


def decline_notices(view: View) -> list[Trigger]:
    """Notices of decisions not to file."""
    found = []
    for decision in view.of("filing.decide"):
        if decision.data["result"] == "decline":
            named = [e for e in view.refs.get(decision.id, ()) if e.act == "filing.notify"]
            later = [e for e in view.of("filing.notify") if e.n > decision.n and e.actor == decision.actor and e.ref is None]
            found += [_at(e) for e in [*named, *later][:1]]
    return found


def _notices(view: View, paper: str) -> list[Trigger]:
    """Receipts of a notice by an AMR."""
    found = []
    for e in view.of("filing.notify", "notice.send"):
        if paper in e.documents and kind_of(e.actor) == "psb" and kind_of(e.to) in ("amr", ""):
            amr = e.to or next((d.amr for d in view.deliveries()), None)
            start, assumed = received(e)
            names = (e.id, e.ref) if e.ref else (e.id,)
            found.append(Trigger(e, start, amr, assumed, e.actor, names, e))
    return found


def filing_notices(view: View) -> list[Trigger]:
    """Receipts of filing notices."""
    return _notices(view, "filing_notice")


def non_filing_notices(view: View) -> list[Trigger]:
    """Receipts of notices that no case was filed."""
    return _notices(view, "non_filing_notice")


def requests_in_time(view: View) -> list[Trigger]:
    """Requests for reconsideration that reached the deciding PSB and were made in time under some reading."""
    found = []
    for request in view.of("reconsideration.request"):
        notice = notice_before(view, request)
        if notice is None or (request.to is not None and request.to != notice.peer):
            continue
        if any(in_time("orn310-reconsider-request-3d", notice.start, request.at).values()) or notice.assumed:
            start, assumed = received(request)
            found.append(Trigger(request, start, notice.peer, assumed, request.actor, (request.id,), notice.event))
    return found


def notice_before(view: View, request: Event) -> Trigger | None:
    """The notice that a request answers: the one it names, else the last one before it."""
    notices = [t for t in non_filing_notices(view) if t.event.n < request.n]
    return next((t for t in notices if request.ref in t.names), notices[-1] if notices else None)


def upheld_and_objected(view: View) -> list[Trigger]:
    """Receipts of the notice that a decline was upheld, where the AMR then objects."""
    found = []
    for decision in view.of("reconsideration.decide"):
        if decision.data["result"] != "uphold":
            continue
        named = [e for e in view.refs.get(decision.id, ()) if e.act == "notice.send"]
        later = [e for e in view.of("notice.send") if e.n > decision.n and e.actor == decision.actor and e.ref in (None, decision.ref)]
        notice = next(iter([*named, *later]), None)
        if notice is None or kind_of(notice.to) not in ("amr", ""):
            continue
        amr = notice.to or next((d.amr for d in view.deliveries()), None)
        objects = any(
            e.n > notice.n and kind_of(e.actor) == "amr" and (e.act == "supervision.request" or e.data.get("objects")) for e in view.log.events
        )
        if objects:
            start, assumed = received(notice)
            found.append(Trigger(notice, start, amr, assumed, decision.actor, (notice.id, decision.id), notice))
    return found


def filed_case_moved(view: View) -> list[Trigger]:
    """Forwardings by a PSB that had already filed the case."""
    filed = {e.actor: e.n for e in reversed(view.of("filing.decide")) if e.data["result"] == "file"}
    return [_at(e) for e in view.of("referral.forward") if filed.get(e.actor, e.n) < e.n]


def no_crime_decisions(view: View) -> list[Trigger]:
    """Complaints that are no crime and call for an administrative penalty."""
    return [_at(e) for e in view.of("complaint.decide") if e.data["result"] == "no_crime_admin_penalty"]


def no_crime_with_property(view: View) -> list[Trigger]:
    """The same, where property was seized."""
    return [t for t in no_crime_decisions(view) if t.event.data.get("property_seized") or view.facts.get("property_seized")]


def declines_against_order(view: View) -> list[Trigger]:
    """Decisions not to file by a PSB that had been ordered to file."""
    return [
        _at(e) for e in view.of("filing.decide")
        if e.data["result"] == "decline" and any(o.n < e.n and o.to in (None, e.actor) for o in view.of("supervision.order_filing"))
    ]


def last_decline(view: View) -> list[Trigger]:
    """The last decision, where it declines or upholds: the AMR that referred deals with the case itself."""
    decisions = view.of("filing.decide", "reconsideration.decide")
    if not decisions or decisions[-1].data["result"] not in ("decline", "uphold"):
        return []
    first = next(e for e in decisions if e.data["result"] in ("decline", "uphold"))
    amr = next((d.amr for d in view.deliveries()), None)
    return [Trigger(decisions[-1], decisions[-1].at, amr, False, decisions[-1].actor, (decisions[-1].id,), first)]


def first_penalty_after_reverse(view: View) -> list[Trigger]:
    """The first decision of an AMR after a case was transferred back to it."""
    found = []
    for transfer in view.of("reverse.transfer"):
        decision = next((e for e in view.of("penalty.decide") if e.n > transfer.n and (transfer.to in (None, e.actor))), None)
        if decision and all(t.event is not decision for t in found):
            found.append(_at(decision, None, transfer.actor, transfer.id))
    return found


def undetermined_answers(view: View) -> list[Trigger]:
    """Answers that cannot determine the question."""
    return [_at(e, None, None, *([e.ref] if e.ref else [])) for e in view.of("consult.answer") if e.data.get("undetermined")]


def incidents(view: View) -> list[Trigger]:
    """Incidents of which the police must be told at once."""
    return [_at(e) for e in view.of("incident.occur") if e.data["kind"] not in ("evidence_destruction", "collusion") or e.data.get("major_suspicion")]


def large_or_serious(view: View) -> list[Trigger]:
    """A case that the facts call large or serious, and possibly a crime."""
    facts = view.facts
    if (facts.get("large_value") or facts.get("serious")) and (facts.get("possible_crime") or facts.get("suspected_crime")):
        return [Trigger(None, None, None)]
    return []


def meeting_called_for(view: View) -> list[Trigger]:
    """Requests for a meeting; without one, a case that the facts call major and difficult."""
    requests = [_at(e) for e in view.of("meeting.request")]
    return requests or ([Trigger(None, None, None)] if view.facts.get("major_difficult") else [])


def superior_of(id: str) -> str | None:
    """The agency one level up."""
    return agency(id).superior if id in agencies() else None


MOMENTS = {
    function.__name__: function
    for function in (
        accepted_own, decline_notices, declines, declines_against_order, deliveries, filed_case_moved, filing_notices,
        first_penalty_after_reverse, incidents, large_or_serious, last_decline, meeting_called_for, no_crime_decisions,
        no_crime_with_property, non_filing_notices, official_leads, other_leads, penalty_in_suspected_case, requests_in_time,
        seized_property_leaves, seizure_extended, signed_elsewhere, signed_incomplete, suspicion_after_penalty,
        undetermined_answers, upheld_and_objected,
    )
}
