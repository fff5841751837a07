"""The time machine, the offences side by side and the papers: what they show is what the law core answers."""

from __future__ import annotations

import re

import pytest

import ipcoord_sim as ip
from ipcoord_sim.aids.measures import measure, measures, still_facts
from ipcoord_sim.aids.time_machine import most
from ipcoord_sim.errors import InputError, NotInForceError, UnknownIdError
from ipcoord_sim.experiments.evidence_view import WEIGHT_ZH, changed, show_package
from ipcoord_sim.experiments.offence_view import conducts, opened_by, pairs, show_offences
from ipcoord_sim.experiments.time_machine_view import show_time_machine
from ipcoord_sim.parameters import find
from ipcoord_sim.thresholds import steps

LINE = {"name": "茶", "quantity": 48, "unit": "箱", "unit_price": 600, "value": 28800}


def _plain(view) -> str:
    return re.sub(r"<[^>]+>", " ", view._repr_html_())


def test_labels_of_2024_handled_in_2025_stay_under_the_old_law():
    """gaps.md 6：1.5万件，旧标准未达、新标准已达，依旧标准不入罪。"""
    said = show_time_machine("crl-215", "labels", 15000, "2024-05-06", "2025-06-16").sentence_zh
    assert "行为时法：没有达到；处理时法：达到（基本档）。适用行为时法" in said and said.endswith("没有达到。")


def test_each_period_shows_its_figure_and_its_answer():
    """Copies: 1,000 from 2004, 500 from 2007 on; 700 copies are met from then on."""
    shown = _plain(show_time_machine("crl-217", "copies", 700, "2026-01-05", "2026-01-19"))
    assert re.search(r"2004-12-22起.*1,000份.*没有达到.*2007-04-05起.*500份.*达到（基本档）", shown)


def test_a_single_amount_leaves_nothing_unknown():
    """Every other amount is zero and said to be so, so that the answer is definite for each amount of each offence."""
    for offence, field in measures():
        facts = still_facts(offence, field, 0)
        got = ip.call("assess", {"facts": facts, "on": "2026-01-05", "handled": "2026-01-19"})["results"][0]
        assert (got["offence"], got["entry"], got["missing"]) == (offence, "not_met", []), (offence, field)


@pytest.mark.parametrize("key", measures(), ids="-".join)
def test_the_slider_reaches_beyond_every_figure(key):
    """At its end every step of the law is crossed."""
    assert all(most(*key) > step.threshold for step in steps(*key) if step.threshold)


def test_an_amount_that_no_figure_reads_is_refused():
    """The nearest pair is named."""
    with pytest.raises(UnknownIdError, match="crl-214 sales_amount"):
        measure("crl-214", "sales_amonut")


def test_days_that_cannot_be_are_refused():
    """Handling before the conduct, a day before the statute in the data, no day at all."""
    for on, error in (("2025-06-17", InputError), ("1990-01-01", NotInForceError), ("去年", InputError)):
        with pytest.raises(error):
            show_time_machine("crl-215", "labels", 1, on, "2025-06-16")


def test_every_conduct_opens_its_offence():
    """The table of conducts and the law core agree."""
    for conduct in conducts():
        got = ip.call("assess", {"facts": {"conduct": [conduct]}, "on": "2026-01-05", "handled": "2026-01-19"})
        assert [row["offence"] for row in got["results"]] == [opened_by(conduct)[0].id]


def test_every_pair_rests_on_verified_law_and_known_conducts():
    """The question that tells two conducts apart has its provision."""
    for pair in pairs():
        assert set(pair["conducts"]) <= set(conducts())
        assert all(find(id).value.verified for id in pair["basis"])


def test_a_pair_reads_the_same_both_ways_round():
    """Turned round, the answers change places with the columns."""
    for pair in pairs():
        one, two = (show_offences(*order, "2026-05-20") for order in (pair["conducts"], pair["conducts"][::-1]))
        assert one.sentence_zh == two.sentence_zh
        assert "".join(pair["answers_zh"]) in _plain(one) and "".join(pair["answers_zh"][::-1]) in _plain(two)


def test_service_marks_were_no_offence_before_2021_03_01():
    """刑法修正案（十一）施行的前一天和当天。"""
    assert "这一天还不是犯罪" in _plain(show_offences("counterfeit_mark_goods", "counterfeit_mark_services", "2021-02-28"))
    assert "这一天还不是犯罪" not in _plain(show_offences("counterfeit_mark_goods", "counterfeit_mark_services", "2021-03-01"))


def test_a_day_before_the_statute_in_the_data_says_nothing_of_offences():
    """What the data does not know is not called lawful."""
    with pytest.raises(NotInForceError):
        show_offences("make_marks", "sell_marks", "1990-05-20")


def test_one_box_less_in_the_list_is_found_with_what_hangs_on_it():
    """Quantity and value of the line, both told."""
    tables = {"goods_list": {"items": [LINE]}, "investigation_report": {"items": [LINE]}}
    whole = {"documents": ["referral_letter", "investigation_report", "goods_list", "other_materials"], "contents": tables}
    assert show_package(whole).sentence_zh == "材料齐，内容对得上。"
    assert show_package(changed(whole, 47, whole["documents"])).sentence_zh == "对不上2处。"
    assert whole["contents"]["goods_list"]["items"][0]["quantity"] == 48


def test_a_paper_taken_out_takes_its_words_with_it():
    """Nothing is compared with a paper that is not there."""
    tables = {"goods_list": {"items": [LINE]}, "investigation_report": {"items": [LINE]}}
    there = ["referral_letter", "investigation_report", "other_materials"]
    made = changed({"facts": {"has_goods": True}, "documents": [], "contents": tables}, 40, there)
    assert set(made["contents"]) == {"investigation_report"} and show_package(made).sentence_zh == "缺材料1处。"


def test_every_weight_of_a_finding_has_a_word():
    """The table of the check and the words of the view agree."""
    from ipcoord_sim import data

    assert {row["weight"] for row in data.load()["rules"]["evidence"]["checks"]} == set(WEIGHT_ZH)
