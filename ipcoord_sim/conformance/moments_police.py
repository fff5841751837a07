"""Moments on the police's side: deliveries, acceptance, signatures, decisions, complaints that are no crime."""

from __future__ import annotations

from ..casefile import Event
from .view import Trigger, View, begun

__all__ = [
    "accepted_own", "decline_notices", "declines", "deliveries", "filed_case_moved", "first_penalty_after_reverse",
    "no_crime_decisions", "no_crime_with_property", "proper_rejection", "signed_elsewhere", "signed_incomplete",
]


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
    return reject.data.get("ground") == "not_police_matter" and "written_notice" in reject.documents and bool(reject.data.get("reasons", "").strip())


def signed_elsewhere(view: View) -> list[Trigger]:
    """Signatures that another organ is competent, also where the log does not show the delivery."""
    of = {d.sign.id: d for d in view.deliveries() if d.sign}
    signs = [e for e in view.of("referral.sign") if e.data.get("jurisdiction") == "other"]
    return [begun(e, None, of[e.id].amr, of[e.id].event.id) if e.id in of else begun(e) for e in signs]


def signed_incomplete(view: View) -> list[Trigger]:
    """Deliveries whose signature notes that papers are missing; the clock starts with the acceptance."""
    return [
        Trigger(d.sign, d.start, d.sign.actor, d.assumed, d.amr, (d.sign.id, d.event.id), d.event)
        for d in view.deliveries() if d.sign and d.sign.data.get("incomplete")
    ]


def declines(view: View) -> list[Trigger]:
    """Decisions not to file."""
    return [begun(e) for e in view.of("filing.decide") if e.data["result"] == "decline"]


def decline_notices(view: View) -> list[Trigger]:
    """Notices of decisions not to file: the one that names the decision, else the first later one that names none."""
    found, used = [], set()
    decisions = {e.id for e in view.of("filing.decide")}
    for decision in view.of("filing.decide"):
        named = [e for e in view.refs.get(decision.id, ()) if e.act == "filing.notify"]
        later = [
            e for e in view.of("filing.notify")
            if e.n > decision.n and e.actor == decision.actor and e.ref not in decisions and e.id not in used
        ]
        for notice in [*named, *later][:1]:
            used.add(notice.id)
            found += [begun(notice)] if decision.data["result"] == "decline" else []
    return found


def filed_case_moved(view: View) -> list[Trigger]:
    """Forwardings by a PSB that had already filed the case."""
    filed = {e.actor: e.n for e in reversed(view.of("filing.decide")) if e.data["result"] == "file"}
    return [begun(e) for e in view.of("referral.forward") if filed.get(e.actor, e.n) < e.n]


def no_crime_decisions(view: View) -> list[Trigger]:
    """Complaints that are no crime and call for an administrative penalty."""
    return [begun(e) for e in view.of("complaint.decide") if e.data["result"] == "no_crime_admin_penalty"]


def no_crime_with_property(view: View) -> list[Trigger]:
    """The same, where property was seized."""
    return [t for t in no_crime_decisions(view) if t.event.data.get("property_seized") or view.facts.get("property_seized")]


def first_penalty_after_reverse(view: View) -> list[Trigger]:
    """The first decision of an AMR after a case was transferred back to it."""
    found = []
    for transfer in view.of("reverse.transfer"):
        decision = next((e for e in view.of("penalty.decide") if e.n > transfer.n and (transfer.to in (None, e.actor))), None)
        if decision and all(t.event is not decision for t in found):
            found.append(begun(decision, None, transfer.actor, transfer.id))
    return found
