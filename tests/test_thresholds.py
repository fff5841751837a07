"""Thresholds: every figure by its rows, the amounts that can change an answer, and the shape of the answer."""

import json
from datetime import date, timedelta
from itertools import product

import pytest

from ipcoord_sim import call, data
from ipcoord_sim.parameters import all_parameters, find
from ipcoord_sim.thresholds import assess, epochs, offences
from ipcoord_sim.thresholds.figures import figures
from ipcoord_sim.thresholds.offences import fact_value

FILES = {stem: content for stem, content in data.load()["thresholds"].items() if "offence" in content}
ROWS = [pytest.param(content, row, id=f"{stem}:{n}:{row['figure']}") for stem, content in FILES.items() for n, row in enumerate(content["rows"], 1)]
AMOUNTS = [r["id"] for r in data.load()["thresholds"]["facts"]["fields"] if r["kind"] in ("money", "count")]
NEW = date(2025, 5, 20)


def _case(content: dict, row: dict, **amounts) -> dict:
    """The least a case must say for a row to apply."""
    head = next(h for h in content["heads"] if h["id"] == row["head"])
    conducts = sorted({head["conducts"][0], *row.get("needs", [])})
    said = {"two_marks": {"marks": 2}, "two_patents": {"patents": 2}, "repeat": {"prior_sanction_within_2y": True},
            "two_marks_or_repeat": {"marks": 2}}.get(row.get("when"), {})
    return {"conduct": conducts, **said, **amounts}


def _one(facts: dict, on: date, handled: date | None = None):
    return assess(facts, on=on, handled=handled or on).results[0]


def _fact(row: dict) -> str:
    """The bare fact id of a row."""
    return row["figure"].partition("#")[0]


def _days(row: dict) -> list[date]:
    """First and last day of the row, the last one standing in for today where it still holds."""
    values = [fact_value(row[key]) for key in ("figure", "while") if key in row]
    return [max(v.start for v in values), min(v.end or date(2026, 11, 23) for v in values)]


@pytest.mark.parametrize(("content", "row"), [p for p in ROWS if p.values[1]["kind"] in ("amount", "sum")])
def test_each_figure_is_met_at_the_figure_and_not_one_cent_under_on_its_first_and_last_day(content, row):
    """At the threshold the row is met; the least amount below it is not; both at the row's first and last day."""
    number = find(row["figure"]).numbers[0]
    cent = 0.01 if number.unit == "yuan" else 1
    last = row["reads"][-1]
    others = dict.fromkeys(row["reads"][:-1], 0)
    for day in _days(row):
        for amount, met in ((number.value, True), (number.value - cent, False)):
            result = _one(_case(content, row, **others, **{last: amount}), day)
            found = [w for w in result.why if (w.fact, w.n) == (_fact(row), number.n) and w.field == "+".join(row["reads"])]
            assert [w.met for w in found] == [met], (day, amount)


@pytest.mark.parametrize(("content", "row"), [p for p in ROWS if p.values[1]["kind"] in ("amount", "sum")])
def test_a_figure_is_not_read_on_the_day_before_it_begins_nor_on_the_day_after_it_ends(content, row):
    """Outside its days a figure is not among the reasons."""
    first, last = _days(row)
    outside = [first - timedelta(days=1)] + ([last + timedelta(days=1)] if fact_value(row["figure"]).end else [])
    for day in outside:
        result = _one(_case(content, row, **dict.fromkeys(row["reads"], 10**9)), day)
        assert row["figure"] not in {f"{w.fact}#{w.n}" for w in result.why} or "while" in row


def test_every_verified_figure_of_the_offences_is_read_by_a_row():
    """No amount of sections C1 to C7 lies unused: the rows name each one."""
    used = {row["figure"] for content in FILES.values() for row in content["rows"]}
    used |= {ref for content in FILES.values() for row in content["rows"] for ref in (row.get("share_percent"), row.get("items"))}
    units = {"yuan", "piece", "copy", "work", "download", "click", "member", "percent"}
    wanted = {
        f"{v.fact}#{n.n}" for p in all_parameters() if p.section in {f"C{k}" for k in range(1, 8)}
        for v in p.values if v.verified for n in v.numbers if n.unit in units
    }
    assert wanted <= used


def test_no_row_rests_on_what_is_still_to_be_confirmed():
    """Every fact named by a row, a note, a lead or an advice is verified."""
    text = json.dumps(data.load()["thresholds"], ensure_ascii=False)
    unverified = [v.fact for p in all_parameters() for v in p.values if not v.verified]
    assert not [fact for fact in unverified if f'"{fact}"' in text or f'"{fact}#' in text]


def test_every_condition_field_and_head_that_a_row_names_exists():
    """A misspelt word in a row cannot lie unnoticed."""
    facts = data.load()["thresholds"]["facts"]
    fields, conditions = {f["id"] for f in facts["fields"]}, {c["id"] for c in facts["conditions"]}
    conducts = {c["id"] for c in facts["conducts"]}
    for content in FILES.values():
        heads = {h["id"] for h in content["heads"]}
        assert {c for h in content["heads"] for c in h["conducts"]} <= conducts
        for row in content["rows"]:
            parts = row.get("parts", [])
            assert row["head"] in heads
            assert {*row.get("reads", []), *(p["field"] for p in parts)} <= fields
            assert {*row.get("needs", []), *(c for p in parts for c in p.get("needs", []))} <= conducts
            assert {x["when"] for x in (row, *parts) if "when" in x} <= conditions


def test_the_amount_that_must_stay_below_meets_a_figure_of_its_own_where_it_does_not():
    """So a sum that falls away never turns met into not met."""
    for content in FILES.values():
        for row in content["rows"]:
            if "below" in row:
                own = [r for r in content["rows"] if r["figure"] == row["below"]["figure"] and r["reads"] == [row["below"]["field"]]]
                assert own and {r["tier"] for r in own} == {row["tier"]}


def test_a_sum_for_those_who_sold_little_is_not_compared_once_sales_reach_their_own_figure():
    """Sold 50,000 in 2016: the figure for sales decides and the mixed one is no reason; sold a yuan less, it is."""
    for sold, compared in ((50000, False), (49999, True)):
        facts = {"conduct": ["sell_counterfeit_goods"], "sales_amount": sold, "unsold_value": 120000}
        result = _one(facts, date(2016, 3, 7))
        assert ("crl-214-mixed-v2011" in {w.fact for w in result.why}) is compared and result.tier == "basic"


def test_the_half_rule_of_2011_says_two_items_and_a_half_in_the_words_of_its_fact():
    """The two numbers authored in the row stand in the fact's own words."""
    row = next(r for r in FILES["crl-217"]["rows"] if r["kind"] == "half" and r["figure"] == "crl-217-online-v2011")
    assert (row["share_percent"], row["items"]) == (50, 2)
    assert "两项以上各达一半" in fact_value("crl-217-online-v2011").text_zh


def test_the_example_of_the_seam_comes_out_with_its_keys():
    """The reasons carry fact, n, field, value, threshold, met, decisive, tier and law; the nearest change is 30,000."""
    facts = {"conduct": ["sell_counterfeit_goods"], "illegal_income": 0, "sales_amount": 0, "unsold_value": 120000}
    answer = call("assess", {"on": "2025-05-20", "handled": "2025-06-15", "facts": facts})
    result = answer["results"][0]
    why = next(w for w in result["why"] if w["fact"] == "crl-214-unsold-v2025" and w["field"] == "unsold_value")
    assert {k: why[k] for k in ("n", "value", "threshold", "met", "decisive", "tier", "law")} == {
        "n": 1, "value": 120000, "threshold": 150000, "met": False, "decisive": False, "tier": "basic", "law": "old"}
    assert (result["nearest"]["field"], result["nearest"]["short_by"]) == ("unsold_value", 30000)
    assert {"offence", "name_zh", "entry", "tier", "law", "why", "under_old_law", "under_new_law", "lenient", "missing", "nearest"} <= set(result)
    assert set(answer["advice"]) >= {"act", "norms", "because_zh"}
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_statute_alone_decides_when_an_offence_begins():
    """Service marks and the foreign secrets offence begin with the amended statute, all others with that of 1997."""
    begins = {(o.id, h.id): min(v.start for v in h.exists) for o in offences() for h in o.heads}
    late = {key for key, day in begins.items() if day == date(2021, 3, 1)}
    assert late == {("crl-213", "services"), ("crl-219-1", "foreign")}
    assert set(begins.values()) == {date(1997, 10, 1), date(2021, 3, 1)}


def test_units_have_three_times_the_figures_of_persons_until_2007_and_the_same_after():
    """Every figure that stands at the end of 2006 is tripled; none is from 2007-04-05 on."""
    for content in FILES.values():
        for offence in (o for o in offences() if o.id == content["offence"]):
            for head in offence.heads:
                for place, day in enumerate(epochs()):
                    args = (head, place, head.conducts, frozenset({"two_marks"}))
                    times = 3 if date(2004, 12, 22) <= day < date(2007, 4, 5) else 1
                    pairs = zip(figures(*args, False), figures(*args, True), strict=True)
                    assert all(u.threshold == p.threshold * times for p, u in pairs if p.kind in ("amount", "sum"))


@pytest.mark.parametrize("missing_given", [0, 1])
def test_an_unknown_result_is_settled_once_the_missing_amounts_are_known(missing_given):
    """All missing at zero gives not_met, all at a very large amount gives met, whatever else is not known."""
    for conduct, on in product([c["id"] for c in data.load()["thresholds"]["facts"]["conducts"]], epochs()):
        result = _one({"conduct": [conduct]}, on, NEW if on <= NEW else on)
        if result.entry == "unknown":
            settled = _one({"conduct": [conduct], **dict.fromkeys(result.missing, 10**9 * missing_given)}, on, NEW if on <= NEW else on)
            assert settled.entry == ("met" if missing_given else "not_met")


def test_an_amount_is_missing_exactly_where_some_value_of_it_can_change_the_answer():
    """Compared with trying zero and a very large amount for every absent amount."""
    for conduct, on, given in (
        (["sell_counterfeit_goods"], date(2024, 5, 6), {"sales_amount": 0}),
        (["sell_counterfeit_goods"], date(2008, 5, 6), {}),
        (["make_marks"], date(2024, 5, 6), {"labels": 15000}),
        (["copyright_online"], date(2024, 5, 6), {"clicks": 50000}),
        (["sell_infringing_copies"], date(2024, 5, 6), {"sales_amount": 0}),
        (["trade_secret"], date(2006, 5, 8), {}),
    ):
        result = _one({"conduct": conduct, **given}, on, NEW)
        absent = [f for f in AMOUNTS if f not in given]
        answers = {}
        for values in product((0, 10**9), repeat=len(absent)):
            facts = {"conduct": conduct, **given, **dict(zip(absent, values, strict=True))}
            answers[values] = None if sum(values) > 4 * 10**9 else _one(facts, on, NEW).entry
        matters = {
            field for n, field in enumerate(absent) for values, entry in answers.items()
            if values[n] == 0 and entry and answers[values[:n] + (10**9,) + values[n + 1:]] not in (entry, None)
        }
        assert result.entry == "unknown" and set(result.missing) == matters, conduct
