"""Quiz items: the seed decides, the engine keeps the keys, every type is graded, a paper follows its blueprint."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ipcoord_sim as ip
from ipcoord_sim import quiz
from ipcoord_sim.errors import HorizonError, InputError, IpcoordError, NotInForceError, UnknownIdError, UnverifiedError
from ipcoord_sim.norms import clauses
from ipcoord_sim.quiz.blueprint import CORE, CORE_PERCENT
from ipcoord_sim.quiz.reading import resolve
from tests.conftest import forget
from tests.quizbank import items_alone  # noqa: F401

OPTIONS = [
    {"id": "a", "take": "default", "reason": "从第二天数起，遇节假日顺延到节后第一天。", "basis": ["N19"]},
    {"id": "b", "take": "working_day", "reason": "这是按工作日数的，不合这里的规定。", "basis": ["N19"], "misconception": "M03"},
    {"id": "c", "take": "default", "days": 9, "reason": "这一天没有任何规定可以依据，太晚了。", "basis": ["N19"]},
]
DATE = {
    "id": "Q-2.2-90", "norm": "N19", "perspective": "amr", "type": "date", "use": "practice", "difficulty": 1,
    "stem": "{day}收到不予立案通知书。最晚哪一天提请复议？",
    "compute": {"call": "deadline", "period": "orn310-reconsider-request-3d", "start": "{day} 15:00", "take": "default"},
    "draw": {"day": ["2026-09-30"]}, "options": OPTIONS,
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(["a", "b", "2026-10-08"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "x"]), inner, max_size=3), max_leaves=5,
)


def drawn(**changes) -> quiz.Item:
    """The date item with other fields, resolved."""
    return resolve({**DATE, **changes}, "2.2")


def test_the_same_seed_gives_the_same_item_and_seeds_differ():
    """Claim: an id with its seed is one item, byte for byte; over many seeds an item with draws shows more than one face."""
    for id in quiz.bank():
        assert quiz.item(id, 7) == resolve(quiz.bank()[id][1], quiz.bank()[id][0], 7)
    faces = {quiz.item("Q-2.2-01", seed).stem for seed in range(30)}
    assert len(faces) > 10
    assert {o.id for o in quiz.item("Q-2.2-02", 1).options} == set("abcd")


def test_the_faces_of_a_seed_are_those_recorded():
    """Claim: the draw rests on a hash alone, so it is the same on every machine and in every version."""
    assert [resolve(DATE | {"draw": {"day": ["2026-09-30", "2026-09-03"]}}, "2.2", seed).stem[5:9] for seed in range(6)] == RECORDED


RECORDED = ["9月30", "9月3日", "9月3日", "9月3日", "9月30", "9月30"]


def test_the_digest_changes_with_a_word_and_not_with_the_seed():
    """Claim: progress can tell an item that was rewritten from one that was merely drawn anew."""
    assert resolve(DATE, "2.2", 0).digest == resolve(DATE, "2.2", 5).digest
    assert drawn(stem="{day}收到不予立案的通知书。最晚哪一天提请复议？").digest != drawn().digest


def test_a_key_is_what_the_engine_says_today():
    """Claim: a date item's key is the engine's answer; readings that fall on it are no second option."""
    item = drawn()
    assert [(o.value, o.correct) for o in item.options] == [("2026-10-08", True), ("2026-10-10", False), ("2026-10-17", False)]
    assert item.key_from_engine and item.stem.startswith("2026年9月30日（星期三）收到")


def test_keys_follow_a_parameter_that_changes(other_data):
    """Claim: with another length in the data the same item has another key, other words and another digest."""
    before = quiz.item("Q-2.2-01")
    path = other_data / "parameters" / "a-referral.yaml"
    text, _, rest = path.read_text("utf-8").partition("fact: orn310-reconsider-request-3d")
    path.write_text(text + "fact: orn310-reconsider-request-3d" + rest.replace("{value: 3,", "{value: 5,", 1), "utf-8")
    forget()
    after = quiz.item("Q-2.2-01")
    values = [next(o.value for o in item.options if o.correct) for item in (before, after)]
    assert values == ["2026-10-03", "2026-10-05"] and before.digest != after.digest
    assert "3日" in next(o.reason for o in before.options if o.correct) and "5日" in next(o.reason for o in after.options if o.correct)


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"draw": {"day": ["2027-03-01"]}}, HorizonError, "2026-12-31"),
        ({"draw": {"day": ["2000-03-01"]}}, NotInForceError, "2001-07-09"),
        ({"stem": "见{law:pol-2016-16-supplement}，收到通知。最晚哪一天？"}, UnverifiedError, "待核"),
        ({"options": [*OPTIONS[:2], OPTIONS[2] | {"basis": ["crl-402-std"]}]}, UnverifiedError, "crl-402-std"),
        ({"options": [*OPTIONS[:2], OPTIONS[2] | {"basis": ["N99"]}]}, UnknownIdError, "N99"),
        ({"compute": DATE["compute"] | {"period": "pol-2016-16-supplement"}}, UnverifiedError, "待核"),
        ({"stem": "{dey}收到通知书。最晚哪一天提请复议？"}, UnknownIdError, "最接近的是 day"),
        ({"options": [*OPTIONS[:2], OPTIONS[2] | {"days": 0}]}, InputError, "只剩 2 个不同的选项"),
        ({"options": [OPTIONS[0] | {"days": 2}, *OPTIONS[1:]]}, InputError, "没有正确的"),
        ({"options": [OPTIONS[0] | {"correct": True}, *OPTIONS[1:]]}, InputError, "写了 correct"),
        ({"options": [OPTIONS[0] | {"take": "rolover"}, *OPTIONS[1:]]}, UnknownIdError, "rollover"),
        ({"options": OPTIONS[:2]}, InputError, "有 2 个选项"),
        ({"compute": {"call": "law", "take": "value"}}, InputError, "缺少 id"),
        ({"type": "single"}, InputError, "缺少 text"),
    ],
)
def test_a_draw_that_cannot_be_answered_is_refused(changes, kind, words):
    """Claim: outside the calendar, before the law, on law still open, or with a key that nobody offers: one sentence says why."""
    with pytest.raises(kind, match=words):
        drawn(**changes)


def test_every_item_is_its_own_key():
    """Claim: whatever the type and the seed, the key is judged right, in full."""
    for seed in (0, 1, 2):
        for item in quiz.items(seed=seed):
            found = quiz.grade(item, quiz.key(item))
            assert found.correct and found.score == 1 and len(found.options) == len(item.options), item.id
            assert json.loads(json.dumps(item.as_dict(), allow_nan=False)) == item.as_dict()
            assert "{" not in item.stem + "".join(o.text + o.reason for o in item.options), item.id


def test_each_type_is_graded_in_its_way():
    """Claim: by hand: part of a multiple choice, of an order and of a match counts, a wrong tick takes away, a wrong choice is nothing."""
    multiple, order, match, number, date = (quiz.item(id) for id in ("Q-2.2-05", "Q-2.2-07", "Q-2.2-08", "Q-2.2-09", "Q-2.2-01"))
    assert quiz.grade(multiple, ["a", "c"]).score == pytest.approx(2 / 3)
    assert quiz.grade(multiple, ["a", "c", "e", "b"]).score == pytest.approx(2 / 3) and not quiz.grade(multiple, ["a", "c", "e", "b"]).correct
    assert quiz.grade(multiple, ["b", "d"]).score == 0
    assert quiz.grade(order, ["b", "a", "c", "d", "e", "f"]).score == pytest.approx(4 / 6)
    assert quiz.grade(match, quiz.key(match) | {"a": match.options[1].pair}).score == 0.75 and quiz.grade(match, {}).score == 0
    assert quiz.grade(number, "24").correct and quiz.grade(number, 24.0).correct and not quiz.grade(number, 25).correct
    assert [v.chosen for v in quiz.grade(number, 48).options] == [False, True, False]
    assert quiz.grade(date, "2026-10-03").correct and quiz.grade(date, "2026-10-10").options[3].misconception == "M03"
    assert not quiz.grade(date, "2026-10-04").correct and not any(v.chosen for v in quiz.grade(date, "2026-10-04").options)


@pytest.mark.parametrize(
    ("id", "answer"),
    [("Q-2.2-02", "z"), ("Q-2.2-02", ["a"]), ("Q-2.2-05", "a"), ("Q-2.2-05", ["a", "a"]), ("Q-2.2-07", ["a"]), ("Q-2.2-08", {"a": "别处"}), ("Q-2.2-09", "很多"), ("Q-2.2-01", "明天")],
)
def test_an_answer_of_another_form_is_told_so(id, answer):
    """Claim: what is no answer at all is refused with the form that is wanted."""
    with pytest.raises(InputError, match=f"{id} 的答案应为"):
        quiz.grade(quiz.item(id), answer)


@given(st.sampled_from(["Q-2.2-01", "Q-2.2-02", "Q-2.2-05", "Q-2.2-07", "Q-2.2-08", "Q-2.2-09"]), anything)
def test_no_answer_makes_grading_crash(id, answer):
    """Claim: any JSON is judged or refused."""
    try:
        found = quiz.grade(quiz.item(id), answer)
    except IpcoordError as refused:
        assert refused.zh and refused.en
    else:
        assert 0 <= found.score <= 1 and found.correct == (found.score == 1)


@given(st.fixed_dictionaries({}, optional={"clause": anything | st.sampled_from(["2.2", "2.2p1", "2.1.1", "3.3"]), "seed": anything, "use": anything | st.just("exam"), "id": anything}))
def test_no_json_makes_the_call_crash(args):
    """Claim: the call `items` answers with items or refuses in a sentence."""
    try:
        answer = ip.call("items", args)
    except IpcoordError as refused:
        assert refused.zh and refused.en
    else:
        assert all(row["options"] for row in answer["items"])


def test_the_call_gives_the_items_of_an_address():
    """Claim: by clause, by paragraph, by use; fields as the formats promise."""
    rows = ip.call("items", {"clause": "2.2", "seed": 1})["items"]
    assert {row["clause"] for row in rows} == {"2.2"} and len(rows) >= 10
    assert {row["norm"] for row in ip.call("items", {"clause": "2.2p2"})["items"]} <= {"N19", "N20"}
    assert {row["use"] for row in ip.call("items", {"use": "exam"})["items"]} == {"exam"}
    assert {row["use"] for row in ip.call("items", {})["items"]} == {"practice", "delayed", "exam"}
    promised = {"id", "clause", "norm", "type", "stem", "options", "key_from_engine"}
    assert promised <= set(rows[0]) and {"id", "text", "correct", "reason", "basis", "misconception"} <= set(rows[0]["options"][0])


def full_bank(use: str = "exam", each: int = 4) -> dict:
    """A bank with so many items for every clause."""
    return {f"Q-{c.id}-{n:02}": (c.id, DATE | {"id": f"Q-{c.id}-{n:02}", "use": use}) for c in clauses() for n in range(each)}


@pytest.mark.parametrize("count", [20, 25, 30])
def test_a_paper_has_every_clause_and_the_core_its_share(count):
    """Claim: so many items, none twice, each of the thirteen clauses, the four core clauses with their share; the seed decides which."""
    papers = [quiz.paper(seed, count, full_bank(each=8)) for seed in range(8)]
    for found in papers:
        by = Counter(item.clause for item in found)
        assert len(found) == count == len({item.id for item in found}) and set(by) == {c.id for c in clauses()}
        assert sum(by[c] for c in CORE) * 100 >= count * CORE_PERCENT
    assert len({tuple(i.id for i in p) for p in papers}) == 8 and quiz.paper(3, count, full_bank(each=8)) == papers[3]


def test_a_paper_that_cannot_be_filled_is_refused():
    """Claim: practice items do not enter an exam; too few items or too short a paper is said with the clause or the least number."""
    with pytest.raises(InputError, match="只有 0 道"):
        quiz.paper(1, 20, full_bank("practice"))
    with pytest.raises(InputError, match="至少 20 题"):
        quiz.paper(1, 19, full_bank())
    assert {i.use for i in quiz.paper(1, 20, full_bank("delayed"))} == {"delayed"}
