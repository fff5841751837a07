"""An exam paper drawn by blueprint: every clause is there, the referral clauses carry most of it."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from ..errors import InputError
from ..norms import clauses
from .draws import mixed
from .model import Item
from .reading import bank, resolve

__all__ = ["CORE", "CORE_SHARE", "paper"]

# Ours: the four clauses that officers meet in every case carry this share of a paper at least.
CORE = ("2.1", "2.2", "2.3", "2.4")
CORE_SHARE = 0.55


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
    every = [c.id for c in clauses()]
    others = [id for id in every if id not in CORE]
    if isinstance(count, bool) or not isinstance(count, int) or count < len(every):
        raise InputError(f"一份卷子至少 {len(every)} 题，每条一题；收到的是 {count!r:.20}。", f"A paper has at least {len(every)} items, one a clause; got {count!r:.20}.")
    core = max(ceil(count * CORE_SHARE), len(CORE))
    core += max(0, len(others) - (count - core)) * -1
    shares = dict.fromkeys(every, 0)
    for group, total in ((CORE, core), (others, count - core)):
        turn = mixed(list(group), "paper", seed, "shares")
        for n in range(total):
            shares[turn[n % len(turn)]] += 1
    return shares
