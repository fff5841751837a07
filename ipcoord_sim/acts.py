"""The words of a case log: acts and the fields they carry, documents, case facts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from . import data

__all__ = ["Act", "Field", "acts", "common_fields", "documents", "fact_names", "word_zh"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of `data`: its type (flag, word, text, count, amount, person, people) and, for words, which ones."""

    name: str
    type: str
    zh: str
    required: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """An act that a log can hold, who does it as a rule, and its fields."""

    id: str
    zh: str
    by: tuple[str, ...]
    fields: dict[str, Field]


@cache
def acts() -> dict[str, Act]:
    """Every act by its id."""
    found = {}
    for row in _table()["acts"]:
        fields = {name: _field(name, spec) for name, spec in row.get("fields", {}).items()}
        found[row["id"]] = Act(row["id"], row["zh"], tuple(row["by"]), fields | common_fields())
    return found


@cache
def common_fields() -> dict[str, Field]:
    """The fields that any act may carry."""
    return {name: _field(name, spec) for name, spec in _table()["common"].items()}


@cache
def documents() -> dict[str, str]:
    """Every document with its Chinese name."""
    return {row["id"]: row["zh"] for row in _table()["documents"]}


@cache
def fact_names() -> dict[str, str]:
    """Every fact a case may state, with its Chinese name; what is absent is false."""
    return {row["id"]: row["zh"] for row in _table()["facts"]}


def word_zh(id: str) -> str:
    """The Chinese name of an act or a document, or the word itself."""
    known = acts().get(id)
    return known.zh if known else documents().get(id, id)


def _table() -> dict:
    return data.load()["rules"]["acts"]


def _field(name: str, spec: dict) -> Field:
    return Field(name, spec["type"], spec["zh"], spec.get("required", False), tuple(spec.get("words", ())))
