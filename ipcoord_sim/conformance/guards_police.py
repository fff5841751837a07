"""Predicates on the police's side and on the remedies (rules R09 to R22, R33, R34, R43).

Each looks at a trigger (and the act found for it) and says yes or no.
"""

from __future__ import annotations

from ..casefile import Event
from .clocks import ends, in_time
from .moments_police import proper_rejection
from .moments_remedies import declines_against_order, notice_before
from .view import Trigger, View, kind_of

__all__ = [
    "decided_to_decline", "decided_to_file", "declined_against_order", "delivery_unsigned", "log_names_no_psb",
    "property_was_seized", "rejected", "rejected_as_not_police_matter", "remedy_runs", "request_in_time_by_some_reading",
    "same_level_procuratorate", "sign_or_reject", "signed", "supervision_after_window", "supplemented_or_extended",
]


def _delivery(view: View, t: Trigger):
    return next(d for d in view.deliveries() if d.event is t.event)


def signed(view: View, t: Trigger, a: Event | None) -> bool:
    """The PSB signed."""
    return _delivery(view, t).sign is not None


def rejected(view: View, t: Trigger, a: Event | None) -> bool:
    """The PSB turned the case away, and not as no police matter in writing and with reasons."""
    reject = _delivery(view, t).reject
    return reject is not None and not proper_rejection(reject)


def rejected_as_not_police_matter(view: View, t: Trigger, a: Event | None) -> bool:
    """The PSB turned the case away as no police matter, in writing and with reasons."""
    reject = _delivery(view, t).reject
    return reject is not None and proper_rejection(reject)


def sign_or_reject(view: View, t: Trigger) -> Event | None:
    """What answers a delivery: an unlawful rejection, else the signature, else the lawful rejection."""
    delivery = _delivery(view, t)
    return delivery.reject if rejected(view, t, None) else delivery.sign or delivery.reject


def delivery_unsigned(view: View, t: Trigger, a: Event | None) -> bool:
    """A delivery is neither signed nor turned away."""
    return any(d.sign is None and d.reject is None for d in view.deliveries())


def supplemented_or_extended(view: View, t: Trigger, a: Event | None) -> bool:
    """Whether the decision is in time counted from a supplement, or the head extended the review before it ended."""
    done = a.at if a else view.ended
    first = ends("orn310-police-review-3d", t.start)
    if first is None or done is None:
        return False
    if any(t.owner in (None, e.actor) and first.verdicts(e.at)[first.default] for e in view.of("extension.approve") if e.n > t.event.n):
        return True
    for e in view.of("supplement.provide"):
        since = e.received or e.at
        again = ends("orn310-police-review-3d", since) if t.event.n < e.n and since <= done else None
        if again and not again.beyond and again.verdicts(done)[again.default]:
            return True
    return False


def decided_to_file(view: View, t: Trigger, a: Event | None) -> bool:
    """The decision is to file."""
    return t.event.data["result"] == "file"


def decided_to_decline(view: View, t: Trigger, a: Event | None) -> bool:
    """The decision is not to file."""
    return t.event.data["result"] == "decline"


def property_was_seized(view: View, t: Trigger, a: Event | None) -> bool:
    """Property was seized."""
    return bool(t.event.data.get("property_seized") or view.facts.get("property_seized"))


def log_names_no_psb(view: View, t: Trigger, a: Event | None) -> bool:
    """The log does not say which PSB decides, or to whom the request went."""
    return _deciding_psb(view, t.event) is None or t.event.to is None


def same_level_procuratorate(view: View, t: Trigger, a: Event | None) -> bool:
    """The request went to the procuratorate of the deciding PSB's level."""
    return t.event.to == "procuratorate" + _deciding_psb(view, t.event).removeprefix("psb")


def _deciding_psb(view: View, before: Event) -> str | None:
    decisions = [e for e in view.of("filing.decide", "reconsideration.decide") if e.n < before.n]
    if decisions:
        return decisions[-1].actor
    reached = [d.psb for d in view.deliveries() if d.event.n < before.n and d.psb and not d.elsewhere]
    return reached[-1] if reached else None


def supervision_after_window(view: View, t: Trigger, a: Event | None) -> bool:
    """No reconsideration was decided before, and the days for a request are over."""
    if any(e.n < t.event.n for e in view.of("reconsideration.decide")):
        return False
    notice = notice_before(view, t.event)
    if notice is None:
        return False
    found = ends("orn310-reconsider-request-3d", notice.start)
    return found is not None and not found.beyond and not found.verdicts(t.event.at)[found.default]


def request_in_time_by_some_reading(view: View, t: Trigger, a: Event | None) -> bool:
    """The request is in time under some readings only, or only if the notice arrived later than it was sent."""
    notice = notice_before(view, t.event)
    return notice is None or not all(in_time("orn310-reconsider-request-3d", notice.start, t.event.at).values())


def declined_against_order(view: View, t: Trigger, a: Event | None) -> bool:
    """The PSB declined again, and nothing was filed."""
    return a is None and bool(declines_against_order(view))


def remedy_runs(view: View, t: Trigger, a: Event | None) -> bool:
    """Whether a later request for reconsideration or supervision is still unanswered, or an order to file stands."""
    if any(e.n > t.event.n for e in view.of("supervision.order_filing")):
        return True
    told = [e.n for e in view.of("notice.send") if kind_of(e.actor) == "procuratorate"]
    decided = [e.n for e in view.of("reconsideration.decide")]
    ordered = [e.n for e in view.of("supervision.order_filing")]
    for act, answers in (("reconsideration.request", decided), ("supervision.request", [*told, *ordered])):
        if any(e.n > t.source.n and not any(n > e.n for n in answers) for e in view.of(act)):
            return True
    return False
