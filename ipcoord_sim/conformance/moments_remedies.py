"""Moments on the way of the remedies: notices received, requests in time, upheld decisions, the last decline."""

from __future__ import annotations

from ..casefile import Event
from .clocks import in_time
from .view import Trigger, View, begun, kind_of, received

__all__ = [
    "declines_against_order", "filing_notices", "last_decline", "non_filing_notices", "notice_before", "requests_in_time",
    "upheld_and_objected",
]


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
        notice = next((e for e in [*named, *later] if kind_of(e.to) in ("amr", "")), None)
        if notice is None:
            continue
        amr = notice.to or next((d.amr for d in view.deliveries()), None)
        objects = any(
            e.n > notice.n and kind_of(e.actor) == "amr" and (e.act == "supervision.request" or e.data.get("objects")) for e in view.log.events
        )
        if objects:
            start, assumed = received(notice)
            found.append(Trigger(notice, start, amr, assumed, decision.actor, (notice.id, decision.id), notice))
    return found


def declines_against_order(view: View) -> list[Trigger]:
    """Decisions not to file by a PSB that had been ordered to file."""
    return [
        begun(e) for e in view.of("filing.decide")
        if e.data["result"] == "decline" and any(o.n < e.n and o.to in (None, e.actor) for o in view.of("supervision.order_filing"))
    ]


def last_decline(view: View) -> list[Trigger]:
    """The last decision, where it declines or upholds: the AMR that referred deals with the case itself."""
    decisions = view.of("filing.decide", "reconsideration.decide")
    if not decisions or decisions[-1].data["result"] not in ("decline", "uphold"):
        return []
    first = next(e for e in decisions if e.data["result"] in ("decline", "uphold"))
    decider = decisions[-1].actor
    amr = next((d.amr for d in view.deliveries()), "amr" + decider.removeprefix("psb") if kind_of(decider) == "psb" else None)
    names = tuple(e.id for e in decisions if e.n >= first.n)
    return [Trigger(decisions[-1], decisions[-1].at, amr, False, decisions[-1].actor, names, first)]
