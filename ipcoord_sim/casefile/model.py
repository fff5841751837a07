"""The log itself: events in the order of their times, checked word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ..acts import Field, acts, documents, fact_names
from ..agencies import agencies
from ..errors import InputError, UnknownIdError
from ..times import read_time, time_text

__all__ = ["FORMAT", "CaseFile", "Event", "from_dict", "to_dict"]

FORMAT = "ipcoord-case/1"
_CASE = {"format", "case", "ended", "events"}
_EVENT = {"id", "at", "received", "actor", "act", "to", "documents", "ref", "data"}
_COUNTABLE = 10**15


class Event(NamedTuple):
    """One act: when, by whom, towards whom, with which papers; `n` is its place in time."""

    id: str
    at: datetime
    actor: str
    act: str
    n: int = 0
    received: datetime | None = None
    to: str | None = None
    documents: tuple[str, ...] = ()
    ref: str | None = None
    data: Mapping = {}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case: its facts (absent means false), its events, the time at which the log was closed (None: still open)."""

    id: str
    title: str
    facts: Mapping[str, bool]
    ended: datetime | None
    events: tuple[Event, ...]


def from_dict(log: object, source: str = "log") -> CaseFile:
    """The case file in `log` (format `ipcoord-case/1`).

    Raises InputError or UnknownIdError naming `source`, the event, what was found and the nearest known word.
    """
    if not isinstance(log, Mapping):
        raise _bad(source, "", f"应为 JSON 对象，收到的是 {log!r:.40}", f"must be a JSON object, got {log!r:.40}")
    _fields(source, "", log, _CASE)
    if log.get("format") != FORMAT:
        raise _bad(source, "format", f"写的是 {log.get('format')!r:.40}，应为 {FORMAT}", f"found {log.get('format')!r:.40}, must be {FORMAT}")
    case = log.get("case")
    if not isinstance(case, Mapping) or not isinstance(case.get("id"), str) or not case["id"]:
        raise _bad(source, "case", "缺少案件编号 case.id", "the case has no id (case.id)")
    _fields(source, "case", case, {"id", "title", "facts"})
    rows = log.get("events", [])
    if not isinstance(rows, (list, tuple)):
        raise _bad(source, "events", "应为列表", "must be a list")
    ended = None if log.get("ended") is None else read_time(log["ended"], f"{source} ended")
    facts = read_facts(case.get("facts", {}), source)
    title = case.get("title", "")
    if not isinstance(title, str):
        raise _bad(source, "case.title", "应为文字", "must be text")
    return build(case["id"], title, facts, ended, [read_event(row, source) for row in rows], source)


def build(id: str, title: str, facts: Mapping, ended: datetime | None, events: list[Event], source: str) -> CaseFile:
    """Events put in the order of their times (ties as given) and checked against each other."""
    ordered = sorted(events, key=lambda e: e.at)
    placed = tuple(Event(*e[:4], n, *e[5:]) for n, e in enumerate(ordered))
    by_id: dict[str, Event] = {}
    for event in placed:
        if event.id in by_id:
            raise _bad(source, event.id, "事件编号写了两次，每个编号只用一次", "the event id stands twice; use each once")
        by_id[event.id] = event
    for event in placed:
        if event.ref is None:
            continue
        target = by_id.get(event.ref)
        if target is None:
            raise UnknownIdError.among(f"事件编号（{source} 的 {event.id} 的 ref）", f"event id (ref of {event.id} in {source})", event.ref, by_id)
        if target.n >= event.n:
            raise _bad(source, event.id, f"答复的时间早于它所答复的 {event.ref}；请核对 at 和 ref", f"answers {event.ref} before it happened; check at and ref")
    return CaseFile(id, title, facts, ended, placed)


def read_facts(facts: object, source: str) -> dict[str, bool]:
    """The case's facts, each true or false."""
    if not isinstance(facts, Mapping):
        raise _bad(source, "case.facts", "应为 JSON 对象", "must be a JSON object")
    for name, value in facts.items():
        if name not in fact_names():
            raise UnknownIdError.among(f"案件事实（{source}）", f"case fact (in {source})", name, fact_names())
        if not isinstance(value, bool):
            raise _bad(source, f"case.facts.{name}", f"应为 true 或 false，写的是 {value!r:.40}", f"must be true or false, found {value!r:.40}")
    return dict(facts)


def read_event(row: object, source: str) -> Event:
    """One event, every word of it known."""
    if not isinstance(row, Mapping):
        raise _bad(source, "events", f"每个事件应为 JSON 对象，收到的是 {row!r:.40}", f"each event must be an object, got {row!r:.40}")
    id = row.get("id")
    if not isinstance(id, str) or not id:
        raise _bad(source, "events", f"事件缺少编号 id：{dict(row)!r:.60}", f"an event has no id: {dict(row)!r:.60}")
    _fields(source, id, row, _EVENT)
    act, actor, to = row.get("act"), row.get("actor"), row.get("to")
    _known(source, id, act, acts(), "行为", "act")
    _known(source, id, actor, agencies(), "机关", "agency")
    if to is not None:
        _known(source, id, to, agencies(), "机关", "agency")
    papers = row.get("documents", [])
    if not isinstance(papers, (list, tuple)):
        raise _bad(source, id, "documents 应为列表", "documents must be a list")
    for paper in papers:
        _known(source, id, paper, documents(), "文书", "document")
    at = read_time(row.get("at"), f"{source} {id} at")
    received = None if row.get("received") is None else read_time(row["received"], f"{source} {id} received")
    if received is not None and received < at:
        raise _bad(source, id, f"收到的时间 {time_text(received)} 早于送出的时间 {time_text(at)}", f"received {time_text(received)} before it was sent {time_text(at)}")
    if received is not None and to is None:
        raise _bad(source, id, "写了 received（收到时间），却没有写 to（收件机关）", "has `received` but no receiver `to`")
    ref = row.get("ref")
    if ref is not None and not isinstance(ref, str):
        raise _bad(source, id, "ref 应为事件编号", "ref must be an event id")
    return Event(id, at, actor, act, 0, received, to, tuple(papers), ref, _data(row.get("data"), act, id, source))


def to_dict(case: CaseFile) -> dict:
    """The case file as JSON values; `from_dict` gives the same case file back."""
    events = []
    for e in case.events:
        row = {"id": e.id, "at": time_text(e.at), "received": time_text(e.received) if e.received else None, "actor": e.actor, "act": e.act,
               "to": e.to, "documents": list(e.documents), "ref": e.ref, "data": dict(e.data)}
        events.append({key: value for key, value in row.items() if value not in (None, [], {})})
    log = {"format": FORMAT, "case": {"id": case.id, "title": case.title, "facts": dict(case.facts)}, "events": events}
    return log | ({"ended": time_text(case.ended)} if case.ended else {})


def _data(data: object, act: str, id: str, source: str) -> Mapping:
    data = {} if data is None else data
    if not isinstance(data, Mapping):
        raise _bad(source, id, "data 应为 JSON 对象", "data must be a JSON object")
    fields = acts()[act].fields
    for name, value in data.items():
        if name not in fields:
            raise UnknownIdError.among(f"{act} 的字段（{source} 的 {id}）", f"field of {act} (event {id} in {source})", name, fields)
        if not _fits(fields[name], value):
            allowed = "、".join(fields[name].words) or _ALLOWED[fields[name].type]
            raise _bad(source, id, f"data.{name} 写的是 {value!r:.40}，应为：{allowed}", f"data.{name} is {value!r:.40}, allowed: {allowed}")
    for name, spec in fields.items():
        if spec.required and name not in data:
            raise _bad(source, id, f"{act} 缺少 data.{name}（{spec.zh}）", f"{act} lacks data.{name}")
    return dict(data)


_ALLOWED = {"flag": "true 或 false", "text": "文字", "count": "不小于 0 的整数", "amount": "不小于 0 的数", "person": "机关:职务", "people": "机关:职务 的列表"}


def _fits(spec: Field, value: object) -> bool:
    match spec.type:
        case "flag":
            return isinstance(value, bool)
        case "word":
            return isinstance(value, str) and value in spec.words
        case "count":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _COUNTABLE
        case "amount":
            return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < _COUNTABLE
        case "people":
            return isinstance(value, list) and all(_person(v) for v in value)
        case "person":
            return _person(value)
        case _:
            return isinstance(value, str)


def _person(value: object) -> bool:
    return isinstance(value, str) and value.partition(":")[0] in ("amr", "psb", "procuratorate", "supervisory", "office") and bool(value.partition(":")[2])


def _fields(source: str, place: str, row: Mapping, known: set[str]) -> None:
    for key in row:
        if key not in known:
            where = f"（{source}{' 的 ' + place if place else ''}）"
            raise UnknownIdError.among(f"字段{where}", f"field ({source} {place})".rstrip(), key, known)


def _known(source: str, id: str, word: object, known: Mapping, zh: str, en: str) -> None:
    if not isinstance(word, str) or word not in known:
        if word is None:
            raise _bad(source, id, f"没有写{zh}", f"names no {en}")
        raise UnknownIdError.among(f"{zh}（{source} 的 {id}）", f"{en} (event {id} in {source})", word, known)


def _bad(source: str, place: str, zh: str, en: str) -> InputError:
    where = f"{source}{' 的 ' + place if place else ''}"
    return InputError(f"{where}：{zh}。", f"{source}{', ' + place if place else ''}: {en}.")
