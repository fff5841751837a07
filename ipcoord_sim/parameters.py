"""The law's dated values: one parameter holds the old and the new values of one matter.

A fact id (`crl-214-unsold-v2025`) names one dated value; `#2` names its second number.
A parameter id (`crl-214-unsold`) names the matter; where there is only one value both are the same word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from . import data
from .errors import NotInForceError, UnknownIdError, UnverifiedError

__all__ = [
    "Found",
    "Number",
    "Parameter",
    "Value",
    "all_parameters",
    "differences",
    "find",
    "not_in_force",
    "number_on",
    "value_on",
]


@dataclass(frozen=True, slots=True)
class Number:
    """One figure: `n` is its place in the row, `name` joins it with the same figure of other years."""

    n: int
    value: int | float
    unit: str
    name: str
    label_zh: str
    bound: str | None = None
    derived: bool = False
    counting: str | None = None
    starts_from: str | None = None
    extends: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value: both days included, None where the law still stands or the day is not known."""

    fact: str
    start: date | None
    end: date | None
    instrument: str
    article: str
    source: tuple[str, ...]
    status: str
    checked: date
    text_zh: str
    label_zh: str
    numbers: tuple[Number, ...] = ()
    start_note_zh: str = ""
    end_note_zh: str = ""
    source_note_zh: str = ""

    @property
    def verified(self) -> bool:
        """Whether the text was read."""
        return self.status == "verified"

    def covers(self, on: date) -> bool:
        """Whether the value stands on that day; an unknown first day counts as long ago."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)

    @property
    def citation_zh(self) -> str:
        """Instrument and article, as a jurist writes them; a remark in the article's place stands in brackets.

        >>> value_on("orn310-send-24h", date(2026, 1, 1)).citation_zh
        '国务院令310号第5条第2款'
        """
        numbered = self.article.startswith(("第", "一", "二", "三", "题注", "（"))
        return self.instrument + (self.article if numbered or not self.article else f"（{self.article}）")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One matter of the law with its dated values, oldest first."""

    id: str
    label_zh: str
    kind: str
    section: str
    values: tuple[Value, ...]
    note_zh: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What an id names: the parameter, the dated value (None: the whole matter) and the number's place."""

    asked: str
    parameter: Parameter
    value: Value | None
    n: int | None = None
    numbers: tuple[Number, ...] = field(default=())

    @property
    def newest(self) -> Value:
        """The dated value that was named; of a whole matter the newest.

        >>> find("crl-214-unsold").newest.fact, find("crl-214-unsold-v2011").newest.fact
        ('crl-214-unsold-v2025', 'crl-214-unsold-v2011')
        """
        return self.value or self.parameter.values[-1]


@cache
def all_parameters() -> tuple[Parameter, ...]:
    """Every parameter, in the order of the authored files."""
    found = []
    for _, content in sorted(data.load()["parameters"].items()):
        if "parameters" in content:
            found += [_parameter(row, content["section"]) for row in content["parameters"]]
    return tuple(found)


@cache
def _index() -> dict[str, tuple[Parameter, Value | None]]:
    index: dict[str, tuple[Parameter, Value | None]] = {}
    for parameter in all_parameters():
        index[parameter.id] = (parameter, None)
        for value in parameter.values:
            index[value.fact] = (parameter, value)
    return index


def find(id: str) -> Found:
    """What a fact id, a parameter id or either with `#n` names.

    >>> find("pol-180-supplement#1").numbers[0].unit
    'hour'
    >>> find("pol-180-suplement")
    Traceback (most recent call last):
    ipcoord_sim.errors.UnknownIdError: 没有这个事实编号：pol-180-suplement；最接近的是 pol-180-supplement。
    """
    word, mark, place = str(id).partition("#")
    if word not in _index():
        raise UnknownIdError.among("事实编号", "fact id", word, _index())
    parameter, value = _index()[word]
    numbers = (value or parameter.values[-1]).numbers
    if not mark:
        return Found(id, parameter, value, None, numbers)
    if place not in map(str, range(1, len(numbers) + 1)):
        raise UnknownIdError(
            f"{word} 没有 #{place}；它有 {len(numbers)} 个数，从 #1 起编号。",
            f"{word} has no #{place}; it has {len(numbers)} numbers, counted from #1.",
        )
    return Found(id, parameter, value, int(place), (numbers[int(place) - 1],))


def value_on(id: str, on: date, verified_only: bool = False) -> Value:
    """The value of `id` that stands on that day.

    Raises NotInForceError before the first value, between values and after the last one ended,
    UnverifiedError where only confirmed law may stand.
    """
    found = find(id)
    candidates = (found.value,) if found.value else found.parameter.values
    for value in candidates:
        if value.covers(on):
            if verified_only and not value.verified:
                raise UnverifiedError(
                    f"{value.fact} 还是待核的内容，不能用来下结论；请先核对原文。",
                    f"{value.fact} is still to be confirmed and cannot found a verdict; check the original first.",
                )
            return value
    raise not_in_force(found, on)


def number_on(id: str, on: date, verified_only: bool = False) -> Number:
    """The single number of `id` on that day (name it with `#n` where the row has several)."""
    found = find(id)
    value = value_on(id, on, verified_only)
    if found.n is None and len(value.numbers) == 1:
        return value.numbers[0]
    if found.n is None:
        raise UnknownIdError(
            f"{id} 有 {len(value.numbers)} 个数，请写明 #1 到 #{len(value.numbers)} 中的哪一个。",
            f"{id} has {len(value.numbers)} numbers; say which, #1 to #{len(value.numbers)}.",
        )
    name = found.numbers[0].name
    return next((n for n in value.numbers if n.name == name), value.numbers[min(found.n, len(value.numbers)) - 1])


def not_in_force(found: Found, on: date) -> NotInForceError:
    """The sentence for a day on which nothing of `found` stands, with the value that stood instead."""
    candidates = (found.value,) if found.value else found.parameter.values
    first, name_zh = candidates[0].start, candidates[0].label_zh
    other = next((v.fact for v in found.parameter.values if v.covers(on)), None)
    hint_zh = f"；那一天有效的是 {other}" if other else ""
    hint_en = f"; on that day {other} stood" if other else ""
    if first and on < first:
        return NotInForceError(
            f"{name_zh}（{found.asked}）自 {first} 起才有规定，{on} 还没有{hint_zh}。请改日期，或者换一条。",
            f"{found.asked} begins on {first}; there was none on {on}{hint_en}. Change the day or the id.",
        )
    last = max((v.end for v in candidates if v.end and v.end < on), default=None)
    return NotInForceError(
        f"{name_zh}（{found.asked}）到 {last} 为止，{on} 已经失效{hint_zh}。请改日期，或者换一条。",
        f"{found.asked} ended on {last} and did not stand on {on}{hint_en}. Change the day or the id.",
    )


def differences(first: date, second: date) -> tuple[tuple[Parameter, Value | None, Value | None], ...]:
    """What stood on the first day against the second: parameter, value then, value now (None: nothing stood).

    Only days that the data knows count: a value without a known first day is no change.
    """
    rows = []
    for parameter in all_parameters():
        then = next((v for v in parameter.values if v.covers(first)), None)
        now = next((v for v in parameter.values if v.covers(second)), None)
        if then is not now:
            rows.append((parameter, then, now))
    return tuple(rows)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _parameter(row: dict, section: str) -> Parameter:
    values = tuple(_value(v, row["label_zh"]) for v in row["values"])
    return Parameter(row["id"], row["label_zh"], row["kind"], section, values, row.get("note_zh", ""))


def _value(row: dict, label_zh: str) -> Value:
    return Value(
        row["fact"], _day(row["from"]), _day(row["to"]), row["instrument"], row["article"], tuple(row["source"]),
        row["status"], date.fromisoformat(row["checked"]), row["text_zh"], row.get("label_zh", label_zh),
        tuple(Number(n, **number) for n, number in enumerate(row["numbers"], 1)),
        row.get("from_note_zh", ""), row.get("to_note_zh", ""), row.get("source_note_zh", ""),
    )
