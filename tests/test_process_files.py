"""Process logs and drawings that leave the system, read back by a parser and by PM4Py."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcoord_sim.casefile import from_dict
from ipcoord_sim.exporters import log_xes, procedure_bpmn
from ipcoord_sim.exporters.layout import drawing
from ipcoord_sim.exporters.writing import attribute
from ipcoord_sim.procedure.steps import steps

AMR, PSB = "amr/xinyang/gushi", "psb/xinyang/gushi"
LOG = {
    "format": "ipcoord-case/1",
    "case": {"id": "C-20", "title": "=国庆前一天|<的>“通知书”\x07", "facts": {"has_goods": True}},
    "ended": "2026-11-01T00:00:00+08:00",
    "events": [
        {"id": "e1", "at": "2026-09-22T09:00:00+08:00", "actor": AMR, "act": "referral.team", "data": {"officers": 2, "note": "甲,乙;丙\n丁"}},
        {"id": "e2", "at": "2026-09-22T17:00:00+08:00", "actor": AMR, "act": "referral.report"},
        {"id": "e3", "at": "2026-09-24T09:00:00+08:00", "actor": AMR, "act": "referral.approve", "data": {"approver": "principal"}},
        {"id": "e4", "at": "2026-09-24T09:30:00+08:00", "received": "2026-09-24T09:40:00+08:00", "actor": AMR, "act": "referral.send",
         "to": PSB, "documents": ["referral_letter", "investigation_report"], "ref": "e3"},
    ],
}
CASE = from_dict(LOG)


# PM4Py proposes another reader of files by a warning.
@pytest.mark.filterwarnings("ignore:Install the optional requirement")
def test_pm4py_reads_the_same_events(tmp_path):
    """Claim: the XES file gives a table of the same cases, acts, times, agencies and typed data."""
    pm4py = pytest.importorskip("pm4py")
    other = from_dict(LOG | {"case": {"id": "C-21"}, "events": LOG["events"][:2]})
    (tmp_path / "log.xes").write_text("".join(log_xes([CASE, other])), "utf-8")
    frame = pm4py.read_xes(str(tmp_path / "log.xes"))
    wanted = [(c.id, e.act, e.id, e.actor) for c in (CASE, other) for e in c.events]
    keys = ["case:concept:name", "concept:name", "concept:instance", "org:resource"]
    assert [tuple(row) for row in frame[keys].itertuples(index=False)] == wanted
    times = [t.to_pydatetime().astimezone(UTC) for t in frame["time:timestamp"]]
    assert times == [e.at.astimezone(UTC) for c in (CASE, other) for e in c.events]
    assert frame["data_officers"].dropna().tolist() == [2, 2] and "甲,乙;丙\n丁" in set(frame["data_note"])
    assert frame["case:fact_has_goods"].tolist()[0] and frame["case:title"].iloc[0] == "=国庆前一天|<的>“通知书”"


@given(st.text())
def test_any_text_is_fit_for_xml(text):
    """Claim: a parser reads every text back, without the characters that XML 1.0 does not allow."""
    read = ET.fromstring(f'<a b="{attribute(text)}"/>').get("b")
    assert read == "".join(c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")


BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def test_the_drawing_holds_the_whole_map():
    """Claim: a task a step in the lane of its agency, a flow a way on, gateways where there is a choice, every node and flow drawn."""
    root = ET.fromstring(procedure_bpmn())
    process = root.find(f"{BPMN}process")
    tasks = {t.get("id").removeprefix("task_") for t in process.iter(f"{BPMN}task")}
    assert tasks == set(steps())
    lanes = {lane.get("id"): {r.text for r in lane.iter(f"{BPMN}flowNodeRef")} for lane in process.iter(f"{BPMN}lane")}
    assert all(f"task_{s.id}" in lanes[f"lane_{s.lane}"] for s in steps().values())
    assert len(list(process.iter(f"{BPMN}exclusiveGateway"))) == sum(len(s.next) > 1 for s in steps().values())
    flows = {f.get("id"): f for f in process.iter(f"{BPMN}sequenceFlow")}
    assert {f"flow_{s.id}_{to}" for s in steps().values() for to, _ in s.next} <= set(flows)
    nodes = {n for names in lanes.values() for n in names}
    assert all(f.get("sourceRef") in nodes and f.get("targetRef") in nodes for f in flows.values())
    drawn = [e.get("bpmnElement") for e in root.iter() if e.get("bpmnElement") and e.tag.endswith(("Shape", "Edge"))]
    assert sorted(drawn) == sorted({*nodes, *flows, *lanes, "pool"})
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_every_node_can_be_reached_and_left():
    """Claim: starts have no way in, ends no way out, every other node has both."""
    flows = drawing().flows
    assert {name.partition("_")[0] for name in drawing().boxes} >= {"lane", "start", "end"}
    for name in drawing().boxes:
        kind = name.partition("_")[0]
        if kind != "lane":
            assert any(f[2] == name for f in flows) == (kind != "start"), name
            assert any(f[1] == name for f in flows) == (kind != "end"), name


def test_no_shape_covers_another_and_no_flow_crosses_a_shape():
    """Claim: shapes stand apart and inside their lane; a flow touches no shape but its own two."""
    boxes = {k: b for k, b in drawing().boxes.items() if not k.startswith("lane_")}
    names = list(boxes)
    for n, one in enumerate(names):
        a = boxes[one]
        lane = drawing().boxes["lane_" + steps()[one.partition("_")[2]].lane]
        assert lane.x <= a.x and a.x + a.w <= lane.x + lane.w and lane.y <= a.y and a.y + a.h <= lane.y + lane.h, one
        for other in names[n + 1:]:
            b = boxes[other]
            assert a.x + a.w <= b.x or b.x + b.w <= a.x or a.y + a.h <= b.y or b.y + b.h <= a.y, (one, other)
    for id, source, target, _, way in drawing().flows:
        for (x1, y1), (x2, y2) in zip(way, way[1:], strict=False):
            assert x1 == x2 or y1 == y2, id
            for name, b in boxes.items():
                inside = min(x1, x2) < b.x + b.w and max(x1, x2) > b.x and min(y1, y2) < b.y + b.h and max(y1, y2) > b.y
                assert not inside or name in (source, target), (id, name)


def test_pm4py_imports_the_drawing(tmp_path):
    """Claim: PM4Py reads the file as a BPMN graph with every node and flow."""
    pm4py = pytest.importorskip("pm4py")
    (tmp_path / "map.bpmn").write_text(procedure_bpmn(), "utf-8")
    graph = pm4py.read_bpmn(str(tmp_path / "map.bpmn"))
    names = {n.get_name() for n in graph.get_nodes()}
    assert len(graph.get_flows()) == len(drawing().flows)
    assert {n.get_id() for n in graph.get_nodes()} >= {k for k in drawing().boxes if not k.startswith("lane_")}
    assert any(name.startswith("审查，决定立案或者不予立案") for name in names)
