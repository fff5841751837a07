"""The calls: JSON in, JSON out, in the shape the formats promise; anything else is one sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcoord_sim.api import CALLS, call
from ipcoord_sim.deadlines import periods
from ipcoord_sim.errors import HorizonError, InputError, IpcoordError, NotInForceError, UnknownIdError, UnverifiedError
from ipcoord_sim.norms import norms
from ipcoord_sim.parameters import all_parameters

NOTICE = {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00+08:00"}
FACTS = sorted(v.fact for p in all_parameters() for v in p.values)
# Words that come close to real input, so that the search for a crash does not stop at the first check.
words = st.one_of(st.text(max_size=12), st.sampled_from([*FACTS, *periods(), "2026-09-30", "2026-09-30T16:20:00+08:00", "2.2", "2.2p1"]))
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(["period", "start", "in_custody", "id", "on", "first", "second", "clause"])


def _json(value: object) -> object:
    """The value after the way through JSON, as every host of the calls sees it."""
    return json.loads(json.dumps(value, ensure_ascii=False, allow_nan=False))


def test_the_worked_deadline_is_the_one_of_the_formats():
    """Claim: the example of the formats, field by field; more fields may stand beside them."""
    answer = call("deadline", NOTICE)
    assert (answer["period"], answer["status"]) == ("orn310-reconsider-request-3d", "verified")
    assert answer["basis"] == ["orn310-reconsider-request-3d", "pol-181-agency-3d", "cnt-cpl-105"]
    assert [(r["id"], r["last_day"], r["standing"]) for r in answer["readings"]] == [
        ("calendar", "2026-10-03", "cautious"),
        ("rollover", "2026-10-08", "fixed"),
        ("working_day", "2026-10-10", "misreading"),
    ]
    assert all(r["because_zh"] and "{" not in r["because_zh"] and "last_moment" not in r for r in answer["readings"])
    assert (answer["default"], answer["safest"], answer["calendar_known_until"]) == ("rollover", "2026-10-03", "2026-12-31")


@pytest.mark.parametrize("id", periods())
def test_every_period_answers_in_the_promised_shape(id):
    """Claim: every computable id gives these fields, hour limits a `last_moment` besides."""
    answer = call("deadline", {"period": id, "start": "2026-03-10T16:20:00+08:00"})
    assert _json(answer) == answer
    assert {"period", "status", "basis", "readings", "default", "safest", "calendar_known_until"} <= set(answer)
    hours = answer["limit"]["unit"] == "hour"
    for reading in answer["readings"]:
        assert {"id", "last_day", "standing", "because_zh"} <= set(reading) and ("last_moment" in reading) == hours
        assert not hours or reading["last_moment"].startswith(reading["last_day"])
    assert answer["safest"] == min(r["last_day"] for r in answer["readings"])
    assert answer["default"] in {r["id"] for r in answer["readings"]}


def test_an_hour_limit_says_its_last_moment_in_beijing_time():
    """Claim: the example of the formats: 16:00 and 16:20 both end next day at 17:00."""
    for start in ("2026-09-23T16:00+08:00", "2026-09-23T16:20+08:00", "2026-09-23T08:20Z"):
        answer = call("deadline", {"period": "orn310-send-24h", "start": start})
        assert answer["readings"][0]["last_moment"] == "2026-09-24T17:00:00+08:00"
    assert answer["safest_moment"] == "2026-09-24T16:20:00+08:00"


def test_law_gives_the_value_of_the_day_and_all_values():
    """Claim: the fields of the formats, the value of the day asked for, and every dated value with its source."""
    answer = call("law", {"id": "orn310-send-24h", "on": "2026-11-23"})
    assert {"id", "label_zh", "unit", "counting", "starts_from", "value", "values", "in_force"} <= set(answer)
    assert (answer["value"], answer["unit"], answer["in_force"]) == (24, "hour", True)
    (row,) = answer["values"]
    assert {"value", "from", "to", "instrument", "article", "status", "source"} <= set(row)
    assert (row["from"], row["to"], row["instrument"], row["article"]) == ("2001-07-09", None, "国务院令310号", "第5条第2款")


@pytest.mark.parametrize(
    ("id", "day", "fact", "value", "in_force"),
    [
        ("crl-214-unsold", "2025-04-25", "crl-214-unsold-v2011", 150000, True),
        ("crl-214-unsold", "2025-04-26", "crl-214-unsold-v2025", [150000, 90000], True),
        ("crl-214-unsold-v2025#2", "2025-04-26", "crl-214-unsold-v2025", 90000, True),
        ("crl-214-unsold-v2011", "2025-04-25", "crl-214-unsold-v2011", 150000, True),
        ("crl-214-unsold-v2011", "2025-04-26", "crl-214-unsold-v2011", 150000, False),
        ("tip-2022-31-5wd", "2026-04-14", "tip-2022-31-5wd", 5, True),
        ("tip-2022-31-5wd", "2026-04-15", "tip-2022-31-5wd", 5, False),
        ("pol-180-supplement#1", "2026-07-01", "pol-180-supplement", 24, True),
        ("pol-180-supplement", "2026-07-01", "pol-180-supplement", [24, 3], True),
    ],
)
def test_law_on_the_days_around_a_change(id, day, fact, value, in_force):
    """Claim: last day, day after, and single numbers of a row; what has ended is shown and said to have ended."""
    answer = call("law", {"id": id, "on": day})
    assert (answer["fact"], answer["value"], answer["in_force"]) == (fact, value, in_force)


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_can_be_looked_up_and_is_plain_json(fact):
    """Claim: each fact answers on the day it was last checked, or says why not; the fields never change their type."""
    try:
        answer = call("law", {"id": fact, "on": "2026-11-23"})
    except NotInForceError as refused:
        assert "2026-11-23" in str(refused)
        return
    assert _json(answer) == answer and answer["value"] is not None and answer["values"]
    assert answer["in_force"] in (True, False) and answer["status"] in ("verified", "unverified")


def test_law_diff_is_what_begins_and_ends_between_two_days():
    """Claim: the differences of the two days have a row each with the value before and after."""
    answer = call("law_diff", {"first": "2025-04-25", "second": "2025-04-26"})
    rows = {row["id"]: row for row in answer["changes"]}
    assert (rows["crl-214-unsold"]["then"]["value"], rows["crl-214-unsold"]["now"]["value"]) == (150000, [150000, 90000])
    assert _json(answer) == answer
    assert call("law_diff", {"first": "2025-04-26", "second": "2025-04-26"})["changes"] == []


def test_norms_come_whole_or_by_clause():
    """Claim: thirty-five without a clause, those of the clause with one, in the promised shape."""
    answer = call("norms", {})
    assert [n["id"] for n in answer["norms"]] == [n.id for n in norms()] and _json(answer) == answer
    promised = {"id", "clause", "from", "to", "modality", "trigger", "limit", "documents", "superior"}
    for row in answer["norms"]:
        assert promised <= set(row) and all({"basis", "gap", "note_zh"} <= set(s) for s in row["superior"])
    assert [n["id"] for n in call("norms", {"clause": "2.2"})["norms"]] == ["N16", "N17", "N18", "N19", "N20"]


@pytest.mark.parametrize(
    ("name", "args", "kind", "words"),
    [
        ("dedline", {}, UnknownIdError, "最接近的是 deadline"),
        ("deadline", [], InputError, "要一个 JSON 对象"),
        ("deadline", None, InputError, "要一个 JSON 对象"),
        ("deadline", {"period": "orn310-send-24h"}, InputError, "缺少 start"),
        ("deadline", {**NOTICE, "strat": 1}, UnknownIdError, "最接近的是 start"),
        ("deadline", {**NOTICE, "start": 20260930}, InputError, "start 应为文字"),
        ("deadline", {**NOTICE, "in_custody": "yes"}, InputError, "true 或 false"),
        ("deadline", {**NOTICE, "in_custody": 1}, InputError, "true 或 false"),
        ("deadline", {**NOTICE, "start": "2026-09-30T15:00"}, InputError, r"\+08:00"),
        ("deadline", {**NOTICE, "period": "orn310-reconsider-3d"}, UnknownIdError, "最接近的是"),
        ("deadline", {**NOTICE, "period": "pol-2016-16-supplement"}, UnverifiedError, "待核"),
        ("deadline", {**NOTICE, "start": "2027-01-01T09:00+08:00"}, HorizonError, "2026-12-31"),
        ("deadline", {**NOTICE, "start": "2001-07-08"}, NotInForceError, "2001-07-09"),
        ("law", {"id": "crl-214-unsold", "on": "2011-01-09"}, NotInForceError, "自 2011-01-10 起"),
        ("law", {"id": "crl-214-unsold-v2025#3", "on": "2025-04-26"}, UnknownIdError, "#3"),
        ("law", {"id": "crl-214-unsold", "on": "2025-02-29"}, InputError, "YYYY-MM-DD"),
        ("law_diff", {"first": "2025-04-25"}, InputError, "缺少 second"),
        ("norms", {"clause": "2.9"}, UnknownIdError, "没有这个条款"),
        ("norms", {"clause": None}, InputError, "clause 应为文字"),
        ("periods", {"x": 1}, UnknownIdError, "periods 的字段"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_sentence(name, args, kind, words):
    """Claim: each wrong call has its kind of error, its Chinese sentence and an English one."""
    with pytest.raises(kind, match=words) as caught:
        call(name, args)
    assert "\n" not in caught.value.zh + caught.value.en and caught.value.en[0].isascii()


@given(st.sampled_from(sorted(CALLS)), anything | st.dictionaries(fields | words, anything, max_size=4))
def test_no_json_makes_a_call_crash(name, args):
    """Claim: whatever JSON comes in, a JSON object goes out or an IpcoordError is raised."""
    try:
        answer = call(name, args)
    except IpcoordError as refused:
        assert refused.zh and refused.en
    else:
        assert _json(answer) == answer


@given(words, words, st.booleans())
def test_no_text_makes_a_deadline_crash(period, start, custody):
    """Claim: fields of the right type with any text in them are answered or refused."""
    try:
        call("deadline", {"period": period, "start": start, "in_custody": custody})
    except IpcoordError as refused:
        assert refused.zh and refused.en


@given(words, words)
def test_no_text_makes_a_look_up_crash(one, other):
    """Claim: the same for `law`, `law_diff` and `norms`, and for a call that does not exist."""
    for name, args in (("law", {"id": one, "on": other}), ("law_diff", {"first": one, "second": other}), ("norms", {"clause": one}), (one, {})):
        try:
            assert isinstance(call(name, args), dict)
        except IpcoordError as refused:
            assert refused.zh and refused.en


def test_a_sentence_stays_a_sentence_however_long_the_word_is():
    """Claim: what was typed is named by its beginning: a page pasted into a field comes not back whole."""
    for name, args in (("law", {"id": "a" * 5000, "on": "2026-01-01"}), ("law", {"id": "crl-214-unsold-v2025", "on": "9" * 5000}), ("deadline", {"period": "orn310-approve-3d", "start": "9" * 5000})):
        with pytest.raises(IpcoordError) as found:
            call(name, args)
        assert len(found.value.zh) < 300 > len(found.value.en) and "…" in found.value.zh
