"""What is said about a case, checked: amounts that are given, flags, and the conditions that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite

from .. import data
from ..errors import InputError, UnknownIdError

__all__ = ["CaseFacts", "field_label", "read_facts"]

_AMOUNTS = ("money", "count")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case: an amount that is not in `given` is not known, which is not the same as zero."""

    conduct: frozenset[str]
    given: Mapping[str, int | float]
    flags: Mapping[str, object]
    conditions: frozenset[str]
    unit: bool
    other_signs: tuple[str, ...] = ()

    def with_amount(self, field: str, value: int | float) -> CaseFacts:
        """The same case with one amount changed."""
        return CaseFacts(self.conduct, {**self.given, field: value}, self.flags, self.conditions, self.unit, self.other_signs)


@cache
def _table() -> dict:
    """The authored fields by id, the conducts, conditions and signs."""
    content = data.load()["thresholds"]
    return {
        "fields": {row["id"]: row for row in content["facts"]["fields"]},
        "conducts": {row["id"]: row for row in content["facts"]["conducts"]},
        "conditions": tuple(
            (row["id"], tuple((t["field"], t.get("least")) for t in row["any"])) for row in content["facts"]["conditions"]
        ),
        "defaults": {row["id"]: row["default"] for row in content["facts"]["fields"] if "default" in row},
        "unit": content["facts"]["unit"],
        "most": content["facts"]["most"],
        "signs": {row["id"]: row for row in content["leads"]["signs"]},
    }


def field_label(id: str) -> str:
    """The Chinese word for a field or a conduct.

    >>> field_label("unsold_value")
    '未销售货值'
    """
    table = _table()
    return (table["fields"].get(id) or table["conducts"][id])["label_zh"]


def read_facts(facts: object) -> CaseFacts:
    """The case that a JSON object describes.

    Raises InputError and UnknownIdError with one sentence for a field, a word or an amount that cannot be read.

    >>> read_facts({"conduct": ["sell_counterfeit_goods"], "sales_amount": -1})
    Traceback (most recent call last):
    ipcoord_sim.errors.InputError: 案件事实的销售金额（sales_amount）应为 0 到 1,000,000,000,000,000 的数，收到的是 -1；金额按元写。
    """
    if not isinstance(facts, Mapping):
        raise InputError(
            f"案件事实要一个 JSON 对象，收到的是 {_short(facts)}。", f"The facts must be a JSON object, got {_short(facts)}."
        )
    table, given, flags = _table(), {}, {}
    flags.update(table["defaults"])
    for key, value in facts.items():
        if key in ("conduct", "other_signs"):
            continue
        if key not in table["fields"]:
            raise UnknownIdError.among("案件事实的字段", "field of the facts", key, [*table["fields"], "conduct", "other_signs"])
        if value is None:
            continue
        row = table["fields"][key]
        (given if row["kind"] in _AMOUNTS else flags)[key] = _READERS[row["kind"]](row, value, table["most"])
    conduct = frozenset(_words("conduct", facts.get("conduct"), table["conducts"], least=1))
    signs = tuple(_words("other_signs", facts.get("other_signs") or [], table["signs"], least=0))
    conditions = frozenset(
        id for id, tests in table["conditions"]
        if any(flags[field] >= least if least is not None else flags[field] is True for field, least in tests)
    )
    return CaseFacts(conduct, given, flags, conditions, flags[table["unit"]["field"]] == table["unit"]["word"], signs)


def _words(key: str, value: object, known: Mapping, least: int) -> list[str]:
    if not isinstance(value, (list, tuple)) or len(value) < least or not all(isinstance(word, str) for word in value):
        example = next(iter(known))
        raise InputError(
            f"案件事实的 {key} 应为一个列表，至少 {least} 个词，例如 [\"{example}\"]，收到的是 {value!r:.60}。",
            f"{key} of the facts must be a list of at least {least} words, for example [\"{example}\"], got {value!r:.60}.",
        )
    for word in value:
        if word not in known:
            raise UnknownIdError.among(f"案件事实 {key} 的词", f"word of {key}", f"{word:.60}", known)
    return list(dict.fromkeys(value))


def _number(row: dict, value: object, most: int, least: int = 0, whole: bool = False) -> int | float:
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and (isinstance(value, int) or isfinite(value))
    if not fits or not least <= value <= most or (whole and value != int(value)):
        zh, en = ("整数", "whole number") if whole else ("数", "number")
        hint_zh, hint_en = ("件数写整数", "count whole pieces") if whole else ("金额按元写", "write money in yuan")
        raise InputError(
            f"案件事实的{row['label_zh']}（{row['id']}）应为 {least} 到 {most:,} 的{zh}，收到的是 {_short(value)}；{hint_zh}。",
            f"{row['id']} of the facts must be a {en} from {least} to {most:,}, got {_short(value)}; {hint_en}.",
        )
    return int(value) if value == int(value) else value


def _flag(row: dict, value: object, most: int) -> bool:
    if not isinstance(value, bool):
        raise InputError(
            f"案件事实的{row['label_zh']}（{row['id']}）应为 true 或 false，收到的是 {_short(value)}；请改正。",
            f"{row['id']} of the facts must be true or false, got {_short(value)}; correct it.",
        )
    return value


def _word(row: dict, value: object, most: int) -> str:
    if value not in row["words"]:
        raise InputError(
            f"案件事实的{row['label_zh']}（{row['id']}）应为 {'、'.join(row['words'])} 之一，收到的是 {_short(value)}。",
            f"{row['id']} of the facts must be one of {', '.join(row['words'])}, got {_short(value)}.",
        )
    return value


def _short(value: object) -> str:
    # An integer of many thousand digits cannot be written out at all.
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 128:
        return "一个极大的整数"
    return f"{value!r:.60}"


_READERS = {
    "money": _number,
    "count": lambda row, value, most: _number(row, value, most, 0, True),
    "number_of": lambda row, value, most: _number(row, value, most, 1, True),
    "flag": _flag,
    "word": _word,
}
