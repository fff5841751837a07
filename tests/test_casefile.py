"""Case logs as files: what is read, what is refused in one sentence, and that writing gives back what was read."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path

import pytest

from ipcoord_sim.api_logs import checked
from ipcoord_sim.casefile import from_dict, read_csv, read_file, to_dict, write_csv
from ipcoord_sim.data.compiler import read_yaml
from ipcoord_sim.errors import InputError
from tests.caselogs import case_log

LOGS = Path(__file__).parent / "logs"
GOOD = json.loads((LOGS / "good.json").read_text("utf-8"))
BAD = read_yaml(LOGS / "index.yaml", "index.yaml")
HEAD = "case,id,at,received,actor,act,to,documents,ref,data"


def _bad_file(row: dict, folder: Path) -> Path:
    path = folder / row.get("file", row["name"] + ".json")
    if "text" in row:
        path.write_bytes(row["text"].encode(row.get("encoding", "utf-8")))
        return path
    log, (place, value) = copy.deepcopy(GOOD), row["change"]
    inner = log
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    if value is None:
        del inner[place[-1]]
    path.write_text(json.dumps(log, ensure_ascii=False), "utf-8")
    return path


def _refused(ran, *words: str) -> None:
    assert ran.code == 2 and ran.out == "", ran
    assert ran.err.count("\n") == 1 and "Traceback" not in ran.err, ran.err
    assert all(word in ran.err for word in words), (words, ran.err)


@pytest.mark.parametrize("row", BAD, ids=[row["name"] for row in BAD])
def test_a_bad_log_gives_one_sentence_and_nothing_else(row, tmp_path, ipcoord):
    """Claim: exit 2, one line that names file, event, what was found and what is known; nothing on standard output."""
    path = _bad_file(row, tmp_path)
    _refused(ipcoord("check", str(path)), *row["words"])
    english = ipcoord("check", str(path), "--lang", "en")
    assert english.code == 2 and english.out == "" and english.err.count("\n") == 1
    assert ipcoord("duties", str(path), "--now", "2026-10-01T00:00:00+08:00").code == 2


def test_the_good_log_itself_is_clean(ipcoord):
    """Claim: the log that the bad ones are made from is read and breaks nothing."""
    ran = ipcoord("check", str(LOGS / "good.json"), "--json")
    assert ran.code == 0 and json.loads(ran.out)["breaches"] == 0, ran


def test_a_breach_ends_with_one(tmp_path, ipcoord):
    """Claim: exit 1 where a rule is broken, on the terminal and as JSON."""
    log = copy.deepcopy(GOOD)
    log["events"][2]["data"]["approver"] = "deputy"
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(log), "utf-8")
    assert ipcoord("check", str(path)).code == 1
    ran = ipcoord("check", str(path), "--json")
    assert ran.code == 1 and json.loads(ran.out)["breaches"] == 1


def test_a_file_that_is_not_there_is_named(ipcoord):
    """Claim: exit 2 and the file's name."""
    _refused(ipcoord("check", "no-such-log.json"), "no-such-log.json", "找不到文件")


def test_a_json_file_that_is_too_large_is_not_read(tmp_path, ipcoord):
    """Claim: 200 MB of JSON are refused by their size, with the advice to use CSV."""
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    _refused(ipcoord("check", str(path)), "large.json", "200 MB", "CSV")


@pytest.mark.parametrize("name", ["noise.json", "noise.csv"])
def test_bytes_that_are_no_text_are_refused(name, tmp_path, ipcoord):
    """Claim: a picture or an archive under the name of a log gives one sentence."""
    path = tmp_path / name
    path.write_bytes(bytes(range(256)) * 64)
    _refused(ipcoord("check", str(path)), name)


@pytest.mark.parametrize("depth", [100, 900, 990, 5000, 200000])
def test_deep_nesting_is_refused(depth, tmp_path, ipcoord):
    """Claim: brackets within brackets give one sentence, however many."""
    path = tmp_path / "deep.json"
    path.write_text('{"format": "ipcoord-case/1", "case": {"id": "C"}, "events": ' + "[" * depth + "]" * depth + "}", "utf-8")
    _refused(ipcoord("check", str(path)), "deep.json")


def test_a_register_written_by_wps_is_read(tmp_path):
    """Claim: BOM, CRLF, quoted cells and blank lines give the same case as the plain file."""
    row = 'C-1,e1,2026-07-06T10:00:00+08:00,,amr/xinyang,referral.team,,,,"{""officers"": 2}"'
    plain, wps = tmp_path / "plain.csv", tmp_path / "wps.csv"
    plain.write_text(f"{HEAD}\n{row}\n", "utf-8")
    quoted = '"C-1","e1","2026-07-06T10:00:00+08:00","","amr/xinyang","referral.team","","","","{""officers"": 2}"'
    wps.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}\r\n{quoted}\r\n,,,,,,,,,\r\n\r\n".encode())
    assert list(read_csv(wps)) == list(read_csv(plain))


def test_a_register_in_gb18030_is_read(tmp_path):
    """Claim: what an older WPS writes is read with its Chinese intact."""
    rows = f'{HEAD}\nC-1,,,,,case.facts,,,,"{{""title"": ""固始县仿冒案"", ""has_goods"": true}}"\n'
    rows += 'C-1,e1,2026-07-06T10:00:00+08:00,,psb/xinyang,filing.notify,,,,"{""reasons"": ""没有犯罪事实𠮷""}"\n'
    path = tmp_path / "gb.csv"
    path.write_bytes(rows.encode("gb18030"))
    case = next(read_csv(path))
    assert (case.title, case.facts, case.events[0].data["reasons"]) == ("固始县仿冒案", {"has_goods": True}, "没有犯罪事实𠮷")


def test_cases_that_alternate_in_a_register_are_put_together(tmp_path):
    """Claim: a register kept by date gives the same cases as one sorted by case."""
    rows = [f"C-{n % 3},e{n},2026-07-{n + 1:02}T10:00:00+08:00,,amr/xinyang,case.open,,,," for n in range(9)]
    mixed, tidy = tmp_path / "mixed.csv", tmp_path / "tidy.csv"
    mixed.write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    tidy.write_text("\n".join([HEAD, *sorted(rows, key=lambda r: r[:3])]) + "\n", "utf-8")
    assert list(read_csv(mixed)) == list(read_csv(tidy))
    assert [len(case.events) for case in read_csv(mixed)] == [3, 3, 3]


def test_events_go_by_time_and_ties_stay_as_written():
    """Claim: the order of the file matters only where times are equal."""
    log = case_log([
        {"e2": "2026-07-07 10:00", "amr": "case.close"}, {"e3": "2026-07-06 10:00", "amr": "case.open"}, {"e1": "2026-07-06 10:00", "amr": "test.made"},
    ])
    assert [e.id for e in from_dict(log).events] == ["e3", "e1", "e2"]


def test_times_of_other_offsets_are_the_same_moment():
    """Claim: a time in UTC gives the findings of the same moment in Beijing."""
    log = copy.deepcopy(GOOD)
    log["events"][3]["at"], log["events"][3]["received"] = "2026-09-23T08:00:00Z", "2026-09-23T04:20:00-04:00"
    assert checked(from_dict(log)) == checked(from_dict(GOOD))


def test_json_and_csv_give_back_the_same_case(tmp_path):
    """Claim: writing and reading a case changes nothing, in either form."""
    case = from_dict(GOOD)
    assert from_dict(to_dict(case)) == case
    text = io.StringIO(newline="")
    write_csv([case], text)
    path = tmp_path / "one.csv"
    path.write_text(text.getvalue(), "utf-8", newline="")
    assert list(read_csv(path)) == [case]


def test_a_refused_register_leaves_no_half_answer(tmp_path, ipcoord):
    """Claim: where the last of many cases is bad, the answers to the others are not printed either."""
    rows = [f"C-{n},e1,2026-07-06T10:00:00+08:00,,amr/xinyang,case.open,,,," for n in range(200)]
    path = tmp_path / "late.csv"
    path.write_text("\n".join([HEAD, *rows, "C-x,e1,2026-07-06T10:00:00+08:00,,amr/xinyang,case.opn,,,,"]) + "\n", "utf-8")
    for words in (("check", str(path)), ("check", str(path), "--json"), ("duties", str(path), "--json")):
        _refused(ipcoord(*words), "late.csv", "第 202 行", "case.opn")


def test_a_reader_stops_at_the_first_bad_case_only(tmp_path):
    """Claim: in Python the cases before the bad one can be read one by one."""
    path = tmp_path / "two.csv"
    path.write_text(f"{HEAD}\nC-1,e1,2026-07-06T10:00:00+08:00,,amr/xinyang,case.open,,,,\nC-2,e1,x,,amr/xinyang,case.open,,,,\n", "utf-8")
    cases = read_file(path)
    assert next(cases).id == "C-1"
    with pytest.raises(InputError, match="第 3 行"):
        next(cases)
