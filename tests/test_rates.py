"""Referral rates: a unit's own counts, read strictly; a rate from few cases says so; nothing is claimed of any real unit."""

from __future__ import annotations

import re

import pytest

from ipcoord_sim.conformance.rules import assumption
from ipcoord_sim.errors import InputError
from ipcoord_sim.experiments.calls import form_of
from ipcoord_sim.experiments.rates import COLUMNS, Supposed, band, read_counts, suppose
from ipcoord_sim.experiments.rates_view import show_columns, show_rates, show_supposed, source_note
from ipcoord_sim.pictures.rates import percent_zh, rates_svg

HEAD = "单位,查处件数,移送件数,案值,移送案值"
TABLE = f"{HEAD}\n甲,46,1,382000,214000\n乙,8,2,93000,31000\n"


def test_rates_and_shares_are_simple_divisions():
    """1 of 46, 2 of 8; 214,000 of 382,000."""
    one, two = read_counts(TABLE)
    assert (one.rate, two.rate, one.share) == (1 / 46, 0.25, 214000 / 382000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_of_the_office_suite_is_read(tmp_path, encoding):
    """CSV as written by a spreadsheet, Chinese commas, thousands and units too."""
    path = tmp_path / "自己的数.csv"
    path.write_text(f'{HEAD}\n甲，46件，1件，"382,000元",214000\n', encoding=encoding)
    assert read_counts(path)[0].cases == 46 and "查处46件，移送1件" in show_rates(str(path)).sentence_zh


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (f"{HEAD}\n甲,五,1,1,1\n", "第 2 行（甲）：查处件数写的是“五”"), (f"{HEAD}\n甲,-3,1,1,1\n", "不小于 0 的整数"),
        (f"{HEAD}\n甲,3\n", "移送件数写的是“”"), (f"{HEAD}\n甲,3,4,1,1\n", "移送件数 4 比查处件数 3 还多"),
        (f"{HEAD}\n甲,3,1,5,9\n", "移送案值 9 比案值 5 还多"), (f"{HEAD}\n甲,0,0,0,0\n", "查处件数是 0"),
        (f"{HEAD}\n,3,1,1,1\n", "第 2 行没有写单位"), (f"{HEAD}\n甲,3,1,1,1\n甲,4,1,1,1\n", "“甲”写了两行"),
        ("单位,件数\n甲,3\n", "表里缺少“查处件数”“移送件数”“案值”“移送案值”"), (f"{HEAD}\n", "下面至少一行"), ("\n", "表里缺少"), ("没有.csv", "找不到文件"),
    ],
)
def test_what_cannot_be_counted_is_one_sentence(table, words):
    """Line, unit, column, what is wrong, what to do."""
    with pytest.raises(InputError, match=re.escape(words)) as refused:
        read_counts(table)
    assert str(refused.value).endswith("。")


def test_the_band_is_wilsons():
    """Wilson 1927 for 1 of 10 and 95 per cent: 1.8 to 40.4 per cent; nothing and everything stay within 0 and 1."""
    assert [round(end, 3) for end in band(1, 10)] == [0.018, 0.404]
    assert band(0, 5)[0] == 0 and band(5, 5)[1] == 1


def test_few_cases_are_said_to_be_few():
    """A band wider than the rate itself is told; a narrow one gives its ends."""
    assert "可能只是波动" in show_rates(TABLE).sentence_zh
    assert "波动范围" in show_rates(f"{HEAD}\n甲,1000,300,1,1\n").sentence_zh


def test_the_same_rate_hides_different_misses():
    """7 of 120 referred: none, 5 or 17 missed, by what was supposed (counted by hand)."""
    assert [suppose(120, *pair).missed for pair in ((6, 100), (10, 60), (20, 30))] == [0, 5, 17]
    assert suppose(120, 10, 60) == Supposed(12, 7, 5, 7 / 120)
    with pytest.raises(InputError):
        suppose(0, 10, 60)
    with pytest.raises(InputError):
        suppose(10, 101, 60)


def test_no_statistic_is_claimed():
    """What is not verified is said not to be; the figures of the form are named assumptions of ours with their reason."""
    assert "没有读到核实过的公开统计，待核" in source_note().sentence_zh
    shown = form_of("supposed").answer({}).html
    assert "编的数，不是统计" in shown
    for id in ("CASES_A_YEAR", "DUE_SHARE", "DUE_REFERRED"):
        assert assumption(id)["why_zh"] in shown


def test_every_column_is_explained():
    """The five headings stand in the explanation and in the error."""
    assert all(head in show_columns().html for head, _ in COLUMNS.values())


def test_what_is_supposed_says_so():
    """Three controls, each with a name that says it is supposed."""
    assert ["假设" in control.label_zh for control in form_of("supposed").controls] == [True] * 3


def test_nothing_due_and_nothing_referred_is_no_crash():
    """Zero per cent of anything is zero."""
    assert "移送率0%" in show_supposed(5, 0, 0).sentence_zh


def test_the_picture_tells_every_row_in_words():
    """A screen reader hears both shares and the band; a name of the unit cannot become markup."""
    svg = rates_svg([("<b>", 0.1, (0.05, 0.2), 0.5)])
    assert "&lt;b&gt;：按件数10%（5%到20%），按案值50%" in svg and "<b>" not in svg
    assert percent_zh(0.999) == "100%" and percent_zh(0.0004) == "0%"
