"""The referral tree: at most eight questions, every way through it ends, and it says what the law core says."""

from __future__ import annotations

from itertools import product

import pytest

import ipcoord_sim as ip
from ipcoord_sim import data
from ipcoord_sim.aids.referral import ACT_ZH, asked, decide, from_assessment, questions
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.experiments.referral_view import show_referral
from ipcoord_sim.norms import norm
from ipcoord_sim.parameters import find

DECIDING = ("kind", "cleared", "amount", "suspicion")
WAYS = [dict(zip(DECIDING, way, strict=True)) for way in product(*(questions()[id].answers for id in DECIDING))]
TABLE = data.load()["aids"]["referral"]
ROWS = [*TABLE["outcomes"], *TABLE["also"]]
SUSPECT = {"kind": "clear", "cleared": "no"}


def test_there_are_at_most_eight_questions():
    """B02: the aid ends in eight questions or fewer."""
    assert len(questions()) <= 8 and set(DECIDING) < set(questions())


@pytest.mark.parametrize("answers", WAYS, ids=lambda way: "-".join(way.values()))
def test_every_way_ends_in_one_of_four_acts(answers):
    """No combination of answers is without an outcome, and only questions that were asked decide it."""
    assert decide(answers).act in ACT_ZH
    assert decide({id: word for id, word in answers.items() if id in asked(answers)}).act == decide(answers).act


def test_suspicion_is_enough_whatever_the_amounts():
    """国务院令310号第3条第2款：有合理嫌疑，不论数额，都应当移送；排除了嫌疑的除外。"""
    for answers in WAYS:
        if answers["suspicion"] == "yes" and answers["kind"] != "none":
            assert decide(answers).act == ("refer" if answers["cleared"] == "no" else "penalise"), answers


@pytest.mark.parametrize(
    ("facts", "word", "act"),
    [
        ({"sales_amount": 60000}, "met", "refer"),
        ({"sales_amount": 100, "unsold_value": 0, "illegal_income": 0}, "not_met", "penalise"),
        ({"sales_amount": 100}, "unknown", "investigate"),
    ],
)
def test_it_agrees_with_the_advice_of_assess(facts, word, act):
    """From amounts to an act, the tree and the law core go the same way."""
    answer = ip.call("assess", {"on": "2026-03-02", "handled": "2026-03-16", "facts": {"conduct": ["sell_counterfeit_goods"], **facts}})
    assert from_assessment(answer) == word
    assert decide({**SUSPECT, "amount": word, "suspicion": "no"}).act == act == answer["advice"]["act"]


def test_an_offence_without_figures_is_an_open_question():
    """服务商标的空档期（2021-03-01至2025-04-25）：没有数额，先咨询。"""
    facts = {"conduct": ["counterfeit_mark_services"], "illegal_income_services": 60000}
    answer = ip.call("assess", {"on": "2022-05-20", "handled": "2022-06-20", "facts": facts})
    assert from_assessment(answer) == "open"
    assert decide({**SUSPECT, "amount": "open", "suspicion": "no"}).act == "consult"


def test_every_flip_is_true():
    """What is said to flip the result does so, and what is not said does not."""
    for answers in WAYS:
        decision = decide(answers)
        told = {(flip.question.id, flip.answer_zh): flip.acts for flip in decision.flips}
        for id in asked(answers):
            for other, label in questions()[id].answers.items() if id in DECIDING else ():
                if other == answers[id]:
                    continue
                act = decide({**answers, id: other}).act
                assert act in told.get((id, label), (decision.act,)), (answers, id, other)


def test_questions_that_no_longer_matter_are_not_asked():
    """Once the suspicion is cleared or the amounts are met, nobody is asked for more than what is added to the result."""
    assert asked({"kind": "none"}) == ("kind", "leads", "official")
    assert "suspicion" not in asked({**SUSPECT, "amount": "met"})
    assert asked({}) == tuple(questions())


def test_a_penalty_before_does_not_stand_in_for_a_referral():
    """国务院令310号第11条：罚过的也要移送，罚款折抵。"""
    for word, basis in (("yes", "orn310-fine-offset"), ("no", "apl-8-no-substitute")):
        decision = decide({**SUSPECT, "amount": "met", "penalised": word})
        assert decision.act == "refer" and any(basis in row["basis"] for row in decision.also)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.get("id", row.get("say_zh", "")[:8]))
def test_every_row_rests_on_norms_and_verified_law(row):
    """Nothing 待核 leads to an act."""
    for id in row["norms"]:
        assert norm(id).id == id
    assert row["norms"] or row["basis"]
    assert all(find(id).value.verified for id in row["basis"])
    for id, words in row["when"].items():
        assert set(words) <= set(questions()[id].answers)


def test_a_missing_or_unknown_answer_is_refused():
    """Nothing is guessed."""
    with pytest.raises(InputError, match="还缺一个回答：数额"):
        decide(SUSPECT)
    with pytest.raises(UnknownIdError, match="没有这个回答（kind）：maybe"):
        decide({"kind": "maybe"})
    with pytest.raises(UnknownIdError, match="最接近的是 amount"):
        decide({"amounts": "met"})


def test_the_clocks_before_a_holiday_are_told():
    """Report and approval on 2026-09-30 10:00: three days end on 8 October, 24 hours on 1 October at 11:00 (counted by hand)."""
    html = show_referral({**SUSPECT, "amount": "met"}, "2026-09-30 10:00")._repr_html_()
    assert "2026年10月8日（周四）" in html and "2026年10月3日（周六）" in html and "2026年10月1日（周四）11:00" in html
    assert "涉嫌犯罪案件移送书" in html and "涉案物品清单" in html


def test_only_a_referral_has_clocks_and_papers():
    """Where the plan writes no days, none are told."""
    html = show_referral({"kind": "none"}, "2026-09-30 10:00")._repr_html_()
    assert "没有写天数" in html and "移送书" not in html
