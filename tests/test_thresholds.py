"""Thresholds: every figure by its rows, both laws, what is open, and the shape of the answer."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from ipcoord_sim import call, data
from ipcoord_sim.errors import InputError, IpcoordError, NotInForceError, UnknownIdError
from ipcoord_sim.parameters import all_parameters, find
from ipcoord_sim.thresholds import assess, epochs, offences, steps, timeline
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
            found = [w for w in result.why if (w.fact, w.n) == (number_fact(row), number.n) and w.field == "+".join(row["reads"])]
            assert [w.met for w in found] == [met], (day, amount)


def number_fact(row: dict) -> str:
    """The bare fact id of a row."""
    return row["figure"].partition("#")[0]


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


def test_days_before_the_statute_and_a_handling_before_the_conduct_are_refused():
    """One sentence each, naming the day."""
    with pytest.raises(NotInForceError, match="1997-10-01"):
        _one({"conduct": ["copyright"]}, date(1997, 9, 30))
    with pytest.raises(InputError, match="早于行为日"):
        _one({"conduct": ["copyright"]}, date(2025, 6, 1), date(2025, 5, 31))


@pytest.mark.parametrize(("facts", "error", "words"), [
    ({}, InputError, "conduct"),
    ({"conduct": []}, InputError, "conduct"),
    ({"conduct": "copyright"}, InputError, "列表"),
    ({"conduct": [1]}, InputError, "列表"),
    ({"conduct": ["copyrigt"]}, UnknownIdError, "copyright"),
    ({"conduct": ["copyright"], "copys": 1}, UnknownIdError, "copies"),
    ({"conduct": ["copyright"], "copies": -1}, InputError, "copies"),
    ({"conduct": ["copyright"], "copies": 1.5}, InputError, "整数"),
    ({"conduct": ["copyright"], "copies": True}, InputError, "copies"),
    ({"conduct": ["copyright"], "copies": "500"}, InputError, "copies"),
    ({"conduct": ["copyright"], "illegal_income": float("nan")}, InputError, "illegal_income"),
    ({"conduct": ["copyright"], "illegal_income": float("inf")}, InputError, "illegal_income"),
    ({"conduct": ["copyright"], "illegal_income": 10**5000}, InputError, "极大"),
    ({"conduct": ["copyright"], "marks": 0}, InputError, "marks"),
    ({"conduct": ["copyright"], "bankruptcy": 1}, InputError, "true"),
    ({"conduct": ["copyright"], "entity": "company"}, InputError, "unit"),
    ({"conduct": ["copyright"], "entity": ["unit"]}, InputError, "unit"),
    ({"conduct": ["copyright"], "other_signs": ["toxic"]}, UnknownIdError, "toxic_food"),
    ([], InputError, "JSON"),
])
def test_facts_that_cannot_be_read_are_refused_in_one_sentence(facts, error, words):
    """The sentence names the field or the word and what is allowed."""
    with pytest.raises(error) as refused:
        assess(facts, on=NEW, handled=NEW)
    assert words in refused.value.zh and refused.value.zh.endswith("。") and "\n" not in refused.value.zh
    assert refused.value.en.endswith(".")


def test_leads_show_their_figures_and_never_a_verdict():
    """A sign gives the adjacent offence with figures in force; the advice and results do not change."""
    facts = {"conduct": ["sell_counterfeit_goods"], "sales_amount": 0, "unsold_value": 0, "illegal_income": 0}
    plain = assess(facts, on=NEW, handled=NEW)
    signs = [row["id"] for row in data.load()["thresholds"]["leads"]["signs"]]
    with_signs = assess(facts | {"other_signs": signs}, on=NEW, handled=NEW)
    assert with_signs.results == plain.results and with_signs.advice == plain.advice
    assert [lead.sign for lead in with_signs.leads] == signs
    assert all("不作结论" in lead.text_zh and lead.figures for lead in with_signs.leads)
    tobacco = next(lead for lead in with_signs.leads if lead.sign == "tobacco")
    assert [f["value"] for f in tobacco.figures] == [50000, 20000, 200000, 30000]


def test_the_time_machine_answers_for_every_epoch():
    """Labels of 15,000 pieces: nothing before 2004, not met until 2025-04-25, met after."""
    facts = {"conduct": ["make_marks"], "labels": 15000, "illegal_income": 0, "business_amount": 0}
    entries = {day: answer.results[0].entry for day, answer in timeline(facts)}
    assert entries[date(1997, 10, 1)] == "no_figure"
    assert entries[date(2004, 12, 22)] == entries[date(2022, 5, 15)] == "not_met"
    assert entries[date(2025, 4, 26)] == "met" and tuple(entries) == epochs()
    moved = {day: answer.results[0].entry for day, answer in timeline(facts, handled=date(2025, 6, 3))}
    assert moved[date(1997, 10, 1)] == "met" and moved[date(2022, 5, 15)] == "not_met"


def test_steps_give_the_lowest_figure_of_each_time():
    """Copies: 1,000 from 2004, 500 from 2007; loss of secrets: 500,000, then 300,000."""
    assert [(s.start.isoformat(), s.threshold) for s in steps("crl-217", "copies")] == [
        ("1997-10-01", None), ("2004-12-22", 1000), ("2007-04-05", 500), ("2025-04-26", 500)]
    loss = {s.start.isoformat(): s.threshold for s in steps("crl-219", "loss")}
    assert loss["2004-12-22"] == 500000 and loss["2020-09-14"] == 300000
    with pytest.raises(UnknownIdError, match="copies"):
        steps("crl-217", "copie")


def test_the_command_answers_and_refuses_with_its_exit_codes(tmp_path):
    """0 with an answer for a file and for standard input, 2 with one line on standard error."""
    file = tmp_path / "事实.json"
    file.write_text('{"conduct": ["make_marks"], "labels": 10000}', "utf-8")

    def run(*args, stdin=""):
        command = [sys.executable, "-m", "ipcoord_sim", "assess", *args, "--on", "2025-05-06", "--handled", "2025-06-03"]
        return subprocess.run(command, input=stdin, capture_output=True, encoding="utf-8", check=False)

    assert json.loads(run(str(file), "--json").stdout)["results"][0]["entry"] == "met"
    shown = run("-", stdin=file.read_text("utf-8"))
    assert shown.returncode == 0 and "达到，基本档" in shown.stdout
    for text in ("[]", "{", '{"conduct": ["make_mark"]}', '{"conduct": ["make_marks"], "labels": NaN}'):
        refused = run("-", stdin=text)
        assert (refused.returncode, refused.stdout) == (2, "") and refused.stderr.count("\n") == 1
    assert run(str(tmp_path / "no.json")).returncode == 2


def test_a_figure_swapped_in_the_data_changes_the_verdict(tmp_path):
    """With the 2025 figure for labels raised, the same case is no longer met: no figure hides in code."""
    shutil.copytree(data.folder(), tmp_path / "data", ignore=shutil.ignore_patterns("compiled.json", "__pycache__"))
    file = tmp_path / "data" / "parameters" / "c3-215.yaml"
    text = file.read_text("utf-8")
    assert text.count("{value: 10000, unit: piece, name: labels, label_zh: 标识, bound: min}") == 1
    file.write_text(text.replace("{value: 10000, unit: piece, name: labels,", "{value: 12000, unit: piece, name: labels,"), "utf-8")
    command = [sys.executable, "-m", "ipcoord_sim", "assess", "-", "--json", "--on", "2025-05-06", "--handled", "2025-06-03"]
    facts = json.dumps({"conduct": ["make_marks"], "labels": 11000, "illegal_income": 0, "business_amount": 0})
    env = os.environ | {"IPCOORD_DATA": str(tmp_path / "data"), "PYTHONPATH": str(Path(__file__).parents[1])}
    runs = [subprocess.run(command, input=facts, capture_output=True, encoding="utf-8", env=e, check=True).stdout
            for e in (os.environ | {"PYTHONPATH": env["PYTHONPATH"]}, env)]
    assert [json.loads(out)["results"][0]["entry"] for out in runs] == ["met", "not_met"]
    assert json.loads(runs[1])["results"][0]["nearest"]["short_by"] == 1000


def test_refusals_are_always_ours():
    """Whatever the days and facts are, an error is one of the tree."""
    for args in ({"on": "2025-02-30", "handled": "2025-06-03", "facts": {}}, {"on": "x", "handled": "2025-06-03", "facts": {}},
                 {"on": "2025-05-06", "handled": "2025-06-03", "facts": []}, {"on": "2025-05-06", "facts": {}}):
        with pytest.raises(IpcoordError):
            call("assess", args)
