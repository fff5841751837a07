"""Teaching material: what is declared complete is complete, exercises have the engine's answers, the pages carry it all."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ipcoord_sim import call
from ipcoord_sim.casefile import to_dict
from ipcoord_sim.deadlines import deadline
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.norms import norms
from ipcoord_sim.quiz.reading import bank
from ipcoord_sim.teaching import chapter, chapters, completeness
from ipcoord_sim.teaching.checking import breaches, earlier, remarks
from ipcoord_sim.teaching.texts import said, story_days
from tests.test_prose import prose, read_as

BOOK = Path(__file__).resolve().parent.parent / "book" / "chapters"
COMPLETE = [id for id, one in chapters().items() if one.complete]
PARTS = ["先考考你", "条文与规范单元", "本方案↔上位法", "讲解", "范例", "半成品练习", "笔记本", "案例", "小测和复习卡"]


def page(id: str) -> str:
    """The source of a chapter's page."""
    return next(BOOK.glob(f"part*/{id}-*.md")).read_text("utf-8")


def section(text: str, anchor: str) -> str:
    """What stands between an anchor and the next heading of any level."""
    return re.split(r"^#{1,4} .*$", text.partition(f"({anchor})=")[2], maxsplit=2, flags=re.M)[1]


@pytest.mark.parametrize("id", COMPLETE)
def test_a_chapter_declared_complete_has_no_hole_and_nothing_wrong(id):
    """Claim: every minimum that the chapter answers for is met, and its material holds."""
    own = {id, *chapter(id).norms, *(o.id for o in chapter(id).objectives)}
    assert [c for c in completeness() if c.id in own and c.hole] == []
    assert [c for c in completeness() if c.owed and c.hole] == []
    assert remarks(chapter(id)) == []


@pytest.mark.parametrize("id", chapters())
def test_the_page_has_the_nine_parts_and_all_the_material(id):
    """Claim: nine parts in their order, each row of the data printed once, the mixed set as the data has it."""
    text, one = page(id), chapter(id)
    assert re.findall(r"^## (.+)$", text, flags=re.M) == PARTS
    printed = re.findall(r"^```\{(?:worked|faded|contrast|spot)\} (\S+)$", text, flags=re.M)
    assert printed == [row.id for row in (*one.worked, *one.faded, *one.contrast, *one.spot)]
    assert {name for name in re.findall(r"^```\{([\w-]+)\} " + id, text, flags=re.M)} == {"chapter-head", "objectives", "pretest", "cards", "can-do"}
    sets = [found.split() for found in re.findall(r"^:ids: (.+)$", text, flags=re.M)]
    assert tuple(sets[-1]) == one.interleaved
    assert all(bank()[item][1]["use"] != "exam" for ids in sets for item in ids)
    assert text.rstrip().endswith(f"```{{can-do}} {id}\n```")


@pytest.mark.parametrize("id", chapters())
def test_each_explanation_is_short(id):
    """Claim: what an objective is explained by has at most three hundred characters."""
    for objective in chapter(id).objectives:
        words = re.sub(r"\s", "", read_as(prose(section(page(id), objective.explained))))
        assert 40 <= len(words) <= 300, (objective.id, objective.explained, len(words))


@pytest.mark.parametrize("spot", [s for one in chapters().values() for s in one.spot], ids=lambda s: s.id)
def test_planted_faults_are_what_check_finds(spot):
    """Claim: the call `check` on the file's log finds the three faults of the key and no other breach."""
    found = [f for f in call("check", to_dict(spot.log))["findings"] if f["kind"] in {b.kind for b in breaches(spot.log)}]
    assert sorted((f["rule"], f["event"], f["kind"]) for f in found) == sorted((f.rule, f.event, f.kind) for f in spot.faults)
    assert len(spot.faults) == 3


def test_a_contrast_whose_sides_are_alike_is_refused():
    """Claim: two sides with one outcome are no contrast, and a side whose outcome is written wrongly is told with the engine's."""
    one = chapter("ch17")
    first, second = one.contrast[0].sides
    alike = replace(one, contrast=(replace(one.contrast[0], sides=(first, first)),))
    assert any("不成对照" in remark for remark in remarks(alike))
    wrong = replace(one, contrast=(replace(one.contrast[0], sides=(first, replace(second, kind="late"))),))
    assert any("引擎说是 kept" in remark for remark in remarks(wrong))


def test_a_fault_that_is_not_in_the_log_is_refused():
    """Claim: an answer that the engine does not find, and a fault without an answer, are both told."""
    one = chapter("ch17")
    spot = one.spot[0]
    changed = replace(one, spot=(replace(spot, faults=(replace(spot.faults[0], rule="R12"), *spot.faults[1:])),))
    told = " ".join(remarks(changed))
    assert "写了 R12 e6 late，引擎没有发现" in told
    assert "引擎还发现 R11 e6 late" in told


def test_three_items_of_one_clause_in_a_row_are_refused():
    """Claim: a mixed set changes the clause at least every third item, and earlier clauses are counted one an item."""
    one = replace(chapter("ch17"), interleaved=("Q-2.2-01", "Q-2.2-02", "Q-2.2-03", "Q-2.1-01"))
    assert any("连着三题" in remark for remark in remarks(one))
    assert earlier(one) == ["2.1"]


def test_an_unconfirmed_provision_is_no_basis():
    """Claim: law that was not read cannot answer a card."""
    one = chapter("ch17")
    card = replace(one.cards[0], basis=("pol-2016-16-decide",))
    assert any("待核" in remark for remark in remarks(replace(one, cards=(card, *one.cards[1:]))))


def test_days_of_a_story_are_those_of_the_engine():
    """Claim: a computed day is the engine's, in whatever order the days are written. Source: rules of counting, by hand 2026-10-03 and -08."""
    rows = {"due": {"period": "orn310-reconsider-request-3d", "start": "got", "take": "rollover"}, "got": {"at": "2026-09-30 15:00"}}
    found = story_days(rows, "test")
    assert found["due"] == date(2026, 10, 8)
    assert found["due"] == next(r.last_day for r in deadline("orn310-reconsider-request-3d", found["got"]).readings if r.id == "rollover")
    assert isinstance(found["got"], datetime)
    assert str(said("最晚{day:due}，写下{date:got}。", found, "test")) == "最晚10月8日（周四），写下2026年9月30日（周三）15:00。"


def test_a_day_that_is_not_known_is_named():
    """Claim: a slip of the pen in a story is one sentence with what was found."""
    with pytest.raises(UnknownIdError, match="gott"):
        story_days({"got": {"at": "2026-09-30 15:00"}, "due": {"period": "orn310-reconsider-request-3d", "start": "gott"}}, "W99-1")
    with pytest.raises(InputError, match="从自己起算"):
        story_days({"a": {"period": "orn310-approve-3d", "start": "b"}, "b": {"period": "orn310-approve-3d", "start": "a"}}, "W99-1")
    with pytest.raises(InputError, match="花括号"):
        said("还剩{three}日。", {}, "W99-1")


def test_completeness_counts_every_norm_and_clause():
    """Claim: thirty-five norms and thirteen clauses are counted; what no complete chapter stands for is not yet owed."""
    counts = completeness()
    assert len({c.id for c in counts if c.per == "norm"}) == 35 == len(norms())
    assert len({c.id for c in counts if c.per == "clause"}) == 13
    assert {c.id for c in counts if c.owed and c.per == "norm"} == {n for id in COMPLETE for n in chapter(id).norms}


def test_completeness_on_the_command_line(ipcoord, monkeypatch):
    """Claim: exit 0 without holes in complete chapters, 1 with one, 2 for a chapter that is not there."""
    assert ipcoord("completeness").code == 0
    ran = ipcoord("completeness", "--chapter", "ch17")
    assert ran.code == 0 and "全部够数" in ran.out
    assert ipcoord("completeness", "--chapter", "ch99").code == 2
    poorer = {id: replace(one, cards=(), faded=()) if one.clause == "2.2" else one for id, one in chapters().items()}
    monkeypatch.setattr(sys.modules["ipcoord_sim.teaching.completeness"], "chapters", lambda: poorer)
    ran = ipcoord("completeness", "--chapter", "ch17")
    assert ran.code == 1 and "复习卡" in ran.out and "缺" in ran.out
