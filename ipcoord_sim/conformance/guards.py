"""The predicates that the rule table names: each looks at a trigger (and the act found for it) and says yes or no."""

from __future__ import annotations

from datetime import timedelta

from ..casefile import Event
from ..parameters import number_on
from ..times import day_of
from .clocks import ends, in_time
from .moments import MOMENTS, notice_before, proper_rejection, superior_of
from .rules import assumption
from .view import Trigger, View, kind_of

__all__ = ["GUARDS", "channel_fits"]


def approver_is_head(view: View, t: Trigger, a: Event | None) -> bool:
    return t.event.data["approver"] in ("principal", "acting")


def gives_reasons(view: View, t: Trigger, a: Event | None) -> bool:
    return bool(t.event.data.get("reasons", "").strip())


def gives_ground(view: View, t: Trigger, a: Event | None) -> bool:
    return bool(t.event.data.get("ground", "").strip())


def _teams(view: View, t: Trigger) -> list[Event]:
    return [e for e in view.of("referral.team") if e.n < t.event.n and e.actor == t.event.actor]


def team_formed(view: View, t: Trigger, a: Event | None) -> bool:
    return bool(_teams(view, t))


def team_large_enough(view: View, t: Trigger, a: Event | None) -> bool:
    least = number_on("orn310-task-force", day_of(t.event.at)).value
    return any(e.data["officers"] >= least for e in _teams(view, t))


def approved_before(view: View, t: Trigger, a: Event | None) -> bool:
    return any(e.n < t.event.n and e.actor == t.event.actor for e in view.of("referral.approve"))


def has_goods(view: View, t: Trigger, a: Event | None) -> bool:
    return bool(view.facts.get("has_goods"))


def test_was_made(view: View, t: Trigger, a: Event | None) -> bool:
    return bool(view.facts.get("test_made")) or any(e.n < (a or t.event).n for e in view.of("test.made"))


def _suspected_before(view: View, n: int, actor: str | None) -> bool:
    """Whether a suspicion stands before place `n`: found and not cleared since, or a fact of a log that records none."""
    marks = view.of("suspicion.found", "suspicion.cleared")
    if not view.of("suspicion.found"):
        cleared = any(e.n < n for e in marks)
        return bool(view.facts.get("suspected_crime")) and not cleared
    last = next((e for e in reversed(marks) if e.n < n), None)
    return last is not None and last.act == "suspicion.found"


def suspicion_stands(view: View, t: Trigger, a: Event | None) -> bool:
    return _suspected_before(view, t.event.n, t.event.actor)


def suspicion_open(view: View, t: Trigger, a: Event | None) -> bool:
    return _suspected_before(view, len(view.log.events), None) and not view.of("referral.send")


def referred_at_all(view: View, t: Trigger, a: Event | None) -> bool:
    return bool(view.of("referral.send"))


def _lawful_refusals(view: View) -> list[Event]:
    return [
        e for e in view.of("referral.refuse")
        if e.data["approver"] in ("principal", "acting") and e.data.get("reasons", "").strip()
    ]


def refused_lawfully_before(view: View, t: Trigger, a: Event | None) -> bool:
    return any(e.n < t.event.n for e in _lawful_refusals(view))


def refused_lawfully_after(view: View, t: Trigger, a: Event | None) -> bool:
    return a is None and any(e.n > t.event.n for e in _lawful_refusals(view))


def suspicion_cleared_after(view: View, t: Trigger, a: Event | None) -> bool:
    return any(e.n > t.event.n for e in view.of("suspicion.cleared"))


def r08_or_r35_speaks(view: View, t: Trigger, a: Event | None) -> bool:
    decisions = [e for e in view.of("penalty.decide") if kind_of(e.actor) == "amr"]
    if any(e.n < t.event.n for e in decisions):
        return True
    if view.of("referral.send"):
        return False
    return any(e.n > t.event.n and _suspected_before(view, e.n, e.actor) for e in decisions)


def mere_lead(view: View, t: Trigger, a: Event | None) -> bool:
    return a is None and not t.event.data.get("suspected")


def party_notified(view: View, t: Trigger, a: Event | None) -> bool:
    seized = min(e.n for e in view.of("seizure.decide") if e.actor == t.event.actor)
    return any(e.n > seized and e.actor == t.event.actor for e in view.of("party.notify"))


def log_open(view: View, t: Trigger, a: Event | None) -> bool:
    return view.ended is None


def is_referral(view: View, t: Trigger, a: Event | None) -> bool:
    return t.event.act == "referral.send"


def _copied_to(view: View, after: Event, kind: str) -> bool:
    return any(e.n > after.n and e.actor == after.actor and kind_of(e.to) == kind for e in view.of("copy.send"))


def copied_to_procuratorate(view: View, t: Trigger, a: Event | None) -> bool:
    return _copied_to(view, t.event, "procuratorate")


def penalty_copied(view: View, t: Trigger, a: Event | None) -> bool:
    return _copied_to(view, t.event, "psb") and _copied_to(view, t.event, "procuratorate")


def test_time_unknown(view: View, t: Trigger, a: Event | None) -> bool:
    last = a.n if a else len(view.log.events)
    return any(t.event.n < e.n < last for e in view.of("test.made"))


def fined_after_sentence(view: View, t: Trigger, a: Event | None) -> bool:
    return fine_after_sentence(view, t) is not None


def fine_after_sentence(view: View, t: Trigger) -> Event | None:
    """The first fine after a court's fine."""
    return next((e for e in view.of("penalty.decide") if e.n > t.event.n and e.data.get("fine")), None)


def sentenced_to_fine(view: View, t: Trigger, a: Event | None) -> bool:
    return bool(view.of("sentence.fine"))


def _delivery(view: View, t: Trigger):
    return next(d for d in view.deliveries() if d.event is t.event)


def signed(view: View, t: Trigger, a: Event | None) -> bool:
    return _delivery(view, t).sign is not None


def rejected(view: View, t: Trigger, a: Event | None) -> bool:
    return _delivery(view, t).reject is not None


def rejected_as_not_police_matter(view: View, t: Trigger, a: Event | None) -> bool:
    reject = _delivery(view, t).reject
    return reject is not None and proper_rejection(reject)


def sign_or_reject(view: View, t: Trigger) -> Event | None:
    """The signature or the rejection of a delivery."""
    delivery = _delivery(view, t)
    return delivery.sign or delivery.reject


def delivery_unsigned(view: View, t: Trigger, a: Event | None) -> bool:
    return any(d.sign is None and d.reject is None for d in view.deliveries())


def supplemented_or_extended(view: View, t: Trigger, a: Event | None) -> bool:
    """Whether the decision is in time counted from a supplement, or the head extended the review before it ended."""
    done = a.at if a else view.ended
    first = ends("orn310-police-review-3d", t.start)
    if first is None or done is None:
        return False
    if any(e.actor == t.owner and first.verdicts(e.at)[first.default] for e in view.of("extension.approve") if e.n > t.event.n):
        return True
    for e in view.of("supplement.provide"):
        since = e.received or e.at
        again = ends("orn310-police-review-3d", since) if t.event.n < e.n and since <= done else None
        if again and not again.beyond and again.verdicts(done)[again.default]:
            return True
    return False


def decided_to_file(view: View, t: Trigger, a: Event | None) -> bool:
    return t.event.data["result"] == "file"


def decided_to_decline(view: View, t: Trigger, a: Event | None) -> bool:
    return t.event.data["result"] == "decline"


def property_was_seized(view: View, t: Trigger, a: Event | None) -> bool:
    return bool(t.event.data.get("property_seized") or view.facts.get("property_seized"))


def log_names_no_psb(view: View, t: Trigger, a: Event | None) -> bool:
    return _deciding_psb(view, t.event) is None or t.event.to is None


def same_level_procuratorate(view: View, t: Trigger, a: Event | None) -> bool:
    return t.event.to == "procuratorate" + _deciding_psb(view, t.event).removeprefix("psb")


def _deciding_psb(view: View, before: Event) -> str | None:
    decisions = [e for e in view.of("filing.decide", "reconsideration.decide") if e.n < before.n]
    if decisions:
        return decisions[-1].actor
    reached = [d.psb for d in view.deliveries() if d.event.n < before.n and d.psb and not d.elsewhere]
    return reached[-1] if reached else None


def supervision_after_window(view: View, t: Trigger, a: Event | None) -> bool:
    if any(e.n < t.event.n for e in view.of("reconsideration.decide")):
        return False
    notice = notice_before(view, t.event)
    if notice is None:
        return False
    found = ends("orn310-reconsider-request-3d", notice.start)
    return found is not None and not found.beyond and not found.verdicts(t.event.at)[found.default]


def request_in_time_by_some_reading(view: View, t: Trigger, a: Event | None) -> bool:
    notice = notice_before(view, t.event)
    if notice is None or notice.assumed:
        return True
    return not all(in_time("orn310-reconsider-request-3d", notice.start, t.event.at).values())


def declined_against_order(view: View, t: Trigger, a: Event | None) -> bool:
    return a is None and bool(MOMENTS["declines_against_order"](view))


def remedy_runs(view: View, t: Trigger, a: Event | None) -> bool:
    """Whether a later request for reconsideration or supervision is still unanswered, or an order to file stands."""
    last = max((e.n for e in view.of("reconsideration.request", "supervision.request") if e.n > t.source.n), default=None)
    if any(e.n > t.event.n for e in view.of("supervision.order_filing")):
        return True
    if last is None:
        return False
    answers = [*view.of("reconsideration.decide"), *(e for e in view.of("notice.send") if kind_of(e.actor) == "procuratorate")]
    return not any(e.n > last for e in answers)


def topic_named_in_plan(view: View, t: Trigger, a: Event | None) -> bool:
    named = {"amr": ("filing_standard", "evidence", "identity"), "psb": ("professional_finding",)}
    return t.event.data["topic"] in named.get(kind_of(t.event.actor), ())


def to_own_superior(view: View, t: Trigger, a: Event | None) -> bool:
    return t.event.to is None or t.event.to == superior_of(t.event.actor)


def confidential(view: View, t: Trigger, a: Event | None) -> bool:
    asked = next((e for e in view.of("info.request") if e.id == t.event.ref), None)
    if asked is None:
        asked = next((e for e in reversed(view.of("info.request")) if e.n < t.event.n and e.to in (None, t.event.actor)), None)
    return bool(t.event.data.get("confidential") or (asked and asked.data.get("confidential")))


def by_amr(view: View, t: Trigger, a: Event | None) -> bool:
    return kind_of(t.event.actor) == "amr"


def notified_after_an_hour(view: View, t: Trigger, a: Event | None) -> bool:
    return a is not None and a.at - t.event.at > timedelta(hours=assumption("IMMEDIATE")["value"])


def recorded(view: View, t: Trigger, a: Event | None) -> bool:
    return any(e.n > t.event.n for e in view.of("meeting.record"))


def payer_decided(view: View, t: Trigger, a: Event | None) -> bool:
    return any(
        e.n < t.event.n and e.actor == t.event.actor and (e.act == "penalty.decide" or e.data["result"] == "file")
        for e in view.of("penalty.decide", "filing.decide", "complaint.decide")
    )


def paid_after_conviction(view: View, t: Trigger, a: Event | None) -> bool:
    referred = any(e.n < t.event.n and e.actor == t.event.actor for e in view.of("referral.send"))
    return by_amr(view, t, a) and referred and any(e.n < t.event.n for e in view.of("sentence.fine"))


def holder_fits_role(view: View, t: Trigger, a: Event | None) -> bool:
    due = {"director": "amr:leader_in_charge", "deputy": "psb:detachment_leader"}.get(t.event.data["role"])
    return due is None or t.event.data["holder"] == due


def channel_fits(name: str, view: View, t: Trigger, a: Event) -> bool:
    """Whether an act went to the receiver that `name` describes; an act that names no receiver is not judged."""
    if a.to is None:
        return True
    place = a.actor.partition("/")[2]
    match name:
        case "peer_psb":
            return a.to == f"psb/{place}"
        case "peer_amr":
            return a.to == f"amr/{place}"
        case "any_psb":
            return kind_of(a.to) == "psb"
        case "other_psb":
            return kind_of(a.to) == "psb" and a.to != a.actor
        case "supervisory_or_procuratorate":
            return kind_of(a.to) in ("supervisory", "procuratorate")
        case _:
            return t.peer is None or a.to == t.peer


GUARDS = {
    function.__name__: function
    for function in (
        approved_before, approver_is_head, by_amr, confidential, copied_to_procuratorate, decided_to_decline, decided_to_file,
        declined_against_order, delivery_unsigned, fine_after_sentence, fined_after_sentence, gives_ground, gives_reasons, has_goods,
        holder_fits_role, is_referral, log_names_no_psb, log_open, mere_lead, notified_after_an_hour, paid_after_conviction,
        party_notified, payer_decided, penalty_copied, property_was_seized, r08_or_r35_speaks, recorded, referred_at_all,
        refused_lawfully_after, refused_lawfully_before, rejected, rejected_as_not_police_matter, remedy_runs,
        request_in_time_by_some_reading, same_level_procuratorate, sentenced_to_fine, sign_or_reject, signed, supervision_after_window,
        supplemented_or_extended, suspicion_cleared_after, suspicion_open, suspicion_stands, team_formed, team_large_enough,
        test_time_unknown, test_was_made, to_own_superior, topic_named_in_plan,
    )
}
