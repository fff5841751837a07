"""A log made ready for questions: its events by act, what answers what, and the deliveries to the police."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from ..casefile import CaseFile, Event

__all__ = ["Delivery", "Trigger", "View", "begun", "kind_of", "received"]

_PLACE = attrgetter("n")


class Trigger(NamedTuple):
    """What starts a duty: the event (None: a fact of the case), when the clock starts, who owes, towards whom.

    `names` are the ids of events that an answer may refer to; `source` the event with which the matter began.
    """

    event: Event | None
    start: datetime | None
    owner: str | None
    assumed: bool = False
    peer: str | None = None
    names: tuple[str, ...] = ()
    source: Event | None = None


class Delivery(NamedTuple):
    """A referral or a forwarded case as it reached a PSB, with its signature or rejection."""

    event: Event
    psb: str | None
    amr: str
    start: datetime
    assumed: bool
    sign: Event | None
    reject: Event | None

    @property
    def elsewhere(self) -> bool:
        """Whether the PSB signed that another organ is competent."""
        return self.sign is not None and self.sign.data.get("jurisdiction", "own") == "other"


class View:
    """The log with its indexes; `memo` keeps what was once derived from it."""

    __slots__ = ("acts", "by_act", "ended", "facts", "log", "memo", "refs")

    def __init__(self, log: CaseFile) -> None:
        self.log = log
        self.facts = log.facts
        self.ended = log.ended
        self.memo: dict = {}
        self.refs: dict[str, list[Event]] = {}
        self.by_act: dict[str, list[Event]] = {}
        for event in log.events:
            if event.act in self.by_act:
                self.by_act[event.act].append(event)
            else:
                self.by_act[event.act] = [event]
            if event.ref is not None:
                self.refs.setdefault(event.ref, []).append(event)
        self.acts = frozenset(self.by_act)

    def of(self, *acts: str) -> list[Event]:
        """The events of these acts, in order."""
        if len(acts) == 1:
            return self.by_act.get(acts[0], [])
        present = [self.by_act[act] for act in acts if act in self.by_act]
        if len(present) <= 1:
            return present[0] if present else []
        return sorted(chain(*present), key=_PLACE)

    def once(self, name: str, derive: Callable[[View], object]) -> object:
        """`derive(self)`, computed once."""
        if name not in self.memo:
            self.memo[name] = derive(self)
        return self.memo[name]

    def deliveries(self) -> list[Delivery]:
        """Every referral that was sent to a PSB, and every forwarding, in order."""
        return self.once("deliveries", _deliveries)


def kind_of(agency: str | None) -> str:
    """The first segment of an agency's path."""
    return agency.partition("/")[0] if agency else ""


def begun(event: Event, owner: str | None = None, peer: str | None = None, *names: str) -> Trigger:
    """The trigger that an event is as it was done: its time, its actor unless another owes, and the ids that an answer may name."""
    return Trigger(event, event.at, owner or event.actor, False, peer, (event.id, *names), event)


def received(event: Event) -> tuple[datetime, bool]:
    """When the receiver had it, and whether that is only assumed."""
    return (event.received, False) if event.received is not None else (event.at, True)


def _deliveries(view: View) -> list[Delivery]:
    sent = [e for e in view.of("referral.send", "referral.forward") if e.to is None or kind_of(e.to) == "psb"]
    ids = {e.id for e in sent}
    found, used = [], set()
    for event in sent:
        sign, reject = (_answer_of(view, event, act, used, ids) for act in ("referral.sign", "referral.reject"))
        psb = event.to or next((e.actor for e in (sign, reject) if e), None)
        amr = event.actor if event.act == "referral.send" else _referring(found, event.actor)
        found.append(Delivery(event, psb, amr, *received(event), sign, reject))
    return found


def _answer_of(view: View, delivery: Event, act: str, used: set[str], ids: set[str]) -> Event | None:
    """The act that names the delivery, else the first later one of its receiver that names no other delivery."""
    named = [e for e in view.refs.get(delivery.id, ()) if e.act == act]
    later = [
        e for e in view.of(act)
        if e.n > delivery.n and e.id not in used and e.ref not in ids and (delivery.to is None or e.actor == delivery.to)
    ]
    for event in [*named, *later]:
        used.add(event.id)
        return event
    return None


def _referring(found: list[Delivery], psb: str) -> str:
    for delivery in reversed(found):
        if delivery.psb == psb:
            return delivery.amr
    return found[-1].amr if found else "amr" + psb.removeprefix("psb")
