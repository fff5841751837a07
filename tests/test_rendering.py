"""The English rendering follows the plan: clause by clause, the same numbers, the same weight of every duty."""

from __future__ import annotations

import re

import pytest

from ipcoord_sim.norms import clauses, rendering

TEXTS = [(p.id, p.text) for clause in clauses() for p in clause.paragraphs]
# What the plan writes once or more, and what the rendering writes in its place as often.
# 对应 and 应对 are other words; 依法应由 and 按规定应支付 report what other rules ask, and are no duty of the plan.
WEIGHTS = {"应": (r"(?<!对)应(?!对|由|支付)", r"\bshall\b"), "可": (r"可(?!能)", r"\bmay\b")}


@pytest.mark.parametrize(("address", "text"), TEXTS)
def test_each_number_of_the_plan_stands_in_the_rendering(address, text):
    """Days and years are the same numbers, in the same order."""
    assert re.findall(r"\d+", rendering()["texts"][address]) == re.findall(r"\d+", text)


@pytest.mark.parametrize(("address", "text"), TEXTS)
@pytest.mark.parametrize("word", WEIGHTS)
def test_no_duty_is_made_heavier_or_lighter(address, text, word):
    """应 is "shall" and 可 is "may", as often as they stand in the plan; 可能 is "may" too, but never "shall"."""
    chinese, english = WEIGHTS[word]
    wanted = len(re.findall(chinese, text))
    found = len(re.findall(english, rendering()["texts"][address]))
    extra = text.count("可能") if word == "可" else 0
    assert wanted <= found <= wanted + extra


def test_nothing_is_left_out_or_added():
    """Each paragraph and item is rendered once; each part has its heading."""
    assert sorted(rendering()["texts"]) == sorted(address for address, _ in TEXTS)
    assert sorted(rendering()["parts"]) == ["1", "2", "3"]
