"""Agencies taken away one after another: how the network falls apart, computed backwards by putting them in again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import InputError, UnknownIdError
from .reach import contacts

__all__ = ["busiest_first", "removal_sweep"]


def removal_sweep(G: Any, order: Iterable[str] | None = None, touch: dict[str, list[str]] | None = None) -> list[dict]:
    """After each removal in `order` (default: `busiest_first`): how many agencies are left, in how many parts, the size of the
    largest, and how many pairs still reach each other. The first row is the whole network.

    Reaching is that of `reach`. Walked backwards with a union-find, so the whole sweep costs little more than one look at every
    contact. `touch` spares computing the contacts again. Raises UnknownIdError, InputError for an agency named twice.

    >>> import networkx as nx
    >>> star = nx.MultiDiGraph([("hub", "a"), ("hub", "b"), ("hub", "c")])
    >>> [(row["removed"], row["parts"], row["pairs"]) for row in removal_sweep(star, ["hub", "a"])]
    [(None, 1, 6), ('hub', 3, 0), ('a', 2, 0)]
    """
    touch = contacts(G) if touch is None else touch
    names = busiest_first(G, touch) if order is None else list(order)
    place: dict[str, int] = {}
    for n, id in enumerate(names):
        if id not in touch:
            raise UnknownIdError.among("机关", "agency", id, touch)
        if id in place:
            raise InputError(f"{id} 在拿走的次序里写了两次；每个机关只写一次。", f"{id} stands twice in the order of removal; name each agency once.")
        place[id] = n
    joined = _Joined(touch)
    for id in touch:
        if id not in place:
            joined.put_in(id)
    states = [joined.state()]
    for id in reversed(names):
        joined.put_in(id)
        states.append(joined.state())
    return [
        {"removed": names[n - 1] if n else None, "left": len(touch) - n, "parts": parts, "largest": largest, "pairs": pairs}
        for n, (parts, largest, pairs) in enumerate(reversed(states))
    ]


class _Joined:
    """The agencies put in so far, as a union-find with their parts counted."""

    def __init__(self, touch: dict[str, list[str]]) -> None:
        self.touch, self.root, self.size = touch, {}, {}
        self.parts = self.largest = self.pairs = 0

    def state(self) -> tuple[int, int, int]:
        """Parts, agencies in the largest, pairs that reach each other."""
        return self.parts, self.largest, self.pairs

    def put_in(self, id: str) -> None:
        """Add one agency with its contacts to those that are in."""
        root, size = self.root, self.size
        root[id], size[id], here = id, 1, id
        self.parts += 1
        for other in self.touch[id]:
            if other not in root:
                continue
            while root[other] != other:
                root[other] = other = root[root[other]]
            if other != here:
                if size[other] > size[here]:
                    here, other = other, here
                root[other] = here
                self.pairs += size[here] * size[other]
                size[here] += size[other]
                self.parts -= 1
        self.largest = max(self.largest, size[here])


def busiest_first(G: Any, touch: dict[str, list[str]] | None = None) -> list[str]:
    """The agencies by the number of their contacts, the most first; ties by name."""
    touch = contacts(G) if touch is None else touch
    return sorted(touch, key=lambda id: (-len(touch[id]), id))
