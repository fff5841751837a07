"""The generic engine: it reads a row of the rule table and says how a log stands with it."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from ..casefile import CaseFile, Event
from .clocks import Ends, ends
from .finding import BREACHES, Finding
from .guards import GUARDS, channel_fits
from .moments import MOMENTS
from .rules import Paper, Rule, rules_for
from .view import Trigger, View, kind_of, received

__all__ = ["answered", "audit", "triggers"]


def audit(log: CaseFile, reading: str | None = None) -> tuple[Finding, ...]:
    """Every finding of every rule that the log touches, in the order of events, then of rules.

    `reading` puts another reading (`calendar`, `minute` …) in the place of the default one, for periods that have it.

    依据：国务院令310号、信市监〔2022〕157号及各规则所列条款。
    """
    view = View(log)
    facts = frozenset(name for name, true in log.facts.items() if true)
    # The rules come in their order and a sort keeps the order of equals, so the place of the event is key enough.
    found = [f for rule in rules_for(view.acts, facts) for f in _JUDGES[rule.kind](view, rule, reading)]
    found.sort(key=_PLACE)
    return tuple(found)


def triggers(view: View, rule: Rule) -> list[Trigger]:
    """What starts the rule's duty in this log."""
    if rule.moment:
        return MOMENTS[rule.moment](view)
    found = []
    for event in view.of(*rule.acts):
        actor = event.actor
        if rule.by and not actor.startswith(rule.by + "/"):
            continue
        start, assumed = event.at, False
        # A paper handed over within one organ names no receiver: there it is received when it is made.
        if rule.clock == "received" or (rule.clock == "handed" and event.to is not None):
            start, assumed = received(event)
        owner = actor if rule.owner == "actor" else event.to if rule.owner == "to" else None
        found.append(Trigger(event, start, owner, assumed, actor if rule.owner == "to" else None, (event.id,), event))
    return found


def answered(view: View, rule: Rule) -> Iterator[tuple[Trigger, Event | None]]:
    """Each trigger with the act that answers it: the one that names it, else the first later one that answers no other."""
    starts = triggers(view, rule)
    if not starts:
        return
    candidates = view.of(*rule.answers)
    if rule.where:
        candidates = [e for e in candidates if all(e.data.get(key) == word for key, word in rule.where)]
    if not candidates:
        yield from ((trigger, None) for trigger in starts)
        return
    named: set[str] = set()
    if any(e.ref is not None for e in candidates):
        # An act that names another event of the trigger's kind answers that one, not this.
        named = {name for t in starts for name in t.names} | {e.id for e in view.of(*{t.event.act for t in starts if t.event})}
    used: set[int] = set()
    for trigger in starts:
        answer = _answer(rule, trigger, candidates, named, used)
        if answer is not None and "shared" not in rule.answer_flags:
            used.add(answer.n)
        yield trigger, answer


def _answer(rule: Rule, t: Trigger, candidates: list[Event], named: set[str], used: set[int]) -> Event | None:
    free = [e for e in candidates if e.n not in used] if used else candidates
    naming = [e for e in free if e.ref is not None and e.ref in t.names] if named else []
    if naming and "earliest" not in rule.answer_flags:
        return naming[0]
    owned = [e for e in free if (e.actor == t.owner if t.owner else not rule.owner_kind or kind_of(e.actor) == rule.owner_kind)]
    if named:
        owned = sorted([*naming, *(e for e in owned if e.ref is None or e.ref not in named)], key=lambda e: e.n)
    if t.event is None or "anywhere" in rule.answer_flags:
        return owned[0] if owned else None
    since = t.source.n if "since_first_decline" in rule.answer_flags else t.event.n
    later = next((e for e in owned if e.n > since), None)
    if later is None and "before_counts" in rule.answer_flags and owned:
        return owned[-1]
    return later


def _response(view: View, rule: Rule, reading: str | None) -> Iterator[Finding]:
    for trigger, answer in answered(view, rule):
        yield from _judged(view, rule, trigger, answer, reading)


def _judged(view: View, rule: Rule, t: Trigger, a: Event | None, reading: str | None) -> Iterator[Finding]:
    guards = rule.guards
    if "silent_if" in guards and GUARDS[guards["silent_if"]](view, t, a):
        return
    if a is None and "ended_by" in guards and GUARDS[guards["ended_by"]](view, t, a):
        yield _finding(rule, t, t.event, "kept", detail="ended")
        return
    period = ends(rule.limit, t.start) if rule.limit else None
    if rule.limit and period is None:
        return
    first = _timed(view, rule, t, a, period, reading)
    others = _other_faults(view, rule, t, a) if a else ()
    if first.kind != "kept" or not others:
        yield first
    yield from others


def _timed(view: View, rule: Rule, t: Trigger, a: Event | None, period: Ends | None, reading: str | None) -> Finding:
    guards, kinds, due, detail = rule.guards, {}, None, ""
    if period is None:
        kind = "kept" if a else "missing_step" if view.ended else "pending"
    elif period.beyond:
        return _finding(rule, t, a or t.event, "disputed", None, a.at if a else None, "beyond")
    else:
        kinds = _kinds_by_reading(view, a, period)
        chosen = reading if reading in kinds else period.default
        kind, due = kinds[chosen], period.shown[chosen]
    if a is None and "pending_if" in guards and kind in BREACHES and GUARDS[guards["pending_if"]](view, t, a):
        kind = "pending"
    if rule.modality == "may" and kind == "overdue":
        kind, detail, kinds = "kept", "unused", dict.fromkeys(kinds, "kept")
    if kind in BREACHES and "disputed_by" in guards and GUARDS[guards["disputed_by"]](view, t, a):
        kind, detail = "disputed", "disputed"
    elif "disputed_when" in guards and GUARDS[guards["disputed_when"]](view, t, a):
        kind, detail = "disputed", "disputed"
    elif t.assumed and rule.limit and kind in ("late", "overdue"):
        kind, detail = "disputed", "receipt_assumed"
    dependent = period is not None and len(period.weighty) > 1 and len({kinds[id] for id in period.weighty}) > 1
    contested = rule.contested and kind in ("late", "overdue")
    return _finding(rule, t, a or t.event, kind, due, a.at if a else None, detail, contested, dependent, kinds)


def _kinds_by_reading(view: View, a: Event | None, period: Ends) -> dict[str, str]:
    if a is not None:
        return {id: "kept" if ok else "late" for id, ok in period.verdicts(a.at).items()}
    if view.ended is None:
        return dict.fromkeys(period.last, "pending")
    return {id: "pending" if ok else "overdue" for id, ok in period.verdicts(view.ended).items()}


def _other_faults(view: View, rule: Rule, t: Trigger, a: Event) -> list[Finding]:
    if not (rule.channel or rule.papers or rule.attendees):
        return []
    faults = []
    if rule.channel and not channel_fits(rule.channel, view, t, a):
        open_duty = "disputed_by" in rule.guards and GUARDS[rule.guards["disputed_by"]](view, t, None)
        faults.append(("disputed", "disputed") if open_duty else ("wrong_channel", rule.channel))
    faults += [("missing_document", p.id) for p in _missing(view, rule, t, a)]
    if rule.attendees:
        present = set(a.data.get("attendees", ()))
        absent = [f"{agency}:{role}" for role in rule.attendees for agency in ("amr", "psb")]
        faults += [("wrong_actor", who) for who in absent if who not in present]
    return [_finding(rule, t, a, kind, None, a.at, detail) for kind, detail in faults]


def _missing(view: View, rule: Rule, t: Trigger, a: Event) -> list[Paper]:
    return [p for p in rule.papers if p.id not in a.documents and (p.when is None or GUARDS[p.when](view, t, a))]


def _papers(view: View, rule: Rule, reading: str | None) -> Iterator[Finding]:
    for t in triggers(view, rule):
        missing = _missing(view, rule, t, t.event)
        for paper in missing:
            yield _finding(rule, t, t.event, "missing_document", None, t.event.at, paper.id)
        if not missing:
            yield _finding(rule, t, t.event, "kept", None, t.event.at)
        for paper in rule.hints:
            if paper.id not in t.event.documents:
                yield _finding(rule, t, t.event, "hint", None, t.event.at, paper.id)


def _verdict(view: View, rule: Rule, reading: str | None) -> Iterator[Finding]:
    for t in triggers(view, rule):
        for place, line in enumerate(rule.verdicts):
            if line.test is None or GUARDS[line.test](view, t, None) == line.wanted:
                kind, detail = line.kind, str(place)
                break
        judged = GUARDS[rule.guards["judged"]](view, t) if "judged" in rule.guards else None
        subject = judged or t.event
        t = t._replace(owner=judged.actor) if judged else t
        yield _finding(rule, t, subject, kind, None, subject.at, detail)


def _finding(rule: Rule, t: Trigger, subject: Event | None, kind: str, due=None, at=None, detail="", contested=False, dependent=False, readings=None) -> Finding:
    return Finding(
        rule.id, kind, rule.part, subject.id if subject else None, subject.n if subject else _LAST,
        t.owner or (subject.actor if subject else None), rule.basis, due, at, detail, t.event.id if t.event else None,
        contested, dependent, t.assumed and rule.limit is not None, readings or _NO_READINGS,
    )


_LAST = 1 << 60
_PLACE = attrgetter("n")
_NO_READINGS: dict[str, str] = {}
_JUDGES = {"response": _response, "papers": _papers, "verdict": _verdict}
