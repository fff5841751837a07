"""Scenarios: what the authored ones say, what a bad one is told, and the command `ipcoord simulate`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import yaml

import ipcoord_sim as ip
from ipcoord_sim import data
from ipcoord_sim.errors import IpcoordError
from ipcoord_sim.simulation import read_scenario, scenario_names, simulate
from ipcoord_sim.simulation.flow import flow
from ipcoord_sim.simulation.streams import TABLE, key_of, mix, quantile_table

BROKEN = yaml.safe_load((Path(__file__).parent / "broken_scenarios" / "index.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", BROKEN, ids=lambda row: row["what"].replace(" ", "-"))
def test_a_bad_scenario_is_one_sentence(row, ipcoord, tmp_path):
    """Claim: the call and the command refuse it alike: one line that says what was found and what is allowed, exit 2, nothing printed or written."""
    with pytest.raises(IpcoordError) as refused:
        ip.call("simulate", {"scenario": row["scenario"]})
    for word in row["words"]:
        assert str(word) in refused.value.zh, (word, refused.value.zh)
    assert "\n" not in refused.value.zh and refused.value.zh.endswith("。") and refused.value.en
    file = tmp_path / "mine.yaml"
    file.write_text(yaml.safe_dump(row["scenario"], allow_unicode=True), "utf-8")
    ran = ipcoord("simulate", str(file), "--csv", str(tmp_path / "out.csv"))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("args, words", [
    (("nosuch",), ["nosuch"]), (("plam",), ["最接近的是 plan"]), (("missing.yaml",), ["找不到文件 missing.yaml"]), (("plan", "--replications", "0"), ["replications", "1"]),
    (("plan", "--seed", "-1"), ["seed"]), (("plan", "--seed", "x"), ["--help"]),
])
def test_a_bad_command_is_one_sentence(args, words, ipcoord):
    """Claim: a wrong name, file or number ends with 2 and one line."""
    ran = ipcoord("simulate", *args)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert all(word in ran.err for word in words)


@pytest.mark.parametrize("content, words", [(b"\xff\xfe", ["UTF-8"]), (b"- a", ["对应表"]), (b"set: {a: 1, a: 2}", ["每个键只写一次"])])
def test_a_file_that_is_no_scenario_is_one_sentence(content, words, ipcoord, tmp_path):
    """Claim: bytes that are no YAML, a list, a key written twice: one line, exit 2."""
    (tmp_path / "bad.yaml").write_bytes(content)
    ran = ipcoord("simulate", str(tmp_path / "bad.yaml"))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1) and all(w in ran.err for w in words)


def test_the_command_prints_every_assumption_and_writes_table_and_logs(ipcoord, tmp_path):
    """Claim: the text names each assumption with its reason and says it is no data; the CSV has a row a case; the checker reads the logs."""
    table, logs = tmp_path / "wide.csv", tmp_path / "logs.csv"
    ran = ipcoord("simulate", "no_office", "--csv", str(table), "--logs", str(logs))
    assert ran.code == 0 and not ran.err
    for row in read_scenario("no_office").assumptions.values():
        assert row.label_zh in ran.out
    assert "＊有协作办公室" in ran.out and "都是假设" in ran.out
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    answer = json.loads(ipcoord("simulate", "no_office", "--json").out)
    assert len(rows) == answer["summary"]["cases"]
    checked = ipcoord("check", str(logs), "--json")
    found = [f for line in checked.out.splitlines() for f in json.loads(line)["findings"]]
    broken = ("late", "overdue", "missing_step", "missing_document", "out_of_order", "wrong_actor", "wrong_channel", "forbidden")
    assert sum(f["kind"] in broken for f in found) == sum(answer["breaches"].values())
    again = ipcoord("simulate", "--csv", str(table))
    assert again.code == 2 and "已经存在" in again.err


def test_the_answer_has_the_fields_of_the_seam():
    """Claim: assumptions, summary, breaches as api.md names them; logs only when they are asked for."""
    answer = ip.call("simulate", {"scenario": "plan", "seed": 1, "replications": 2, "logs": False})
    assert set(answer) >= {"assumptions", "summary", "breaches"} and "logs" not in answer
    assert set(answer["summary"]) >= {"cases", "days_to_filing", "utilisation", "queue"}
    assert set(answer["summary"]["days_to_filing"]) >= {"p50", "p90"}
    logs = ip.call("simulate", {"logs": True})["logs"]
    assert ip.call("check", {"log": logs[0]})["case"] == logs[0]["case"]["id"]


def test_every_scenario_changes_something_and_every_assumption_is_used_and_explained():
    """Claim: the authored scenarios differ from the base; each assumption is read by the flow or by the model, and says why."""
    flow_words = {w for s in flow().stages for w in (s.work, s.slip, *(b.share for b in s.branches)) if w}
    rest = {"season", "goods", "meeting_every", "margin", "mix.offence"}
    base = read_scenario("plan")
    for row in base.assumptions.values():
        assert row.id in flow_words | rest or row.id.startswith(("staff.", "rate.", "mix.band.")), row.id
        assert row.why_zh.endswith("。")
    assert flow_words <= set(base.assumptions)
    for name in set(scenario_names()) - {"plan"}:
        other = read_scenario(name)
        assert other.absences or other.surges or any(a.changed for a in other.assumptions.values())
        assert simulate(name, 1, 3)["summary"] != simulate("plan", 1, 3)["summary"]


def test_no_figure_of_the_law_stands_among_the_assumptions():
    """Claim: the scenario files name no limit; limits are listed with every result, each with its article."""
    text = json.dumps([row for row in data.load()["simulation"]["plan"]["assumptions"]], ensure_ascii=False)
    assert "orn310" not in text and "第" not in text
    assert all("第" in line or "二（三）" in line for line in simulate("plan")["limits"].values())


def test_draws_are_those_of_splitmix64_and_tables_keep_their_ends():
    """Claim: the first outputs of SplitMix64 from seed 0 (Steele, Lea and Flood 2014, as in the JDK and in Vigna's C); quantiles ascend."""
    golden, mask = 0x9E3779B97F4A7C15, (1 << 64) - 1
    assert [mix(golden * n & mask) for n in (1, 2, 3)] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert len({key_of(1, r, c) for r in range(50) for c in range(50)}) == 2500
    table = quantile_table({"least": 1, "half": 2, "nine_tenths": 4, "most": 9})
    assert table == sorted(table) and 3600 <= table[0] and table[-1] <= 9 * 3600
    assert (table[TABLE // 2 - 1] <= 7200 <= table[TABLE // 2]) and table[TABLE * 9 // 10 - 1] <= 4 * 3600 <= table[TABLE * 9 // 10 + 1]
