"""An exam paper drawn by blueprint: every clause is there, the referral clauses carry most of it."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import InputError
from ..norms import clauses
from .draws import mixed
from .model import Item
from .reading import bank, resolve

__all__ = ["CORE", "CORE_PERCENT", "paper"]

# Ours: the four clauses that officers meet in every case carry this share of a paper at least.
CORE = ("2.1", "2.2", "2.3", "2.4")
CORE_PERCENT = 55


def paper(seed: int, count: int = 20, rows: Mapping[str, tuple[str, Mapping]] | None = None) -> tuple[Item, ...]:
    """`count` items of exam use, the same for the same seed, in the order of the clauses; `rows` stands in for the bank.

    Items kept for delayed practice fill in where a clause has too few of exam use.
    Raises InputError where a clause has not enough items for its place on the paper.
    """
    rows = bank() if rows is None else rows
    found = []
    for clause, wanted in _shares(count, seed).items():
        of_clause = [(row["use"], id) for id, (where, row) in rows.items() if where == clause]
        ready = [id for use in ("exam", "delayed") for id in mixed(sorted(id for u, id in of_clause if u == use), clause, seed, use)]
        if len(ready) < wanted:
            raise InputError(
                f"条款 {clause} 只有 {len(ready)} 道可以考试的题，这份卷子要 {wanted} 道；请先把题写齐。",
                f"Clause {clause} has {len(ready)} items fit for an exam, the paper wants {wanted}; write the missing ones first.",
            )
        found += [resolve(rows[id][1], clause, seed) for id in ready[:wanted]]
    return tuple(found)


def _shares(count: int, seed: int) -> dict[str, int]:
    """How many items each clause gets: one each, the core clauses their share, which of them one more the seed decides."""
    others = [c.id for c in clauses() if c.id not in CORE]
    least = next(n for n in range(1, 1000) if n - _core(n) >= len(others))
    if isinstance(count, bool) or not isinstance(count, int) or count < least:
        raise InputError(
            f"一份卷子至少 {least} 题，才能每条都有，核心条款又占够比重；收到的是 {count!r:.20}。",
            f"A paper has at least {least} items, so that every clause is there and the core has its share; got {count!r:.20}.",
        )
    shares = {c.id: 0 for c in clauses()}
    for group, total in ((CORE, _core(count)), (others, count - _core(count))):
        turn = mixed(list(group), "paper", seed, "shares")
        for n in range(total):
            shares[turn[n % len(turn)]] += 1
    return shares


def _core(count: int) -> int:
    return -(-count * CORE_PERCENT // 100)
