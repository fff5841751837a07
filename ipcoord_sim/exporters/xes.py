"""Case logs as XES (IEEE 1849), with its standard extensions, for process mining."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ..acts import acts
from ..agencies import agencies
from ..casefile import CaseFile, Event
from ..times import time_text
from .writing import attribute

__all__ = ["log_xes"]

_EXTENSIONS = (("Concept", "concept"), ("Time", "time"), ("Organizational", "org"), ("Lifecycle", "lifecycle"))


def log_xes(cases: Iterable[CaseFile]) -> Iterator[str]:
    """The log as text, a piece a case: one trace a case, one event an act.

    Standard keys: concept:name (act), concept:instance (event id), time:timestamp, org:resource (agency), org:group (its kind),
    lifecycle:transition. Ours: act_zh, received, to, documents (separated by ;), ref, data_<field>; on a trace title, ended, fact_<name>.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">\n'
    for name, prefix in _EXTENSIONS:
        yield f'  <extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
    yield '  <global scope="trace">\n    <string key="concept:name" value=""/>\n  </global>\n  <global scope="event">\n'
    yield '    <string key="concept:name" value=""/>\n    <date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>\n'
    yield '    <string key="org:resource" value=""/>\n    <string key="lifecycle:transition" value="complete"/>\n  </global>\n'
    yield '  <classifier name="act" keys="concept:name"/>\n'
    for case in cases:
        yield "".join(_trace(case))
    yield "</log>\n"


def _trace(case: CaseFile) -> Iterator[str]:
    yield "  <trace>\n" + _value("concept:name", case.id, 4)
    if case.title:
        yield _value("title", case.title, 4)
    if case.ended:
        yield _value("ended", case.ended, 4)
    for name, stated in sorted(case.facts.items()):
        yield _value(f"fact_{name}", stated, 4)
    for event in case.events:
        yield "    <event>\n" + "".join(_value(key, value, 6) for key, value in _fields(event)) + "    </event>\n"
    yield "  </trace>\n"


def _fields(event: Event) -> Iterator[tuple[str, object]]:
    yield "concept:name", event.act
    yield "concept:instance", event.id
    yield "time:timestamp", event.at
    yield "org:resource", event.actor
    yield "org:group", agencies()[event.actor].kind
    yield "lifecycle:transition", "complete"
    yield "act_zh", acts()[event.act].zh
    if event.received:
        yield "received", event.received
    if event.to:
        yield "to", event.to
    if event.documents:
        yield "documents", ";".join(event.documents)
    if event.ref:
        yield "ref", event.ref
    for name, value in sorted(event.data.items()):
        yield f"data_{name}", ";".join(value) if isinstance(value, list) else value


def _value(key: str, value: object, indent: int) -> str:
    match value:
        case bool():
            kind, text = "boolean", "true" if value else "false"
        case int():
            kind, text = "int", str(value)
        case float():
            kind, text = "float", repr(value)
        case datetime():
            kind, text = "date", time_text(value)
        case _:
            kind, text = "string", attribute(value)
    return f'{" " * indent}<{kind} key="{attribute(key)}" value="{text}"/>\n'
