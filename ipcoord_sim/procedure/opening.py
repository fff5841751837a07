"""What is lawfully open next for one agency: what it must do first, then what it may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ..agencies import agency as find_agency
from ..casefile import CaseFile, Event
from ..conformance import Duty, duties, rules
from ..conformance.duties import until
from ..conformance.guards import GUARDS
from ..conformance.view import Trigger, View, kind_of
from ..times import BEIJING
from .transitions import Mark, Transition, transitions

__all__ = ["OpenAct", "open_acts"]

# A log without events has no last moment; any moment serves, because nothing runs in it.
_EPOCH = datetime(2000, 1, 1, tzinfo=BEIJING)


@dataclass(frozen=True, slots=True)
class OpenAct:
    """One act that is open: `must` or `may`, on which basis; for a must its rule, due time, receiver, and the other acts that answer it too."""

    act: str
    zh: str
    agency: str
    modality: str
    basis: tuple[str, ...]
    rule: str | None
    due: str | None = None
    to: str | None = None
    instead: tuple[str, ...] = ()
    note_zh: str = ""

    def as_dict(self) -> dict:
        """The open act as JSON values."""
        return {
            "act": self.act, "zh": self.zh, "agency": self.agency, "modality": self.modality, "basis": list(self.basis), "rule": self.rule,
            "due": self.due, "to": self.to, "instead": list(self.instead), "note_zh": self.note_zh,
        }


def open_acts(log: CaseFile, agency: str, now: datetime | None = None) -> tuple[OpenAct, ...]:
    """What `agency` must do next (what is due first comes first), then what it may do, in the order of the table.

    `now` is the last time that the log writes, a receipt too, where it is not given; later events are not looked at. An act that a rule bans is not open.
    A duty whose act needs steps before it (a referral its team, report and approval) makes the next of those steps a must.
    Raises UnknownIdError for an agency that the data does not have.

    依据：国务院令310号、信市监〔2022〕157号及各行所列条款。
    """
    kind = find_agency(agency).kind
    now = now or max((e.received or e.at for e in log.events), default=_EPOCH)
    past = until(log, now)
    view, standing = View(past), duties(past, now)
    open_rows = [row for row in transitions() if kind in row.by and _open(row, view, agency, standing)]
    found: dict[str, OpenAct] = {}
    for row in open_rows:
        found.setdefault(row.act, OpenAct(row.act, row.zh, agency, "may", row.basis, None, note_zh=row.note_zh))
    involved = any(agency in (e.actor, e.to) for e in past.events) or not past.events
    owed = [d for d in standing if d.modality == "must" and (d.agency == agency or (d.agency is None and involved))]
    placed: dict[str, OpenAct] = {}
    for duty in owed:
        answers = _answers(duty)
        ready = [a for a in answers if a in found] or _steps_towards(answers, open_rows)
        for act in ready:
            others = tuple(a for a in ready if a != act)
            placed.setdefault(act, replace(
                found[act], modality="must", basis=duty.basis, rule=duty.rule, due=duty.due, to=duty.to if act in answers else None, instead=others,
            ))
    return (*placed.values(), *(one for act, one in found.items() if act not in placed))


def _answers(duty: Duty) -> tuple[str, ...]:
    """The acts that answer a duty: those of the row of its rule that asks for this act."""
    for rule in rules():
        if rule.id == duty.rule and duty.act in rule.answers:
            return rule.answers
    return (duty.act,)


def _steps_towards(wanted: tuple[str, ...], rows: list[Transition]) -> list[str]:
    """The open acts that lead to one of the wanted ones, the nearest first."""
    known, layer = set(wanted), set(wanted)
    while layer:
        before = {row.act for row in transitions() if layer & set(row.leads_to)} - known
        ready = [row.act for row in rows if row.act in before]
        if ready:
            return list(dict.fromkeys(ready))
        known |= before
        layer = before
    return []


def _open(row: Transition, view: View, agency: str, standing: tuple[Duty, ...]) -> bool:
    events = view.log.events
    if any(d.modality == "must_not" and d.act == row.act and d.agency == agency and d.rule != row.exempt for d in standing):
        return False
    if row.window and not any(d.rule == row.window and d.agency == agency and d.state != "overdue" for d in standing):
        return False
    if any(GUARDS[name](view, Trigger(None, None, None), None) for name in row.not_while):
        return False
    if not all(any(mark.fits(e, agency) for e in events) for mark in row.needs):
        return False
    return any(_stands(mark, row, view, agency, standing) for mark in row.after)


def _stands(mark: Mark, row: Transition, view: View, agency: str, standing: tuple[Duty, ...]) -> bool:
    """Whether an opening of this kind stands that no later act has ended."""
    ends = [e for e in view.log.events if any(end.fits(e, agency) for end in row.ends)]
    if mark.act is None:
        if mark.overdue:
            place = agency.partition("/")[2]
            return not ends and any(d.rule == mark.overdue and d.state == "overdue" and kind_of(d.agency) == "psb" and d.agency.endswith(place) for d in standing)
        return not ends and (mark.start or bool(view.facts.get(mark.fact)))
    openings = [e for e in view.log.events if mark.fits(e, agency)]
    ids = {e.id for e in openings}
    return any(not any(_ended(o, end, ids) for end in ends) for o in openings)


def _ended(opening: Event, end: Event, ids: set[str]) -> bool:
    """A later act ends an opening, unless it names another one."""
    return end.n > opening.n and (end.ref is None or end.ref == opening.id or end.ref not in ids)
