"""How much teaching material there is for each norm, clause, objective, chapter and for the book, against the least there has to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .. import data
from ..casebank import cases
from ..norms import clause, clauses, norms
from ..quiz.reading import bank
from .checking import earlier
from .model import Chapter, Objective
from .reading import chapters

__all__ = ["Count", "completeness", "key_clauses"]


class Count(NamedTuple):
    """One figure: of which norm, clause, objective or chapter (or of the book), what was counted, how many there are and have to be.

    `owed` says that a chapter declared complete stands for it, so that a hole is a failure and not work to come.
    """

    per: str
    id: str
    what: str
    label_zh: str
    have: int
    least: int
    owed: bool

    @property
    def hole(self) -> bool:
        """Whether there is less than there has to be."""
        return self.have < self.least


def completeness() -> tuple[Count, ...]:
    """All counts in the order of the plan; `ipcoord completeness` and the page of the book print them."""
    known = tuple(chapters().values())
    done = {id for one in known if one.complete for id in one.norms}
    found: list[Count] = []
    for one in norms():
        found += _counts("norm", one.id, _of_norm(one.id, known), one.id in done)
    for one in clauses():
        own = {n.id for n in norms() if clause(n.clause).id == one.id}
        found += _counts("clause", one.id, _of_clause(one.id, known), own <= done)
    for chapter in known:
        for objective in chapter.objectives:
            found += _counts("objective", objective.id, _of_objective(objective), chapter.complete)
        found += _counts("chapter", chapter.id, _of_chapter(chapter), chapter.complete)
    whole = {"objectives": sum(len(one.objectives) for one in known), "items": len(bank()), "cases": len(cases())}
    return (*found, *_counts("book", "全书", whole, done == {one.id for one in norms()}))


def key_clauses() -> tuple[str, ...]:
    """The clauses that carry most of the work; their minimum of objectives is higher."""
    return tuple(data.load_cases()["catalogue"]["minima"]["key_clauses"])


def _counts(per: str, id: str, have: dict[str, int], owed: bool) -> Iterator[Count]:
    for row in data.load_cases()["catalogue"]["minima"]["minima"]:
        if row["per"] == per:
            least = row.get("key", row["least"]) if id in key_clauses() else row["least"]
            yield Count(per, id, row["id"], row["label_zh"], have[row["id"]], least, owed)


def _of_norm(id: str, known: tuple[Chapter, ...]) -> dict[str, int]:
    own = [o for chapter in known for o in chapter.objectives if o.norm == id]
    return {"objectives": len(own), "applied": sum(o.level != "know" for o in own), "items": sum(row["norm"] == id for _, row in bank().values())}


def _of_clause(id: str, known: tuple[Chapter, ...]) -> dict[str, int]:
    own = [chapter for chapter in known if clause(chapter.clause).id == id]
    seats = {o.seat for chapter in own for o in chapter.objectives} & {"amr", "psb"}
    sums = {key: sum(len(getattr(chapter, key)) for chapter in own) for key in ("objectives", "faded", "contrast", "spot", "cards")}
    played = sum(id in {clause(address).id for address in case.clauses} for case in cases().values())
    return sums | {"perspectives": len(seats), "cases": played}


def _of_objective(objective: Objective) -> dict[str, int]:
    return {key: len(getattr(objective, key)) for key in ("worked", "practised", "items")}


def _of_chapter(chapter: Chapter) -> dict[str, int]:
    before = earlier(chapter)
    return {
        "pretest": len(chapter.pretest), "interleaved": len(chapter.interleaved), "wrap_up": int(chapter.wrap_up in cases()),
        "mixed_percent": 100 * len(before) // len(chapter.interleaved) if chapter.interleaved else 0, "mixed_clauses": len(set(before)),
    }
