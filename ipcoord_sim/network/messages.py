"""What went to whom in case logs: handover of work as a graph, and who waited for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from ..acts import acts
from ..agencies import agencies, channels
from ..casefile import CaseFile, Event
from ..conformance.messages import AGENCY_KINDS_ZH
from .graphs import LEVELS_ZH
from .library import networkx
from .places import places

__all__ = ["handover_graph", "message_graph", "who_waits"]

_DAY = 86400


def message_graph(cases: Iterable[CaseFile]) -> Any:
    """A networkx.MultiDiGraph of what was sent to whom: an agency a node, sender to receiver with an act as key an edge.

    On an edge: `count`, `cases`, `days` (mean from sending to signing for it, where both are known), `reply` (the act that answers)
    and `answered` (how many were). Only events with a receiver (`to`) are messages.

    >>> from ipcoord_sim.casefile import from_dict
    >>> day = "2026-09-2{}T09:00:00+08:00".format
    >>> case = from_dict({"format": "ipcoord-case/1", "case": {"id": "C-1"}, "events": [
    ...     {"id": "e1", "at": day(1), "received": day(2), "actor": "amr/xinyang", "act": "referral.send", "to": "psb/xinyang"},
    ...     {"id": "e2", "at": day(4), "actor": "psb/xinyang", "act": "filing.notify", "to": "amr/xinyang", "ref": "e1"}]})
    >>> edge = message_graph([case]).edges["amr/xinyang", "psb/xinyang", "referral.send"]
    >>> edge["count"], edge["days"], edge["answered"]
    (1, 1.0, 1)
    """
    nx = networkx()

    G = nx.MultiDiGraph(name_zh="台账里的往来")
    sums: dict[tuple[str, str, str], list] = {}
    for case in cases:
        for event in case.events:
            _add(G, event.actor)
        answered = {event.id: answer for event, answer in _answers(case)}
        seen = set()
        for event in case.events:
            if event.to is None or event.to == event.actor:
                continue
            _add(G, event.to)
            place = event.actor, event.to, event.act
            row = sums.setdefault(place, [0, 0, 0, 0.0, 0])
            row[0] += 1
            row[1] += place not in seen
            seen.add(place)
            if event.received is not None:
                row[2] += 1
                row[3] += (event.received - event.at).total_seconds()
            row[4] += answered.get(event.id) is not None
    for (one, other, act), (count, in_cases, signed, seconds, answered) in sums.items():
        words = {"name_zh": acts()[act].zh, "act": act, "count": count, "cases": in_cases, "reply": _reply(act, one, other) or ""}
        words |= {"days": round(seconds / signed / _DAY, 3)} if signed else {}
        words |= {"answered": answered} if words["reply"] else {}
        G.add_edge(one, other, key=act, **words)
    return G


def handover_graph(cases: Iterable[CaseFile]) -> Any:
    """A networkx.MultiDiGraph of handovers of work: whoever acts next in a case took it over from whoever acted last.

    On an edge (key: the act with which the next began): `count`, and `days`, the mean time between the two acts.

    >>> from ipcoord_sim.casefile import from_dict
    >>> rows = [("e1", "1", "amr/xinyang", "suspicion.found"), ("e2", "2", "amr/xinyang", "referral.send"), ("e3", "5", "psb/xinyang", "referral.sign")]
    >>> case = from_dict({"format": "ipcoord-case/1", "case": {"id": "C-1"}, "events": [
    ...     {"id": id, "at": f"2026-09-2{n}T09:00:00+08:00", "actor": actor, "act": act} for id, n, actor, act in rows]})
    >>> list(handover_graph([case]).edges(data="days"))
    [('amr/xinyang', 'psb/xinyang', 3.0)]
    """
    nx = networkx()

    G = nx.MultiDiGraph(name_zh="案件转手")
    sums: dict[tuple[str, str, str], list] = {}
    for case in cases:
        for last, event in zip((None, *case.events), case.events, strict=False):
            _add(G, event.actor)
            if last is not None and last.actor != event.actor:
                row = sums.setdefault((last.actor, event.actor, event.act), [0, 0.0])
                row[0] += 1
                row[1] += (event.at - last.at).total_seconds()
    for (one, other, act), (count, seconds) in sums.items():
        G.add_edge(one, other, key=act, name_zh=acts()[act].zh, act=act, count=count, days=round(seconds / count / _DAY, 3))
    return G


def who_waits(cases: Iterable[CaseFile]) -> list[dict]:
    """Who waited for whom after what: how often, how many days on average and at most, how many still wait; the longest total first.

    Waiting runs from the receipt of what awaits an answer (else its sending) to the answer; without one to the log's end, and in an
    open log to its last act. The answer is the answering act of the receiver whose `ref` goes back to it, else the first later one that goes back to no other.

    >>> from ipcoord_sim.casefile import from_dict
    >>> case = from_dict({"format": "ipcoord-case/1", "case": {"id": "C-1"}, "ended": "2026-09-29T09:00:00+08:00", "events": [
    ...     {"id": "e1", "at": "2026-09-21T09:00:00+08:00", "actor": "amr/xinyang", "act": "consult.ask", "to": "psb/xinyang", "data": {"topic": "evidence"}}]})
    >>> [(row["waits"], row["for"], row["days_mean"], row["open"]) for row in who_waits([case])]
    [('amr/xinyang', 'psb/xinyang', 8.0, 1)]
    """
    sums: dict[tuple[str, str, str], list] = {}
    for case in cases:
        for event, answer in _answers(case):
            row = sums.setdefault((event.actor, event.to, event.act), [0, 0, 0.0, 0.0])
            days = (_end(case, answer) - (event.received or event.at)).total_seconds() / _DAY
            row[0] += 1
            row[1] += answer is None
            row[2] += max(days, 0.0)
            row[3] = max(row[3], days)
    rows = [
        {"waits": one, "for": other, "act": act, "name_zh": acts()[act].zh, "count": count, "open": still,
         "days_mean": round(days / count, 3), "days_max": round(longest, 3), "days_total": round(days, 3)}
        for (one, other, act), (count, still, days, longest) in sums.items()
    ]
    return sorted(rows, key=lambda row: (-row["days_total"], row["waits"], row["for"], row["act"]))


def _end(case: CaseFile, answer: Event | None) -> datetime:
    return answer.at if answer else (case.ended or case.events[-1].at)


def _answers(case: CaseFile) -> Iterator[tuple[Event, Event | None]]:
    """Every message that awaits an answer, with the answer or None; an answer serves one message."""
    awaited = {e.id: reply for e in case.events if e.to and (reply := _reply(e.act, e.actor, e.to))}
    back = _backwards(case) if awaited else {}
    used: set[str] = set()
    for event in case.events:
        reply = awaited.get(event.id)
        if reply is None:
            continue
        later = [e for e in case.events[event.n + 1 :] if e.act == reply and e.actor == event.to and e.id not in used]
        named = [e for e in later if event.id in back[e.id]]
        # An answer that goes back to another message of this kind is that one's.
        free = [e for e in later if not any(awaited.get(id) == reply for id in back[e.id])]
        answer = next(iter(named or free), None)
        if answer:
            used.add(answer.id)
        yield event, answer


def _backwards(case: CaseFile) -> dict[str, frozenset[str]]:
    """For every event all those that it goes back to: what its `ref` names, what that one names, and so on."""
    found: dict[str, frozenset[str]] = {}
    for event in case.events:
        found[event.id] = frozenset({event.ref}) | found[event.ref] if event.ref else frozenset()
    return found


def _reply(act: str, sender: str, receiver: str) -> str | None:
    """The act that answers this one between these two, or None."""
    return _replies().get((act, sender.partition("/")[0], receiver.partition("/")[0]))


@cache
def _replies() -> dict[tuple[str, str, str], str]:
    return {(c.act, c.sender, c.receiver): c.reply for c in channels() if c.reply}


def _add(G: Any, id: str) -> None:
    if id not in G:
        a = agencies()[id]
        place = id.partition("/")[2]
        named = {p.path: p.name_zh for p in places("city")}
        G.add_node(id, kind=a.kind, kind_zh=AGENCY_KINDS_ZH[a.kind], level=a.level, level_zh=LEVELS_ZH[a.level], place=place, place_zh=named[place], name_zh=a.name_zh,
                   short_zh=a.short_zh, superior=a.superior or "", made_up=False)
