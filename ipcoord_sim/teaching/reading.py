"""From the authored rows of a chapter to values: days computed, sentences cut, logs read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from .. import data
from ..casefile import CaseFile, from_dict
from ..errors import UnknownIdError
from ..quiz.draws import moment
from ..times import time_text
from .model import Asked, Card, Chapter, Contrast, Event, Example, Fault, Objective, Side, Spot, Step
from .texts import said, story_days

__all__ = ["chapter", "chapters"]


@cache
def chapters() -> dict[str, Chapter]:
    """Every chapter that has teaching material, by its id (ch17).

    Raises IpcoordError for an id, a day or a log that cannot be read.
    """
    return {row["chapter"]: _chapter(row) for _, row in sorted(data.load_cases().get("teaching", {}).items())}


def chapter(id: str) -> Chapter:
    """The teaching material of one chapter.

    Raises UnknownIdError.
    """
    if id not in chapters():
        raise UnknownIdError.among("有教学材料的章", "chapter with teaching material", id, chapters())
    return chapters()[id]


def _chapter(row: Mapping) -> Chapter:
    tuples = {key: tuple(row[key]) for key in ("norms", "interleaved", "cases")}
    plain = {key: row[key] for key in ("clause", "complete", "can_zh", "wrap_up")}
    return Chapter(
        id=row["chapter"], **plain, **tuples,
        objectives=tuple(_objective(one) for one in row["objectives"]),
        pretest=tuple(_asked(one, f"{row['chapter']} pretest") for one in row["pretest"]),
        worked=tuple(_example(one) for one in row["worked"]),
        faded=tuple(_example(one) for one in row["faded"]),
        contrast=tuple(_contrast(one) for one in row["contrast"]),
        spot=tuple(_spot(one) for one in row["spot"]),
        cards=tuple(Card(one["id"], one["norm"], one["front"], said(one["back"], {}, one["id"]), tuple(one["basis"])) for one in row["cards"]),
    )


def _objective(row: Mapping) -> Objective:
    lists = {key: tuple(row[key]) for key in ("worked", "practised", "items")}
    return Objective(**{key: row[key] for key in ("id", "norm", "level", "seat", "given", "does", "standard", "explained")}, **lists)


def _asked(row: Mapping, where: str) -> Asked:
    return Asked(row["ask"], said(row["answer"], story_days(row.get("dates", {}), where), where), tuple(row["basis"]))


def _example(row: Mapping) -> Example:
    days = story_days(row.get("dates", {}), row["id"])
    steps = tuple(Step(said(one["do"], days, row["id"]), tuple(one["basis"]), one.get("ask", "")) for one in row["steps"])
    facts, result = (said(row[key], days, row["id"]) for key in ("facts", "result"))
    return Example(row["id"], row["title"], row["seat"], facts, steps, row.get("blanks", 0), result)


def _contrast(row: Mapping) -> Contrast:
    id, days = row["id"], story_days(row.get("dates", {}), row["id"])
    sides = tuple(
        Side(said(one["text"], days, id), _log(one["log"], id), one["rule"], one["kind"], said(one["because"], days, id), tuple(one["basis"]))
        for one in row["sides"]
    )
    return Contrast(id, row["title"], said(row["same"], days, id), sides, said(row["lesson"], days, id))


def _spot(row: Mapping) -> Spot:
    id, days = row["id"], story_days(row.get("dates", {}), row["id"])
    lines = tuple(Event(one["id"], said(one["shown"], days, id)) for one in row["log"]["events"] if "shown" in one)
    faults = tuple(
        Fault(one["rule"], one["event"], one["kind"], said(one["says"], days, id), said(one["mend"], days, id), tuple(one["basis"])) for one in row["faults"]
    )
    return Spot(id, row["title"], row["ask"], _log(row["log"], id), lines, faults)


def _log(row: Mapping, where: str) -> CaseFile:
    """A log told in short: agencies by a short name, times as `2026-09-30 15:00`."""
    events = []
    for one in row["events"]:
        event = {"id": one["id"], "at": _time(one["at"]), "actor": row["agencies"].get(one["who"], one["who"]), "act": one["act"]}
        if "to" in one:
            event["to"] = row["agencies"].get(one["to"], one["to"])
        if "received" in one:
            event["received"] = _time(one["received"])
        events.append(event | {key: one[key] for key in ("documents", "ref", "data") if key in one})
    case = {"id": where, "facts": dict.fromkeys(row.get("facts", ()), True)}
    return from_dict({"format": "ipcoord-case/1", "case": case, "ended": _time(row["ended"]), "events": events}, where)


def _time(text: str) -> str:
    found = moment(text, "log")
    return time_text(found) if isinstance(found, datetime) else text
