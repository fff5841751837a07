"""The command `ipcoord sweep` on the real simulation: what it prints and stores, how it goes on, what it refuses."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ipcoord_sim.simulation import read_scenario, run, total_names
from ipcoord_sim.simulation.running import totals
from ipcoord_sim.simulation.sweep import Store, plan, variant
from ipcoord_sim.simulation.sweep.model import MODEL, measures_of, written_out
from ipcoord_sim.simulation.sweep.progress import Bar
from ipcoord_sim.simulation.sweep.work import _spans

PLAIN = ("--replications", "6", "--seed", "157", "--workers", "1")


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """The answer of two scenarios and the folder."""
    from contextlib import redirect_stdout

    from ipcoord_sim.cli import main

    out, said = tmp_path_factory.mktemp("sweep") / "out", io.StringIO()
    with redirect_stdout(said):
        code = main(["sweep", "plan", "one_more_reviewer", "--out", str(out), *PLAIN, "--json"])
    assert code == 0
    return out, json.loads(said.getvalue())


def test_a_row_is_what_the_simulation_gives(swept):
    """Claim: each stored row holds the totals of that run, number by number, distribution included."""
    scenario = read_scenario("one_more_reviewer")
    hash = variant("x", written_out(scenario)).hash
    store = Store(swept[0])
    for chunk in plan([hash], seed=157, cities=1, replications=6, size=6):
        table = store.table(chunk).to_pydict()
        for n, replication in enumerate(table["replication"]):
            line = totals(run(scenario, 157, replication, engine="plain"))
            for name, first, last in _spans(total_names(scenario)):
                assert table[name][n] == (line[first] if last is None else list(line[first:last])), name


def test_a_scenario_written_out_is_the_same_scenario():
    """Claim: reading what is stored in the manifest gives the scenario back, figure by figure, and so the same rows."""
    for name in ("plan", "campaign", "liaison_away", "no_office", "last_day", "one_more_reviewer"):
        stored = json.loads(json.dumps(written_out(read_scenario(name)), ensure_ascii=False))
        assert written_out(read_scenario(stored)) == stored
    assert MODEL.rows(stored, 1, [(0, 0)]) == MODEL.rows(written_out(read_scenario("one_more_reviewer")), 1, [(0, 0)])


def test_scenarios_meet_the_same_cases(swept):
    """Claim: with common random numbers the cases are equal one by one, and another reviewer shortens the wait at that desk."""
    apart = swept[1]["differences"]["one_more_reviewer"]["measures"]
    assert apart["cases"]["mean"]["estimate"] == apart["cases"]["mean"]["high"] == 0
    assert apart["wait.psb.review"]["mean"]["high"] < 0 and apart["load.psb.review"]["mean"]["high"] < 0
    assert apart["filing_mean"]["cancelled"] > 0


def test_the_manifest_tells_all(swept):
    """Claim: seed, version, law, every assumption in words, and no time or place of the run."""
    manifest = json.loads((swept[0] / "manifest.json").read_text("utf-8"))
    assert set(manifest) == {"format", "version", "law", "model", "seed", "replications", "cities", "chunk", "cases", "scenarios"}
    rows = {row["id"]: row for row in manifest["scenarios"]["one_more_reviewer"]["assumptions"]}
    assert set(rows) == set(read_scenario("plan").assumptions) and rows["staff.psb.review"]["changed"] and all(r["why_zh"] for r in rows.values())


def test_the_spreadsheet_has_a_row_for_every_figure(swept):
    """Claim: it opens in a spreadsheet (mark at the start, ten columns), and its figures are those of the JSON."""
    raw = (swept[0] / "summary.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {10}
    found = next(row for row in rows if row[:2] == ["plan", "cases"] and row[4] == "mean")
    assert float(found[5]) == swept[1]["scenarios"]["plan"]["cases"]["mean"]["estimate"]
    assert json.loads((swept[0] / "summary.json").read_text("utf-8")) == swept[1]


def test_the_same_command_goes_on_and_prints_for_people(swept, ipcoord):
    """Claim: nothing is computed again; results, methods and all assumptions stand on the screen, no bar where nobody watches."""
    ran = ipcoord("sweep", "plan", "one_more_reviewer", "--out", str(swept[0]), *PLAIN)
    assert (ran.code, ran.err) == (0, "") and "这次算了 0 块" in ran.out
    for words in ("移送到立案：九成的案件不超过（日）", "公安多一名审查人员 减去 现行方案", "次序统计量", "公安审查人数", "不是任何机关的真实情况"):
        assert words in ran.out
    for row in read_scenario("plan").assumptions.values():
        assert row.label_zh in ran.out.replace("\n", "") or row.label_zh[:8] in ran.out


WRONG = {
    "unknown scenario": (["sweep", "plann", "--out", "{out}"], "plan"),
    "twice the same": (["sweep", "plan", "plan", "--out", "{out}"], "写了两次"),
    "no folder named": (["sweep", "plan"], "--out"),
    "no replications": (["sweep", "plan", "--out", "{out}", "--replications", "0"], "次数应为 1"),
    "half a replication": (["sweep", "plan", "--out", "{out}", "--replications", "1.5"], "1.5"),
    "no worker": (["sweep", "plan", "--out", "{out}", "--workers", "0"], "--workers"),
    "no scheduler there": (["sweep", "plan", "--out", "{out}", "--replications", "1", "--scheduler", "tcp//x"], "连不上调度器"),
    "no such file": (["sweep", "own.json", "--out", "{out}"], "找不到文件 own.json"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_command_is_one_line_and_exit_code_two(name, ipcoord, tmp_path):
    """Claim: nothing on standard output, one sentence on standard error."""
    words, expected = WRONG[name]
    ran = ipcoord(*(w.format(out=tmp_path / "out") for w in words))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1) and expected in ran.err


def test_a_changed_scenario_is_refused(swept, ipcoord, tmp_path):
    """Claim: one's own scenario under a name that is taken, with another figure, ends with one sentence; under its own name it is welcome."""
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"id": "plan", "set": {"review_work": 3}}), "utf-8")
    ran = ipcoord("sweep", str(own), "--out", str(swept[0]), *PLAIN)
    assert (ran.code, ran.err.count("\n")) == (2, 1) and "情景 plan 改过了" in ran.err
    own.write_text(json.dumps({"id": "quick", "title_zh": "审查快", "set": {"review_work": 3}}), "utf-8")
    ran = ipcoord("sweep", "plan", str(own), "--out", str(swept[0]), *PLAIN)
    assert ran.code == 0 and "审查快 减去 现行方案" in ran.out and "这次算了 1 块，原有 1 块" in ran.out


def test_the_chunks_are_the_same_on_every_run(monkeypatch):
    """Claim: the size of a chunk hangs on the number of cases, not on a clock; hand count: 700 cases a chunk of about 1,000-case years is one year."""
    from ipcoord_sim.simulation.sweep import running

    one = variant("plan", written_out(read_scenario("plan")))
    monkeypatch.setattr(type(MODEL), "cases_a_chunk", lambda self: 700)
    assert running._size([one], MODEL, seed=1, replications=50, cases=False) == 1
    monkeypatch.setattr(type(MODEL), "cases_a_chunk", lambda self: 7000)
    found = running._size([one], MODEL, seed=1, replications=50, cases=False)
    assert found == -(-7000 // len(run("plan", seed=1).rows)) == running._size([one], MODEL, seed=1, replications=50, cases=False)
    assert running._size([one], MODEL, seed=1, replications=3, cases=False) == 3


def test_every_measure_reads_a_number_that_is_there():
    """Claim: each column that a measure names is one of the simulation's, or the stem of its distribution."""
    scenario = read_scenario("plan")
    names = set(total_names(scenario)) | {n.rpartition(".")[0] for n in total_names(scenario)}
    for m in measures_of(scenario):
        assert m.kind == "sum" or {m.column, m.per} - {""} <= names, m


def test_the_bar_tells_how_far_and_stays_silent_where_nobody_watches():
    """Claim: on a terminal one line rewritten, with done, total and what failed; elsewhere nothing."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    clock = iter(range(100)).__next__
    shown, silent = Terminal(), io.StringIO()
    for stream in (shown, silent):
        bar = Bar(4, stream, clock)
        for failed in (False, True, False, False):
            bar.step(failed)
        bar.close()
    assert silent.getvalue() == "" and shown.getvalue().count("\r") == 4 and shown.getvalue().endswith("4/4 块，还要约 0 秒，1 块没有算成\x1b[K\n")
