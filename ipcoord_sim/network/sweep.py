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
    if unknown := set(names) - touch.keys():
        raise UnknownIdError.among("机关", "agency", next(id for id in names if id in unknown), touch)
    if len(set(names)) < len(names):
        twice = next(id for n, id in enumerate(names) if id in names[:n])
        raise InputError(f"{twice} 在拿走的次序里写了两次；每个机关只写一次。", f"{twice} stands twice in the order of removal; name each agency once.")
    return [
        {"removed": removed, "left": len(touch) - n, "parts": parts, "largest": largest, "pairs": pairs}
        for n, (removed, (parts, largest, pairs)) in enumerate(zip((None, *names), reversed(_put_in_again(touch, names)), strict=True))
    ]


def _put_in_again(touch: dict[str, list[str]], names: list[str]) -> list[tuple[int, int, int]]:
    """Parts, agencies in the largest, pairs that reach each other: first without all of `names`, then with one more of them each time, the last first.

    A union-find over numbers instead of names: this is the loop that runs once for every contact of the nation.
    """
    number = {id: n for n, id in enumerate(touch)}
    wanted = set(names)
    order = [number[id] for id in touch if id not in wanted]
    still = len(order)
    order += [number[id] for id in reversed(names)]
    near = [[number[other] for other in others] for others in touch.values()]
    root, size = [-1] * len(order), [1] * len(order)
    parts = largest = pairs = 0
    states = [(0, 0, 0)] if not still else []
    for count, here in enumerate(order, 1):
        mine = root[here] = here
        parts += 1
        for other in near[here]:
            up = root[other]
            if up < 0:
                continue
            while up != other:
                root[other] = other = root[up]
                up = root[other]
            if other != mine:
                if size[other] > size[mine]:
                    mine, other = other, mine
                root[other] = mine
                pairs += size[mine] * size[other]
                size[mine] += size[other]
                parts -= 1
        if size[mine] > largest:
            largest = size[mine]
        if count >= still:
            states.append((parts, largest, pairs))
    return states


def busiest_first(G: Any, touch: dict[str, list[str]] | None = None) -> list[str]:
    """The agencies by the number of their contacts, the most first; ties by name."""
    touch = contacts(G) if touch is None else touch
    return sorted(touch, key=lambda id: (-len(touch[id]), id))
