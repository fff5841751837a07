"""Who can still reach whom: single points of failure, and what is lost when agencies or liaisons are gone.

Two agencies *reach each other* where a chain of channels joins them. A channel counts as a contact whichever way its papers go:
what is sent is answered, and a file comes back the way it went. All counts here are of unordered pairs of agencies.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .graphs import without

__all__ = ["contacts", "cut_agencies", "loss_of_each", "lost_without", "pairs_in_touch", "parts"]


def contacts(G: Any, channels: Iterable[str] | None = None) -> dict[str, list[str]]:
    """Each agency's contacts, in a fixed order; `channels` narrows them to some channels, such as `("escalate_amr",)`.

    >>> import networkx as nx
    >>> contacts(nx.MultiDiGraph([("a", "b"), ("b", "a"), ("b", "c")]))
    {'a': ['b'], 'b': ['a', 'c'], 'c': ['b']}
    """
    found: dict[str, dict[str, None]] = {id: {} for id in G}
    only = None if channels is None else frozenset(channels)
    for one, others in G.adjacency():
        for other, keys in others.items():
            if one != other and (only is None or not only.isdisjoint(keys)):
                found[one][other] = found[other][one] = None
    return {id: list(others) for id, others in found.items()}


def parts(touch: dict[str, list[str]]) -> list[list[str]]:
    """The parts in which everybody reaches everybody, the largest first, then by first member.

    >>> parts({"a": ["b"], "b": ["a"], "c": []})
    [['a', 'b'], ['c']]
    """
    seen: set[str] = set()
    found = []
    for start in touch:
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for here in part:
            for other in touch[here]:
                if other not in seen:
                    seen.add(other)
                    part.append(other)
        found.append(part)
    return sorted(found, key=lambda part: -len(part))


def pairs_in_touch(touch: dict[str, list[str]]) -> int:
    """How many pairs of agencies reach each other.

    >>> pairs_in_touch({"a": ["b"], "b": ["a", "c"], "c": ["b"], "d": []})
    3
    """
    return sum(len(part) * (len(part) - 1) // 2 for part in parts(touch))


def loss_of_each(G: Any, channels: Iterable[str] | None = None) -> dict[str, int]:
    """For every agency, how many pairs of *other* agencies no longer reach each other when it alone is gone.

    One depth-first walk for all agencies together. On a chain a – b – c – d, losing b parts a from c and d.

    >>> import networkx as nx
    >>> loss_of_each(nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "d")]))
    {'a': 0, 'b': 2, 'c': 2, 'd': 0}
    """
    return {id: _pairs_between(sizes) for id, (sizes, _) in _separated(contacts(G, channels)).items()}


def cut_agencies(G: Any, channels: Iterable[str] | None = None) -> list[dict]:
    """The single points of failure: agencies without which some others no longer reach each other, the worst first.

    Each with `pairs` (as `loss_of_each`) and `cut_off`, the agencies that lose touch with the largest part that is left.

    >>> import networkx as nx
    >>> [(row["agency"], row["pairs"], row["cut_off"]) for row in cut_agencies(nx.MultiDiGraph([("a", "b"), ("b", "c"), ("b", "d")]))]
    [('b', 3, ['c', 'd'])]
    """
    touch = contacts(G, channels)
    rows = []
    for id, (sizes, roots) in _separated(touch).items():
        if len(sizes) > 1:
            most = max(sizes)
            # Of several equally large ones, the part with the first name counts as the one that is left.
            largest = [min(_reached(touch, root, id)) for size, root in zip(sizes, roots, strict=True) if size == most] if sizes.count(most) > 1 else []
            left = [_reached(touch, root, id) for size, root in zip(sizes, roots, strict=True) if size < most or largest]
            cut = [other for part in left if not largest or len(part) < most or min(part) != min(largest) for other in part]
            rows.append({"agency": id, "name_zh": G.nodes[id].get("name_zh", id), "pairs": _pairs_between(sizes), "cut_off": sorted(cut)})
    return sorted(rows, key=lambda row: (-row["pairs"], row["agency"]))


def lost_without(G: Any, names: Iterable[str]) -> dict:
    """What is lost when these agencies and liaisons are gone together.

    `pairs_lost`: pairs of agencies that are still there and no longer reach each other; `cut_off`: those out of touch with the
    largest part; `questions`: those whose 逐级请示 reached the top of their line and no longer does; `referrals`: AMRs that had a
    PSB to refer to and have none; `channels`: how many of each channel end. Raises UnknownIdError.

    >>> from ipcoord_sim.network import agency_graph
    >>> lost = lost_without(agency_graph(), ["psb/xinyang"])
    >>> len(lost["questions"]), lost["referrals"]
    (10, ['amr/xinyang'])
    """
    from .measures import tops

    names = list(names)
    smaller = without(G, names)
    gone = set(G) - set(smaller)
    touch, top, was = contacts(smaller), tops(smaller), tops(G)
    left = parts(touch)
    before = sum(n * (n - 1) // 2 for n in (sum(id not in gone for id in part) for part in parts(contacts(G))))
    ends: dict[tuple[str, str], int] = {}
    for one, other, key, words in G.edges(keys=True, data=True):
        if not smaller.has_edge(one, other, key):
            channel = str(key), words.get("name_zh", str(key))
            ends[channel] = ends.get(channel, 0) + 1
    return {
        "without": list(dict.fromkeys(names)), "agencies_left": len(smaller), "parts": len(left), "pairs_lost": before - pairs_in_touch(touch),
        "cut_off": sorted(id for part in left[1:] for id in part),
        "questions": sorted(id for id in smaller if top[id] != was[id]),
        "referrals": sorted(id for id in smaller if _refers(G, id) and not _refers(smaller, id)),
        "channels": [{"channel": id, "name_zh": name, "lost": n} for (id, name), n in sorted(ends.items(), key=lambda row: (-row[1], row[0]))],
    }


def _refers(G: Any, id: str) -> bool:
    return any("referral" in keys for keys in G.adj[id].values())


def _pairs_between(sizes: list[int]) -> int:
    """Pairs with one end in one part and the other in another."""
    whole = sum(sizes)
    return (whole * whole - sum(n * n for n in sizes)) // 2


def _reached(touch: dict[str, list[str]], start: str, barred: str) -> list[str]:
    seen, found = {barred, start}, [start]
    for here in found:
        for other in touch[here]:
            if other not in seen:
                seen.add(other)
                found.append(other)
    return found


def _separated(touch: dict[str, list[str]]) -> dict[str, tuple[list[int], list[str]]]:
    """For every agency the sizes of the parts that its removal leaves of its own part, and an agency in each.

    Tarjan's low points, walked without recursion: a subtree whose low point does not pass above the agency hangs on it alone.
    """
    found: dict[str, tuple[list[int], list[str]]] = {}
    seen: dict[str, int] = {}
    for root in touch:
        if root in seen:
            continue
        order, above, low, size = [root], {root: None}, {}, {}
        seen[root] = len(seen)
        stack = [(root, iter(touch[root]))]
        while stack:
            here, others = stack[-1]
            for other in others:
                if other not in seen:
                    seen[other] = len(seen)
                    above[other] = here
                    order.append(other)
                    stack.append((other, iter(touch[other])))
                    break
            else:
                stack.pop()
        hung: dict[str, tuple[list[int], list[str]]] = {id: ([], []) for id in order}
        for id in reversed(order):
            size.setdefault(id, 1)
            low[id] = min([low.get(id, seen[id]), *(seen[other] for other in touch[id] if other != above[id])])
            up = above[id]
            if up is None:
                continue
            size[up] = size.get(up, 1) + size[id]
            low[up] = min(low.get(up, seen[up]), low[id])
            if low[id] >= seen[up]:
                hung[up][0].append(size[id])
                hung[up][1].append(id)
        for id, (sizes, roots) in hung.items():
            rest = len(order) - 1 - sum(sizes)
            if rest:  # only where something stands above
                sizes.append(rest)
                roots.append(above[id])
            found[id] = (sizes, roots)
    return {id: found[id] for id in touch}
