"""The bank as its authors see it: every item resolved in every way it can be drawn, each remark with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..casebank.remarks import WRONG, Remark
from ..errors import IpcoordError
from .bank_gates import bank_gates, clause_gates
from .gates import gates
from .model import Item
from .reading import bank, resolve

__all__ = ["Report", "check_bank", "check_item"]

# Besides the first of everything and each choice by itself, so many mixtures are tried.
_MIXTURES = 4


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: remarks with the item or clause they belong to, and how many items were read."""

    remarks: tuple[tuple[str, Remark], ...]
    items: int
    draws: int

    @property
    def wrong(self) -> int:
        """How many remarks must be seen to."""
        return sum(remark.level == WRONG for _, remark in self.remarks)


def check_bank(clause: str | None = None) -> Report:
    """Every gate over the bank; with a clause over its file alone, without those of the whole bank.

    Raises InputError where an id stands twice.
    """
    remarks: list[tuple[str, Remark]] = []
    found: list[Item] = []
    draws = 0
    for id, (where, row) in bank().items():
        if clause in (None, where):
            item, tried, own = check_item(row, where)
            found += [item] if item else []
            draws += tried
            remarks += [(id, remark) for remark in own]
    for one in [clause] if clause is not None else dict.fromkeys(where for where, _ in bank().values()):
        remarks += [(one, remark) for remark in clause_gates(one, [i for i in found if i.clause == one])]
    if clause is None:
        remarks += [("题库", remark) for remark in bank_gates(found)]
    return Report(tuple(dict.fromkeys(remarks)), len(found), draws)


def check_item(row: Mapping, clause: str) -> tuple[Item | None, int, tuple[Remark, ...]]:
    """The item where it can be read, how many draws were tried, and the remarks on all of them."""
    remarks: list[Remark] = []
    first, tried = None, 0
    for seed, picks in _draws(row):
        tried += 1
        try:
            item = resolve(row, clause, seed, picks)
        except IpcoordError as broken:
            drawn = "、".join(f"{name} 取第 {place + 1} 个" for name, place in (picks or {}).items())
            remarks.append(Remark(WRONG, drawn or (f"seed {seed}" if seed else ""), broken.zh, "照这句话改正。"))
            if first is None and seed == 0 and not picks:
                break
            continue
        first = first or item
        remarks += gates(row, clause, item)
    return first, tried, tuple(dict.fromkeys(remarks))


def _draws(row: Mapping) -> Iterator[tuple[int, dict[str, int] | None]]:
    """The item as written, each choice of each draw once, then a few mixtures."""
    yield 0, None
    for name, choices in row.get("draw", {}).items():
        yield from ((0, {name: place}) for place in range(1, len(choices)))
    if len(row.get("draw", {})) > 1:
        yield from ((seed, None) for seed in range(1, _MIXTURES + 1))
