"""The register of the notebook: every planted deviation is found, nothing else is, and both clean cases stay clean."""

from __future__ import annotations

import pytest

from ipcoord_sim.conformance import BREACHES, KINDS
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.experiments.register_view import KIND_ZH, check_register, show_case, show_register, worth_saying

# What was planted, written down before the register was checked: case -> (rule, kind, event).
PLANTED = {
    "A01": set(),
    "A02": {("R08", "forbidden", "e2")},
    "A03": {("R04", "wrong_actor", "e3"), ("R05", "late", "e5")},
    "A04": {("R02", "wrong_actor", "e4"), ("R07", "missing_document", "e5")},
    "A05": {("R09", "forbidden", "e6"), ("R12", "overdue", "e5")},
    "A06": {("R06", "out_of_order", "e4"), ("R14", "missing_document", "e8"), ("R14", "missing_step", "e7"), ("R15", "wrong_channel", "e9")},
    "A07": {("R10", "late", "e7"), ("R10", "missing_step", "e6")},
    "A08": set(),
    "A09": {("R19", "late", "e9"), ("R19", "missing_document", "e9")},
    "A10": {("R21", "late", "e3"), ("R22", "missing_document", "e5"), ("R31", "wrong_actor", "e6")},
    "A11": set(),
    "A12": set(),
}


@pytest.fixture(scope="module")
def register(root):
    """The register, checked once."""
    return check_register(root / "notebooks" / "data" / "register-2026.csv")


def _breaches(answer: dict) -> set:
    return {(f["rule"], f["kind"], f["event"]) for f in answer["findings"] if f["kind"] in BREACHES}


def test_twelve_cases_with_deviations_of_ten_rules_and_more():
    """What the notebook promises: at least ten kinds of deviation from at least ten rules."""
    planted = set().union(*PLANTED.values())
    assert len(PLANTED) == 12 and len({(rule, kind) for rule, kind, _ in planted}) >= 10 and len({rule for rule, _, _ in planted}) >= 10
    assert {kind for _, kind, _ in planted} == set(BREACHES)


def test_what_was_planted_is_found_and_nothing_else(register):
    """Each deviation, in its case, at its event."""
    assert {log["case"]["id"]: _breaches(answer) for log, answer in register} == PLANTED


def test_two_cases_are_clean_one_is_disputed_one_depends_on_the_reading(register):
    """Clean: not even a dispute. A11 rests on two readings of the plan, A08 on two readings of a period."""
    said = {log["case"]["id"]: [f for f in answer["findings"] if worth_saying(f)] for log, answer in register}
    assert [id for id, found in said.items() if not found] == ["A01", "A12"]
    assert [(f["rule"], f["kind"]) for f in said["A11"]] == [("R36", "disputed")]
    assert [(f["rule"], f["kind"], f["reading_dependent"]) for f in said["A08"]] == [("R01", "kept", True)]


def test_the_reading_turns_the_case_that_depends_on_it(root):
    """Report on 30 April, approved on 6 May: in time where the last day rolls over Labour Day, late in calendar days."""
    answers = {log["case"]["id"]: answer for log, answer in check_register(root / "notebooks" / "data" / "register-2026.csv", "calendar")}
    assert _breaches(answers["A08"]) == {("R01", "late", "e4")}


def test_every_kind_has_a_word():
    """A new kind of finding gets its word here."""
    assert set(KIND_ZH) == set(KINDS)


def test_the_summary_counts_what_the_findings_say(register):
    """The sentence is computed from the same findings."""
    planted = set().union(*PLANTED.values())
    said = show_register(register).sentence_zh
    assert said == f"12件案件，{len(planted)}处违规，出在{len({rule for rule, _, _ in planted})}条规则上；2件没有违规，也没有争议。"


def test_a_case_tells_its_breaches_with_their_articles(register):
    """A02 was fined and not referred: the sentence, the clause and the article."""
    view = show_case(register, "A02")
    assert view.sentence_zh == "春禾酒行售假案（A02）：不许做的做了1处。"
    assert "以罚代移" in view.html and "国务院令310号第11条第1款" in view.html
    assert len(show_case(register, "A02", everything=True).html) > len(view.html)


def test_dispute_and_reading_are_told_and_not_counted_as_breach(register):
    """Neither right nor wrong is claimed."""
    assert show_case(register, "A11").sentence_zh.endswith("没有违规；有争议1处。")
    assert show_case(register, "A08").sentence_zh.endswith("没有违规；换一种读法结论就不同的1处。")


def test_unknown_cases_and_files_are_refused(register, tmp_path):
    """One sentence each."""
    with pytest.raises(UnknownIdError, match="没有这个案件：A99"):
        show_case(register, "A99")
    with pytest.raises(InputError, match="找不到文件"):
        check_register(tmp_path / "none.csv")


def test_the_register_says_that_all_of_it_is_invented(root):
    """The README beside the data."""
    assert "全部是编的" in (root / "notebooks" / "data" / "README.md").read_text("utf-8")
