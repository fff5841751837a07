"""Where it jams: an arrangement becomes a scenario, cases are the same on both sides, every picture rests on what was simulated."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import ipcoord_sim as ip
from ipcoord_sim.casefile import from_dict
from ipcoord_sim.conformance import audit
from ipcoord_sim.errors import InputError, IpcoordError, UnknownIdError
from ipcoord_sim.experiments.calls import form_of
from ipcoord_sim.experiments.jam import first_arrangement, outcome, review_days, scenario_of, simulated, weekly_queue
from ipcoord_sim.experiments.jam_cases import case_ways, long_case
from ipcoord_sim.experiments.jam_view import (
    show_assumptions,
    show_days,
    show_jam,
    show_lanes,
    show_queue,
    show_scenarios,
    show_ways,
    value_zh,
)
from ipcoord_sim.experiments.missing_view import show_escalation, show_missing
from ipcoord_sim.simulation import queue_over_time, read_scenario, scenario_names

PLAN = first_arrangement()


def _plain(view) -> str:
    return re.sub(r"<[^>]+>", " ", view._repr_html_())


def test_the_first_arrangement_is_the_plan():
    """Nothing is changed, so the runs are those of the plan, case by case."""
    assert scenario_of(PLAN)["set"] == {} and outcome(scenario_of(PLAN), 1).runs == outcome("plan", 1).runs


def test_an_arrangement_changes_what_it_says_and_nothing_else():
    """Reviewers, office, absence and surge become the assumptions of these names; all others stay."""
    made = read_scenario(scenario_of(replace(PLAN, reviewers=PLAN.reviewers + 1, office=False, away=2, surge=300, last_day=True)))
    plan = read_scenario("plan")
    assert {id for id, a in made.assumptions.items() if a.value != plan.value(id)} == {"staff.psb.review", "office_runs", "last_day"}
    assert made.value("staff.psb.review") == {**plan.value("staff.psb.review"), "county": PLAN.reviewers + 1}
    (away,), (surge,) = made.absences, made.surges
    assert (away.desk, str(away.start), str(away.end)) == ("psb.desk", "2025-02-01", "2025-02-28")
    assert (surge.stream, surge.percent) == ("amr_case", 300)


@pytest.mark.parametrize("wrong", [{"away": 13}, {"away": -1}, {"reviewers": 0}])
def test_an_arrangement_that_cannot_be_is_one_sentence(wrong):
    """No such month, nobody at a desk to which cases come."""
    with pytest.raises(IpcoordError) as refused:
        outcome(scenario_of(replace(PLAN, **wrong)), 1)
    assert str(refused.value).endswith("。")


def test_no_run_is_no_answer():
    """There must be one run at least."""
    with pytest.raises(InputError, match="至少要模拟一次"):
        outcome("plan", 0)


def test_the_cases_are_the_same_in_every_arrangement():
    """Common random numbers: as many cases, year by year, whoever sits where; one seed gives one answer."""
    more = outcome(scenario_of(replace(PLAN, reviewers=3)), 2)
    assert more.cases == outcome("plan", 2).cases
    born = [[row[9] for row in simulated(key).rows] for key in ("plan", "no_office")]
    assert born[0] == born[1]


def test_breaches_told_are_those_the_checker_finds():
    """R12 of the first year, counted by the checker in the case logs."""
    logs = ip.call("simulate", {"scenario": "plan", "seed": 1, "replications": 1, "logs": True})["logs"]
    found = sum(f.rule == "R12" and f.breach for log in logs for f in audit(from_dict(log)))
    assert outcome("plan", 1).runs[0]["late"] == found


def test_the_queue_of_a_week_is_its_longest():
    """No week shows less than any moment in it, and the peak of the year is the peak of the queue."""
    made = simulated("plan")
    weeks, moments = weekly_queue(made, "psb.review"), queue_over_time(made, "psb.review")
    within = [n for at, n, _ in moments if at.date() <= made.model.scenario.end]
    assert max(n for _, n in weeks) == max(within)
    assert [day for day, _ in weeks] == list(range(0, 7 * len(weeks), 7))
    start = made.model.scenario.start
    for at, n, _ in moments:
        if at.date() <= made.model.scenario.end:
            assert weeks[(at.date() - start).days // 7][1] >= n


def test_the_days_of_the_review_are_counted_for_every_decision():
    """As many as cases with a decision; none below nought."""
    made = simulated("plan")
    place = {name: n for n, name in enumerate(made.columns)}
    assert len(review_days(made)) == sum(bool(row[place["filed"]] or row[place["declined"]]) for row in made.rows if row[place["send_received"]])
    assert min(review_days(made)) >= 0


def test_every_case_leaves_once_and_arrives_once():
    """Conservation: what comes into a station goes out of it, and the ends add up to all cases."""
    made = simulated("plan")
    ways = case_ways(made)
    into, out = ({}, {})
    for row in ways:
        out[row["from"]] = out.get(row["from"], 0) + row["count"]
        into[row["to"]] = into.get(row["to"], 0) + row["count"]
    for name in set(into) & set(out):
        assert into[name] == out[name], name
    assert sum(n for name, n in into.items() if name not in out) == len(made.rows) == sum(n for name, n in out.items() if name not in into)


def test_the_long_case_is_a_log_that_the_checker_reads():
    """It has an end, its breaches are told with their rule."""
    case = from_dict(long_case(simulated("plan")))
    told = show_lanes()
    assert case.ended and all(f.rule in told.sentence_zh for f in audit(case) if f.breach)


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_has_its_row_and_its_reason(name):
    """What is assumed stands beside what came of it."""
    shown = _plain(show_scenarios([name], runs=2))
    assert read_scenario(name).title_zh in shown and read_scenario(name).why_zh in shown and "这是模拟，不是统计" in shown


def test_a_verdict_needs_all_years():
    """Less in every year, more in every year, or not to be said."""
    assert show_jam(replace(PLAN, reviewers=3), 3).sentence_zh.partition("；")[2].startswith("3年年年更少。")
    assert show_jam(PLAN, 2).sentence_zh.endswith("没有变。")


def test_what_moved_is_told_where_it_moved():
    """Without the office it is the meetings that wait; with the liaisons away it is the answers; a change in some years is not told."""
    told = dict(part.split("：", 1) for part in re.findall("<li>(.+?)</li>", show_scenarios(runs=6).html))
    assert "专门协调会议" in told["没有协作办公室"] and "联合督办会议" in told["没有协作办公室"] and "咨询" not in told["没有协作办公室"]
    assert "咨询到有答复" in told["联络员离岗一个月"] and "会议" not in told["联络员离岗一个月"]


def test_every_answer_says_that_it_is_no_statistic():
    """The note of the simulation stands below each comparison, and every assumption has its reason."""
    assert "不能用来评价哪个单位" in _plain(show_jam(PLAN, 2))
    plan = read_scenario("plan")
    shown = _plain(show_assumptions("plan", ("staff", "rate", "season", "mix", "share", "duration", "count")))
    assert all(a.why_zh in shown and a.label_zh in shown for a in plan.assumptions.values())
    assert "没有一个是统计数字" in shown


def test_values_of_the_simulation_have_words():
    """No English key is left in what a reader sees."""
    plan = read_scenario("plan")
    assert [a.id for a in plan.assumptions.values() if re.search("[a-z]{3}", value_zh(a.value, a.unit).replace("crl-", ""))] == []


@pytest.mark.parametrize("show", [show_queue, show_days, show_ways, show_lanes])
def test_every_picture_has_its_words(show):
    """Title and description for those who hear it, a sentence beside it, and the same for the same seed."""
    view = show()
    assert view.sentence_zh.endswith("。") and "<title>" in view.html and "<desc>" in view.html
    assert show().html == view.html


def test_without_the_office_no_referral_channel_is_lost():
    """国务院令310号第5条：移送直接送同级公安机关；少的只是开会的渠道。"""
    shown = _plain(show_missing(["office/xinyang"]))
    assert "召集" in shown and "移送 " not in shown and show_missing(["office/xinyang"], drawn=False).html.count("<svg") == 0


def test_without_the_city_police_the_counties_questions_end():
    """Ten counties ask the city's bureau first (N09)."""
    view = show_missing(["psb/xinyang"])
    told = re.search("逐级请示到不了最上级：(.+?)。", _plain(view)).group(1)
    assert len(told.split("、")) == 10 and "固始县公安局" in told


def test_the_way_up_is_told_level_by_level():
    """County, city, province, ministry."""
    assert show_escalation("psb/xinyang/gushi").sentence_zh == "逐级请示的路：固始公安，再到信阳公安，再到河南公安，再到公安部。一共4级，不越级。"
    with pytest.raises(UnknownIdError):
        show_escalation("psb/xinyang/gusi")
    with pytest.raises(UnknownIdError):
        show_missing(["office/xinyan"])


def test_no_county_can_be_left_without_officers():
    """Each desk keeps one at least."""
    bounds = {control.name: control.least for control in form_of("jam").controls}
    assert [bounds[name] for name in ("investigators", "transfer", "reviewers", "liaisons")] == [1, 1, 1, 1]
