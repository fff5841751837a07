"""The call `network`: the graph of agencies and channels, its measures, and what is lost without some of them."""

from __future__ import annotations

from .agencies import channels
from .network import graphs
from .network.layout import network_map
from .network.measures import betweenness, carries, escalation_paths, reciprocity
from .network.places import assumptions
from .network.reach import cut_agencies, loss_of_each, lost_without
from .pictures.network_map import network_svg

__all__ = ["network_call"]

# So many rows of a measure over each agency are told; the graph itself is whole.
_MOST = 60


def network_call(level: str = "city", without: list | None = None, seed: int = 1, picture: bool = False) -> dict:
    """The network of one level, measured without the agencies and liaisons named; with `picture` its map as SVG too.

    Raises UnknownIdError with the nearest known word, InputError.
    """
    names = without or []
    G = graphs.agency_graph(level, seed)
    left = graphs.without(G, names)
    drawn = network_map(G, left)
    return {
        "level": level, "seed": seed, "size": {"agencies": len(G), "channels": G.number_of_edges()},
        "assumptions": assumptions() if level != "city" else {},
        "notes_zh": G.graph["notes_zh"], "not_verified": sorted(c.name_zh for c in channels() if c.id in graphs.unverified_channels()),
        "graph": graphs.node_link(G), "map": drawn, **({"svg": network_svg(drawn)} if picture else {}), "liaisons": sorted(graphs.liaisons(G)),
        "measures": {
            "cut_agencies": cut_agencies(left)[:_MOST],
            "escalation_paths": _first(escalation_paths(left)),
            "betweenness": _first(betweenness(left, seed)),
            "betweenness_estimated": level == "nation",
            "reciprocity": reciprocity(left),
            "loss_of_each": _first(_most(loss_of_each(left))),
            "carries": _first(_most(carries(left))),
            "lost_without": lost_without(G, names),
        },
    }


def _most(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def _first(rows: dict) -> dict:
    return dict(list(rows.items())[:_MOST])
