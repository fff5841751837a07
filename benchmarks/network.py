"""The network of the nation: building it, and taking every agency away, against recomputing with networkx after each removal.

    python -m benchmarks.network --json

Recomputing the whole sweep takes minutes: networkx is measured on steps spread evenly over it, and the time of all steps is their
mean times their number. It is measured twice: computed anew from the whole graph, and frugally from the graph of the step before.
All start from the same contacts, already built, and give the number of pairs that still reach each other; the sampled ones are compared.
"""

from __future__ import annotations

import json
import time

from benchmarks.measure import best, report
from ipcoord_sim.network import agency_graph, busiest_first, contacts, loss_of_each, node_link, removal_sweep

SAMPLES = 40


def pairs(left) -> int:
    """Pairs that still reach each other, as networkx finds it."""
    import networkx as nx

    return sum(len(part) * (len(part) - 1) // 2 for part in nx.connected_components(left))


def recomputing(plain, order: list[str], steps: list[int]) -> tuple[float, list[int]]:
    """Mean seconds of a step computed from the whole graph: take the first agencies away in a copy, find the pairs."""
    seconds, found = 0.0, []
    for step in steps:
        begun = time.perf_counter()
        left = plain.copy()
        left.remove_nodes_from(order[:step])
        found.append(pairs(left))
        seconds += time.perf_counter() - begun
    return seconds / len(steps), found


def frugally(plain, order: list[str], steps: list[int]) -> tuple[float, list[int]]:
    """Mean seconds of finding the pairs anew in the graph that is left from the step before; taking away is not counted."""
    left, seconds, found = plain.copy(), 0.0, []
    for n, step in enumerate(steps):
        left.remove_nodes_from(order[steps[n - 1] if n else 0 : step])
        begun = time.perf_counter()
        found.append(pairs(left))
        seconds += time.perf_counter() - begun
    return seconds / len(steps), found


def main() -> None:
    """Measure and print."""
    import networkx as nx

    building = best(lambda: agency_graph("nation"), 3)
    G = agency_graph("nation")
    touch = contacts(G)
    gathering = best(lambda: contacts(G), 3)
    order = busiest_first(G, touch)
    sweep = best(lambda: removal_sweep(G, order, touch), 7)
    each = best(lambda: loss_of_each(G), 3)
    plain = nx.Graph((one, other) for one, others in touch.items() for other in others)
    rows = removal_sweep(G, order, touch)
    steps = [round(n * (len(order) - 1) / (SAMPLES - 1)) for n in range(SAMPLES)]
    means = {}
    for way in (recomputing, frugally):
        means[way], found = min(way(plain, order, steps) for _ in range(2))
        assert found == [rows[n]["pairs"] for n in steps]
    whole, frugal = (means[way] * len(order) for way in (recomputing, frugally))
    size = len(json.dumps(node_link(G), ensure_ascii=False).encode())
    told = [
        ("全国网络 · nation", f"{len(G):,} 个机关，{G.number_of_edges():,} 条渠道", "≈ 7,000，≈ 50,000"),
        ("生成 · building", f"{building:.2f} 秒 s", ""),
        ("逐个拿走 · removal sweep", f"{1000 * sweep:.1f} 毫秒 ms（另加收集联系 {1000 * gathering:.0f} 毫秒）", ""),
        ("networkx 每步重算 · recomputing", f"{whole:.0f} 秒 s（由 {SAMPLES} 步推算 · extrapolated），{whole / sweep:,.0f} 倍", "≥ 2,000 倍"),
        ("networkx 接着上一步 · frugally", f"{frugal:.0f} 秒 s（推算 · extrapolated），{frugal / sweep:,.0f} 倍", ""),
        ("每个机关单独拿走 · each alone", f"{1000 * each:.0f} 毫秒 ms", ""),
        ("node-link JSON", f"{size / 1e6:.1f} MB", ""),
    ]
    facts = {
        "benchmark": "network", "agencies": len(G), "channels": G.number_of_edges(), "samples": SAMPLES, "node_link_bytes": size,
        "seconds": {
            "building": round(building, 3), "contacts": round(gathering, 4), "sweep": round(sweep, 5), "loss_of_each": round(each, 4),
            "networkx_extrapolated": round(whole, 1), "networkx_frugal_extrapolated": round(frugal, 1),
        },
        "ratio": round(whole / sweep), "ratio_frugal": round(frugal / sweep), "ratio_with_contacts": round(whole / (sweep + gathering)),
    }
    report("机关网络 · network", told, facts)


if __name__ == "__main__":
    main()
