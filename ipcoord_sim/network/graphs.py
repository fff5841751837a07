"""The graph of agencies and channels from the data; agencies or liaisons taken out of it; its node-link form."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from ..agencies import Channel, agencies, channels
from ..conformance.messages import AGENCY_KINDS_ZH
from ..errors import InputError, UnknownIdError
from ..parameters import find
from .library import networkx
from .places import Place, assumptions, kinds_of, notes, places

__all__ = ["agency_graph", "liaisons", "node_link", "unverified_channels", "without"]

LEVELS_ZH = {"state": "国家", "province": "省", "city": "市", "county": "县区"}
# How a made-up agency is called behind its place's name.
_ENDINGS = {"amr": ("市场监督管理局", "市监"), "psb": ("公安局", "公安"), "procuratorate": ("人民检察院", "检察"), "supervisory": ("监察委员会", "监委"), "office": ("协作办公室（设想）", "协作办")}
_LIAISON = "liaison/"


def agency_graph(level: str = "city", seed: int = 1) -> Any:
    """A networkx.MultiDiGraph: an agency a node, a channel from a sender to a receiver an edge (its key is the channel's id).

    `city` is Xinyang with its counties and those above it, `province` and `nation` add made-up places (`places`).
    Raises UnknownIdError, InputError.

    >>> G = agency_graph("city")
    >>> G.number_of_nodes(), G.has_edge("amr/xinyang/gushi", "psb/xinyang/gushi", "referral")
    (53, True)
    """
    nx = networkx()

    where = places(level, seed)
    G = nx.MultiDiGraph(level=level, seed=seed, name_zh="机关和渠道", notes_zh=list(notes(level)), assumptions=dict(assumptions()) if level != "city" else {})
    nodes, kinds = {}, kinds_of(level)
    for place in where:
        for kind in kinds:
            if kind != "office" or _has_office(place, level):
                nodes[f"{kind}/{place.path}"] = _attributes(kind, place)
    G.add_nodes_from(nodes.items())
    G.add_edges_from(_edges(nodes, where, kinds, siblings=level != "nation"))
    return G


def _has_office(place: Place, level: str) -> bool:
    return place.level == "city" and (place.of_plan or level != "city")


def _attributes(kind: str, place: Place) -> dict:
    known = agencies().get(f"{kind}/{place.path}")
    long, short = _ENDINGS[kind]
    superior = f"{kind}/{place.superior}" if place.superior and kind != "office" else ""
    return {
        "kind": kind, "kind_zh": AGENCY_KINDS_ZH[kind], "level": place.level, "level_zh": LEVELS_ZH[place.level], "place": place.path, "place_zh": place.name_zh,
        "name_zh": known.name_zh if known else place.name_zh + long, "short_zh": known.short_zh if known else place.name_zh + short,
        "superior": superior, "made_up": known is None,
    }


def _edges(nodes: dict[str, dict], where: tuple[Place, ...], kinds: tuple[str, ...], *, siblings: bool):
    """Every channel between every two agencies that it joins; `siblings`: also what goes straight to any place under one superior."""
    beneath: dict[str, list[Place]] = {}
    for place in where:
        beneath.setdefault(place.superior or "", []).append(place)
    for channel in channels():
        if channel.sender not in kinds or channel.receiver not in kinds or channel.id in unverified_channels():
            continue
        words = {"name_zh": channel.name_zh, "act": channel.act, "reply": channel.reply or "", "plan": channel.plan}
        for place in where:
            if place.of_plan or _everywhere(channel):
                for other in _receivers(channel, place, beneath, siblings):
                    pair = f"{channel.sender}/{place.path}", f"{channel.receiver}/{other}"
                    if pair[0] != pair[1] and pair[0] in nodes and pair[1] in nodes:
                        yield *pair, channel.id, words


def _receivers(channel: Channel, place: Place, beneath: dict[str, list[Place]], siblings: bool) -> list[str]:
    if channel.levels == "up":
        return [place.superior] if place.superior else []
    if channel.levels == "any" and channel.sender == channel.receiver:
        around = [other.path for other in (*(beneath[place.superior or ""] if siblings else ()), *beneath.get(place.path, ()))]
        return around + ([place.superior] if place.superior else [])
    return [place.path]


def _everywhere(channel: Channel) -> bool:
    """Whether it exists beyond the plan's city: founded on a law above the plan, or assumed there (escalation, the office)."""
    return bool(channel.basis) or channel.levels in ("up", "city")


@cache
def unverified_channels() -> frozenset[str]:
    """The channels that rest on nothing but what is still to be confirmed; no graph and no measure has them."""
    return frozenset(c.id for c in channels() if c.basis and not c.norms and not any(find(id).newest.verified for id in c.basis))


def liaisons(G: Any) -> dict[str, tuple[str, str]]:
    """The liaisons of a graph: `liaison/<place>` is the contact between the AMR and the PSB of one place.

    >>> liaisons(agency_graph())["liaison/xinyang/gushi"]
    ('amr/xinyang/gushi', 'psb/xinyang/gushi')
    """
    found = {}
    for id in G:
        kind, _, place = id.partition("/")
        if kind == "amr" and f"psb/{place}" in G:
            found[_LIAISON + place] = (id, f"psb/{place}")
    return found


def without(G: Any, names: Iterable[str]) -> Any:
    """A copy of the graph without these agencies and liaisons; a liaison takes with it every channel between its two agencies.

    Raises UnknownIdError naming the nearest known one, InputError where a name is no text.

    >>> G = without(agency_graph(), ["office/xinyang", "liaison/xinyang/gushi"])
    >>> G.number_of_nodes(), G.has_edge("amr/xinyang/gushi", "psb/xinyang/gushi")
    (52, False)
    """
    smaller, contacts = G.copy(), liaisons(G)
    for name in names:
        if not isinstance(name, str):
            raise InputError(f"without 里应写机关的路径，写的是 {name!r:.40}。", f"`without` lists paths of agencies, found {name!r:.40}.")
        if name in contacts:
            one, other = contacts[name]
            smaller.remove_edges_from([*_between(smaller, one, other), *_between(smaller, other, one)])
        elif name in G:
            smaller.remove_nodes_from([name])
        else:
            raise UnknownIdError.among("机关或者联络", "agency or liaison", name, [*G, *contacts])
    return smaller


def _between(G: Any, one: str, other: str) -> list[tuple[str, str, str]]:
    return [(one, other, key) for key in G.get_edge_data(one, other, default={})]


def node_link(G: Any) -> dict:
    """The graph as networkx's node-link JSON (`edges="edges"`); `nx.node_link_graph(found, edges="edges")` gives it back.

    >>> sorted(node_link(agency_graph()))
    ['directed', 'edges', 'graph', 'multigraph', 'nodes']
    """
    nx = networkx()

    return nx.node_link_data(G, edges="edges")
