"""Predicates on the AMR's side: referral, evidence and measures (rules R01 to R08, R28, R35 to R42, R45, R46).

Each looks at a trigger (and the act found for it) and says yes or no.
"""

from __future__ import annotations

from ..casefile import Event
from ..parameters import number_on
from ..times import day_of
from .view import Trigger, View, kind_of

__all__ = [
    "approved_before", "approver_is_head", "copied_to_procuratorate", "fine_after_sentence", "fined_after_sentence",
    "gives_ground", "gives_reasons", "has_goods", "is_referral", "log_open", "mere_lead", "party_notified", "penalty_copied",
    "r08_or_r35_speaks", "referred_at_all", "refused_lawfully_after", "refused_lawfully_before", "sentenced_to_fine",
    "suspicion_cleared_after", "suspicion_open", "suspicion_stands", "team_formed", "team_large_enough", "test_time_unknown",
    "test_was_made",
]


def approver_is_head(view: View, t: Trigger, a: Event | None) -> bool:
    """The head, or the one acting as head, decided."""
    return t.event.data["approver"] in ("principal", "acting")


def gives_reasons(view: View, t: Trigger, a: Event | None) -> bool:
    """The act gives its reasons."""
    return bool(t.event.data.get("reasons", "").strip())


def gives_ground(view: View, t: Trigger, a: Event | None) -> bool:
    """The act cites its ground."""
    return bool(t.event.data.get("ground", "").strip())


def _teams(view: View, t: Trigger) -> list[Event]:
    return [e for e in view.of("referral.team") if e.n < t.event.n and e.actor == t.event.actor]


def team_formed(view: View, t: Trigger, a: Event | None) -> bool:
    """A team was formed before, whatever its size."""
    return bool(_teams(view, t))


def team_large_enough(view: View, t: Trigger, a: Event | None) -> bool:
    """A team of the size the law asks for was formed before."""
    least = number_on("orn310-task-force", day_of(t.event.at)).value
    return any(e.data["officers"] >= least for e in _teams(view, t))


def approved_before(view: View, t: Trigger, a: Event | None) -> bool:
    """The same AMR approved a referral before."""
    return any(e.n < t.event.n and e.actor == t.event.actor for e in view.of("referral.approve"))


def has_goods(view: View, t: Trigger, a: Event | None) -> bool:
    """The case has goods."""
    return bool(view.facts.get("has_goods"))


def test_was_made(view: View, t: Trigger, a: Event | None) -> bool:
    """A test was made: a fact of the case, or an act before this one."""
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
    """A suspicion stands when the act is done."""
    return _suspected_before(view, t.event.n, t.event.actor)


def suspicion_open(view: View, t: Trigger, a: Event | None) -> bool:
    """A suspicion stands at the end of the log and nothing was referred."""
    return _suspected_before(view, len(view.log.events), None) and not view.of("referral.send")


def referred_at_all(view: View, t: Trigger, a: Event | None) -> bool:
    """The log has a referral."""
    return bool(view.of("referral.send"))


def _lawful_refusals(view: View) -> list[Event]:
    return [
        e for e in view.of("referral.refuse")
        if e.data["approver"] in ("principal", "acting") and e.data.get("reasons", "").strip()
    ]


def refused_lawfully_before(view: View, t: Trigger, a: Event | None) -> bool:
    """The head refused before, with reasons."""
    return any(e.n < t.event.n for e in _lawful_refusals(view))


def refused_lawfully_after(view: View, t: Trigger, a: Event | None) -> bool:
    """The head refused afterwards, with reasons, and nothing was referred."""
    return a is None and any(e.n > t.event.n for e in _lawful_refusals(view))


def suspicion_cleared_after(view: View, t: Trigger, a: Event | None) -> bool:
    """The suspicion was cleared afterwards."""
    return any(e.n > t.event.n for e in view.of("suspicion.cleared"))


def r08_or_r35_speaks(view: View, t: Trigger, a: Event | None) -> bool:
    """The decision of the AMR is judged by R08 or R35 already."""
    decisions = [e for e in view.of("penalty.decide") if kind_of(e.actor) == "amr"]
    if any(e.n < t.event.n for e in decisions):
        return True
    if view.of("referral.send"):
        return False
    return any(e.n > t.event.n and _suspected_before(view, e.n, e.actor) for e in decisions)


def mere_lead(view: View, t: Trigger, a: Event | None) -> bool:
    """The lead is not said to be a suspected offence."""
    return a is None and not t.event.data.get("suspected")


def party_notified(view: View, t: Trigger, a: Event | None) -> bool:
    """The party was told with the referral (that day or later); what it was told of the seizure before does not count."""
    first = next((e for e in view.of("referral.send") if e.actor == t.event.actor and e.n <= t.event.n), t.event)
    return any(day_of(e.at) >= day_of(first.at) and e.actor == t.event.actor for e in view.of("party.notify"))


def log_open(view: View, t: Trigger, a: Event | None) -> bool:
    """The log was not closed."""
    return view.ended is None


def is_referral(view: View, t: Trigger, a: Event | None) -> bool:
    """The act is the referral itself."""
    return t.event.act == "referral.send"


def _copied_to(view: View, after: Event, kind: str) -> bool:
    return any(e.n > after.n and e.actor == after.actor and kind_of(e.to) == kind for e in view.of("copy.send"))


def copied_to_procuratorate(view: View, t: Trigger, a: Event | None) -> bool:
    """A copy went to the procuratorate of the same level."""
    due = "procuratorate/" + t.event.actor.partition("/")[2]
    return any(e.n > t.event.n and e.actor == t.event.actor and e.to in (None, due) for e in view.of("copy.send"))


def penalty_copied(view: View, t: Trigger, a: Event | None) -> bool:
    """The decision was copied to a PSB and a procuratorate."""
    return _copied_to(view, t.event, "psb") and _copied_to(view, t.event, "procuratorate")


def test_time_unknown(view: View, t: Trigger, a: Event | None) -> bool:
    """A test was made meanwhile, and its days do not count."""
    last = a.n if a else len(view.log.events)
    return any(t.event.n < e.n < last for e in view.of("test.made"))


def fined_after_sentence(view: View, t: Trigger, a: Event | None) -> bool:
    """A fine followed the court's fine."""
    return fine_after_sentence(view, t) is not None


def fine_after_sentence(view: View, t: Trigger) -> Event | None:
    """The first fine after a court's fine."""
    return next((e for e in view.of("penalty.decide") if e.n > t.event.n and e.data.get("fine")), None)


def sentenced_to_fine(view: View, t: Trigger, a: Event | None) -> bool:
    """A court has imposed a fine."""
    return bool(view.of("sentence.fine"))
