"""Figures put into sentences come from the data and from nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from ipcoord_sim.errors import InputError, NotInForceError, UnknownIdError
from ipcoord_sim.parameters import Number, all_parameters
from ipcoord_sim.wording import UNITS_ZH, amount_zh, article_zh, expand, number_zh


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (150000, "150,000"), (49999.99, "49,999.99"), (0.5, "0.5"), (100.0, "100"), (1000000.0, "1,000,000"), (0, "0")],
)
def test_amounts_have_separators_and_no_needless_fraction(value, text):
    """Claim: whole numbers are written whole, fractions to the cent."""
    assert amount_zh(value) == text


@pytest.mark.parametrize(
    ("unit", "counting", "text"),
    [("day", "working_day", "5个工作日"), ("day", "calendar_day", "5日"), ("day", "unspecified", "5日"), ("hour", "hour", "5小时"), ("yuan", None, "5元")],
)
def test_a_figure_is_written_with_its_unit(unit, counting, text):
    """Claim: only days that are working days are called so."""
    assert number_zh(Number(1, 5, unit, "x", "x", counting=counting)) == text


def test_every_unit_of_the_data_has_a_chinese_word():
    """Claim: no figure of the law is without a unit to print."""
    assert {n.unit for p in all_parameters() for v in p.values for n in v.numbers} <= set(UNITS_ZH)


def test_placeholders_become_the_figure_and_the_article():
    """Claim: a sentence names a fact, the data gives the words."""
    text = expand("批准后{law:orn310-send-24h}内移送（{article:orn310-send-24h}）。")
    assert text == "批准后24小时内移送（国务院令310号第5条第2款）。"
    assert article_zh("pol-180-supplement") == "公安机关办理刑事案件程序规定（2020修正）第180条第2款"
    assert expand("没有占位。") == "没有占位。"


def test_a_day_chooses_the_figure_of_that_day():
    """Claim: the same placeholder gives the old figure for an old day."""
    text = "未售货值{law:crl-214-unsold#1}"
    assert expand(text, date(2025, 4, 25)) == expand(text, date(2025, 4, 26)) == "未售货值150,000元"
    with pytest.raises(NotInForceError, match="2011-01-10"):
        expand(text, date(2011, 1, 9))


def test_a_placeholder_that_names_nothing_or_two_things_is_refused():
    """Claim: an unknown fact and a row of two numbers without its place are errors, not blanks."""
    with pytest.raises(UnknownIdError, match="最接近的是 orn310-send-24h"):
        expand("{law:orn310-send-24}")
    with pytest.raises(InputError, match="有 2 个数"):
        expand("{law:pol-180-supplement}")
