"""What happened, act by act, and every limit that ran: when it began, when it was due, when it was met."""

from __future__ import annotations

from datetime import datetime

from ..acts import acts, documents
from ..agencies import agencies
from ..casefile.model import Event
from ..conformance import Finding
from ..conformance.messages import basis_zh
from ..times import day_of, time_text
from .replay import Played, Run
from .text import QUALITY_ZH

__all__ = ["limits", "timeline", "unshared"]


def timeline(run: Run, findings: tuple[Finding, ...]) -> list[dict]:
    """Every event with its chair, papers, the choice that wrote it with its reason, and the verdicts on it."""
    by_event: dict[str | None, list[Finding]] = {}
    for f in findings:
        by_event.setdefault(f.event, []).append(f)
    events = {e.id: e for e in run.log().events}
    rows = []
    for e in events.values():
        played = _played(run, e.id)
        rows.append({
            "event": e.id, "at": time_text(e.at), "received": time_text(e.received) if e.received else None,
            "agency": e.actor, "agency_zh": agencies()[e.actor].short_zh, "lane": e.actor.partition("/")[0], "act": e.act, "act_zh": acts()[e.act].zh,
            "to": e.to, "to_zh": agencies()[e.to].short_zh if e.to else None, "documents_zh": [documents()[d] for d in e.documents],
            "choice": played.choice if played else None, "quality": played.option.quality if played else None,
            "quality_zh": QUALITY_ZH[played.option.quality] if played else None, "reason": played.option.reason if played else None,
            "verdicts": [_verdict(f, events) for f in by_event.get(e.id, ())],
        })
    return rows


def limits(run: Run, findings: tuple[Finding, ...]) -> list[dict]:
    """Every limit that ran in the case, in the order in which it began."""
    events = {e.id: e for e in run.log().events}
    rows = []
    for f in findings:
        start = _start(f, events)
        if f.due is None or start is None or f.kind in ("pending", "hint"):
            continue
        rows.append(_verdict(f, events) | {
            "agency": f.agency, "agency_zh": agencies()[f.agency].short_zh if f.agency in agencies() else "", "lane": (f.agency or "").partition("/")[0],
            "from": time_text(start), "done": time_text(f.at) if f.at else None, "event": f.event,
        })
    return sorted(rows, key=lambda row: (row["from"], row["rule"]))


def unshared(run: Run) -> list[dict]:
    """The papers of one chair that could have gone to the other and never did."""
    sent = {(e.act, e.actor.partition("/")[0]) for e in run.log().events if e.to}
    shown = dict.fromkeys(id for step in run.scenes for id in step.exhibits)
    return [
        {"id": x.id, "title": x.title, "seat": x.seat, "by_zh": [acts()[a].zh for a in x.shared_by if a in acts()]}
        for x in map(run.case.exhibits.get, shown)
        if x and x.seat and x.shared_by and not any((act, x.seat) in sent for act in x.shared_by)
    ]


def _played(run: Run, event: str) -> Played | None:
    return next((p for p in run.played if any(spec.id == event for spec in p.option.acts)), None)


def _verdict(f: Finding, events: dict[str, Event]) -> dict:
    words = f.as_dict()
    return {
        "rule": f.rule, "kind": f.kind, "breach": f.breach, "due": f.due, "used_zh": _used(f, _start(f, events)),
        "basis": list(f.basis), "basis_zh": basis_zh(f.basis), "message_zh": words["message_zh"],
    }


def _start(f: Finding, events: dict[str, Event]) -> datetime | None:
    """When the limit began to run: the receipt of what set it off, else the act itself."""
    begun = events.get(f.trigger or "")
    return (begun.received or begun.at) if begun else None


def _used(f: Finding, start: datetime | None) -> str:
    """How long it took, in hours for a limit in hours, in days for one in days; the first day is not counted."""
    if f.due is None or f.at is None or start is None:
        return ""
    if "T" in f.due:
        return f"{max((f.at - start).total_seconds(), 0) / 3600:.1f}小时".replace(".0小时", "小时")
    return f"{max((day_of(f.at) - day_of(start)).days, 0)}日"
