"""The simulation: closed forms, Little's law, hand-computed days, conservation, equal engines, and the checker as its judge."""

from __future__ import annotations

from math import factorial, sqrt
from statistics import mean, stdev

import pytest

from ipcoord_sim.casefile import from_dict
from ipcoord_sim.conformance import audit
from ipcoord_sim.simulation import (
    case_log,
    read_scenario,
    run,
    scenario_names,
    simulate,
    total_names,
    totals,
)
from ipcoord_sim.simulation.flow import HEAD, flow
from ipcoord_sim.simulation.queues import queue_over_time
from ipcoord_sim.simulation.running import Run
from ipcoord_sim.simulation.streams import ONE, exponential_table
from ipcoord_sim.simulation.tables import model_of

NAMES = list(scenario_names())
ENDED = HEAD.index("end")


def erlang_c_wait(offered: float, desks: int, service: float) -> float:
    """Mean wait in M/M/c (Erlang 1917): P(wait) · service / (c - a)."""
    top = offered**desks / factorial(desks) * desks / (desks - offered)
    return top / (sum(offered**k / factorial(k) for k in range(desks)) + top) * service / (desks - offered)


@pytest.mark.parametrize("desks, hours, rate", [(1, 1.0, 1000), (2, 2.5, 1000), (4, 5.0, 1200)])
def test_the_mmc_corner_waits_as_erlang_says(desks, hours, rate):
    """Claim: one desk pool with Poisson arrivals and exponential work waits as the Erlang C formula, within three standard errors."""
    mean_work = int(hours * 3600)
    corner = read_scenario({"set": {
        "rate.amr_case": {"county": 0, "city": 0}, "rate.psb_complaint": {"county": rate, "city": rate}, "season": [100] * 12,
        "staff.psb.intake": {"county": 16, "city": 16}, "staff.psb.review": {"county": desks, "city": desks}, "open_work": 0,
        "complaint_work": {"quantiles": [x * mean_work // ONE for x in exponential_table(1024)]}, "complaint_file": 0, "complaint_none": 100,
    }})
    batches = []
    for replication in range(24):
        waits: dict[str, list[int]] = {}
        for _, stage, _, agency, asked, started, _ in run(corner, 42, replication).visits():
            # The first weeks, in which the queue fills up from nothing, are left out.
            if stage == "complaint_review" and asked > 600_000:
                waits.setdefault(agency, []).append(started - asked)
        batches += [mean(w) for w in waits.values()]
    window = model_of(corner).time.window_office
    offered = rate / window * mean_work
    expected = erlang_c_wait(offered, desks, mean_work)
    assert len(batches) == 24 * 11
    assert abs(mean(batches) - expected) < 3 * stdev(batches) / sqrt(len(batches))


@pytest.mark.parametrize("name", NAMES)
def test_littles_law_holds_on_every_run(name):
    """Claim: the time integral of each queue (counted from its changes) is the sum of all waits (counted case by case)."""
    one = run(name, 7)
    visits = list(one.visits())
    for desk in flow().desks:
        mine = [(asked, started) for _, _, at, _, asked, started, _ in visits if at == desk["id"] and started]
        changes = sorted([(a, 1) for a, _ in mine] + [(s, -1) for _, s in mine])
        area, waiting, last = 0, 0, 0
        for at, change in changes:
            area, waiting, last = area + waiting * (at - last), waiting + change, at
        assert area == sum(s - a for a, s in mine) and waiting == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_case_ends_once_and_takes_a_way_of_the_flow(name):
    """Claim: ends add up to cases; the stages of an ended case are one unbroken way, and nothing is done before what it follows."""
    rows, one = flow(), run(name, 3)
    after = {s.n: {b.to for b in s.branches if b.to is not None} for s in rows.stages}
    last = {s.n: {b.end for b in s.branches if b.end is not None} for s in rows.stages}
    for row in one.rows:
        way = [s.n for s in rows.stages if row[s.column]]
        times = [row[rows.stages[n].column] for n in way]
        assert times == sorted(times) and (not times or times[0] >= row[HEAD.index("born")])
        assert all(b in after[a] for a, b in zip(way, way[1:], strict=False))
        assert row[ENDED] in last[way[-1]] if row[ENDED] else not way or after[way[-1]]
    summary = simulate(name, 3)["summary"]
    assert summary["cases"] == len(one.rows) == sum(summary["ends"].values())


def test_a_referral_without_chance_is_the_one_worked_out_by_hand():
    """Claim: with one way, fixed hours and one case the whole log is what a pencil gives, over lunch, a weekend and the October holiday.

    One case of Gushi county comes on Friday 2025-09-26. Office hours 08:30–12:00 and 14:30–18:00; Sunday 28 September is a make-up
    workday; 1–8 October is the holiday.
    """
    one_way = {share: 0 for share in (
        "incident", "intervene", "consult", "special_meeting", "joint_meeting", "refuse", "elsewhere", "assist",
        "absent_leader", "small_team", "deputy", "papers", "no_reasons", "no_list", "last_day",
    )}
    hours = {
        "open_work": 1, "investigate_work": 3, "team_work": 0.5, "report_work": 3.5, "approve_work": 2, "send_work": 1, "delivery": 0.5,
        "sign_work": 0.5, "review_work": 14, "letter_work": 1, "handover_work": 7,
    }
    scenario = read_scenario({
        "from": "2025-09-26", "until": "2025-09-26", "closed": "2025-11-30",
        "set": one_way | hours | {
            "suspect": 100, "file": 100, "goods": 100, "rate.psb_complaint": {"county": 0, "city": 0},
            "rate.amr_case": {"county": 0, "city": 0, "xinyang/gushi": 300}, "season": [100] * 12,
        },
    })
    seed = next(s for s in range(100) if len(run(scenario, s, engine="plain").rows) == 1)
    one = run(scenario, seed, engine="plain")
    born = one.when(one.rows[0][HEAD.index("born")]).isoformat()
    assert (seed, born) == (SEED, BORN)
    log = case_log(one, 0)
    assert [(e["act"], e["at"][5:19], e.get("received", "")[5:19]) for e in log["events"]] == BY_HAND
    assert {e["actor"] for e in log["events"]} == {"amr/xinyang/gushi", "psb/xinyang/gushi"}
    assert not [f for f in audit(from_dict(log)) if f.breach]


# The first seed with just one case, when that case comes, and the pencil's work: noon cuts the investigation, Friday evening the report.
SEED, BORN = 3, "2025-09-26T08:33:12+08:00"
BY_HAND = [
    ("case.open", "09-26T09:33:12", ""),
    ("evidence.preserve", "09-26T15:03:12", ""),
    ("suspicion.found", "09-26T15:03:12", ""),
    ("referral.team", "09-26T15:33:12", ""),
    ("referral.report", "09-28T09:33:12", ""),
    ("referral.approve", "09-28T11:33:12", ""),
    ("referral.send", "09-28T15:03:12", "09-28T15:33:12"),
    ("referral.sign", "09-28T16:03:12", ""),
    ("filing.decide", "09-30T16:03:12", ""),
    ("filing.notify", "09-30T17:03:12", "09-30T17:33:12"),
    ("goods.handover", "10-09T17:33:12", ""),
]


def test_one_seed_one_answer_and_common_chances_across_scenarios():
    """Claim: the same arguments give the same bytes; another seed, replication or city gives others; scenarios share their cases."""
    first = run("plan", 5)
    assert run("plan", 5).rows == first.rows
    for other in (run("plan", 6), run("plan", 5, 1), run("plan", 5, 0, 1)):
        assert other.rows != first.rows
    born, known = HEAD.index("born"), slice(1, 6)
    assert [(r[born], r[known]) for r in run("no_office", 5).rows] == [(r[born], r[known]) for r in first.rows]


def test_totals_count_what_the_rows_show():
    """Claim: cases, ends, visits, waits and work within the window are those counted row by row."""
    one = run("campaign", 4)
    found = dict(zip(total_names(one.model.scenario), totals(one), strict=True))
    window = one.time.window_office
    for desk in flow().desks:
        mine = [(a, s or one.time.closed_office, d or one.time.closed_office) for _, _, at, _, a, s, d in one.visits() if at == desk["id"] and a < window]
        assert found[f"asked.{desk['id']}"] == len(mine)
        assert found[f"wait.{desk['id']}"] == sum(min(s, window) - a for a, s, _ in mine)
        assert found[f"busy.{desk['id']}"] == sum(max(0, min(d, window) - s) for _, s, d in mine)
    assert found["cases"] == len(one.rows)
    assert [found[f"end.{e['id']}"] for e in flow().ends] == [sum(r[ENDED] == n for r in one.rows) for n in range(len(flow().ends))]


def test_a_queue_over_time_ends_empty_and_never_has_more_at_work_than_officers():
    """Claim: at no moment do more cases lie on desks than there are officers, and nobody waits while an officer is free."""
    one = run("plan", 2)
    pools = dict(zip(one.model.pool_names(), one.model.desks[1:], strict=True))
    for (desk, agency), officers in pools.items():
        line = queue_over_time(one, desk, agency) if officers else []
        assert all(working <= officers and (not waiting or working == officers) for _, waiting, working in line)
        assert not line or line[-1][1:] == (0, 0)


def test_more_reviewers_help_review_and_an_absence_hurts():
    """Claim: with the same chances one more reviewer shortens the wait for review, and a month without the liaison lengthens that for answers."""
    def waits(name):
        return {desk: q["wait_hours"] for desk, q in simulate(name, 1, 20)["summary"]["queue"].items()}

    plan = waits("plan")
    assert waits("one_more_reviewer")["psb.review"] < plan["psb.review"] / 2
    assert waits("liaison_away")["psb.desk"] > plan["psb.desk"] * 2
    assert waits("campaign")["amr.case"] > plan["amr.case"]


def test_a_run_without_the_package_numba_is_the_plain_one(monkeypatch):
    """Claim: `auto` falls back to plain Python, with the same answer."""
    from ipcoord_sim.simulation import running

    fast = simulate("plan", 1, 2)
    monkeypatch.setattr(running, "compiled_here", lambda: False)
    assert simulate("plan", 1, 2) == fast


def test_rows_and_logs_come_in_words():
    """Claim: a record names agency, offence, band and end; its times are those of the log."""
    one = run("plan", 1)
    record = next(r for r in one.records() if r["send"])
    log = case_log(one, record["case"] - 1)
    sent = next(e for e in log["events"] if e["act"] == "referral.send")
    assert (record["send"], record["agency"], record["send_received"]) == (sent["at"], sent["actor"], sent["received"])
    assert set(record) >= {"case", "agency", "stream", "offence", "band", "goods", "psb", "slips", "end", "born", "review.asked", "review.started", "review"}
    assert isinstance(one, Run)
