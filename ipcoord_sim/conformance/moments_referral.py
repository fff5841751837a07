"""Moments on the AMR's side and in working together: suspicions after a penalty, leads, seized property, incidents, meetings."""

from __future__ import annotations

from ..agencies import agencies, agency
from .clocks import ends
from .rules import acts_read
from .view import Trigger, View, begun, kind_of

__all__ = [
    "incidents", "large_or_serious", "meeting_called_for", "official_leads", "other_leads", "penalty_in_suspected_case",
    "seized_property_leaves", "seizure_extended", "superior_of", "suspicion_after_penalty", "undetermined_answers",
]


def suspicion_after_penalty(view: View) -> list[Trigger]:
    """Suspicions found after a decision of the AMR."""
    first = next((e.n for e in view.of("penalty.decide") if kind_of(e.actor) == "amr"), None)
    return [begun(e) for e in view.of("suspicion.found") if first is not None and e.n > first]


def other_leads(view: View) -> list[Trigger]:
    """Leads to other offences."""
    return [begun(e) for e in view.of("lead.found") if not e.data.get("official_crime")]


def official_leads(view: View) -> list[Trigger]:
    """Leads to offences in office."""
    return [begun(e) for e in view.of("lead.found") if e.data.get("official_crime")]


def seized_property_leaves(view: View) -> list[Trigger]:
    """Referrals and handovers by an AMR that holds property under seizure."""
    holders = {e.actor: e.n for e in reversed(view.of("seizure.decide"))}
    return [begun(e) for e in view.of("referral.send", "goods.handover") if holders.get(e.actor, e.n) < e.n]


def penalty_in_suspected_case(view: View) -> list[Trigger]:
    """Decisions of an AMR in a case in which an offence is suspected."""
    if not (view.facts.get("suspected_crime") or view.of("suspicion.found")):
        return []
    return [begun(e) for e in view.of("penalty.decide") if kind_of(e.actor) == "amr"]


def seizure_extended(view: View) -> list[Trigger]:
    """Extensions: the second period follows the first without a gap, so it starts with the first one's last day."""
    found = []
    for e in view.of("seizure.extend"):
        earlier = [s for s in view.of("seizure.decide") if s.n < e.n and (s.id == e.ref or s.actor == e.actor)]
        seizure = next((s for s in earlier if s.id == e.ref), earlier[-1] if earlier else None)
        first = ends("samr-proc-38-seizure#1", seizure.at) if seizure else None
        names = (e.id, seizure.id) if seizure else (e.id,)
        found.append(Trigger(e, first.unrolled if first else e.at, e.actor, False, None, names, e))
    return found


def undetermined_answers(view: View) -> list[Trigger]:
    """Answers that cannot determine the question."""
    return [begun(e, None, None, *([e.ref] if e.ref else [])) for e in view.of("consult.answer") if e.data.get("undetermined")]


def incidents(view: View) -> list[Trigger]:
    """Incidents of which the police must be told at once."""
    return [begun(e) for e in view.of("incident.occur") if e.data["kind"] not in ("evidence_destruction", "collusion") or e.data.get("major_suspicion")]


def large_or_serious(view: View) -> list[Trigger]:
    """A case that the facts call large or serious, and possibly a crime; the AMR is the one whose acts a rule reads first."""
    facts = view.facts
    if (facts.get("large_value") or facts.get("serious")) and (facts.get("possible_crime") or facts.get("suspected_crime")):
        amr = next((e.actor for e in view.log.events if kind_of(e.actor) == "amr" and e.act in acts_read()), None)
        return [Trigger(None, None, amr)]
    return []


def meeting_called_for(view: View) -> list[Trigger]:
    """Requests for a meeting; without one, a case that the facts call major and difficult. Any agency may convene it."""
    requests = [Trigger(e, e.at, None, names=(e.id,), source=e) for e in view.of("meeting.request")]
    return requests or ([Trigger(None, None, None)] if view.facts.get("major_difficult") else [])


def superior_of(id: str) -> str | None:
    """The agency one level up."""
    return agency(id).superior if id in agencies() else None
