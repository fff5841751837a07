"""A referral's papers: what is missing, what does not agree, what the police take anew."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ipcoord_sim as ip
from ipcoord_sim.errors import InputError, IpcoordError, UnknownIdError
from ipcoord_sim.evidence import KINDS, check_package
from ipcoord_sim.parameters import find

ALL = ["referral_letter", "investigation_report", "goods_list", "test_report", "other_materials"]
FACTS = {"has_goods": True, "test_made": True}
ITEMS = [
    {"name": "甲牌白酒", "quantity": 120, "unit": "瓶", "unit_price": 499.5, "value": 59940, "tested": True},
    {"name": "乙牌香皂", "quantity": 30, "unit": "箱", "value": 0.3},
]
GOOD = {
    "referral_letter": {"day": "2026-09-20", "approved": "2026-09-19"},
    "investigation_report": {"day": "2026-09-18", "items": ITEMS, "total_value": 59940.3, "total_quantity": 150},
    "goods_list": {"day": "2026-09-18", "items": ITEMS, "total_value": 59940.3},
    "test_report": {"day": "2026-09-16", "sampled": "2026-09-10", "items": ["甲牌白酒"]},
    "evidence": [{"id": "z1", "kind": "physical", "name": "白酒样品"}],
}


def found(change=lambda c: None, facts=FACTS, documents=ALL):
    """The checks that speak after a change to the good papers, with what they name."""
    contents = json.loads(json.dumps(GOOD))
    change(contents)
    return [(f["check"], f["what"]) for f in check_package(facts, documents, contents)["findings"]]


def test_good_papers_have_nothing_to_say():
    """Claim: five kinds of papers that agree are complete."""
    answer = check_package(FACTS, ALL, GOOD)
    assert (answer["complete"], answer["findings"], answer["retake"]) == (True, [], [])


@pytest.mark.parametrize("paper", ALL)
def test_each_paper_of_article_6_is_missed(paper):
    """Claim: a paper that is not there is named with article 6; the fifth kind is a hint only (310号令第6条)."""
    answer = check_package(FACTS, [p for p in ALL if p != paper], {})
    (one,) = answer["findings"]
    assert (one["paper"], one["weight"]) == (paper, "hint" if paper == "other_materials" else "missing")
    assert "国务院令310号第6条" in one["message_zh"] and answer["complete"] == (paper == "other_materials")


def test_as_many_kinds_as_the_article_says():
    """Claim: the table names the five kinds of article 6, no more."""
    assert find("orn310-attachments").numbers[0].value == len(ALL)
    assert [f["paper"] for f in check_package(FACTS, [], {})["findings"]] == ALL


def test_without_goods_and_tests_their_papers_are_not_missed():
    """Claim: a list of goods and a test report are asked for only where there are goods and was a test."""
    assert [f["paper"] for f in check_package({}, [], {})["findings"]] == ["referral_letter", "investigation_report", "other_materials"]
    report = {"investigation_report": {"items": [{"name": "甲", "tested": True}]}}
    assert {"goods_list", "test_report"} <= {f["paper"] for f in check_package({}, [], report)["findings"]}


def set_item(paper, n, key, value):
    """A change of one field of one line."""
    return lambda c: c[paper]["items"][n].__setitem__(key, value)


@pytest.mark.parametrize(("change", "expected"), [
    (set_item("goods_list", 1, "quantity", 29), [("quantity", "乙牌香皂")]),
    (set_item("goods_list", 1, "unit", "盒"), [("unit", "乙牌香皂")]),
    (set_item("goods_list", 1, "value", 0.31), [("sum_value", "合计"), ("value", "乙牌香皂")]),
    (set_item("goods_list", 0, "unit_price", 499), [("product", "甲牌白酒")]),
    (set_item("goods_list", 1, "name", "丙牌"), [("not_in_report", "丙牌"), ("not_in_list", "乙牌香皂")]),
    (lambda c: c["goods_list"].update(total_value=60000), [("sum_value", "合计"), ("total_value", "合计")]),
    (lambda c: c["investigation_report"].update(total_quantity=151), [("sum_quantity", "合计")]),
    (lambda c: c["goods_list"].update(total_quantity=151), [("sum_quantity", "合计"), ("total_quantity", "合计")]),
    (lambda c: c["test_report"].update(items=["丁"]), [("not_tested", "甲牌白酒"), ("tested_unlisted", "丁")]),
    (lambda c: c["goods_list"].pop("items"), [("not_compared", "涉案物品清单")]),
    (lambda c: c["test_report"].update(day="2026-09-21"), [("after_letter", "检验报告或者鉴定结论")]),
    (lambda c: c["referral_letter"].update(approved="2026-09-21"), [("before_approval", "涉嫌犯罪案件移送书")]),
    (lambda c: c["test_report"].update(sampled="2026-09-17"), [("sampled_after_test", "检验报告或者鉴定结论")]),
], ids=lambda v: v[0][0] if isinstance(v, list) else "")
def test_each_disagreement_is_found_and_nothing_else(change, expected):
    """Claim: one planted fault gives its finding and no other."""
    assert found(change) == expected


def test_days_of_one_date_are_in_order():
    """Claim: report, list and letter of one day, approved on that day, agree (the day itself is not too late)."""
    def same(c):
        c["referral_letter"].update(approved="2026-09-20")
        c["investigation_report"].update(day="2026-09-20")
        c["test_report"].update(day="2026-09-20", sampled="2026-09-20")
    assert found(same) == []


def test_amounts_are_compared_to_the_cent():
    """Claim: 0.1 + 0.2 is 0.30, and a cent more is a difference."""
    items = [{"name": "甲", "value": 0.1}, {"name": "乙", "value": 0.2}]
    table = {"items": items, "total_value": 0.3}
    assert check_package({}, ALL, {"goods_list": table, "investigation_report": table})["findings"] == []
    assert [f["check"] for f in check_package({}, ALL, {"goods_list": {"items": items, "total_value": 0.31}})["findings"]][-1] == "sum_value"


def test_lines_of_one_name_are_added_up():
    """Claim: two lines of sixty and one of a hundred and twenty agree."""
    split = [{"name": "甲", "quantity": 60, "unit": "瓶"}, {"name": "甲", "quantity": 60, "unit": "瓶"}]
    whole = [{"name": "甲", "quantity": 120, "unit": "瓶"}]
    assert check_package({}, ALL, {"goods_list": {"items": split}, "investigation_report": {"items": whole}})["findings"] == []


def test_what_one_side_does_not_write_is_not_compared():
    """Claim: a list without values does not contradict a report with values."""
    bare = [{"name": "甲"}]
    full = [{"name": "甲", "quantity": 1, "unit": "瓶", "value": 5}]
    assert check_package({}, ALL, {"goods_list": {"items": bare}, "investigation_report": {"items": full}})["findings"] == []


@pytest.mark.parametrize(("kind", "use"), [
    *((k, "usable") for k in ("physical", "documentary", "audio_visual", "electronic", "test_report", "expert_opinion", "inspection_record", "scene_record")),
    ("witness", "retake"), ("party", "retake"), ("other", "ask"),
])
def test_each_kind_of_evidence_stands_as_the_articles_say(kind, use):
    """Claim: things and papers may be used (刑事诉讼法第54条第2款 …); words spoken are taken anew (法发〔2011〕3号第2条)."""
    answer = check_package({}, ALL, {"evidence": [{"id": "z1", "kind": kind}]})
    (one,) = answer["evidence"]
    assert one["use"] == use and (answer["retake"] == ["z1"]) == (use == "retake")
    assert all(find(id).value is None or find(id).value.verified for id in one["basis"] if not id.startswith("N"))
    assert "公安机关重新收集" in one["message_zh"] if use == "retake" else "重新收集" not in one["message_zh"]


def test_every_kind_has_its_row():
    """Claim: the words that are read and the rows that judge them are the same."""
    answer = check_package({}, ALL, {"evidence": [{"id": k, "kind": k} for k in KINDS]})
    assert [e["kind"] for e in answer["evidence"]] == list(KINDS)


def test_electronic_data_does_not_rest_on_the_opinion_of_2011():
    """Claim: 法发〔2011〕3号 does not name electronic data, so it is no basis for them."""
    (one,) = check_package({}, ALL, {"evidence": [{"id": "z", "kind": "electronic"}]})["evidence"]
    assert "joint-2011-2-evidence" not in one["basis"] and "cpl-54-evidence" in one["basis"]


@pytest.mark.parametrize(("args", "word"), [
    (({"has_good": True}, [], {}), "has_goods"),
    (({}, ["goods_lists"], {}), "goods_list"),
    (({}, [], {"good_list": {}}), "goods_list"),
    (({}, [], {"goods_list": {"total": 1}}), "total_value"),
    (({}, [], {"goods_list": {"items": [{"name": "甲", "qantity": 1}]}}), "quantity"),
    (({}, [], {"evidence": [{"id": "z", "kind": "witnes"}]}), "witness"),
])
def test_an_unknown_word_is_answered_with_the_nearest(args, word):
    """Claim: nothing is dropped or guessed."""
    with pytest.raises(UnknownIdError, match=word):
        check_package(*args)


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "12", True, 10**16])
def test_a_number_that_is_none_is_refused(value):
    """Claim: quantities and amounts are numbers in range."""
    with pytest.raises(InputError, match="contents.goods_list.items\\[0\\].quantity"):
        check_package({}, [], {"goods_list": {"items": [{"name": "甲", "quantity": value}]}})


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from([*ALL, *KINDS]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "day", "items", "name", "kind", "id", "value", "x"]), inner, max_size=4),
    max_leaves=12,
)


@given(_JSON, _JSON, _JSON)
def test_no_input_brings_an_error_that_is_not_ours(facts, documents, contents):
    """Claim: any JSON is answered or refused with one sentence."""
    try:
        json.dumps(ip.call("evidence", {"facts": facts, "documents": documents, "contents": contents}))
    except IpcoordError as refused:
        assert refused.zh and refused.en


def test_the_command_prints_hints_and_json(tmp_path, ipcoord):
    """Claim: the command answers for people and, with --json, as the call does."""
    file = tmp_path / "材料.json"
    file.write_text(json.dumps({"documents": ALL[:4], "facts": FACTS, "contents": GOOD | {"evidence": [{"id": "z9", "kind": "witness"}]}}), "utf-8")
    ran = ipcoord("evidence", str(file))
    assert ran.code == 0 and "证据 z9" in ran.out and "不是法律结论" in ran.out
    assert json.loads(ipcoord("evidence", str(file), "--json").out)["retake"] == ["z9"]
    assert ipcoord("evidence", str(tmp_path / "无.json")).code == 2
