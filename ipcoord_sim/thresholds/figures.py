"""The authored threshold rows as figures that stand on a day, dated by the facts they name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..parameters import Number, Value, find
from .offences import Head, epochs, fact_value, unit_multiple

__all__ = ["Figure", "Part", "figures", "read_ever"]

_TIERS = {"basic": 1, "aggravated": 2}


@dataclass(frozen=True, slots=True)
class Part:
    """One standard of a half-and-half rule: half of it (`threshold`) counts towards its item."""

    item: int
    field: str
    threshold: int | float


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One threshold as it stands: what it reads, from where on, in which tier (1 basic, 2 aggravated)."""

    kind: str
    tier: int
    fact: str
    n: int | None
    reads: tuple[str, ...]
    threshold: int | float | None
    value: Value
    below: tuple[str, int | float] | None = None
    parts: tuple[Part, ...] = ()
    derived: bool = False


@lru_cache(maxsize=4096)
def figures(head: Head, place: int, conduct: frozenset[str], conditions: frozenset[str], unit: bool) -> tuple[Figure, ...]:
    """The verified figures that stand in an epoch for such a case, in the authored order."""
    day = epochs()[place]
    value = next((v for v in unit_multiple().values if v.covers(day)), None) if unit else None
    times = value.numbers[0].value if value else 1
    rows = (row for row in head.rows if _applies(row, conduct, conditions) and _stands(row, day))
    return tuple(_figure(row, conduct, conditions, times) for row in rows)


@lru_cache(maxsize=1024)
def read_ever(head: Head, conduct: frozenset[str], conditions: frozenset[str]) -> frozenset[str]:
    """The amounts that any figure for such a case reads, on any day."""
    rows = (row for place in range(len(epochs())) for row in figures(head, place, conduct, conditions, False))
    return frozenset(field for row in rows for field in row.reads)


def _stands(row: dict, day: date) -> bool:
    """Only what was read in the original counts; what is still to be confirmed never does."""
    values = [fact_value(row[key]) for key in ("figure", "while") if key in row]
    return all(value.verified and value.covers(day) for value in values)


def _applies(row: dict, conduct: frozenset[str], conditions: frozenset[str]) -> bool:
    return conduct.issuperset(row.get("needs", ())) and ("when" not in row or row["when"] in conditions)


def _figure(row: dict, conduct: frozenset[str], conditions: frozenset[str], times: int) -> Figure:
    value, number = fact_value(row["figure"]), _number(row["figure"])
    threshold, reads, parts, below = number.value * times if number else None, tuple(row.get("reads", ())), (), None
    if "below" in row:
        below = (row["below"]["field"], _number(row["below"]["figure"]).value * times)
    if row["kind"] == "half":
        share = _plain(row["share_percent"]) / 100
        used = [part for part in row["parts"] if _applies(part, conduct, conditions)]
        parts = tuple(Part(p["item"], p["field"], _whole(_number(p["figure"]).value * times * share)) for p in used)
        reads, threshold = tuple(dict.fromkeys(p.field for p in parts)), _plain(row["items"])
    fact, _, n = row["figure"].partition("#")
    derived = bool(number and number.derived)
    return Figure(row["kind"], _TIERS[row["tier"]], fact, int(n) if n else None, reads, threshold, value, below, parts, derived)


def _number(id: str) -> Number | None:
    found = find(id)
    return found.numbers[0] if found.n is not None else None


def _plain(share: int | float | str) -> int | float:
    return _number(share).value if isinstance(share, str) else share


def _whole(amount: int | float) -> int | float:
    return int(amount) if amount == int(amount) else amount
