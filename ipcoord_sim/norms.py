"""The plan 信市监〔2022〕157号, its thirteen clauses, and the 35 norms it breaks into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from . import data
from .errors import UnknownIdError
from .parameters import find
from .wording import expand

__all__ = ["Clause", "Norm", "Paragraph", "Superior", "clause", "clauses", "is_norm", "norm", "norms", "plan", "rendering", "unconfirmed", "within"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or item of the plan: its address, the number printed before it, its exact words."""

    id: str
    printed: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One of the thirteen clauses: address (2.2), number as printed, run-in heading, paragraphs and items in order."""

    id: str
    part: str
    printed: str
    heading: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def label_zh(self) -> str:
        """How officers name the clause: 二(二)."""
        part, number, *_ = self.id.split(".")
        return f"{'一二三'[int(part) - 1]}({'一二三四五'[int(number) - 1]})"


@dataclass(frozen=True, slots=True)
class Superior:
    """A provision above the plan, and whether the plan asks the same, more, less, or one of them is silent."""

    basis: str
    gap: str
    note_zh: str


@dataclass(frozen=True, slots=True)
class Norm:
    """The smallest statement of the plan that can be kept or broken: who owes what to whom, when, with which papers."""

    id: str
    clause: str
    paragraph: str
    quote: str
    title_zh: str
    text_zh: str
    owed_by: tuple[str, ...]
    owed_to: tuple[str, ...]
    modality: str
    modality_zh: str
    trigger_zh: str
    limit_zh: str
    limit_fact: str | None
    documents: tuple[str, ...]
    documents_zh: tuple[str, ...]
    superior: tuple[Superior, ...]
    rules: tuple[str, ...]
    open_zh: str
    open_facts: tuple[str, ...]


def plan() -> dict:
    """The plan as authored: number, issuers, notice, preamble, parts; what it does not say is null."""
    return data.load()["policy"]["xy157"]


def rendering() -> dict:
    """The English rendering of the plan, a help for readers, never the text itself: title, parts, and texts by address.

    >>> sorted(rendering()["parts"])
    ['1', '2', '3']
    """
    return data.load()["policy"]["english"]


@cache
def clauses() -> tuple[Clause, ...]:
    """The thirteen clauses in their order."""
    found = []
    for part in plan()["parts"]:
        for row in part["clauses"]:
            rows = [*row["paragraphs"], *row.get("items", [])]
            texts = tuple(Paragraph(r["id"], r.get("printed", ""), r["text"]) for r in rows)
            found.append(Clause(row["id"], part["id"], row["printed"], row["heading"], texts))
    return tuple(found)


def clause(address: str) -> Clause:
    """The clause that holds this address (`2.2`, `2.2p1`, `2.1.1`).

    >>> clause("2.1.3").label_zh
    '二(一)'
    """
    known = {c.id: c for c in clauses()} | {p.id: c for c in clauses() for p in c.paragraphs}
    if address not in known:
        raise UnknownIdError.among("条款", "clause", address, known)
    return known[address]


@cache
def norms() -> tuple[Norm, ...]:
    """N01 to N35, figures and articles written into their notes."""
    found = []
    for content in data.load()["norms"].values():
        found += [_norm(row) for row in content["norms"]]
    return tuple(sorted(found, key=lambda n: n.id))


def norm(id: str) -> Norm:
    """The norm with this id."""
    known = {n.id: n for n in norms()}
    if id not in known:
        raise UnknownIdError.among("规范编号", "norm", id, known)
    return known[id]


def is_norm(id: str) -> bool:
    """Whether the id of what something rests on is written like that of a norm, and not of a fact.

    >>> is_norm("N16"), is_norm("orn310-send-24h")
    (True, False)
    """
    return bool(re.fullmatch(r"N\d+", id))


def unconfirmed(id: str) -> bool:
    """Whether what something rests on is a fact marked 待核; a norm of the plan never is.

    Raises UnknownIdError for an id that is neither a norm nor a fact.
    """
    if is_norm(id):
        norm(id)
        return False
    return not find(id).newest.verified


def within(address: str) -> tuple[Norm, ...]:
    """The norms of a clause, paragraph or item; `2.1` means its lead-in and its three items together.

    >>> [n.id for n in within("2.2p1")]
    ['N16', 'N17', 'N18']
    """
    clause(address)
    return tuple(n for n in norms() if address in (n.clause, n.paragraph, _clause_id(n)))


def _clause_id(norm: Norm) -> str:
    return ".".join(norm.clause.split(".")[:2])


def _norm(row: dict) -> Norm:
    superior = tuple(Superior(s["basis"], s["gap"], expand(s["note_zh"])) for s in row["superior"])
    lists = {key: tuple(row[key]) for key in ("documents", "documents_zh", "rules", "open_facts")}
    return Norm(
        row["id"], row["clause"], row["paragraph"], row["quote"], row["title_zh"], expand(row["text_zh"]),
        tuple(row["from"]), tuple(row["to"]), row["modality"], row["modality_zh"], expand(row["trigger_zh"]),
        row["limit_zh"], row["limit_fact"], lists["documents"], lists["documents_zh"], superior, lists["rules"],
        expand(row["open_zh"]), lists["open_facts"],
    )
