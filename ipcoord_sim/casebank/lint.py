"""Is everything invented, and is no figure of the law written by hand? Patterns are rows of catalogue/lint.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .. import data
from ..parameters import all_parameters
from .catalogue import invented_names
from .remarks import WRONG, Remark, texts

__all__ = ["lint", "lint_text"]

_FILLED = re.compile(r"\{(?:law|article|amount):[^{}]+\}")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMBER = r"\d[\d,]*(?:\.\d+)?|[零一二两三四五六七八九十百千]+"


def lint(row: dict) -> tuple[Remark, ...]:
    """What in the texts of an authored case looks real, is still blank, or is a figure of the law typed by hand."""
    found = [remark for place, text in texts(row) for remark in lint_text(place, text)]
    return tuple(dict.fromkeys(found))


def lint_text(place: str, text: str) -> Iterator[Remark]:
    """The same for one text."""
    table = _table()
    if not table:
        return
    bare = _FILLED.sub("※", text)
    for allowed in table["allowed"]:
        bare = bare.replace(allowed, "※")
    for row in table["patterns"]:
        for match in re.finditer(row["pattern"], bare):
            yield Remark(WRONG, place, f"“{match[0]}”{row['found_zh']}", row["advice_zh"])
    for brand in table["brands"]:
        if brand in bare:
            yield Remark(WRONG, place, f"“{brand}”是真的名称", "换成 catalogue/names.yaml 里的名字，或者写“一家网络平台”“聊天群”。")
    yield from _names(place, bare, table)
    yield from _figures(place, bare, table)


@cache
def _table() -> dict:
    return data.load_cases()["catalogue"].get("lint", {})


def _names(place: str, text: str, table: dict) -> Iterator[Remark]:
    """Persons, firms and marks that are not in the list of invented names."""
    known = invented_names()
    for row in table["cues"]:
        allowed = [name for kind in row["kinds"] for name in known.get(kind, ())]
        for match in re.finditer(row["pattern"].replace("(?:S)", f"[{table['surnames']}]"), text):
            name = match[1]
            if name in table["not_names"] or "※" in name or any(good in name or name in good for good in allowed):
                continue
            yield Remark(WRONG, place, f"{row['found_zh']}“{name}”不在虚构名单里", "换成 catalogue/names.yaml 里的名字；要添新的，先写进那张表。")


def _figures(place: str, text: str, table: dict) -> Iterator[Remark]:
    """Day counts, sums and numbers that equal a figure of the law."""
    for row in table["figures"]:
        for match in re.finditer(row["pattern"].replace("(N)", f"({_NUMBER})"), text):
            value = _value(match[1])
            if value is None or value < row.get("least", 0):
                continue
            ids = [id for unit in row["units"] for id in _law().get((unit, value * row.get("times", 1)), ())]
            if ids:
                yield Remark(
                    WRONG, place, f"“{match[0]}”和法律里的数一样（{'、'.join(ids[:3])}{' 等' if len(ids) > 3 else ''}）",
                    f"指法律的，写 {{law:{ids[0]}}} 这样的编号；只是故事里的，换一个数，或者写进 amounts。",
                )


@cache
def _law() -> dict[tuple[str, float], list[str]]:
    """The fact ids that hold each figure, those confirmed first."""
    found: dict[tuple[str, float], list[str]] = {}
    values = [value for parameter in all_parameters() for value in parameter.values]
    for value in sorted(values, key=lambda v: not v.verified):
        for number in value.numbers:
            id = value.fact if len(value.numbers) == 1 else f"{value.fact}#{number.n}"
            found.setdefault((number.unit, float(number.value)), []).append(id)
    return found


def _value(words: str) -> float | None:
    """The number in Arabic or Chinese figures.

    >>> _value("1,500"), _value("二十四"), _value("十"), _value("两百五十")
    (1500.0, 24.0, 10.0, 250.0)
    """
    if words[0].isdigit() and words[0].isascii():
        return float(words.replace(",", "").rstrip("."))
    total, digit = 0, 0
    for char in words:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    return float(total + digit)
