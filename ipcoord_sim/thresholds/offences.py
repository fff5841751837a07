"""The offences as authored: their heads, their statute and penalties, and the epochs between two changes of the law."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .. import data
from ..errors import NotInForceError
from ..parameters import Parameter, Value, find

__all__ = ["Head", "Offence", "epoch", "epochs", "fact_value", "offences", "sentences", "unit_multiple"]


@cache
def fact_value(id: str) -> Value:
    """The dated value that a fact id names (of a parameter with several, the latest)."""
    return find(id).newest


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """One way to commit an offence, with the statute's versions that know it and its authored rows."""

    id: str
    conducts: frozenset[str]
    exists: tuple[Value, ...]
    rows: tuple[dict, ...]

    def exists_on(self, day: date) -> bool:
        """Whether the statute made it an offence on that day."""
        return any(value.covers(day) for value in self.exists)


@dataclass(frozen=True, slots=True, eq=False)
class Offence:
    """One offence: its heads, its penalty, whether it needs the aim of profit."""

    id: str
    name_zh: str
    penalty: Parameter
    needs_profit: bool
    heads: tuple[Head, ...]


@cache
def offences() -> tuple[Offence, ...]:
    """Every offence, in the order of the statute."""
    files = data.load()["thresholds"]
    return tuple(_offence(content) for _, content in sorted(files.items()) if "offence" in content)


def _offence(content: dict) -> Offence:
    heads = tuple(_head(row, content["rows"]) for row in content["heads"])
    return Offence(content["offence"], content["name_zh"], find(content["penalty"]).parameter, content["needs_profit"], heads)


def _head(row: dict, rows: list[dict]) -> Head:
    own = tuple(r for r in rows if r["head"] == row["id"])
    return Head(row["id"], frozenset(row["conducts"]), tuple(fact_value(id) for id in row["exists"]), own)


@cache
def unit_multiple() -> Parameter:
    """By how much the figures for a unit exceed those for a person."""
    return find(data.load()["thresholds"]["facts"]["unit"]["multiple"]).parameter


@cache
def epochs() -> tuple[date, ...]:
    """Every day on which a threshold, a penalty or the multiple for units begins to differ, oldest first."""
    values = [*unit_multiple().values]
    for offence in offences():
        values += offence.penalty.values
        for head in offence.heads:
            values += [fact_value(row["figure"]) for row in head.rows]
    days = {v.start for v in values if v.start} | {v.end + timedelta(days=1) for v in values if v.end}
    return tuple(sorted(days))


def epoch(day: date) -> int:
    """The place of the epoch that holds the day.

    Raises NotInForceError for a day before the statute that the data knows.
    """
    place = bisect_right(epochs(), day) - 1
    if place < 0:
        first = epochs()[0]
        raise NotInForceError(
            f"数据收录的刑法从 {first} 起，{day} 还没有；请改日期，或者查当时的法律。",
            f"The criminal law in the data begins on {first}, not {day}. Change the day or look up the law of that time.",
        )
    return place


@cache
def sentences(offence: Offence, place: int) -> tuple[float, float, float]:
    """The highest sentence in years by tier (none, basic, aggravated); no upper limit counts as infinite."""
    value = next((v for v in offence.penalty.values if v.covers(epochs()[place])), None)
    if value is None:
        return (0, 0, 0)
    years = {n.name: n.value for n in value.numbers}
    return (0, years.get("basic_max_years", float("inf")), years.get("aggravated_max_years", float("inf")))
