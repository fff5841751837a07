"""A stock as amounts: which price counts on which day, and what illegal income is in each sense (all counted by hand)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ipcoord_sim import data
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.experiments.amounts import Goods, conduct_facts, criminal_income, incomes, priced, sales
from ipcoord_sim.experiments.amounts_view import show_amounts
from ipcoord_sim.parameters import find

WINE = Goods("假酒", 100, 29000, 400, tag=310, market=899, cost=180)
LAST_OLD, FIRST_NEW = date(2025, 4, 25), date(2025, 4, 26)


def _ways(stock, day):
    return [(way.price, way.unsold, way.business) for way in priced(stock, day)]


def test_the_old_rule_puts_tag_and_average_side_by_side():
    """法释〔2004〕19号第12条：标价“或者”实际平均价。400 × 310 = 124,000; 400 × 290 = 116,000; each plus 29,000 sold."""
    assert _ways([WINE], LAST_OLD) == [("tag", 124000, 153000), ("average", 116000, 145000)]


def test_the_new_rule_has_an_order_from_its_first_day():
    """法释〔2025〕5号第28条第1款：先均价，再标价，再中间价。"""
    assert _ways([WINE], FIRST_NEW) == [("average", 116000, 145000)]
    unsold = replace(WINE, sold=0, received=0)
    assert [way.label_zh for way in priced([unsold], FIRST_NEW)] == ["标价"]
    assert [(way.label_zh, way.unsold) for way in priced([replace(unsold, tag=None)], FIRST_NEW)] == [("被侵权产品的市场中间价", 359600)]


def test_the_old_rule_knows_one_way_where_there_is_one_price():
    """Without sales only the tag is left; without a tag the middle price."""
    unsold = replace(WINE, sold=0, received=0)
    assert [way.label_zh for way in priced([unsold], LAST_OLD)] == ["标价"]
    assert [way.label_zh for way in priced([replace(unsold, tag=None)], LAST_OLD)] == ["被侵权产品的市场中间价"]


def test_goods_are_priced_one_by_one():
    """Bags by their average (500 × 200), purses that never sold by their tag (300 × 160)."""
    stock = [Goods("提包", 60, 12000, 500, tag=280, cost=90), Goods("钱夹", 0, 0, 300, tag=160)]
    (way,) = priced(stock, FIRST_NEW)
    assert (way.unsold, way.business, way.label_zh) == (148000, 160000, "实际销售平均价、标价")


def test_goods_without_a_price_are_refused_where_they_count():
    """No price is invented; goods that were all sold need none."""
    with pytest.raises(InputError, match="没有任何价格"):
        priced([Goods("散酒", 0, 0, 10)], FIRST_NEW)
    assert priced([Goods("散酒", 10, 500, 0)], FIRST_NEW)[0].unsold == 0


def test_illegal_income_has_three_senses_and_one_without_a_figure():
    """29,000 − 100 × 180 = 11,000 in criminal law; all of 29,000 in the penalties law; 待核 by the rules of 2026."""
    found = {income.value.fact: (income.amount, income.open) for income in incomes([WINE], date(2026, 5, 18))}
    assert found == {
        "crl-def-illegal-income-2025": (11000, False), "apl-28-illegal-income": (29000, False), "samr-illegal-income-2026": (None, True),
    }
    assert "samr-illegal-income-2026" not in {income.value.fact for income in incomes([WINE], date(2026, 3, 19))}


def test_what_was_not_read_is_computed_from_nothing():
    """Only verified rules have something to deduct, and no sense without a text reaches a verdict."""
    for row in data.load()["aids"]["amounts"]["incomes"]:
        assert "deducts" not in row or find(row["fact"]).value.verified
    assert criminal_income([WINE], LAST_OLD) is None


def test_without_the_purchase_price_income_is_left_out():
    """An amount that is not known is not zero."""
    blind = replace(WINE, cost=None)
    assert criminal_income([blind], FIRST_NEW).amount is None
    assert "illegal_income" not in conduct_facts("sell_counterfeit_goods", [blind], priced([blind], FIRST_NEW)[0], FIRST_NEW)


def test_a_loss_is_no_negative_income():
    """Sold below cost: nothing gained."""
    assert criminal_income([replace(WINE, cost=400)], FIRST_NEW).amount == 0


def test_seller_and_counterfeiter_are_measured_by_different_amounts():
    """214 reads sales and unsold goods, 213 the business amount."""
    way = priced([WINE], FIRST_NEW)[0]
    assert conduct_facts("sell_counterfeit_goods", [WINE], way, FIRST_NEW) == {
        "conduct": ["sell_counterfeit_goods"], "sales_amount": 29000, "unsold_value": 116000, "illegal_income": 11000,
    }
    assert conduct_facts("counterfeit_mark_goods", [WINE], way, FIRST_NEW)["business_amount"] == 145000
    with pytest.raises(UnknownIdError, match="trade_secret"):
        conduct_facts("trade_secret", [WINE], way, FIRST_NEW)


def test_two_prices_with_two_results_are_told():
    """The worked case of the notebook: met by the tag, not met by the average, one result a month later."""
    assert "两种算法结论不同" in show_amounts([WINE], "sell_counterfeit_goods", "2025-04-25").sentence_zh
    later = show_amounts([WINE], "sell_counterfeit_goods", "2025-04-26").sentence_zh
    assert "没有达到" in later and "两种算法" not in later


def test_sums_are_yuan_and_cents():
    """Three bottles at 0.1 yuan are 0.3 yuan."""
    assert sales([Goods("酒", 1, 0.1, 0), Goods("酒", 2, 0.2, 0)]) == 0.3


def test_a_day_before_the_first_rule_is_refused():
    """Before 2004-12-22 the data has no rule of price."""
    with pytest.raises(InputError, match="2004-12-21"):
        priced([WINE], date(2004, 12, 21))
