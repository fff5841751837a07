"""What `assess` answers beyond its figures: refusals, leads, the time machine, the command, a swapped figure."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ipcoord_sim import call, data
from ipcoord_sim.errors import InputError, IpcoordError, NotInForceError, UnknownIdError
from ipcoord_sim.thresholds import assess, epochs, steps, timeline

NEW = date(2025, 5, 20)


def test_days_before_the_statute_and_a_handling_before_the_conduct_are_refused():
    """One sentence each, naming the day."""
    with pytest.raises(NotInForceError, match="1997-10-01"):
        assess({"conduct": ["copyright"]}, on=date(1997, 9, 30), handled=NEW)
    with pytest.raises(InputError, match="早于行为日"):
        assess({"conduct": ["copyright"]}, on=date(2025, 6, 1), handled=date(2025, 5, 31))


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


FIGURE = "{value: 10000, unit: piece, name: labels, label_zh: 标识, bound: min}"


def _swapped(tmp_path: Path, name: str, before: str, after: str, facts: dict) -> dict:
    """The result of a run whose data differs in one place."""
    shutil.copytree(data.folder(), tmp_path / "data", ignore=shutil.ignore_patterns("compiled.json", "__pycache__"))
    file = tmp_path / "data" / name
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), "utf-8")
    command = [sys.executable, "-m", "ipcoord_sim", "assess", "-", "--json", "--on", "2025-05-06", "--handled", "2025-06-03"]
    env = os.environ | {"IPCOORD_DATA": str(tmp_path / "data"), "PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run(command, input=json.dumps(facts), capture_output=True, encoding="utf-8", env=env, check=True)
    return json.loads(run.stdout)["results"][0]


def test_a_figure_swapped_in_the_data_changes_the_verdict(tmp_path):
    """With the 2025 figure for labels raised, the same case is no longer met: no figure hides in code."""
    facts = {"conduct": ["make_marks"], "labels": 11000, "illegal_income": 0, "business_amount": 0}
    assert assess(facts, on=NEW, handled=NEW).results[0].entry == "met"
    found = _swapped(tmp_path, "parameters/c3-215.yaml", FIGURE, FIGURE.replace("10000", "12000"), facts)
    assert (found["entry"], found["nearest"]["short_by"]) == ("not_met", 1000)


def test_a_figure_that_is_still_to_be_confirmed_decides_nothing(tmp_path):
    """With its status set to unverified, the figure for loss is neither compared nor applied."""
    facts = {"conduct": ["counterfeit_patent"], "loss": 400000, "illegal_income": 0, "business_amount": 0}
    assert assess(facts, on=NEW, handled=NEW).results[0].entry == "met"
    text = (data.folder() / "parameters" / "c4-216.yaml").read_text("utf-8")
    block = text[text.index("  - fact: crl-216-loss-v2025"):]
    block = block[:block.index("status: verified") + len("status: verified")]
    found = _swapped(tmp_path, "parameters/c4-216.yaml", block, block.replace("status: verified", "status: unverified"), facts)
    assert found["entry"] == "not_met" and "crl-216-loss-v2025" not in {w["fact"] for w in found["why"]}


def test_refusals_are_always_ours():
    """Whatever the days and facts are, an error is one of the tree."""
    for args in ({"on": "2025-02-30", "handled": "2025-06-03", "facts": {}}, {"on": "x", "handled": "2025-06-03", "facts": {}},
                 {"on": "2025-05-06", "handled": "2025-06-03", "facts": []}, {"on": "2025-05-06", "facts": {}}):
        with pytest.raises(IpcoordError):
            call("assess", args)
