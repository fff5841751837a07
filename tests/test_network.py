"""The network of the data set and the made-up nation: what stands in it, its measures, its call and command, what it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree

import networkx as nx
import pytest

from ipcoord_sim import call
from ipcoord_sim.agencies import agencies, channels
from ipcoord_sim.casefile import from_dict
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.exporters.graphs import graph_json, graphml
from ipcoord_sim.network import (
    agency_graph,
    betweenness,
    escalation_path,
    handover_graph,
    message_graph,
    network_map,
    node_link,
    reciprocity,
    who_waits,
    without,
)
from ipcoord_sim.network.graphs import unverified_channels
from ipcoord_sim.network.places import places


def test_the_city_is_the_data_set_with_every_channel_that_is_sure():
    """53 agencies; 10 counties and the city have the plan's channels; what rests on 待核 alone is left out."""
    G = agency_graph("city")
    assert set(G) == set(agencies())
    assert unverified_channels() == {"referral_copy", "penalty_copy", "penalty_copy_procuratorate"}
    counts = Counter(key for *_, key in G.edges(keys=True))
    assert set(counts) == {c.id for c in channels()} - unverified_channels()
    # same: 11 places of the plan, 13 where a law above it says so; up: 12 superiors; office: the city alone.
    assert (counts["consult_police"], counts["referral"], counts["escalate_amr"], counts["meeting_office_amr"]) == (11, 13, 12, 1)
    # A file is forwarded up (12), down (12), or straight to one of nine others under the same superior (10 × 9).
    assert counts["referral_forward"] == 12 + 12 + 90


def test_the_plan_binds_xinyang_alone():
    """Henan's and the state's agencies have no channel that only the plan founds."""
    law = {c.id for c in channels() if c.basis}
    above = [key for one, other, key in agency_graph("city").edges(keys=True) if "/xinyang" not in one and "/xinyang" not in other]
    assert above and all(key in law or key.startswith("escalate") for key in above)


def test_the_nation_has_the_assumed_size_and_is_called_by_number():
    """31 provinces, 333 cities, 2,900 counties, each with its AMR and PSB, each city with an office; made-up ones named so."""
    G = agency_graph("nation")
    levels = Counter(words["level"] for _, words in G.nodes(data=True) if words["kind"] == "amr")
    assert levels == {"state": 1, "province": 31, "city": 333, "county": 2900}
    assert len(G) == 2 * (1 + 31 + 333 + 2900) + 333 and 50_000 <= G.number_of_edges() <= 56_000
    for id, words in G.nodes(data=True):
        assert words["made_up"] == (id not in agencies()) and (not words["made_up"] or "虚构" in words["name_zh"] or "henan" in id)
        assert not words["superior"] or words["superior"] in G
    assert len({words["name_zh"] for _, words in G.nodes(data=True)}) == len(G)


@pytest.mark.parametrize("level", ["province", "nation"])
def test_one_seed_gives_one_graph_and_every_city_a_county(level):
    """Equal to the byte, other with another seed; no city without counties."""
    one, same, other = (json.dumps(node_link(agency_graph(level, seed)), ensure_ascii=False) for seed in (1, 1, 2))
    assert one == same != other
    beneath = Counter(place.superior for place in places(level, 1) if place.level == "county")
    assert all(beneath[place.path] >= 1 for place in places(level, 1) if place.level == "city")


def test_a_question_goes_up_level_by_level():
    """From Gushi to the ministry; over the police's line; nowhere past a missing city; no line for the procuratorate."""
    G = agency_graph()
    assert escalation_path(G, "amr/xinyang/gushi") == ["amr/xinyang/gushi", "amr/xinyang", "amr/henan", "amr/state"]
    assert escalation_path(G, "amr/xinyang/gushi", asks="psb")[:3] == ["amr/xinyang/gushi", "psb/xinyang/gushi", "psb/xinyang"]
    gone = without(G, ["amr/xinyang"])
    assert escalation_path(gone, "amr/xinyang/gushi", to="amr/henan") == [] and escalation_path(gone, "amr/xinyang/gushi") == ["amr/xinyang/gushi"]
    assert escalation_path(G, "procuratorate/xinyang") == ["procuratorate/xinyang"]
    assert escalation_path(without(G, ["liaison/xinyang/gushi"]), "amr/xinyang/gushi", asks="psb") == []
    with pytest.raises(UnknownIdError, match="amr/xinyang/gushi"):
        escalation_path(G, "amr/xinyang/gushii")
    with pytest.raises(UnknownIdError, match="最接近的是 psb"):
        escalation_path(G, "amr/xinyang", asks="psbb")


def test_channels_of_escalation_in_a_circle_are_told():
    """A wrong graph does not hang."""
    G = nx.MultiDiGraph()
    G.add_edge("a", "b", "escalate_amr")
    G.add_edge("b", "a", "escalate_amr")
    with pytest.raises(InputError, match="a → b → a"):
        escalation_path(G, "a")


def test_betweenness_of_a_star_and_of_nothing():
    """The hub stands on all ways; an empty graph has none."""
    assert betweenness(nx.MultiDiGraph([("h", x) for x in "abc"]))["h"] == 1.0 and betweenness(nx.MultiDiGraph()) == {}


def test_reciprocity_of_referral_and_feedback_in_the_city():
    """Xinyang's eleven places answer a referral and give feedback; above them feedback is no one's duty."""
    rows = {row["channel"]: (row["sent"], row["answered"]) for row in reciprocity(agency_graph())}
    assert rows["referral"] == (13, 13) and rows["reverse_transfer"] == (13, 11) and rows["escalate_amr"] == (12, 0)


def _case(*rows, ended=None) -> object:
    events = [
        {"id": f"e{n}", "at": f"2026-09-{day:02}T09:00:00+08:00", "actor": actor, "act": act} | more for n, (day, actor, act, more) in enumerate(rows, 1)
    ]
    return from_dict({"format": "ipcoord-case/1", "case": {"id": "C-1"}, "events": events} | ({"ended": ended} if ended else {}))


AMR, PSB = "amr/xinyang/gushi", "psb/xinyang/gushi"
REFERRED = _case(
    (1, AMR, "referral.send", {"to": PSB, "received": "2026-09-02T09:00:00+08:00"}), (2, PSB, "referral.sign", {"ref": "e1"}),
    (5, PSB, "filing.notify", {"to": AMR}), (7, AMR, "consult.ask", {"to": PSB, "data": {"topic": "evidence"}}), ended="2026-09-17T09:00:00+08:00",
)


def test_messages_handovers_and_waiting_of_one_case_by_hand():
    """A referral signed for after a day and answered three later; a question still open ten days on; three changes of hands."""
    G = message_graph([REFERRED, REFERRED])
    sent = G.edges[AMR, PSB, "referral.send"]
    assert (sent["count"], sent["cases"], sent["days"], sent["answered"]) == (2, 2, 1.0, 2)
    assert G.edges[AMR, PSB, "consult.ask"]["answered"] == 0 and G.number_of_edges() == 3
    hands = handover_graph([REFERRED])
    assert sorted((one[:3], other[:3], act, words["days"]) for one, other, act, words in hands.edges(keys=True, data=True)) == [
        ("amr", "psb", "referral.sign", 1.0), ("psb", "amr", "consult.ask", 2.0),
    ]
    assert [(row["act"], row["count"], row["open"], row["days_mean"]) for row in who_waits([REFERRED])] == [("consult.ask", 1, 1, 10.0), ("referral.send", 1, 0, 3.0)]
    assert next(row for row in reciprocity(G) if row["channel"] == "referral.send")["share"] == 1.0


def test_one_answer_serves_one_message():
    """Two questions and one answer: one is still waited for."""
    ask = {"to": PSB, "data": {"topic": "evidence"}}
    case = _case((1, AMR, "consult.ask", ask), (2, AMR, "consult.ask", ask), (4, PSB, "consult.answer", {"to": AMR, "ref": "e2"}))
    assert [(row["count"], row["open"], row["days_max"]) for row in who_waits([case])] == [(2, 1, 3.0)]


def test_an_answer_is_found_through_what_it_refers_to():
    """The notice names the decision, the decision the signature, the signature the referral: the second referral is answered, the first not."""
    send = {"to": PSB}
    case = _case(
        (1, AMR, "referral.send", send), (2, AMR, "referral.send", send), (3, PSB, "referral.sign", {"ref": "e2"}),
        (4, PSB, "filing.decide", {"ref": "e3", "data": {"result": "file"}}), (6, PSB, "filing.notify", {"to": AMR, "ref": "e4"}), ended="2026-09-11T09:00:00+08:00",
    )
    assert [(row["count"], row["open"], row["days_total"]) for row in who_waits([case])] == [(2, 1, 10.0 + 4.0)]


def test_no_case_and_a_case_without_messages():
    """Empty in, empty out."""
    assert len(message_graph([])) == 0 and who_waits([]) == [] and len(handover_graph([])) == 0
    assert message_graph([_case((1, AMR, "suspicion.found", {}))]).number_of_edges() == 0


@pytest.mark.parametrize("make", [agency_graph, lambda: message_graph([REFERRED]), lambda: nx.MultiDiGraph()])
def test_networkx_reads_back_what_is_written(make, tmp_path):
    """Node-link JSON and GraphML give the same nodes, edges and attributes; the JSON is deterministic."""
    G = make()
    text = "".join(graph_json(node_link(G)))
    back = nx.node_link_graph(json.loads(text), edges="edges")
    assert nx.utils.graphs_equal(G, back) and text == "".join(graph_json(node_link(G)))
    path = tmp_path / "g.graphml"
    path.write_text("".join(graphml(node_link(G))), "utf-8")
    read = nx.read_graphml(path, force_multigraph=True)
    assert set(read) == set(G) and sorted(map(str, read.edges(keys=True))) == sorted(map(str, G.edges(keys=True)))
    for id, words in G.nodes(data=True):
        assert read.nodes[id] == words
    for place in G.edges:
        assert read.edges[place] == G.edges[place]


def test_the_call_answers_what_the_contract_names():
    """The measures of api.md; the graph stays whole, what is gone is told beside it."""
    answer = call("network", {"level": "city", "without": ["office/xinyang", "psb/xinyang"]})
    assert {"cut_agencies", "escalation_paths", "betweenness", "reciprocity", "lost_without"} <= set(answer["measures"])
    assert len(answer["graph"]["nodes"]) == 53 and "psb/xinyang" not in answer["measures"]["betweenness"]
    assert len(answer["measures"]["lost_without"]["questions"]) == 10 and json.dumps(answer)
    assert call("network", {}) == call("network", {"level": "city", "without": [], "seed": 1})


@pytest.mark.parametrize(("args", "said"), [
    ({"level": "ctiy"}, "最接近的是 city"), ({"without": ["office/xinyan"]}, "最接近的是 office/xinyang"), ({"without": "office/xinyang"}, "应为列表"),
    ({"without": [["a"]]}, "应写机关的路径"), ({"level": 3}, "应为文字"), ({"seed": -1}, "不小于 0"), ({"wihtout": []}, "最接近的是 without"),
])
def test_a_wrong_word_is_answered_with_one_sentence(args, said):
    """What was found, what is the nearest."""
    with pytest.raises((InputError, UnknownIdError), match=said) as refused:
        call("network", args)
    assert "\n" not in str(refused.value)


def test_the_command_tells_what_is_lost_and_writes_whole_files(ipcoord, tmp_path):
    """Text, JSON, GraphML, node-link and picture; never over another file unasked."""
    out = {kind: tmp_path / f"net.{kind}" for kind in ("graphml", "svg", "json")}
    ran = ipcoord("network", "--without", "psb/xinyang", "--graphml", str(out["graphml"]), "--svg", str(out["svg"]), "--nodelink", str(out["json"]))
    assert ran.code == 0 and "少了信阳市公安局" in ran.out and "逐级请示" in ran.out and all(path.is_file() for path in out.values())
    assert ElementTree.fromstring(out["svg"].read_text("utf-8")).tag.endswith("svg") and len(nx.read_graphml(out["graphml"])) == 53
    again = ipcoord("network", "--svg", str(out["svg"]))
    assert again.code == 2 and "已经存在" in again.err and again.out == ""
    assert json.loads(ipcoord("network", "--json").out)["size"]["agencies"] == 53
    assert ipcoord("network", "--without", "psb/xinyan").err == "没有这个机关或者联络：psb/xinyan；最接近的是 psb/xinyang。\n"


def test_the_call_needs_networkx_and_no_numpy():
    """In a process where numpy cannot be imported, city and province are answered."""
    script = (
        "import sys; sys.modules['numpy'] = None; sys.modules['scipy'] = None\n"
        "from ipcoord_sim import call\n"
        "from ipcoord_sim.pictures.network_map import network_svg\n"
        "for level in ('city', 'province'):\n"
        "    answer = call('network', {'level': level, 'without': ['psb/henan']})\n"
        "    assert network_svg(answer['map'])\n"
        "assert sys.modules['numpy'] is None and 'networkx' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_map_puts_superiors_above_and_every_agency_into_one_box():
    """Rows fall from the state to the counties; large graphs are grouped, and nobody is lost in a group."""
    for level, rows in (("city", 13), ("province", 20), ("nation", 32)):
        G = agency_graph(level)
        drawn = network_map(G)
        order = [row["level"] for row in drawn["rows"]]
        assert len(order) == rows and order == sorted(order, key=["state", "province", "city", "county"].index)
        assert sum(box["agencies"] for box in drawn["boxes"]) == len(G)
        assert len({(box["row"], box["column"]) for box in drawn["boxes"]}) == len(drawn["boxes"])
        assert drawn == network_map(agency_graph(level))


def test_nothing_is_drawn_for_an_empty_network():
    """No row, no line, no error."""
    assert network_map(nx.MultiDiGraph()) == {"columns": [], "rows": [], "boxes": [], "lines": []}
