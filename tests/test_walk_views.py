"""The walks of a case to look at: whose turn it is, which limit ran out, how the ways compare, who is late."""

from __future__ import annotations

import re

import pytest

from ipcoord_sim.experiments.consult_chain import Asked, consult_log
from ipcoord_sim.experiments.consult_view import show_consultation, show_topics
from ipcoord_sim.experiments.intervention import Met
from ipcoord_sim.experiments.intervention_view import show_intervention, show_timings
from ipcoord_sim.experiments.remedies import PATHS, Pace
from ipcoord_sim.experiments.remedies_view import show_path, show_remedies
from ipcoord_sim.experiments.review_machine import Review, review_log
from ipcoord_sim.experiments.ten_days import Returned
from ipcoord_sim.experiments.ten_days_view import show_ten_days
from ipcoord_sim.experiments.walk_view import show_walk

JUNE = "2026-06-01 10:00"


def _plain(view) -> str:
    return re.sub(r"<[^>]+>", " ", view._repr_html_())


def test_a_walk_tells_whose_turn_it_is():
    """After the receipt is signed, the police have to decide; at the end the whole is judged."""
    log = review_log(Review("2026-09-22 15:00"))
    assert "固始公安应当作出立案或者不予立案决定，最晚2026年9月28日（周一）" in show_walk(log, 5).sentence_zh
    assert show_walk(log).sentence_zh.endswith("全部走完：没有违规。")
    assert show_walk(log, 99).sentence_zh == show_walk(log).sentence_zh and show_walk(log, -3).sentence_zh == show_walk(log, 1).sentence_zh


def test_a_ban_is_told_where_it_stands():
    """An unsigned delivery must not be refused."""
    assert "不得以材料不全、不归管辖等理由拒收" in _plain(show_walk(review_log(Review("2026-09-22 15:00")), 4))


def test_a_walk_through_a_consultation_names_papers_and_notes():
    """What was done stands with its note."""
    assert "认定不了，请示上级" in _plain(show_walk(consult_log(Asked(JUNE)), 5))


def test_the_consultation_says_which_limit_ran_out():
    """Fifteen days for three levels: the register has run out, the others have not; without an answer the first end is told."""
    assert "“7个工作日”（先行登记保存证据的处理）在6月10日走完：咨询不停表。" in show_consultation(Asked(JUNE)).sentence_zh
    assert show_consultation(Asked(JUNE, answered="county", days=2)).sentence_zh.endswith("等的时候没有期限走完。")
    assert "没有答复" in show_consultation(Asked(JUNE, answered="never")).sentence_zh


def test_what_is_not_written_is_told():
    """The plan's gaps stand beside the clauses: no days, no form, no word on whether limits stop."""
    assert "“及时”是多少天，方案没有写" in _plain(show_topics()) and "按不停止掌握，待核" in _plain(show_consultation(Asked(JUNE)))
    assert "“案值较大”" in _plain(show_intervention(Met(JUNE)))


@pytest.mark.parametrize("path", PATHS)
def test_every_way_is_shown_step_by_step(path):
    """Each step has who, limit or that none is written, and the day."""
    shown = _plain(show_path(path, JUNE))
    assert "没有写天数" in shown or path in ("reconsider", "silent")
    assert shown.count("2026年6月") >= len(PATHS[path][1])


def test_the_ways_are_compared_with_their_ends():
    """Different ends are told, so that days alone are not compared."""
    shown = _plain(show_remedies(JUNE, Pace()))
    assert "不立案，依法处罚" in shown and "公安说明理由，或者决定" in shown and "两读" in shown


def test_lateness_of_either_side_is_told_in_days():
    """One day too late is one day too late."""
    assert "6月12日做，晚了1天" in show_ten_days(Returned(JUNE, over=11)).sentence_zh
    assert "正好是最后一天" in show_ten_days(Returned(JUNE, over=10)).sentence_zh


def test_a_referral_before_the_request_is_told():
    """Who has referred need not ask any more."""
    assert "移送在先，不用再提请" in show_intervention(Met(JUNE, asked=9)).sentence_zh
    assert "没有违规的：不提请，直接移送；发现当天提请，再移送；移送前一天才提请。" in show_timings(Met(JUNE)).sentence_zh
