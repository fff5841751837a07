"""The gates of items: each finds its broken item, the bank that is there passes, the command says what to do."""

from __future__ import annotations

import json
import os
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from ipcoord_sim import quiz
from ipcoord_sim.norms import clauses
from ipcoord_sim.quiz.bank_gates import bank_gates, clause_gates
from ipcoord_sim.quiz.checking import check_bank, check_item
from ipcoord_sim.quiz.model import Option
from ipcoord_sim.quiz.text import chance, cue, quotations
from tests.conftest import forget
from tests.quizbank import items_alone  # noqa: F401

GOOD = {
    "id": "Q-2.2-91", "norm": "N18", "perspective": "psb", "type": "single", "use": "practice", "difficulty": 1,
    "stem": "县公安局审查一起假茶叶案，认为数额不够，决定不立案。民警正要下班，案卷还在桌上。接下来他该怎么办？",
    "options": [
        {"id": "a", "text": "把案卷锁进柜子，改天再说", "correct": False, "reason": "不立案要退回案卷，锁起来对方没法接着办，这一步没有做完。", "basis": ["N18"], "misconception": "M16"},
        {"id": "b", "text": "写明理由发通知，退回案卷", "correct": True, "reason": "方案要求书面说明理由并退回案卷材料，国务院令310号也这样写。", "basis": ["N18", "orn310-police-notify"]},
        {"id": "c", "text": "打个电话告诉对方，算办结", "correct": False, "reason": "电话不是书面告知，复议期限也无从起算，公安这一步还没有完成。", "basis": ["N17"], "misconception": "M05"},
    ],
}


def changed(change: dict) -> dict:
    """The good item with fields replaced; `a.text` names a field of an option."""
    row = deepcopy(GOOD)
    for key, value in change.items():
        option, dot, field = key.partition(".")
        target = next(o for o in row["options"] if o["id"] == option) if dot else row
        target[field if dot else key] = value
        if value is None:
            del target[field if dot else key]
    return row


def test_a_good_item_passes_every_gate():
    """Claim: the item from which the broken ones are made has no remark."""
    assert check_item(GOOD, "2.2")[2] == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stem": "下列哪项正确？这里再写一些字，让题干有三十个字以上，请从中选出。"}, "不是一个情境"),
        ({"stem": GOOD["stem"] + "再补一句话，" * 25}, "题干有"),
        ({"stem": "县公安局审查一起假茶叶案，认为数额太小。民警觉得不能不写一份通知书。接下来他该怎么办？"}, "双重否定"),
        ({"stem": "县公安局审查一起假茶叶案，认为数额太小，案卷还在桌上。接下来哪一件不应当做？"}, "反着问"),
        ({"stem": "县公安局的民警今天下班以前审查了一起从邻县移送过来的已经搁了很久的涉及三家店铺的假茶叶案件的全部材料。面对这样一大堆从来没有人整理过也没有编过页码的材料他接下来应当先办哪一件事？"}, "句子平均"),
        ({"b.text": "写明理由发通知，退回案卷，并在台账上登记清楚日期"}, "唯一最长"),
        ({"a.text": "锁进柜子", "c.text": "打个电话"}, "长短相差"),
        ({"a.text": "把案卷的事放下，以上都对"}, "以上都对"),
        ({"a.text": "一律把案卷锁进柜子再说"}, "“一律”只出现在错的选项里"),
        ({"a.text": "把案卷锁进柜子，改天再说。"}, "有的选项带句号"),
        ({"c.text": "把案卷锁进柜子，改天再说"}, "文字一样"),
        ({"a.misconception": None}, "没有写误区"),
        ({"a.misconception": "M77"}, "没有误区 M77"),
        ({"a.reason": "不能锁进柜子。"}, "理由有 7 个字"),
        ({"a.reason": "很长的理由。" * 25}, "理由有 150 个字"),
        ({"a.basis": ["orn310-nothing"]}, "没有这个事实编号"),
        ({"a.basis": ["crl-402-std"]}, "待核"),
        ({"a.reason": "这里的规定还待核，所以暂时不能这样做，先把案卷退回去再说。"}, "待核"),
        ({"b.text": "民警正要下班，就退回案卷"}, "只在正确选项里再出现"),
        ({"a.reason": "复议期限是3日，锁起来对方没法接着办，这一步也没有做完。"}, "和法律里的数一样"),
        ({"a.reason": "见国务院令310号第8条，锁起来对方没法接着办，这一步没有做完。"}, "法条的条数"),
        ({"stem": GOOD["stem"].replace("民警", "店主赵大明说冤枉，民警")}, "不在虚构名单里"),
        ({"stem": GOOD["stem"].replace("案卷还在桌上", "联系电话13800000000写在案卷上")}, "像手机号码"),
        ({"a.reason": "方案写明“不予立案的案卷由公安机关保存备查”，所以锁起来也没有错。"}, "不是方案的原文"),
        ({"id": "Q-2.3-91"}, "对不上"),
        ({"norm": "N21"}, "不在条款 2.2 里"),
        ({"b.correct": False}, "有 0 个正确的选项"),
        ({"type": "multiple"}, "多选题"),
        ({"type": "next_step"}, "缺少 compute"),
    ],
)
def test_each_gate_finds_its_broken_item(change, words):
    """Claim: one thing wrong, and the remark on it says what was found."""
    row = changed(change)
    remarks = check_item(row, "2.2")[2]
    assert any(words in remark.zh + remark.advice_zh for remark in remarks), [r.zh for r in remarks]
    assert all(remark.advice_zh.endswith("。") for remark in remarks)


def test_every_draw_is_tried():
    """Claim: one bad choice among good ones is found and named."""
    row = GOOD | {"draw": {"day": ["2026-08-03", "2026-08-04"], "word": ["甲", "乙"]}, "stem": GOOD["stem"].replace("县公安局", "{day:md}，{word.x}", 1)}
    assert any("word" in remark.zh for remark in check_item(row, "2.2")[2])
    late = quiz.bank()["Q-2.2-01"][1] | {"draw": {"day": ["2026-09-30", "2027-02-01"], "place": [{"county": "新县"}], "goods": ["假酒"]}}
    found = check_item(late, "2.2")[2]
    assert [remark.place for remark in found][:1] == ["day 取第 2 个"] and "2026-12-31" in found[0].zh


def test_the_bank_that_is_there_passes():
    """Claim: no item of the bank has an error, and every clause that has a file has enough."""
    report = check_bank()
    assert report.wrong == 0, [(id, r.place, r.zh) for id, r in report.remarks if r.level == "wrong"]
    assert report.items == len(quiz.bank()) and report.draws > report.items


def test_a_thin_clause_is_told_what_it_lacks():
    """Claim: too few items, one chair alone, no exam item, one norm alone."""
    found = " ".join(r.zh for r in clause_gates("2.2", [quiz.item("Q-2.2-02")]))
    for words in ("只有 1 题", "公安视角只有 0 题", "考试用的只有 0 题", "只考到 N19"):
        assert words in found


def test_the_whole_bank_warns_until_it_is_complete_and_then_fails():
    """Claim: rare misconceptions, keys in one place and keys that are the longest are hints first and errors once every clause has its file."""
    one = quiz.item("Q-2.2-02")
    options = tuple(Option(id, "长" * (10 + (id == "b")), id == "b", "", ()) for id in "abcd")
    few = [replace(one, id=f"Q-{n}", options=options) for n in range(30)]
    full = [replace(item, clause=c.id) for c in clauses() for item in few]
    for items, level in ((few, "hint"), (full, "wrong")):
        found = list(bank_gates(items))
        assert {r.level for r in found} == {level}
        text = " ".join(r.zh for r in found)
        assert "误区用得不够" in text and "位置不均匀" in text and "100% 的正确选项最长" in text


def test_an_item_that_answers_another_is_found():
    """Claim: a key that stands in the stem of a neighbour of the same use is reported."""
    one = quiz.item("Q-2.2-02")
    key = next(o.text for o in one.options if o.correct)
    found = list(bank_gates([one, replace(one, id="Q-2.2-99", stem=f"大家都说：{key}。")]))
    assert any("Q-2.2-99 的题干里写着" in r.zh for r in found)


def test_the_measures_agree_with_tables():
    """Claim: χ² tails as in printed tables; cues and quotations by hand."""
    assert chance([[13, 7]]) == pytest.approx(0.1797, abs=1e-4)
    assert chance([[5, 10, 15]]) == pytest.approx(0.0821, abs=1e-4)
    assert chance([[2, 9, 8, 1]]) == pytest.approx(0.0186, abs=1e-4)
    assert cue("固始县市场监管局收到通知", ["交给市场监管局"], ["交给公安"]) == "市场监管局"
    assert cue("固始县市场监管局收到通知", ["交给市场监管局"], ["还给市场监管局"]) is None
    assert quotations("写“短”，也写“足够长的一句引文”。") == ["足够长的一句引文"]


def test_the_command_says_where_and_what_and_its_exit_code(ipcoord):
    """Claim: 0 without errors, 1 with the item, the place and advice, 2 for an unknown clause; the same as JSON."""
    assert ipcoord("items", "check", "--clause", "2.2").code == 0
    assert ipcoord("items", "check", "--clause", "2.9").code == 2
    path = Path(os.environ["IPCOORD_CASES"]) / "items" / "2.2.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("basis: [N29, N19]", "basis: [N29, orn310-nothing]"), "utf-8")
    forget()
    try:
        ran = ipcoord("items", "check", "--clause", "2.2")
        assert ran.code == 1 and "Q-2.2-02" in ran.out and "orn310-nothing" in ran.out and "错误 " in ran.out
        found = json.loads(ipcoord("items", "check", "--clause", "2.2", "--json").out)
        assert found["wrong"] >= 1 and found["remarks"][0]["item"] == "Q-2.2-02"
    finally:
        path.write_text(text, "utf-8")
        forget()


def test_an_item_can_be_read_aloud(ipcoord):
    """Claim: `show` prints situation, options, key and reasons; an unknown id names the nearest."""
    ran = ipcoord("items", "show", "Q-2.2-02", "--seed", "3")
    assert ran.code == 0 and "✓" in ran.out and "M17" in ran.out
    assert "最接近的是 Q-2.2-" in ipcoord("items", "show", "Q-2.2-0x").err
    assert ipcoord("items", "show", "Q-2.2-02", "--seed", "-1").code == 2
