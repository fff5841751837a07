"""What the engine says to an item's question: one row a call, the names that an item may take from its answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from ..casefile import CaseFile, from_dict
from ..conformance import duties
from ..deadlines import deadline
from ..errors import InputError, UnknownIdError
from ..parameters import number_on
from ..procedure import open_acts
from ..thresholds import assess
from ..times import day_of, read_day, time_text
from .draws import moment

__all__ = ["CALLS", "NOTHING", "WORDS", "answers", "take"]

# An option that does nothing: right where nothing is owed, or nothing is open.
NOTHING = "none"
# The words that an answer can be, so that an option cannot be wrong by a slip of the pen.
WORDS = {
    **dict.fromkeys(("entry", "old", "new"), ("met", "not_met", "no_figure", "not_yet_an_offence", "unknown")),
    "tier": ("basic", "aggravated", "none"), "lenient": ("old", "new", "same"), "advice": ("refer", "consult", "investigate", "penalise"),
}


def answers(spec: Mapping, where: str) -> dict[str, object]:
    """What the engine answers, by name; `spec` has its drawn values written in.

    Raises IpcoordError where the call is refused: a day outside the calendar, law that is 待核 or not in force.
    """
    if spec["call"] not in CALLS:
        raise UnknownIdError.among(f"算法（{where} compute.call）", f"call ({where})", spec["call"], CALLS)
    make, needed = CALLS[spec["call"]]
    missing = [name for name in needed if name not in spec]
    if missing:
        raise InputError(f"{where} 的 compute 缺少 {missing[0]}，请补上。", f"compute of {where} lacks {missing[0]}; add it.")
    return make(spec, where)


def take(found: Mapping, name: str, where: str) -> object:
    """One of the answers; one that the engine did not give is an error."""
    if name not in found:
        raise UnknownIdError.among(f"可以取的结果（{where} take）", f"answer ({where})", name, found)
    if found[name] is None:
        raise InputError(f"{where} 要取 {name}，引擎这一次没有给出；请改事实或者日期。", f"{where} takes {name}, which the engine does not give here; change facts or days.")
    return found[name]


def _deadline(spec: Mapping, where: str) -> dict[str, object]:
    found = deadline(spec["period"], moment(spec["start"], where), spec.get("in_custody", False))
    ends = {r.id: r.last_moment or r.last_day for r in found.readings}
    return ends | {"default": ends[found.default], "safest": ends[found.safest.id]}


def _law(spec: Mapping, where: str) -> dict[str, object]:
    return {"value": number_on(spec["id"], read_day(spec["on"], where), verified_only=True).value}


def _assess(spec: Mapping, where: str) -> dict[str, object]:
    found = assess(spec["facts"], on=read_day(spec["on"], where), handled=read_day(spec["handled"], where))
    results = {r.offence: r for r in found.results}
    if spec["offence"] not in results:
        raise UnknownIdError.among(f"罪名（{where} offence）", f"offence ({where})", spec["offence"], results)
    r = results[spec["offence"]]
    decisive = next((w.threshold for w in r.why if w.decisive), None)
    return {
        "entry": r.entry, "tier": r.tier or "none", "lenient": r.lenient, "old": r.under_old_law[0], "new": r.under_new_law[0], "advice": found.advice.act,
        "threshold": r.nearest.threshold if r.nearest else decisive, "short_by": r.nearest.short_by if r.nearest else None,
    }


def _procedure(spec: Mapping, where: str) -> dict[str, object]:
    log, now = _log(spec, where)
    found = open_acts(log, spec["agency"], now)
    must = tuple(a.act for a in found if a.modality == "must")
    return {"must": must, "first": must[:1], "open": tuple(a.act for a in found)}


def _duties(spec: Mapping, where: str) -> dict[str, object]:
    log, now = _log(spec, where)
    found = [d for d in duties(log, now) if d.rule == spec["rule"] and d.due is not None]
    if not found:
        return {"due": None, "safest": None}
    return {"due": _time(found[0].due), "safest": _time(found[0].safest)}


def _log(spec: Mapping, where: str) -> tuple[CaseFile, datetime]:
    """The case log that an item tells in short: times as `2026-09-30 15:00`, events numbered e1, e2 …"""
    rows = []
    for n, row in enumerate(spec["log"], 1):
        times = {key: time_text(_exact(row[key], where)) for key in ("at", "received") if key in row}
        rows.append({"id": f"e{n}"} | row | times)
    log = {"format": "ipcoord-case/1", "case": {"id": "Q", "title": where, "facts": spec.get("facts", {})}, "events": rows}
    return from_dict(log, where), _exact(spec["now"], where)


def _exact(text: object, where: str) -> datetime:
    found = moment(text, where)
    if not isinstance(found, datetime):
        raise InputError(f"{where} 的时间 {text} 没有写几点几分；请写成 2026-09-30 15:00。", f"{text} at {where} has no time of day; write 2026-09-30 15:00.")
    return found


def _time(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else day_of(date.fromisoformat(text))


CALLS = {
    "deadline": (_deadline, ("period", "start", "take")),
    "law": (_law, ("id", "on", "take")),
    "assess": (_assess, ("on", "handled", "facts", "offence", "take")),
    "procedure": (_procedure, ("agency", "now", "log", "take")),
    "duties": (_duties, ("rule", "now", "log", "take")),
}
