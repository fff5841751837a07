"""The whole procedure as steps: who does what, by when, in which form, on which clause and article."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .. import data
from ..deadlines import counting_of
from ..errors import DataError, IpcoordError
from ..norms import norm
from ..parameters import find

__all__ = ["FORMS_ZH", "Part", "Step", "clocks", "lanes", "parts", "steps"]

FORMS_ZH = {"written": "书面", "signed": "签字", "unspecified": "没有写"}
_FILE = "procedure/map.yaml"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number over the whole map, its place, and the ids it rests on; `next` pairs a step with why."""

    number: int
    id: str
    row: int
    lane: str
    label_zh: str
    act: str | None
    limit: str | None
    when_zh: str
    norms: tuple[str, ...]
    basis: tuple[str, ...]
    form: str
    next: tuple[tuple[str, str], ...]
    note_zh: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the procedure that is drawn together."""

    id: str
    title_zh: str
    steps: tuple[Step, ...]


@cache
def parts() -> tuple[Part, ...]:
    """The parts in order, every id in them known.

    Raises DataError for an id that other data does not have.
    """
    found, number = [], 0
    for row in data.load()["procedure"]["map"]["parts"]:
        inside = []
        for step in row["steps"]:
            number += 1
            inside.append(_step(number, step))
        found.append(Part(row["id"], row["title_zh"], tuple(inside)))
    known = {step.id for part in found for step in part.steps}
    for step in (step for part in found for step in part.steps):
        for target, _ in step.next:
            if target not in known:
                raise _unknown(step.id, "next", target)
    return tuple(found)


def steps() -> dict[str, Step]:
    """Every step by its id."""
    return {step.id: step for part in parts() for step in part.steps}


def lanes() -> dict[str, str]:
    """The lanes' titles by kind of agency."""
    return {row["id"]: row["title_zh"] for row in data.load()["procedure"]["map"]["lanes"]}


def clocks() -> dict[str, tuple[str, ...]]:
    """Who has to act, and within which periods."""
    found = {}
    for row in data.load()["procedure"]["map"]["clocks"]:
        for id in row["periods"]:
            _try(counting_of, id, row["who_zh"], "periods")
        found[row["who_zh"]] = tuple(row["periods"])
    return found


def _step(number: int, row: dict) -> Step:
    for id in row["norms"]:
        _try(norm, id, row["id"], "norms")
    for id in (*row["basis"], *filter(None, [row["limit"]])):
        _try(find, id, row["id"], "basis")
    following = tuple((n["to"], n["label_zh"]) for n in row["next"])
    return Step(
        number, row["id"], row["row"], row["lane"], row["label_zh"], row["act"], row["limit"], row["when_zh"],
        tuple(row["norms"]), tuple(row["basis"]), row["form"], following, row["note_zh"],
    )


def _try(known, id: str, place: str, key: str) -> None:
    try:
        known(id)
    except IpcoordError:
        raise _unknown(place, key, id) from None


def _unknown(place: str, key: str, id: str) -> DataError:
    return DataError.at(_FILE, f"{place}.{key}", f"没有 {id}", "数据里有的编号", f"there is no {id}", "an id of the data")
