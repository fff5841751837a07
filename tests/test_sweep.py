"""Sweeps: what is stored stays, what is missing is computed, one bad chunk costs no other, and nothing changes a result but its input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from ipcoord_sim.simulation.sweep import Store, plan, run_sweep, summary, variant
from ipcoord_sim.simulation.sweep.chunks import Chunk
from ipcoord_sim.simulation.sweep.running import _stopping
from tests.sweepmodel import MODEL, MORE, NAME, PLAN, SHAPE, files

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A sweep that nothing disturbed, computed in this process."""
    out = tmp_path_factory.mktemp("whole") / "out"
    return out, run_sweep([PLAN, MORE], out, **SHAPE)


def test_the_plan_covers_each_replication_of_each_city_once():
    """Claim: hand count, 10 replications by 4 are 3 chunks, in 2 cities of 2 scenarios 12; every triple stands in one chunk."""
    chunks = list(plan(["a", "b"], seed=1, cities=2, replications=10, size=4))
    assert len(chunks) == len({c.key for c in chunks}) == 12
    triples = [(c.scenario, c.city, r) for c in chunks for r in range(c.first, c.last)]
    assert sorted(triples) == [(s, c, r) for s in "ab" for c in range(2) for r in range(10)]


def test_a_chunk_is_repeatable_from_its_key(whole, tmp_path):
    """Claim: one chunk computed by itself gives the bytes it has in the sweep."""
    from ipcoord_sim.simulation.sweep.work import Task, compute, stamp

    chunk = Chunk(MORE.hash, 157, 1, 4, 8)
    store = Store(tmp_path)
    store.put(compute(Task(chunk, dict(MORE.scenario), NAME, False, stamp())))
    assert files(tmp_path)[f"{chunk.key}.parquet"] == files(whole[0])[f"{chunk.key}.parquet"]


def test_processes_give_the_bytes_of_one_process(whole, tmp_path):
    """Claim: two worker processes change nothing in what is stored, manifest included."""
    ran = run_sweep([PLAN, MORE], tmp_path / "out", workers=2, **SHAPE)
    assert (ran.complete, ran.found, ran.computed) == (True, 0, 12)
    assert files(tmp_path / "out") == files(whole[0])
    assert (tmp_path / "out/manifest.json").read_bytes() == (whole[0] / "manifest.json").read_bytes()


def test_what_is_finished_is_not_computed_again(whole):
    """Claim: the same command again computes nothing; a file that was damaged, emptied or swapped is computed again, to the same bytes."""
    out, _ = whole
    before = files(out)
    times = {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")}
    ran = run_sweep([PLAN, MORE], out, **SHAPE)
    assert (ran.found, ran.computed) == (12, 0) and {p: p.stat().st_mtime_ns for p in times} == times
    damaged = sorted(times)[:3]
    damaged[0].write_bytes(before[damaged[0].name][:50])
    damaged[1].write_bytes(b"")
    damaged[2].write_bytes(before[sorted(times)[5].name])
    ran = run_sweep([PLAN, MORE], out, **SHAPE)
    assert (ran.found, ran.computed) == (9, 3) and files(out) == before


def test_a_sweep_grows(whole, tmp_path):
    """Claim: more replications, cities and scenarios go on from what is there (hand count: only whole old chunks are used again)."""
    out = tmp_path / "out"
    run_sweep([PLAN], out, **SHAPE | {"replications": 4, "cities": 1})
    ran = run_sweep([PLAN, MORE], out, **SHAPE)
    assert (ran.found, ran.computed) == (1, 11) and files(out) == files(whole[0])


@pytest.mark.parametrize(("accident", "words"), [("refuse", "这一城的日历不够。"), ("break", "ZeroDivisionError"), ("kill", "被杀掉")])
def test_a_bad_chunk_costs_no_other(accident, words, whole, tmp_path):
    """Claim: a chunk that always fails is named with its key and sentence; the others are all there, and the next run tries it alone."""
    bad = variant("bad", {"days": 5, accident: [1, 5]})
    ran = run_sweep([bad], tmp_path / "out", workers=2, **SHAPE)
    assert [f.key for f in ran.failed] == [Chunk(bad.hash, 157, 1, 4, 8).key] and words in ran.failed[0].failed_zh
    assert (ran.computed, ran.complete, ran.stopped) == (5, False, False)
    same = {key.replace(bad.hash, PLAN.hash) for key in files(tmp_path / "out")}
    assert same == {key for key in files(whole[0]) if PLAN.hash in key} - {f"{Chunk(PLAN.hash, 157, 1, 4, 8).key}.parquet"}
    again = run_sweep([bad], tmp_path / "out", workers=2, **SHAPE)
    assert (again.found, again.computed, len(again.failed)) == (5, 0, 1)


def poll(true, seconds: float = 300.0) -> None:
    """Wait until it is true."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


SCRIPT = """
import sys, json, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # as from a terminal, also where the tests run behind one
from ipcoord_sim.simulation.sweep import run_sweep, variant
if __name__ == "__main__":
    ran = run_sweep([variant("plan", json.loads(sys.argv[1]))], sys.argv[2], seed=157, replications=10, cities=2, chunk=1, workers=2, model="tests.sweepmodel:MODEL")
    print(json.dumps([ran.found, ran.computed, ran.stopped, [f.failed_zh for f in ran.failed]]))
"""


@pytest.fixture
def gated(tmp_path):
    """A sweep of 20 chunks in a process of its own, whose two workers wait at a gate."""
    gate, out, script = tmp_path / "gate", tmp_path / "out", tmp_path / "script.py"
    gate.mkdir()
    script.write_text(SCRIPT, "utf-8")
    words = [sys.executable, str(script), json.dumps({"days": 5, "gate": str(gate)}), str(out)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        poll(lambda: len(list(gate.iterdir())) == 2 or running.poll() is not None)
        yield running, gate, out, lambda: subprocess.run(words, env=env, capture_output=True, text=True, timeout=120)
    finally:
        if running.poll() is None:
            running.kill()
        running.communicate()


def _answer(text: str) -> list:
    return json.loads(text.splitlines()[-1])


def _uninterrupted(out: Path, gate: Path, target: Path) -> dict[str, bytes]:
    run_sweep([variant("plan", {"days": 5, "gate": str(gate)})], target, **SHAPE | {"chunk": 1})
    return files(target)


def test_stopped_and_resumed_equals_uninterrupted(gated, tmp_path):
    """Claim: Ctrl-C stores what is in hand and leaves; the same command computes the rest, and every byte is as if nothing had happened."""
    running, gate, out, again = gated
    running.send_signal(signal.SIGINT)
    (gate / "open").touch()
    said, complaint = running.communicate(timeout=60)
    found, computed, stopped, failed = _answer(said)
    assert (found, stopped, failed, complaint) == (0, True, [], "") and 2 <= computed < 20
    rest = _answer(again().stdout)
    assert rest == [computed, 20 - computed, False, []]
    assert files(out) == _uninterrupted(out, gate, tmp_path / "other")


def test_a_second_ctrl_c_waits_for_nothing(gated):
    """Claim: with both workers still at the gate the program ends at once, and no worker outlives it."""
    running, gate, out, _ = gated
    workers = [int(p.name) for p in gate.iterdir()]
    running.send_signal(signal.SIGINT)
    for _ in range(60):  # a signal may come while the first is being taken; one key is not pressed a hundred times a second either
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=1)
            break
    running.communicate(timeout=60)
    assert running.returncode != 0 and not files(out)
    poll(lambda: not any(alive(pid) for pid in workers))


def test_what_was_to_be_ignored_stays_ignored():
    """Claim: started to go on behind a closed terminal, a sweep takes no Ctrl-C of others for its own."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with _stopping() as stop:
            os.kill(os.getpid(), signal.SIGINT)
            assert not stop.wait(0.1) and signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_killed_worker_changes_nothing_but_time(gated, tmp_path):
    """Claim: a worker process killed at work, and in a second run the whole program killed, leave the bytes of a quiet run and no orphan."""
    running, gate, out, again = gated
    victim = int(next(gate.iterdir()).name)
    os.kill(victim, signal.SIGKILL)
    poll(lambda: len(list(gate.iterdir())) > 2)
    others = [int(p.name) for p in gate.iterdir() if p.name != str(victim)]
    running.kill()
    running.communicate()
    poll(lambda: not any(alive(pid) for pid in others))
    (gate / "open").touch()
    found, computed, stopped, failed = _answer(again().stdout)
    assert (found + computed, stopped, failed) == (20, False, [])
    assert files(out) == _uninterrupted(out, gate, tmp_path / "other")


def test_cases_are_kept_where_asked_for(tmp_path):
    """Claim: one row a case, and what the chunk's row says is what its cases add up to."""
    out = tmp_path / "out"
    ran = run_sweep([PLAN], out, cases=True, **SHAPE)
    store = Store(out, cases=True)
    for chunk in ran.chunks:
        cases, rows = store.table(chunk, "cases").to_pydict(), store.table(chunk).to_pydict()
        for n, replication in enumerate(rows["replication"]):
            days = [d for d, r in zip(cases["days"], cases["replication"], strict=True) if r == replication]
            assert len(days) == rows["cases"][n] and sum(d > 3 for d in days) == rows["late"][n]
    (out / "cases" / f"{ran.chunks[0].key}.parquet").unlink()
    assert run_sweep([PLAN], out, cases=True, **SHAPE).computed == 1


def test_the_summary_is_what_the_replications_say(whole):
    """Claim: each figure equals the one reckoned straight from the model, cities pooled case by case."""
    out, ran = whole
    answer = summary(Store(out), ran, [PLAN, MORE], {"plan": MODEL.measures, "more": MODEL.measures}, replications=10)
    pooled = [sorted(d for city in range(2) for d in MODEL.cases(dict(PLAN.scenario), 157, r, city)["days"]) for r in range(10)]
    got = answer["scenarios"]["plan"]
    assert got["cases"]["mean"]["estimate"] == 40 and got["cases"]["mean"]["low"] == got["cases"]["mean"]["high"] == 40
    assert got["days_mean"]["mean"]["estimate"] == pytest.approx(sum(map(sum, pooled)) / 400)
    assert got["days_p90"]["mean"]["estimate"] == pytest.approx(sum(days[35] for days in pooled) / 10)  # 36th of 40
    assert got["share"]["mean"]["estimate"] == pytest.approx(sum(d > 3 for days in pooled for d in days) / 400)
    assert got["days_p90"]["quantiles"]["p90"]["low"] is None and got["days_p90"]["quantiles"]["p90"]["needed"] == 36
    apart = answer["differences"]["more"]
    assert apart["against"] == "plan" and apart["measures"]["days_mean"]["mean"]["high"] < 0
    assert apart["measures"]["days_mean"]["cancelled"] > 0.9
