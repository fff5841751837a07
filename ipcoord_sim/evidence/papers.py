"""The contents of a referral's papers as values, every field known and every number in range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .. import data
from ..acts import documents as known_documents
from ..acts import fact_names
from ..errors import InputError, UnknownIdError
from ..times import read_day

__all__ = ["KINDS", "Item", "Paper", "Proof", "read_contents", "read_documents", "read_facts"]

KINDS = ("physical", "documentary", "audio_visual", "electronic", "test_report", "expert_opinion", "inspection_record", "scene_record", "witness", "party", "other")
_TABLE = {"day", "items", "total_value", "total_quantity"}
_FIELDS = {
    "referral_letter": {"day", "approved"}, "investigation_report": _TABLE, "goods_list": _TABLE, "test_report": {"day", "sampled", "items"},
}
_ITEM = {"name", "quantity", "unit", "unit_price", "value", "tested"}
_PROOF = {"id", "kind", "name"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: what, how many, of which unit, at which price and value in yuan; None where nothing is written."""

    name: str
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    value: Decimal | None = None
    tested: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written in one paper; `days` holds day, approved and sampled where they are given."""

    days: Mapping[str, date]
    items: tuple[Item, ...] | None = None
    names: tuple[str, ...] | None = None
    total_value: Decimal | None = None
    total_quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence and its kind."""

    id: str
    kind: str
    name: str


def read_facts(facts: object) -> dict[str, bool]:
    """The facts of the case, each true or false."""
    found = _object(facts, "facts")
    _fields(found, fact_names(), "facts")
    for key, value in found.items():
        if not isinstance(value, bool):
            raise _bad(f"facts.{key}", value, "true 或 false", "true or false")
    return dict(found)


def read_documents(papers: object) -> tuple[str, ...]:
    """The papers that are there."""
    for paper in _list(papers, "documents"):
        if not isinstance(paper, str) or paper not in known_documents():
            raise UnknownIdError.among("文书（documents）", "document (in documents)", paper, known_documents())
    return tuple(dict.fromkeys(papers))


def read_contents(contents: object) -> tuple[dict[str, Paper], tuple[Proof, ...]]:
    """The papers' contents by document, and the pieces of evidence.

    Raises InputError or UnknownIdError naming the place, what was found and what is allowed.
    """
    found = _object(contents, "contents")
    _fields(found, {*_FIELDS, "evidence"}, "contents")
    papers = {key: _paper(value, key) for key, value in found.items() if key != "evidence"}
    proofs = [_proof(row, f"contents.evidence[{n}]") for n, row in enumerate(_list(found.get("evidence", []), "contents.evidence"))]
    for n, proof in enumerate(proofs):
        if proof.id in {p.id for p in proofs[:n]}:
            raise _bad(f"contents.evidence[{n}].id", proof.id, "每个编号只用一次", "each id once")
    return papers, tuple(proofs)


def _paper(value: object, key: str) -> Paper:
    place = f"contents.{key}"
    row = _object(value, place)
    _fields(row, _FIELDS[key], place)
    days = {name: read_day(row[name], f"{place}.{name}") for name in ("day", "approved", "sampled") if name in row}
    totals = [_number(row.get(name), f"{place}.{name}") for name in ("total_value", "total_quantity")]
    if "items" not in row:
        return Paper(days, None, None, *totals)
    rows = _list(row["items"], f"{place}.items")
    if key == "test_report":
        return Paper(days, None, tuple(_text(name, f"{place}.items[{n}]") for n, name in enumerate(rows)))
    return Paper(days, tuple(_item(one, f"{place}.items[{n}]") for n, one in enumerate(rows)), None, *totals)


def _item(value: object, place: str) -> Item:
    row = _object(value, place)
    _fields(row, _ITEM, place)
    tested = row.get("tested", False)
    if not isinstance(tested, bool):
        raise _bad(f"{place}.tested", tested, "true 或 false", "true or false")
    unit = None if row.get("unit") is None else _text(row["unit"], f"{place}.unit")
    numbers = {name: _number(row.get(name), f"{place}.{name}") for name in ("quantity", "unit_price", "value")}
    return Item(_text(row.get("name"), f"{place}.name"), numbers["quantity"], unit, numbers["unit_price"], numbers["value"], tested)


def _proof(value: object, place: str) -> Proof:
    row = _object(value, place)
    _fields(row, _PROOF, place)
    kind = row.get("kind")
    if kind not in KINDS:
        raise UnknownIdError.among(f"证据种类（{place}.kind）", f"kind of evidence ({place}.kind)", kind, KINDS)
    return Proof(_text(row.get("id"), f"{place}.id"), kind, _text(row.get("name", row.get("id")), f"{place}.name"))


def _number(value: object, place: str) -> Decimal | None:
    if value is None:
        return None
    most = data.load()["rules"]["evidence"]["most"]
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
        raise _bad(place, value, f"0 到 {most} 的数", f"a number from 0 to {most}")
    return Decimal(str(value))


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _bad(place, value, "不空的文字", "a text that is not empty")
    return value.strip()


def _object(value: object, place: str) -> Mapping:
    if not isinstance(value, Mapping):
        raise _bad(place, value, "JSON 对象", "a JSON object")
    return value


def _list(value: object, place: str) -> list | tuple:
    if not isinstance(value, (list, tuple)):
        raise _bad(place, value, "列表", "a list")
    return value


def _fields(row: Mapping, known, place: str) -> None:
    for key in row:
        if key not in known:
            raise UnknownIdError.among(f"字段（{place}）", f"field (in {place})", key, known)


def _bad(place: str, found: object, zh: str, en: str) -> InputError:
    return InputError(f"{place} 写的是 {found!r:.60}，应为{zh}。", f"{place} is {found!r:.60}, must be {en}.")
