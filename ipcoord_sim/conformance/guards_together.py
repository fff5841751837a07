"""Predicates on working together: consultation, information, incidents, meetings, rewards, the office (rules R23 to R32).

Each looks at a trigger (and the act found for it) and says yes or no.
"""

from __future__ import annotations

from datetime import timedelta

from ..casefile import Event
from .moments_referral import superior_of
from .rules import assumption
from .view import Trigger, View, kind_of

__all__ = [
    "by_amr", "confidential", "holder_fits_role", "notified_after_an_hour", "paid_after_conviction", "payer_decided",
    "recorded", "to_own_superior", "topic_named_in_plan",
]


def topic_named_in_plan(view: View, t: Trigger, a: Event | None) -> bool:
    """The plan names the topic for an asker of this kind."""
    named = {"amr": ("filing_standard", "evidence", "identity"), "psb": ("professional_finding",)}
    return t.event.data["topic"] in named.get(kind_of(t.event.actor), ())


def to_own_superior(view: View, t: Trigger, a: Event | None) -> bool:
    """It went to the asker's own superior."""
    return t.event.to is None or t.event.to == superior_of(t.event.actor)


def confidential(view: View, t: Trigger, a: Event | None) -> bool:
    """The secrecy rules bar disclosure: said on the answer or on the request it answers."""
    asked = next((e for e in view.of("info.request") if e.id == t.event.ref), None)
    if asked is None:
        asked = next((e for e in reversed(view.of("info.request")) if e.n < t.event.n and e.to in (None, t.event.actor)), None)
    return bool(t.event.data.get("confidential") or (asked and asked.data.get("confidential")))


def by_amr(view: View, t: Trigger, a: Event | None) -> bool:
    """An AMR acts."""
    return kind_of(t.event.actor) == "amr"


def notified_after_an_hour(view: View, t: Trigger, a: Event | None) -> bool:
    """The notice came later than our assumption of `at once`."""
    return a is not None and a.at - t.event.at > timedelta(hours=assumption("IMMEDIATE")["value"])


def recorded(view: View, t: Trigger, a: Event | None) -> bool:
    """A record followed."""
    return any(e.n > t.event.n for e in view.of("meeting.record"))


def payer_decided(view: View, t: Trigger, a: Event | None) -> bool:
    """The payer decided the case before."""
    return any(
        e.n < t.event.n and e.actor == t.event.actor and (e.act == "penalty.decide" or e.data["result"] == "file")
        for e in view.of("penalty.decide", "filing.decide", "complaint.decide")
    )


def paid_after_conviction(view: View, t: Trigger, a: Event | None) -> bool:
    """An AMR pays after its referral led to a conviction."""
    referred = any(e.n < t.event.n and e.actor == t.event.actor for e in view.of("referral.send"))
    return by_amr(view, t, a) and referred and any(e.n < t.event.n for e in view.of("sentence.fine"))


def holder_fits_role(view: View, t: Trigger, a: Event | None) -> bool:
    """The holder is the one the plan names."""
    due = {"director": "amr:leader_in_charge", "deputy": "psb:detachment_leader"}.get(t.event.data["role"])
    return due is None or t.event.data["holder"] == due
