"""Calendars, tables and texts that leave the system, read back by the libraries that the world reads them with."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, timedelta

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
)
from ipcoord_sim.exporters.spreadsheets import cell
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
    """Claim: Chinese summary, article in the description, a reminder at nine the day before, all day on the last day alone."""
    (entry,) = calendar()
    assert str(entry["SUMMARY"]) == "固始公安：作出立案或者不予立案决定（C-20）"
    assert "国务院令310号第8条" in entry["DESCRIPTION"] and "=国庆前一天|<的>“通知书”" in entry["DESCRIPTION"]
    assert entry.decoded("DTEND") - entry.decoded("DTSTART") == timedelta(days=1)
    (alarm,) = entry.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(hours=-15)


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


def test_a_phone_shows_the_situation_and_reminds_by_day():
    """Claim: the entry is called by the situation, its start reads like a clock, and no reminder rings at midnight or before an hour limit began."""
    shown = ip.call("deadline_aid", {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00+08:00"})["ics"]
    entries = icalendar.Calendar.from_ical(shown).walk("VEVENT")
    assert [str(e["SUMMARY"]) for e in entries] == [f"{mark}：收到不予立案通知书，要提请复议" for mark in ("期满", "最稳妥")]
    assert all("起算：2026-09-30 15:00\n" in e["DESCRIPTION"] for e in entries)
    assert [str(e["DESCRIPTION"])[:3] for e in entries] == ["末日顺", "自然日"]
    rings = [datetime.combine(e.decoded("DTSTART"), datetime.min.time()) + e.walk("VALARM")[0].decoded("TRIGGER") for e in entries]
    assert [moment.hour for moment in rings] == [9, 9]
    (hours, _) = icalendar.Calendar.from_ical(ip.call("deadline_aid", {"period": "orn310-send-24h", "start": "2026-09-30T15:00+08:00"})["ics"]).walk("VEVENT")
    assert hours.walk("VALARM")[0].decoded("TRIGGER") > timedelta(hours=-24)


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
