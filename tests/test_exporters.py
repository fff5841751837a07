"""Files that leave the system, read back by the libraries that the world reads them with."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ipcoord_sim as ip
from ipcoord_sim.casefile import from_dict
from ipcoord_sim.conformance import audit, duties
from ipcoord_sim.exporters import (
    deadline_ics,
    duties_csv,
    duties_ics,
    findings_csv,
    findings_json,
    findings_markdown,
    log_xes,
    procedure_bpmn,
)
from ipcoord_sim.exporters.layout import drawing
from ipcoord_sim.exporters.spreadsheets import cell
from ipcoord_sim.exporters.writing import attribute
from ipcoord_sim.procedure.steps import steps
from ipcoord_sim.times import read_time

AMR, PSB = "amr/xinyang/gushi", "psb/xinyang/gushi"
NOW = read_time("2026-09-24T10:00:00+08:00")
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
# Before the dispatch: one day limit long past, one hour limit running.
REPORTED = from_dict(LOG | {"events": LOG["events"][:3]})


def calendar(case=CASE, now=NOW):
    """The entries of the duties' calendar, as icalendar reads them."""
    return list(icalendar.Calendar.from_ical(duties_ics([(case, duties(case, now))], now)).walk("VEVENT"))


@pytest.mark.parametrize("case", [CASE, REPORTED], ids=["day limit", "hour limit"])
def test_the_calendar_gives_the_same_due_dates(case):
    """Claim: icalendar reads as many entries as duties with a due time, each on its day or at its moment in Beijing."""
    due = [d.due for d in duties(case, NOW) if d.due]
    found = [entry.decoded("DTSTART") for entry in calendar(case)]
    assert due and sorted(x.isoformat() for x in found) == sorted(due)
    assert all(x.tzinfo and x.utcoffset() == timedelta(hours=8) for x in found if isinstance(x, datetime))


def test_an_entry_names_agency_act_and_article():
    """Claim: Chinese summary, article in the description, a reminder a day before, all day on the last day alone."""
    (entry,) = calendar()
    assert str(entry["SUMMARY"]) == "固始公安：作出立案或者不予立案决定（C-20）"
    assert "国务院令310号第8条" in entry["DESCRIPTION"] and "=国庆前一天|<的>“通知书”" in entry["DESCRIPTION"]
    assert entry.decoded("DTEND") - entry.decoded("DTSTART") == timedelta(days=1)
    (alarm,) = entry.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(days=-1)


def test_the_same_duty_keeps_its_uid():
    """Claim: asked again later, the entry has the same UID and another stamp; no two entries share one."""
    (one,), (other,) = calendar(), calendar(now=NOW + timedelta(days=1))
    assert one["UID"] == other["UID"] and one.decoded("DTSTAMP") < other.decoded("DTSTAMP") == NOW + timedelta(days=1)
    cases = [from_dict(LOG | {"case": {"id": f"C-{n}"}}) for n in range(20)]
    text = duties_ics([(c, duties(c, NOW)) for c in cases], NOW)
    uids = [str(e["UID"]) for e in icalendar.Calendar.from_ical(text).walk("VEVENT")]
    assert len(set(uids)) == len(uids) == 20


def test_calendar_lines_are_short_and_end_as_they_must():
    """Claim: at most 75 octets a line, CRLF everywhere, no control character, whole characters on every line (RFC 5545, 3.1)."""
    raw = duties_ics([(CASE, duties(CASE, NOW))], NOW).encode()
    lines = raw.split(b"\r\n")
    assert lines[-1] == b"" and all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in lines)
    assert all(line.decode() is not None for line in lines) and b"\x07" not in raw


@given(st.text(max_size=120))
def test_any_text_comes_back_from_the_calendar(text):
    """Claim: separators, backslashes and line breaks survive; control characters are dropped."""
    case = from_dict(LOG | {"case": {"id": "C", "title": "甲" + text}})
    (entry,) = calendar(case)
    wanted = "".join(c for c in ("甲" + text).replace("\r\n", "\n").replace("\r", "\n") if c >= " " and c != "\x7f" or c in "\t\n")
    assert str(entry["DESCRIPTION"]).startswith(wanted.encode("utf-8", "replace").decode().rstrip()[:100].rstrip())


@pytest.mark.parametrize(("period", "days"), [("orn310-reconsider-request-3d", ["2026-10-08", "2026-10-03"]), ("orn310-send-24h", ["2026-10-01", "2026-10-01"])])
def test_a_deadline_becomes_its_day_and_the_safest_day(period, days):
    """Claim: notice of 30 September 2026: the default last day and, where it differs, the safest."""
    answer = ip.call("deadline", {"period": period, "start": "2026-09-30T15:00+08:00"})
    entries = icalendar.Calendar.from_ical(deadline_ics(answer, NOW)).walk("VEVENT")
    assert [e.decoded("DTSTART").isoformat()[:10] for e in entries] == days
    assert [str(e["SUMMARY"])[:2] for e in entries] == ["期满", "最稳"]


def rows(parts):
    """The rows of a CSV as the csv module reads it, with the head as keys."""
    text = "".join(parts)
    assert text.startswith("\ufeff") and "\n" not in text.replace("\r\n", "")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_the_table_of_findings_has_typed_cells():
    """Claim: one row a finding; numbers are numbers, due times ISO days or moments, the formula in the title is text."""
    found = audit(CASE)
    table = rows(findings_csv([(CASE, found)]))
    assert [r["规则"] for r in table] == [f.rule for f in found]
    assert [int(r["违规"]) for r in table] == [int(f.breach) for f in found] and sum(int(r["违规"]) for r in table) > 0
    for row, finding in zip(table, found, strict=True):
        assert row["标题"] == "'=国庆前一天|<的>“通知书”"
        if finding.due:
            read = datetime.fromisoformat(row["最后期限"]) if "T" in finding.due else date.fromisoformat(row["最后期限"])
            assert read.isoformat()[:16] == finding.due[:16]
        if finding.at:
            assert datetime.strptime(row["做的时间"] + "+0800", "%Y-%m-%d %H:%M:%S%z") == finding.at


def test_the_table_of_duties_has_typed_cells():
    """Claim: one row a duty with its day and its safest day."""
    table = rows(duties_csv([(CASE, duties(CASE, NOW))]))
    assert [(r["行为"], r["最后期限"], r["最稳妥"], r["性质"]) for r in table if r["最后期限"]] == [("作出立案或者不予立案决定", "2026-09-28", "2026-09-27", "应当")]
    assert {r["性质"] for r in table} <= {"应当", "可以", "不得"}


@given(st.text(max_size=20))
def test_no_text_becomes_a_formula(text):
    """Claim: whatever a cell holds, it does not begin as a formula, and its visible text is kept."""
    shown = cell(text)
    assert not shown.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert shown.removeprefix("'").rstrip() == "".join(c for c in text if c in "\t\n\r" or c >= " " and c != "\x7f").rstrip() or text.startswith("'")


def test_markdown_keeps_titles_as_text():
    """Claim: bars, tags and stars in a log break no table and make no markup."""
    case = from_dict(LOG | {"case": {"id": "C|1", "title": "**甲** <b> `x` | [y](z)\n# 乙"}})
    text = "".join(findings_markdown([(case, audit(case))]))
    assert "\n## 案件 C\\|1 \\*\\*甲\\*\\* \\<b\\> \\`x\\` \\| \\[y\\](z) \\# 乙\n" in text
    table = [line for line in text.splitlines() if line.startswith("| R")]
    assert len(table) == len(audit(case)) and all(line.replace("\\|", "").count("|") == 6 for line in table)


def test_json_is_what_check_answers():
    """Claim: the file holds the answers of `check`, case by case."""
    text = "".join(findings_json([(c, audit(c)) for c in (CASE, REPORTED)]))
    assert json.loads(text)["cases"] == [ip.call("check", {"log": LOG}), ip.call("check", {"log": LOG | {"events": LOG["events"][:3]}})]
    assert json.loads("".join(findings_json([])))["cases"] == []


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


@pytest.fixture
def log(tmp_path):
    """The log as a file in a folder with blanks and Chinese characters."""
    folder = tmp_path / "我的 台账"
    folder.mkdir()
    (folder / "log.json").write_text(json.dumps(LOG), "utf-8")
    return folder / "log.json"


@pytest.mark.parametrize("to", ["ics", "csv", "xes", "bpmn", "md", "json"])
def test_the_command_writes_each_kind(to, log, ipcoord):
    """Claim: exit 0, the file is there, nothing else is left in the folder; a second run needs --force."""
    out = log.parent / f"out.{to}"
    words = ("export", str(log), "--to", to, "-o", str(out), "--now", "2026-09-24T10:00:00+08:00")
    ran = ipcoord(*words)
    assert (ran.code, ran.err) == (0, "") and out.stat().st_size > 200
    first = out.read_bytes()
    again = ipcoord(*words)
    assert again.code == 2 and "--force" in again.err and again.err.count("\n") == 1
    assert ipcoord(*words, "--force").code == 0 and out.read_bytes() == first
    assert {p.name for p in log.parent.iterdir()} == {"log.json", out.name}


@pytest.mark.parametrize(("words", "said"), [
    (["{log}", "--to", "csv", "-o", "{dir}/无/out.csv"], "没有文件夹"),
    (["{log}", "--to", "csv", "-o", "{dir}"], "是文件夹"),
    (["{log}", "--to", "xlsx", "-o", "{dir}/o"], "没有这个导出格式"),
    (["--to", "csv", "-o", "{dir}/o"], "要写明台账文件"),
    (["{dir}/无.json", "--to", "csv", "-o", "{dir}/o"], "找不到文件"),
    (["{log}", "--to", "csv", "-o", "{log}", "--force"], "就是要读的台账"),
    (["{log}", "--to", "ics", "-o", "{dir}/o", "--now", "昨天"], "时间读不懂"),
])
def test_what_cannot_be_written_is_one_sentence(words, said, log, ipcoord):
    """Claim: exit 2, one sentence, nothing written and the log untouched."""
    before = log.read_bytes()
    ran = ipcoord("export", *(w.format(log=log, dir=log.parent) for w in words))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1) and said in ran.err
    assert [p.name for p in log.parent.iterdir()] == ["log.json"] and log.read_bytes() == before


def test_a_bad_log_leaves_no_half_file(log, ipcoord):
    """Claim: where the second case of a register is bad, nothing is written at all."""
    bad = log.with_suffix(".csv")
    bad.write_text("case,id,at,actor,act\nA,1,2026-09-01T09:00:00+08:00,amr/xinyang,case.open\nB,1,2026-09-01T09:00:00+08:00,amr/xinyang,case.opn\n", "utf-8")
    ran = ipcoord("export", str(bad), "--to", "xes", "-o", str(log.parent / "o.xes"))
    assert ran.code == 2 and "case.open" in ran.err and {p.name for p in log.parent.iterdir()} == {"log.csv", "log.json"}


def test_a_deadline_is_written_beside_its_answer(tmp_path, ipcoord):
    """Claim: --ics writes the calendar and still prints the answer."""
    out = tmp_path / "期限.ics"
    ran = ipcoord("deadline", "orn310-reconsider-request-3d", "--from", "2026-09-30T15:00+08:00", "--ics", str(out))
    assert ran.code == 0 and "2026-10-08" in ran.out
    assert len(icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")) == 2
