"""Answers to a trainer's questions about a graph: who asks upwards by which way, who stands on the ways, what gets an answer."""

from __future__ import annotations

from typing import Any

from ..errors import InputError, UnknownIdError
from .library import networkx
from .reach import contacts

__all__ = ["ESCALATIONS", "betweenness", "carries", "escalation_path", "escalation_paths", "reciprocity", "tops"]

# The channels on which a question goes to the superior.
ESCALATIONS = ("escalate_amr", "escalate_police")
_EXACT, _PIVOTS = 1000, 64


def escalation_path(G: Any, agency: str, *, asks: str = "", to: str = "") -> list[str]:
    """The shortest way of a question upwards, level by level (逐级请示), as the agencies it passes; empty where there is none.

    `asks`: the question first goes to the agency of that kind in the same place, whose line then carries it; `to`: the agency
    at which it ends, else the top of the line. Raises UnknownIdError.

    >>> from ipcoord_sim.network import agency_graph
    >>> escalation_path(agency_graph(), "amr/xinyang/gushi", asks="psb", to="psb/henan")
    ['amr/xinyang/gushi', 'psb/xinyang/gushi', 'psb/xinyang', 'psb/henan']
    """
    for id in filter(None, (agency, to)):
        if id not in G:
            raise UnknownIdError.among("机关", "agency", id, G)
    path = [agency]
    if asks:
        kinds = sorted({words.get("kind", "") for _, words in G.nodes(data=True)} - {""})
        if asks not in kinds:
            raise UnknownIdError.among("机关种类", "kind of agency", asks, kinds)
        peer = f"{asks}/{agency.partition('/')[2]}"
        if peer != agency:
            if peer not in G.adj[agency]:
                return []
            path.append(peer)
    while path[-1] != to:
        above = _above(G, path[-1])
        if above is None:
            return path if not to else []
        if above in path:
            raise _circle([*path, above])
        path.append(above)
    return path


def escalation_paths(G: Any) -> dict[str, list[str]]:
    """For every agency that can ask upwards, its way to the top.

    >>> from ipcoord_sim.network import agency_graph
    >>> len(escalation_paths(agency_graph())), escalation_paths(agency_graph())["psb/xinyang"]
    (24, ['psb/xinyang', 'psb/henan', 'psb/state'])
    """
    return {id: escalation_path(G, id) for id in G if _above(G, id) is not None}


def carries(G: Any) -> dict[str, int]:
    """For every agency, how many others' questions pass through it or end there on the way upwards: so many wait when it is away.

    >>> from ipcoord_sim.network import agency_graph
    >>> [carries(agency_graph())[id] for id in ("amr/state", "amr/xinyang", "amr/xinyang/gushi", "procuratorate/state")]
    [12, 10, 0, 0]
    """
    found = dict.fromkeys(G, 0)
    for way in escalation_paths(G).values():
        for id in way[1:]:
            found[id] += 1
    return found


def tops(G: Any) -> dict[str, str]:
    """Where a question of each agency ends, itself where it can ask nobody.

    Raises InputError where the channels of escalation run in a circle.
    """
    found: dict[str, str] = {}
    for id in G:
        way = [id]
        while way[-1] not in found:
            above = _above(G, way[-1])
            if above is None:
                found[way[-1]] = way[-1]
            elif above in way:
                raise _circle([*way, above])
            else:
                way.append(above)
        for passed in way:
            found[passed] = found[way[-1]]
    return found


def _circle(way: list[str]) -> InputError:
    return InputError(f"请示的渠道绕成了圈：{' → '.join(way)}。", f"The channels of escalation run in a circle: {' → '.join(way)}.")


def _above(G: Any, id: str) -> str | None:
    return next((other for other, keys in G.adj[id].items() if any(key in keys for key in ESCALATIONS)), None)


def betweenness(G: Any, seed: int = 1) -> dict[str, float]:
    """How much of the shortest ways between others passes through each agency, from 0 to 1, the most first.

    Over contacts, each of the same length. Beyond a thousand agencies it is estimated from 64 starting points drawn by `seed`.

    >>> import networkx as nx
    >>> betweenness(nx.MultiDiGraph([("a", "b"), ("b", "c")]))
    {'b': 1.0, 'a': 0.0, 'c': 0.0}
    """
    nx = networkx()

    touch = contacts(G)
    plain = nx.Graph()
    plain.add_nodes_from(touch)
    plain.add_edges_from((one, other) for one, others in touch.items() for other in others)
    found = nx.betweenness_centrality(plain, k=_PIVOTS if len(plain) > _EXACT else None, seed=seed)
    return {id: round(value, 6) for id, value in sorted(found.items(), key=lambda row: (-row[1], row[0]))}


def reciprocity(G: Any) -> list[dict]:
    """For each channel that awaits an answer: between how many pairs of agencies it runs, and how many have a channel back for it.

    On a graph of messages (`message_graph`) the same counts of what was sent and what came back, as `sent` and `answered`.
    What is answered by an act that goes through no channel (a decision on filing, a meeting) is not among them.

    >>> from ipcoord_sim.network import agency_graph
    >>> next(row for row in reciprocity(agency_graph()) if row["channel"] == "reverse_transfer")
    {'channel': 'reverse_transfer', 'name_zh': '移交市场监管部门处罚', 'sent': 13, 'answered': 11, 'share': 0.846}
    """
    back: dict[tuple[str, str, str], int] = {}
    acts: set[str] = set()
    for one, other, words in G.edges(data=True):
        place = one, other, words["act"]
        back[place] = back.get(place, 0) + words.get("count", 1)
        acts.add(words["act"])
    rows: dict[str, list] = {}
    known = acts | _reply_acts()
    for one, other, key, words in G.edges(keys=True, data=True):
        reply = words.get("reply", "")
        if reply and reply in known:
            row = rows.setdefault(str(key), [words["name_zh"], 0, 0])
            sent = words.get("count", 1)
            row[1] += sent
            row[2] += words["answered"] if "answered" in words else min(sent, back.get((other, one, reply), 0))
    return [
        {"channel": id, "name_zh": name, "sent": sent, "answered": answered, "share": round(answered / sent, 3)}
        for id, (name, sent, answered) in sorted(rows.items())
    ]


def _reply_acts() -> set[str]:
    """The acts of which the data has a channel."""
    from ..agencies import channels

    return {channel.act for channel in channels()}
