"""The seam: every call takes a JSON object and gives a JSON object.

Components, notebooks, the command line and a room server speak to the engine through `call` alone.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from . import norms as _norms
from .api_cases import cases_call, play_call
from .api_items import items_call
from .api_logs import check_call, duties_call, evidence_call, procedure_call
from .deadlines import deadline as _deadline
from .deadlines import periods as _periods
from .errors import InputError, UnknownIdError
from .parameters import Found, Value, differences, find, not_in_force
from .thresholds import assess as _assess
from .times import read_day, read_moment, time_text
from .wording import expand

__all__ = ["CALLS", "call"]

_KINDS = {
    "object": (dict, "JSON 对象", "a JSON object"), "text": (str, "文字", "a text"), "flag": (bool, "true 或 false", "true or false"), "list": (list, "列表", "a list"),
    "count": (int, "整数", "a whole number"), "number": ((int, float), "数", "a number"), "any": (object, "", ""),
}


def call(name: str, args: object) -> dict:
    """The answer of one call.

    Raises IpcoordError (UnknownIdError, InputError …) with one sentence that says what to change.

    >>> call("deadline", {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"})["safest"]
    '2026-10-03'
    >>> call("dedline", {})
    Traceback (most recent call last):
    ipcoord_sim.errors.UnknownIdError: 没有这个调用：dedline；最接近的是 deadline。
    """
    if name not in CALLS:
        raise UnknownIdError.among("调用", "call", name, CALLS)
    answer, fields = CALLS[name]
    if name == "check" and isinstance(args, dict) and "format" in args:
        args = {"log": args}
    return answer(**_checked(name, args, fields))


def _checked(name: str, args: object, fields: dict[str, tuple[str, bool]]) -> dict:
    if not isinstance(args, dict):
        raise InputError(f"{name} 要一个 JSON 对象，收到的是 {args!r:.60}。", f"{name} takes a JSON object, got {args!r:.60}.")
    for key, value in args.items():
        if key not in fields:
            raise UnknownIdError.among(f"{name} 的字段", f"field of {name}", key, fields)
        kind, zh, en = _KINDS[fields[key][0]]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind in (int, (int, float))):
            raise InputError(f"{name} 的 {key} 应为{zh}，收到的是 {value!r:.60}。", f"{key} of {name} must be {en}, got {value!r:.60}.")
    for key, (_, required) in fields.items():
        if required and key not in args:
            raise InputError(f"{name} 缺少 {key}，请补上。", f"{name} lacks {key}; add it.")
    return dict(args)


def _deadline_call(period: str, start: str, in_custody: bool = False) -> dict:
    found = _deadline(period, read_moment(start), in_custody)
    readings = []
    for r in found.readings:
        row = {"id": r.id, "last_day": str(r.last_day), "standing": r.standing, "because_zh": expand(r.because_zh), "basis": list(r.basis)}
        if r.last_moment:
            row["last_moment"] = time_text(r.last_moment)
        readings.append(row)
    answer = {
        "period": found.period,
        "label_zh": found.value.label_zh,
        "status": found.value.status,
        "limit": {"value": found.number.value, "unit": found.number.unit, "counting": found.number.counting},
        "starts_from": found.number.starts_from or None,
        "instrument": found.value.instrument,
        "article": found.value.article,
        "start": start,
        "basis": list(found.basis),
        "readings": readings,
        "default": found.default,
        "safest": str(found.safest.last_day),
        "calendar_known_until": str(found.known_until),
    }
    if found.safest.last_moment:
        answer["safest_moment"] = time_text(found.safest.last_moment)
    if found.value.start is None:
        answer["note_zh"] = f"起始日待核（{found.value.start_note_zh}）"
    return answer


def _late(module: str, name: str) -> Callable[..., dict]:
    """A call whose module is loaded when it is first asked for: words, pictures and files cost the plain answers nothing."""

    def answer(**args: object) -> dict:
        return getattr(import_module(f".{module}", __package__), name)(**args)

    return answer


def _deadline_aid_call(period: str, start: str, in_custody: bool = False, own: str | None = None, now: str | None = None) -> dict:
    from .api_aids import deadline_aid

    return deadline_aid(_deadline_call(period, start, in_custody), in_custody, own, now)


def _referral_call(answers: dict | None = None, start: str | None = None) -> dict:
    from .api_aids import referral_aid

    return referral_aid(answers or {}, _deadline_call, start)


def _law_call(id: str, on: str) -> dict:
    found, day = find(id), read_day(on, "on")
    candidates = (found.value,) if found.value else found.parameter.values
    if candidates[0].start and day < candidates[0].start:
        raise not_in_force(found, day)
    standing = next((v for v in candidates if v.covers(day)), None)
    shown = standing or [v for v in candidates if v.start is None or v.start <= day][-1]
    number = _number(found, shown)
    return {
        "id": id,
        "fact": shown.fact,
        "parameter": found.parameter.id,
        "label_zh": shown.label_zh,
        "kind": found.parameter.kind,
        "text_zh": shown.text_zh,
        "unit": number.unit if number else None,
        "counting": number.counting if number else None,
        "starts_from": (number.starts_from or None) if number else None,
        "value": _plain(found, shown),
        "values": [_dated(found, v) for v in found.parameter.values],
        "status": shown.status,
        "in_force": standing is not None,
    }


def _number(found: Found, value: Value):
    if found.n is None:
        return value.numbers[0] if len({(n.unit, n.counting) for n in value.numbers}) == 1 else None
    name = found.numbers[0].name
    return next((n for n in value.numbers if n.name == name), None)


def _plain(found: Found, value: Value) -> object:
    """The number asked for; all numbers of a row that has several; the words of a provision."""
    if found.n is not None:
        number = _number(found, value)
        return number.value if number else None
    if len(value.numbers) == 1:
        return value.numbers[0].value
    return [n.value for n in value.numbers] or value.text_zh or value.label_zh


def _dated(found: Found, value: Value) -> dict:
    row = {
        "value": _plain(found, value),
        "from": str(value.start) if value.start else None,
        "to": str(value.end) if value.end else None,
        "instrument": value.instrument,
        "article": value.article,
        "status": value.status,
        "source": list(value.source),
        "fact": value.fact,
        "text_zh": value.text_zh,
        "checked": str(value.checked),
    }
    notes = [note for note in (value.start_note_zh, value.end_note_zh) if note]
    if value.start is None:
        notes.insert(0, "起始日待核")
    return row | ({"note_zh": "；".join(notes)} if notes else {})


def _law_diff_call(first: str, second: str) -> dict:
    one, two = read_day(first, "first"), read_day(second, "second")
    rows = []
    for parameter, then, now in differences(one, two):
        row = {"id": parameter.id, "label_zh": parameter.label_zh, "section": parameter.section}
        for key, value in (("then", then), ("now", now)):
            row[key] = _dated(Found(parameter.id, parameter, value), value) if value else None
        rows.append(row)
    return {"first": first, "second": second, "changes": rows}


def _norms_call(clause: str | None = None) -> dict:
    rows = _norms.within(clause) if clause is not None else _norms.norms()
    return {"norms": [_norm_row(n) for n in rows]}


def _norm_row(n) -> dict:
    return {
        "id": n.id, "clause": n.clause, "paragraph": n.paragraph, "title_zh": n.title_zh, "text_zh": n.text_zh, "quote": n.quote,
        "from": list(n.owed_by), "to": list(n.owed_to), "modality": n.modality, "modality_zh": n.modality_zh,
        "trigger": n.trigger_zh, "limit": n.limit_zh or None, "limit_fact": n.limit_fact,
        "documents": list(n.documents), "documents_zh": list(n.documents_zh),
        "superior": [{"basis": s.basis, "gap": s.gap, "note_zh": s.note_zh} for s in n.superior],
        "rules": list(n.rules), "open_zh": n.open_zh or None, "open_facts": list(n.open_facts),
    }


def _periods_call() -> dict:
    rows = []
    for id in _periods():
        found = find(id)
        sample = found.newest
        number = found.numbers[0]
        rows.append({
            "id": id, "label_zh": sample.label_zh, "value": number.value, "unit": number.unit, "counting": number.counting, "number_zh": number.label_zh,
            "starts_from": number.starts_from or None, "citation_zh": sample.citation_zh,
        })
    return {"periods": rows}


def _assess_call(on: str, handled: str, facts: dict) -> dict:
    return _assess(facts, on=read_day(on, "on"), handled=read_day(handled, "handled")).as_dict()


CALLS: dict[str, tuple] = {
    "assess": (_assess_call, {"on": ("text", True), "handled": ("text", True), "facts": ("object", True)}),
    "cases": (cases_call, {key: ("text", False) for key in ("clause", "offence", "mode", "audience", "difficulty")}),
    "check": (check_call, {"log": ("object", True), "reading": ("text", False)}),
    "duties": (duties_call, {"log": ("object", True), "now": ("text", True)}),
    "procedure": (procedure_call, {"log": ("object", True), "agency": ("text", True), "now": ("text", False)}),
    "evidence": (evidence_call, {"documents": ("list", True), "facts": ("object", False), "contents": ("object", False)}),
    "deadline_aid": (_deadline_aid_call, {"period": ("text", True), "start": ("text", True), "in_custody": ("flag", False), "own": ("text", False), "now": ("text", False)}),
    "deadline_choices": (_late("api_aids", "deadline_choices_call"), {}),
    "evidence_form": (_late("api_aids", "evidence_form_call"), {}),
    "register": (_late("api_registers", "register_call"), {"text": ("text", True), "format": ("text", False), "name": ("text", False), "reading": ("text", False), "lines": ("list", False)}),
    "register_file": (_late("api_registers", "register_file_call"), {key: ("text", key in ("text", "form")) for key in ("text", "form", "format", "name", "now")}),
    "time_machine": (_late("api_aids", "time_machine_call"), {key: ("text", True) for key in ("offence", "field", "on", "handled")} | {"amount": ("number", True)}
                     | {key: ("flag", False) for key in ("marks", "prior", "unit")}),
    "time_machine_choices": (_late("api_aids", "time_machine_choices_call"), {}),
    "referral": (_referral_call, {"answers": ("object", False), "start": ("text", False)}),
    "review_file": (_late("api_aids", "review_file_call"), {"case": ("text", True), "form": ("text", True), "seat": ("text", False), "choices": ("list", False), "difficulty": ("count", False)}),
    "story": (_late("api_aids", "story_call"), {"case": ("text", True)}),
    "deadline": (_deadline_call, {"period": ("text", True), "start": ("text", True), "in_custody": ("flag", False)}),
    "items": (items_call, {"clause": ("text", False), "seed": ("count", False), "use": ("text", False)}),
    "law": (_law_call, {"id": ("text", True), "on": ("text", True)}),
    "law_diff": (_law_diff_call, {"first": ("text", True), "second": ("text", True)}),
    "network": (_late("api_network", "network_call"), {"level": ("text", False), "without": ("list", False), "seed": ("count", False), "picture": ("flag", False)}),
    "norms": (_norms_call, {"clause": ("text", False)}),
    "periods": (_periods_call, {}),
    "simulate": (_late("api_simulation", "simulate_call"), {"scenario": ("any", False), "seed": ("count", False), "replications": ("count", False), "logs": ("flag", False)}),
    "play": (play_call, {"case": ("text", True), "seat": ("text", False), "choices": ("list", False), "difficulty": ("count", False)}),
}
