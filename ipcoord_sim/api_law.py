"""The calls on the law itself: periods and their deadlines, dated figures, norms, thresholds met or not."""

from __future__ import annotations

from . import norms as _norms
from .deadlines import deadline as _deadline
from .deadlines import periods as _periods
from .parameters import Found, Value, differences, find, not_in_force
from .thresholds import assess as _assess
from .times import read_day, read_moment, time_text
from .wording import expand

__all__ = ["assess_call", "deadline_call", "law_call", "law_diff_call", "norms_call", "periods_call"]


def deadline_call(period: str, start: str, in_custody: bool = False) -> dict:
    """Every reading of one period from one moment, which is the default and which the safest.

    Raises UnknownIdError for a period that there is not, InputError for a moment that cannot be read, HorizonError past the working calendar.
    """
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


def law_call(id: str, on: str) -> dict:
    """A figure or provision as it stood on a day, with all its dated values.

    Raises UnknownIdError for an id that there is not, NotInForceError for a day before its first value.
    """
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


def law_diff_call(first: str, second: str) -> dict:
    """What differs between the law of two days: each figure with what stood then and what stands now."""
    one, two = read_day(first, "first"), read_day(second, "second")
    rows = []
    for parameter, then, now in differences(one, two):
        row = {"id": parameter.id, "label_zh": parameter.label_zh, "section": parameter.section}
        for key, value in (("then", then), ("now", now)):
            row[key] = _dated(Found(parameter.id, parameter, value), value) if value else None
        rows.append(row)
    return {"first": first, "second": second, "changes": rows}


def norms_call(clause: str | None = None) -> dict:
    """The norms of the plan, or those of one clause, each with the law above it."""
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


def periods_call() -> dict:
    """Every period that can be computed, with its number and where it is written."""
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


def assess_call(on: str, handled: str, facts: dict) -> dict:
    """The facts of a case against every offence they touch, under the law of the day of the conduct and of the day of handling."""
    return _assess(facts, on=read_day(on, "on"), handled=read_day(handled, "handled")).as_dict()
