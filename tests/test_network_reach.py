"""What is lost when agencies are gone, against recomputing everything with networkx on small random graphs."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.network import (
    agency_graph,
    busiest_first,
    contacts,
    cut_agencies,
    loss_of_each,
    lost_without,
    removal_sweep,
    without,
)

NAMES = "abcdefghij"
GRAPHS = st.integers(0, len(NAMES)).flatmap(
    lambda n: st.lists(st.tuples(st.sampled_from(NAMES[:n]), st.sampled_from(NAMES[:n])), max_size=18).map(lambda edges: build(NAMES[:n], edges)) if n else st.just(build("", []))
)


def build(nodes, edges):
    """A graph of agencies without any attribute."""
    G = nx.MultiDiGraph()
    G.add_nodes_from(nodes)
    G.add_edges_from(edges)
    return G


def pairs(G) -> set[frozenset]:
    """Every pair that reaches each other, by asking networkx for each."""
    plain = nx.Graph(G.to_undirected())
    return {frozenset(pair) for pair in combinations(plain, 2) if nx.has_path(plain, *pair)}


def loss(G, id) -> int:
    """By hand: pairs of the others before, less pairs after."""
    smaller = G.copy()
    smaller.remove_node(id)
    return len({pair for pair in pairs(G) if id not in pair}) - len(pairs(smaller))


@given(GRAPHS)
def test_the_loss_of_each_agency_is_what_recomputing_gives(G):
    """Self-loops, double channels and parts that never touch included."""
    assert loss_of_each(G) == {id: loss(G, id) for id in G}


@given(GRAPHS)
def test_cut_agencies_are_the_articulation_points_and_name_those_cut_off(G):
    """The same agencies as networkx finds, the pairs of the brute force, and every cut-off agency out of the largest part left."""
    rows = cut_agencies(G)
    assert {row["agency"] for row in rows} == set(nx.articulation_points(nx.Graph(G.to_undirected())))
    for row in rows:
        plain = nx.Graph(G.to_undirected())
        around = nx.node_connected_component(plain, row["agency"]) - {row["agency"]}
        parts = sorted(nx.connected_components(plain.subgraph(around)), key=lambda part: (-len(part), min(part)))
        assert row["cut_off"] == sorted(id for part in parts[1:] for id in part) and row["pairs"] == loss(G, row["agency"])


@given(GRAPHS, st.randoms(use_true_random=False))
def test_every_step_of_the_sweep_is_what_recomputing_gives(G, chance):
    """Any order, all agencies or some."""
    order = chance.sample(sorted(G), chance.randint(0, len(G)))
    rows = removal_sweep(G, order)
    assert [row["removed"] for row in rows] == [None, *order]
    for n, row in enumerate(rows):
        left = G.copy()
        left.remove_nodes_from(order[:n])
        parts = [len(part) for part in nx.weakly_connected_components(left)]
        assert (row["left"], row["parts"], row["largest"], row["pairs"]) == (len(left), len(parts), max(parts, default=0), len(pairs(left)))


@pytest.mark.parametrize(("edges", "lost"), [
    ([("a", "b"), ("b", "c"), ("b", "d")], {"a": 0, "b": 3, "c": 0, "d": 0}),
    ([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")], {"a": 0, "b": 0, "c": 0, "d": 0}),
    ([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")], {"a": 0, "b": 0, "c": 4, "d": 3, "e": 0}),
])
def test_a_tree_a_circle_and_a_tail_by_hand(edges, lost):
    """A star loses the three pairs of its rays; a circle nothing; a triangle with a tail of two: c parts {a,b} from {d,e}."""
    assert loss_of_each(build([], edges)) == lost


def test_nothing_one_and_two_agencies():
    """The least graphs have no loss and a sweep of their own length."""
    assert loss_of_each(build("", [])) == {} and cut_agencies(build("", [])) == [] and len(removal_sweep(build("", []))) == 1
    assert loss_of_each(build("a", [])) == {"a": 0} and [r["pairs"] for r in removal_sweep(build("ab", [("a", "b")]))] == [1, 0, 0]


def test_a_long_chain_needs_no_recursion():
    """Five thousand agencies in a row: the middle one parts the two halves."""
    G = nx.path_graph(5001, nx.MultiDiGraph)
    assert loss_of_each(G)[2500] == 2500 * 2500


def test_narrowing_to_the_channels_of_escalation_makes_each_superior_a_single_point():
    """Over escalation alone Xinyang's AMR parts its ten counties from each other and from the two above it: 45 + 20 pairs.

    Over all channels its supervisory organ alone hangs on it, and loses the other 51.
    """
    G = agency_graph()
    assert loss_of_each(G, ("escalate_amr", "escalate_police"))["amr/xinyang"] == 45 + 20
    assert loss_of_each(G)["amr/xinyang"] == 51 and [row["cut_off"] for row in cut_agencies(G) if row["agency"] == "amr/xinyang"] == [["supervisory/xinyang"]]


def test_a_removal_that_names_nobody_or_one_twice_is_refused():
    """One sentence each; the nearest agency is named."""
    G = agency_graph()
    with pytest.raises(UnknownIdError, match="最接近的是 amr/xinyang/gushi"):
        removal_sweep(G, ["amr/xinyang/gushii"])
    with pytest.raises(InputError, match="写了两次"):
        removal_sweep(G, ["amr/henan", "amr/henan"])
    with pytest.raises(UnknownIdError, match="最接近的是 liaison/xinyang/gushi"):
        without(G, ["liaison/xinyang/gushii"])
    with pytest.raises(InputError, match="应写机关的路径"):
        without(G, [3])


def test_losing_the_city_police_by_hand():
    """Ten county PSBs can no longer ask upwards, Xinyang's AMR has no PSB to refer to; nobody is cut off, for the AMRs still reach all."""
    lost = lost_without(agency_graph(), ["psb/xinyang"])
    assert lost["questions"] == sorted(id for id in agency_graph() if id.startswith("psb/xinyang/")) and lost["referrals"] == ["amr/xinyang"]
    assert (lost["agencies_left"], lost["pairs_lost"], lost["cut_off"]) == (52, 0, [])
    escalations = next(row for row in lost["channels"] if row["channel"] == "escalate_police")
    assert escalations["lost"] == 11


def test_losing_the_office_alone_costs_its_four_channels_and_no_contact():
    """The office stands beside the direct channels: what is lost is the way through it."""
    lost = lost_without(agency_graph(), ["office/xinyang"])
    assert sum(row["lost"] for row in lost["channels"]) == 4
    assert (lost["pairs_lost"], lost["questions"], lost["referrals"], lost["cut_off"]) == (0, [], [], [])


def test_losing_a_liaison_and_both_city_agencies():
    """Without both city agencies and Gushi's liaison, Gushi's AMR has no PSB and its supervisory organ hangs on it alone."""
    lost = lost_without(agency_graph(), ["liaison/xinyang/gushi", "amr/xinyang", "psb/xinyang"])
    assert "amr/xinyang/gushi" in lost["referrals"] and len(lost["questions"]) == 20


@given(st.sets(st.sampled_from(sorted(agency_graph())), max_size=4))
def test_what_the_city_loses_is_what_recomputing_gives(names):
    """Pairs, parts and those cut off, for up to four agencies gone."""
    G = agency_graph()
    lost, left = lost_without(G, sorted(names)), without(G, names)
    parts = sorted(nx.weakly_connected_components(left), key=lambda part: -len(part))
    assert lost["parts"] == len(parts) and len(lost["cut_off"]) == sum(map(len, parts[1:]))
    assert lost["pairs_lost"] == sum(n * (n - 1) // 2 for n in [len(left)]) - sum(len(part) * (len(part) - 1) // 2 for part in parts)


def test_the_busiest_go_first():
    """By number of contacts, ties by name."""
    G = agency_graph()
    order, touch = busiest_first(G), contacts(G)
    assert order == sorted(order, key=lambda id: (-len(touch[id]), id)) and len(order) == 53
