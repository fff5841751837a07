"""English identifiers with the field's Chinese words beside them."""

from __future__ import annotations

import pytest

from ipcoord_sim.agencies import agencies
from ipcoord_sim.data import load
from ipcoord_sim.vocabulary import TERMS, term, zh

# Pairs that architecture.md keeps apart, with their Chinese words.
APART = [
    ("time_limit", "期限", "deadline", "期满日"),
    ("refer", "移送", "forward", "转送"),
    ("refer", "移送", "reverse_transfer", "移交"),
    ("reconsideration", "复议", "review", "复核"),
    ("reconsideration", "复议", "administrative_reconsideration", "行政复议"),
    ("consultation", "咨询", "special_meeting", "专门协调会议"),
    ("special_meeting", "专门协调会议", "joint_supervision_meeting", "联合督办会议"),
    ("early_intervention", "提前介入", "refer", "移送"),
    ("filing", "立案", "decline", "不予立案"),
    ("case_lead", "线索", "filing_threshold", "立案追诉标准"),
    ("illegal_income", "违法所得", "business_amount", "非法经营数额"),
    ("sales_amount", "销售金额", "unsold_value", "未销售货值"),
]


@pytest.mark.parametrize(("one", "one_zh", "other", "other_zh"), APART)
def test_words_that_are_confused_are_kept_apart(one, one_zh, other, other_zh):
    """Claim: each of the two has its own identifier, its own Chinese word and its own meaning."""
    assert (term(one).zh, term(other).zh) == (one_zh, other_zh)
    assert term(one).meaning_zh != term(other).meaning_zh


@pytest.mark.parametrize("field", ["id", "zh", "en"])
def test_no_word_stands_twice(field):
    """Claim: one identifier, one Chinese word, one English word."""
    words = [getattr(t, field) for t in TERMS]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("one", TERMS, ids=lambda t: t.id)
def test_a_term_is_written_to_be_read(one):
    """Claim: identifiers are lower-case words, the meaning is one Chinese sentence with its full stop."""
    assert one.id.isidentifier() and one.id == one.id.lower()
    assert one.meaning_zh.endswith("。") and "," not in one.meaning_zh
    assert not one.zh.isascii() and one.en.isascii()


def test_the_words_of_the_calls_are_in_the_vocabulary():
    """Claim: kinds of agency, countings, readings and gaps that an answer may hold all have a Chinese word."""
    gaps = {s["gap"] for n in load()["norms"]["norms"]["norms"] for s in n["superior"]}
    kinds = {a.kind for a in agencies().values()}
    for word in gaps | kinds | {"calendar_day", "working_day", "rollover", "deadline"}:
        assert zh(word) != word, word


def test_the_kinds_of_agency_are_called_alike_in_vocabulary_and_data():
    """Claim: the name of a kind is typed the same in both places."""
    for kind in load()["agencies"]["agencies"]["kinds"]:
        assert zh(kind["id"]) == kind["name_zh"]


def test_a_word_that_is_not_listed_stays_as_it_is():
    """Claim: `zh` invents nothing."""
    assert zh("no_such_word") == "no_such_word"
