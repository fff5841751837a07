"""The thresholds of one offence side by side over time: a strip for each amount, a column for each period of law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from .. import data
from ..errors import UnknownIdError
from ..thresholds import Offence, Step, epochs, field_label, offence_named, steps
from ..thresholds.offences import fact_value

__all__ = ["Cell", "Strip", "columns", "strips"]

# Short words for the cases with a lower figure; a condition of the data that is not here keeps its own label.
_SHORT = {"two_marks": "两种", "two_patents": "两项", "repeat": "再犯"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one period: the figure or None, the lower figures by case, whether it was an offence at all."""

    step: Step
    lower: tuple[tuple[str, Step], ...]
    offence: bool

    @property
    def shown(self) -> tuple:
        """What the reader sees of it; a column is drawn where this changes."""
        return self.step.threshold, tuple((words, step.threshold) for words, step in self.lower), self.offence

    @property
    def doubtful(self) -> bool:
        """Whether its first day was not read in the original."""
        value = fact_value(self.step.fact) if self.step.fact else None
        note = value.start_note_zh if value and value.start == self.step.start else ""
        return bool(note) and not note.startswith(str(self.step.start))


@dataclass(frozen=True, slots=True)
class Strip:
    """One amount of an offence in one tier, a cell for every day of `columns`."""

    field: str
    label_zh: str
    unit_zh: str
    cells: tuple[Cell, ...]


def columns(offence: str, tier: str) -> tuple[date, ...]:
    """The first day of each period in which one of the offence's figures of that tier differs from before.

    >>> [str(day) for day in columns("crl-216", "basic")]
    ['2004-12-22', '2025-04-26']
    """
    return _board(offence, tier)[0]


def strips(offence: str, tier: str) -> tuple[Strip, ...]:
    """The strips of a tier in the order of the data; none where the tier needs no amount or does not exist.

    Raises UnknownIdError for an offence that the data does not have.

    >>> [strip.field for strip in strips("crl-216", "basic")], strips("crl-216", "aggravated")
    (['business_amount', 'illegal_income', 'loss'], ())
    """
    return _board(offence, tier)[1]


@cache
def _board(id: str, tier: str) -> tuple[tuple[date, ...], tuple[Strip, ...]]:
    offence = offence_named(id)
    # Before the first interpretation of the data there is nothing to draw.
    begin = max(epochs()[1], min(value.start for head in offence.heads for value in head.exists))
    days = [day for day in epochs() if day >= begin]
    drawn = [(field, _cells(offence, field, tier, days)) for field in _fields(offence)]
    drawn = [(field, cells) for field, cells in drawn if any(cell.step.threshold for cell in cells)]
    if not drawn:
        return (), ()
    seen = [[cells[n].shown for _, cells in drawn] for n in range(len(days))]
    kept = [n for n in range(len(days)) if n == 0 or seen[n] != seen[n - 1]]
    rows = {row["id"]: row for row in data.load()["thresholds"]["facts"]["fields"]}
    found = (Strip(f, field_label(f), rows[f].get("unit_zh", "元"), tuple(cells[n] for n in kept)) for f, cells in drawn)
    return tuple(days[n] for n in kept), tuple(found)


def _fields(offence: Offence) -> tuple[str, ...]:
    """The amounts that a figure of the offence reads alone, in the authored order."""
    rows = (row for head in offence.heads for row in head.rows if row["kind"] == "amount")
    return tuple(dict.fromkeys(row["reads"][0] for row in rows))


def _cells(offence: Offence, field: str, tier: str, days: list[date]) -> list[Cell]:
    """What stands for one amount on each day, without a special case and in each of them."""
    plain = _stepped(offence, field, tier, {})
    special = [(words, _stepped(offence, field, tier, facts)) for words, facts in _cases()]
    heads = [h for h in offence.heads if any(row.get("reads") == [field] for row in h.rows)]
    found = []
    for day in days:
        step = _on(plain, day)
        lower: dict[Step, list[str]] = {}
        for words, known in special:
            other = _on(known, day)
            if other.threshold is not None and other.threshold != step.threshold:
                # Two cases with one figure are told in one line, though they stand in two items.
                same = next((s for s in lower if s.threshold == other.threshold), other)
                lower.setdefault(same, []).append(words)
        named = tuple(("、".join(words), other) for other, words in lower.items())
        found.append(Cell(step, named, any(head.exists_on(day) for head in heads)))
    return found


def _stepped(offence: Offence, field: str, tier: str, facts: dict) -> tuple[Step, ...]:
    try:
        return steps(offence.id, field, tier=tier, facts=facts)
    except UnknownIdError:
        return (Step(epochs()[0], None, None, None, None, None),)


def _on(known: tuple[Step, ...], day: date) -> Step:
    return next(step for step in reversed(known) if step.start <= day)


@cache
def _cases() -> tuple[tuple[str, dict], ...]:
    """The conditions of the data that open a lower figure, with the facts that bring each about."""
    rows = [row for row in data.load()["thresholds"]["facts"]["conditions"] if len(row["any"]) == 1]
    return tuple((_SHORT.get(r["id"], r["label_zh"]), {t["field"]: t.get("least", True)}) for r in rows for t in r["any"])
