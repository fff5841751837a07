"""The notebooks' cases as logs: what a reader chooses is judged by the rules as a jurist would, day by day."""

from __future__ import annotations

import pytest

from ipcoord_sim.errors import HorizonError, InputError, UnknownIdError
from ipcoord_sim.experiments.consult_chain import LEVELS, Asked, chain, clocks, consult_log
from ipcoord_sim.experiments.intervention import Met, days_left, intervention_log, owed_next_day, timings
from ipcoord_sim.experiments.logs import case_log, event, moment, said_of
from ipcoord_sim.experiments.remedies import PATHS, Pace, path_log, walk
from ipcoord_sim.experiments.review_machine import RECEIPTS, Review, review_log
from ipcoord_sim.experiments.ten_days import FEEDBACK, HANDOVER, Returned, clock_starts, returned_log

JUNE = "2026-06-01 10:00"
AUTUMN = "2026-09-22 15:00"


def _broken(log: dict) -> set[tuple[str, str]]:
    return {(f["rule"], f["kind"]) for f in said_of(log)}


@pytest.mark.parametrize(
    ("receipt", "expected"),
    [
        ("sign", set()), ("incomplete", set()), ("other", set()), ("not_police", set()),
        ("refuse_papers", {("R09", "forbidden"), ("R12", "overdue")}), ("refuse_place", {("R09", "forbidden"), ("R12", "overdue")}),
        ("silent", {("R09", "missing_step")}),
    ],
)
def test_what_happens_at_the_window_is_judged_by_article_7(receipt, expected):
    """国务院令310号第7条：材料不全、不归管辖都不得拒收；不属公安职责的书面说明后退回不算拒收。"""
    assert _broken(review_log(Review(AUTUMN, receipt))) == expected


def test_every_receipt_is_tried_above():
    """The table of the test and the choices of the machine are the same."""
    assert set(RECEIPTS) == {"sign", "incomplete", "other", "not_police", "refuse_papers", "refuse_place", "silent"}


@pytest.mark.parametrize(("days", "late"), [(5, False), (6, False), (7, True)])
def test_the_review_ends_after_the_mid_autumn_holiday(days, late):
    """Accepted on Tuesday 22 September 2026, three days: Friday 25 is a holiday, so Monday 28 is the last day (counted by hand)."""
    assert (("R12", "late") in _broken(review_log(Review(AUTUMN, days=days)))) is late


@pytest.mark.parametrize(("hours", "late"), [(24, False), (25, False), (26, True)])
def test_forwarding_and_gaps_run_by_the_hour(hours, late):
    """Accepted at 15:00, 24 hours, the hour begun not counted: until 16:00 of the next day."""
    for receipt, rule in (("other", "R10"), ("incomplete", "R11")):
        assert ((rule, "late") in _broken(review_log(Review(AUTUMN, receipt, hours=hours, days=3)))) is late


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"notice": "bare"}, {("R14", "missing_document")}), ({"notice": "none"}, {("R13", "missing_step")}),
        ({"after": "nothing"}, {("R14", "missing_step"), ("R20", "missing_step")}), ({}, set()),
    ],
)
def test_a_decision_not_to_file_needs_notice_reasons_and_the_file_back(chosen, expected):
    """国务院令310号第8条、第10条。"""
    assert _broken(review_log(Review(AUTUMN, decision="decline", **chosen))) == expected


def test_a_filed_case_brings_the_goods_over():
    """国务院令310号第12条：接到立案通知书后移交物品；什么也不做就缺这一步。"""
    assert _broken(review_log(Review(AUTUMN, after="nothing"))) == {("R19", "overdue")}


def test_a_consultation_climbs_level_by_level():
    """County, city, province, ministry; skipping the city is the wrong way (N09)."""
    levels = [who for who, *_ in chain(Asked(JUNE, answered="state"))]
    assert levels == ["psb/xinyang/gushi", "psb/xinyang", "psb/henan", "psb/state"]
    assert ("R24", "wrong_channel") in _broken(consult_log(Asked(JUNE, skips=True)))
    assert ("R24", "wrong_channel") not in _broken(consult_log(Asked(JUNE)))


@pytest.mark.parametrize(("days", "left"), [(3, 0), (4, -3)])
def test_a_consultation_stops_no_clock(days, left):
    """Registered on Monday 1 June 2026, seven working days: Wednesday 10 June; three levels of three days end on that day."""
    register = clocks(Asked(JUNE, days=days))[0]
    assert (str(register.last), register.left) == ("2026-06-10", left)
    assert (("R41", "late") in _broken(consult_log(Asked(JUNE, days=days)))) is (left < 0)


def test_a_suspicion_is_not_made_to_wait_for_an_answer():
    """国务院令310号第3条第2款：有合理嫌疑的应当移送，咨询不代替。"""
    assert ("R28", "missing_step") in _broken(consult_log(Asked(JUNE, suspicion=4)))
    assert ("R28", "missing_step") not in _broken(consult_log(Asked(JUNE)))


@pytest.mark.parametrize("path", PATHS)
def test_a_way_walked_within_its_limits_breaks_no_rule_of_ours(path):
    """Whether the others use their whole limit or not; silent police are the only ones who are late."""
    expected = {("R12", "overdue")} if path == "silent" else set()
    for pace in (Pace(0, others_last=False), Pace(3)):
        assert _broken(path_log(path, JUNE, pace)) == expected


def test_a_day_too_late_is_found_in_every_step_of_the_regulator():
    """Three days from 1 June end on Thursday 4 June; the fourth day is late, a late proposal to the procuratorate is disputed."""
    assert _broken(path_log("both", JUNE, Pace(4))) == {("R15", "late"), ("R18", "late")}
    assert _broken(path_log("supervise", JUNE, Pace(4))) == {("R16", "disputed")}


def test_the_days_of_the_longest_way_are_those_of_the_articles():
    """Notice on 1 June, a day for each own step: 3 days to decide again, 7 to give reasons, 15 to file (counted by hand)."""
    rows = walk("both", JUNE, Pace(1))
    assert [str(row.done.date()) for row in rows] == [
        "2026-06-02", "2026-06-05", "2026-06-06", "2026-06-06", "2026-06-15", "2026-06-15", "2026-06-30",
    ]


def test_both_ten_day_clocks_begin_with_a_decision():
    """方案二（三）：公安自决定之日起，市监自作出处理决定之日起；1 June + 10 = 11 June, 7 July + 10 = 17 July."""
    (_, over, _), (_, told, _) = clock_starts(Returned(JUNE))
    assert (over["period"], over["safest"], told["period"], told["safest"]) == (HANDOVER, "2026-06-11", FEEDBACK, "2026-07-17")


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, set()), ({"over": 10}, set()), ({"over": 11}, {("R21", "late")}), ({"told": 10}, set()), ({"told": 11}, {("R22", "late")}),
        ({"listed": False}, {("R21", "missing_document")}), ({"goods": False}, {("R21", "missing_step")}), ({"written": False}, {("R22", "missing_document")}),
        ({"seized": False, "listed": False, "goods": False}, set()), ({"over": 0, "decision": 0, "told": 0}, set()),
    ],
)
def test_the_ten_days_and_the_three_things_handed_over(chosen, expected):
    """The last day is kept, the day after is late; material, list and property go together."""
    assert _broken(returned_log(Returned(JUNE, **chosen))) == expected


def test_early_intervention_is_no_referral():
    """Whoever asked the police and did not refer lacks the referral; whoever referred lacks nothing (R27, R28)."""
    found = {name: {rule for rule, _ in _broken(intervention_log(case))} for name, case in timings(Met(JUNE))}
    assert {name: rules - {"R42"} for name, rules in found.items()} == {
        "一直不提请，也不移送": {"R27", "R28"}, "提请了，没有移送": {"R28"}, "不提请，直接移送": set(), "发现当天提请，再移送": set(), "移送前一天才提请": set(),
    }


def test_the_referral_is_owed_before_and_after_the_police_came():
    """What is owed does not change with the intervention."""
    assert owed_next_day(Met(JUNE, asked=None)) and owed_next_day(Met(JUNE, asked=0)) and owed_next_day(Met(JUNE, asked=8))


def test_a_small_case_need_not_ask_for_intervention():
    """方案二（四）：只有案值较大、情节严重的才应提请。"""
    assert _broken(intervention_log(Met(JUNE, asked=None, sent=None, large=False))) == {("R28", "missing_step"), ("R42", "overdue")}


def test_the_days_left_are_counted_from_the_request():
    """Seized on 1 June, thirty days: 1 July; asked on the fifth day, 25 are left."""
    assert [(str(last), left) for _, _, last, left in days_left(Met(JUNE, asked=5))][0] == ("2026-07-01", 25)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: review_log(Review("明天")), InputError), (lambda: review_log(Review(AUTUMN, "reject")), UnknownIdError),
        (lambda: chain(Asked(JUNE, days=0)), InputError), (lambda: chain(Asked(JUNE, answered="town")), UnknownIdError),
        (lambda: chain(Asked(JUNE, skips=True, answered="city")), InputError), (lambda: walk("appeal", JUNE, Pace()), UnknownIdError),
        (lambda: walk("both", JUNE, Pace(-1)), InputError), (lambda: walk("both", "2026-12-20 10:00", Pace()), HorizonError),
        (lambda: returned_log(Returned(JUNE, told=-1)), InputError), (lambda: intervention_log(Met(JUNE, sent=1, suspicion=2)), InputError),
        (lambda: intervention_log(Met(JUNE, asked=-1)), InputError), (lambda: moment("2026-06-01"), InputError),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(make, error):
    """Nothing is guessed; the sentence ends as one."""
    with pytest.raises(error) as refused:
        make()
    assert str(refused.value).endswith("。")


def test_a_log_is_put_together_in_the_order_of_its_times():
    """Rows may be written in any order; what is absent is left out."""
    late, early = (event(id, moment(f"2026-06-0{n} 10:00"), "psb/xinyang", "training.hold", documents=None) for id, n in (("b", 2), ("a", 1)))
    assert case_log("A", "甲", (), [late, early])["events"] == [early, late] and set(early) == {"id", "at", "actor", "act"}


def test_every_level_has_its_word():
    """The choice of levels holds those of the agencies and one more for no answer."""
    from ipcoord_sim.agencies import agencies

    assert set(LEVELS) - {"never"} == {agencies()[id].level for id in ("psb/state", "psb/henan", "psb/xinyang", "psb/xinyang/gushi")}
