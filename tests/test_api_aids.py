"""The calls of the decision aids: they say what the law core says, in words; bad input is one sentence."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

import ipcoord_sim as ip
from ipcoord_sim.casebank import cases
from ipcoord_sim.deadlines import periods
from ipcoord_sim.errors import InputError, IpcoordError, UnknownIdError

NOTICE = {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}


def test_every_computable_period_has_its_situation_once():
    """The list of situations is the list of periods: none missing, none twice, each with a length and an article."""
    rows = [row for group in ip.call("deadline_choices", {})["groups"] for row in group["periods"]]
    assert sorted(row["id"] for row in rows) == sorted(periods())
    assert all(row["limit_zh"] and row["citation_zh"] and row["words"] for row in rows)


@pytest.mark.parametrize("id", periods())
def test_the_aid_says_what_the_deadline_says(id):
    """The answer inside is that of `deadline`; each reading stands in words; exactly the earliest are called safest."""
    asked = {"period": id, "start": "2026-03-10T16:20:00+08:00"}
    shown, answer = ip.call("deadline_aid", asked | {"now": "2026-03-10T17:00:00+08:00"}), ip.call("deadline", asked)
    assert shown["answer"] == answer
    ends = [r.get("last_moment", r["last_day"]) for r in answer["readings"]]
    assert [r["last"] for r in shown["readings"]] == ends
    assert [r["safest"] for r in shown["readings"]] == [end == min(ends) for end in ends]
    assert [r["id"] for r in shown["readings"] if r["default"]] == [answer["default"]]
    assert shown["svg"].startswith("<svg") and shown["line_svg"].startswith("<svg") and "END:VCALENDAR" in shown["ics"]


def test_each_reading_says_how_it_counts_and_custody_changes_what_it_says():
    """The sentence of the data, each reading its own; a suspect in custody takes the rolling away, and the sentence with it."""
    free, held = ([row["how_zh"] for row in ip.call("deadline_aid", NOTICE | {"in_custody": custody})["readings"]] for custody in (False, True))
    assert len(set(free)) == 3 and "推到后面第一个工作日" in free[1]
    assert held == [free[0], free[0], free[2]]
    unmoved = {"period": "samr-proc-38-seizure#1", "start": "2026-09-01", "in_custody": True}
    assert [row["how_zh"] for row in ip.call("deadline_aid", unmoved)["readings"]] == [free[1]]


@pytest.mark.parametrize(
    ("own", "verdict"),
    [("2026-09-29", "early"), ("2026-10-02", "counted_first_day"), ("2026-10-03", "safest"), ("2026-10-04", "between"), ("2026-10-08", "lawful"), ("2026-10-10", "misreading"), ("2026-10-11", "late")],
)
def test_an_own_answer_is_graded_day_by_day(own, verdict):
    """B03 by hand: the notice of 30 September; 3, 8 and 10 October are the readings."""
    found = ip.call("deadline_aid", NOTICE | {"own": own})["grade"]
    assert found["verdict"] == verdict and found["because_zh"].endswith("。")


def test_an_own_moment_is_graded_for_hours():
    """24 hours from 16:20: at the minute is safest, the hour is lawful, later is late."""
    asked = {"period": "orn310-send-24h", "start": "2026-09-23T16:20:00+08:00"}
    own = {"2026-09-24T16:20:00+08:00": "safest", "2026-09-24T17:00:00+08:00": "lawful", "2026-09-24T17:01:00+08:00": "late", "2026-09-24T16:30:00+08:00": "between"}
    assert {moment: ip.call("deadline_aid", asked | {"own": moment})["grade"]["verdict"] for moment in own} == own


def test_the_referral_asks_at_most_eight_and_every_way_ends():
    """Any way of answering comes to a conclusion with clauses, within eight questions, and names its flips truly."""
    questions = {q["id"]: [a["id"] for a in q["answers"]] for q in ip.call("referral", {})["questions"]}
    assert len(questions) <= 8
    deciding = ("kind", "cleared", "amount", "suspicion")
    for way in product(*(questions[id] for id in deciding)):
        answers = dict(zip(deciding, way, strict=True))
        while (next_ := ip.call("referral", {"answers": answers})["next"]) is not None:
            answers[next_] = "no"
        found = ip.call("referral", {"answers": answers, "start": "2026-03-10T09:00:00+08:00"})["conclusion"]
        assert found["basis"] and (found["act"] == "refer") == bool(found["checklist"]) == bool(found["due"])
        for flip in found["flips"]:
            assert found["act"] not in flip["acts"] or len(flip["acts"]) > 1


@pytest.mark.parametrize(
    ("name", "args", "said"),
    [
        ("referral", {"answers": {"kind": "nonsense"}}, "nonsense"), ("referral", {"answers": {"kind": ["clear"]}}, "kind"), ("referral", {"answers": {"kin": "clear"}}, "kin"),
        ("deadline_aid", NOTICE | {"own": "soon"}, "soon"), ("time_machine", {"offence": "crl-214", "field": "labels", "amount": 1, "on": "2024-01-01", "handled": "2025-01-01"}, "罪名和数额"),
        ("time_machine", {"offence": "crl-215", "field": "labels", "amount": True, "on": "2024-01-01", "handled": "2025-01-01"}, "应为数"),
        ("register", {"text": "case,at,act\n", "format": "xls"}, "xls"), ("register", {"text": "{", "format": "json"}, "JSON"), ("register", {"text": "a,b\n"}, "列名"),
        ("register", {"text": "case,at,act\n1,2\n", "lines": [907]}, "第 907 行"), ("register_file", {"text": "case,at,act\n", "form": "ics"}, "now"),
        ("review_file", {"case": "C-07", "form": "html"}, "还没有演完"), ("review_file", {"case": "C-07", "form": "doc"}, "doc"), ("story", {"case": "C-99"}, "C-99"),
    ],
)
def test_bad_input_is_one_sentence(name, args, said):
    """What was found is named."""
    with pytest.raises(IpcoordError) as refused:
        ip.call(name, args)
    assert isinstance(refused.value, (InputError, UnknownIdError)) and said in refused.value.zh and refused.value.zh.endswith("。")


def test_the_time_machine_has_a_row_for_each_period_in_which_something_changes():
    """Labels: one change, in 2025; each row's verdict is that of `assess` for a conduct on its first day."""
    asked = {"offence": "crl-215", "field": "labels", "amount": 15000, "on": "2024-05-20", "handled": "2025-06-16"}
    found = ip.call("time_machine", asked)
    assert [row["from"][:4] for row in found["rows"]] == ["2004", "2025"]
    assert found["result"]["entry"] == "not_met" and found["result"]["lenient"] == "old"
    assert ip.call("time_machine", asked | {"on": "2025-05-20"})["result"]["entry"] == "met"


def test_every_choice_of_the_time_machine_answers():
    """Each amount with its conditions, on days before and after the changes."""
    for row in ip.call("time_machine_choices", {})["choices"]:
        found = ip.call("time_machine", {"offence": row["offence"], "field": row["field"], "amount": row["most"] // 4, "on": "2024-05-20", "handled": "2025-06-16", "unit": True})
        assert found["rows"] and found["svg"].startswith("<svg") and found["sentence_zh"].endswith("。")


def test_a_register_in_parts_gives_what_it_gives_whole():
    """Cut between cases, the answers put together are those of the whole text."""

    text = (Path(__file__).parent.parent / "notebooks" / "data" / "register-2026.csv").read_text("utf-8-sig")
    head, *rows = text.splitlines()
    ids = list(dict.fromkeys(row.split(",")[0] for row in rows))
    whole = ip.call("register", {"text": text})["cases"]
    parts = [ip.call("register", {"text": "\n".join([head, *(r for r in rows if r.split(",")[0] == id)])})["cases"] for id in ids]
    assert [case for part in parts for case in part] == whole
    for shown in whole:
        assert shown["breaches"] == sum(f["breach"] for f in shown["findings"])


@pytest.mark.parametrize("id", sorted(cases()))
def test_a_story_carries_the_words_of_its_case_and_stays_small(id):
    """Every text, option and paper; under 60 kB, for it is part of a page."""

    told, case = ip.call("story", {"case": id}), cases()[id]
    assert [step["id"] for step in told["steps"]] == [step.id for step in case.steps]
    assert {x: told["exhibits"][x]["text"] for x in told["exhibits"]} == {x.id: x.text for x in case.exhibits.values()}
    assert len(json.dumps(told, ensure_ascii=False).encode()) < 60_000
