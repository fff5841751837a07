"""The case bank: every path of every case judged, nothing shown to a chair that is not lawfully its own, everything invented."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from ipcoord_sim import data
from ipcoord_sim.casebank import cases
from ipcoord_sim.casebank.catalogue import misconceptions
from ipcoord_sim.casebank.lint import lint
from ipcoord_sim.casebank.model import QUALITIES
from ipcoord_sim.conformance import audit
from ipcoord_sim.exercise import play, replay
from ipcoord_sim.exercise.referee import paths, referee
from ipcoord_sim.exercise.review import breaches_by
from ipcoord_sim.norms import clauses

WANTED = {"C-01", "C-02", "C-07", "C-14", "C-17", "C-20", "C-21", "C-22", "C-23", "C-25", "C-26", "C-27", "C-28", "C-30", "C-32", "C-37", "C-39", "C-41", "C-43", "C-44", "C-45"}
SEED = 157
ALL = sorted(cases())


def walks(id: str, seat: str, count: int = 25):
    """Runs of a case by choices drawn with a fixed seed, each from its beginning to its end."""
    chance = random.Random(f"{SEED} {id} {seat}")
    for _ in range(count):
        choices: list[str] = []
        difficulty = chance.choice([0, 1, 2])
        while True:
            screen = play(id, seat, choices, difficulty)
            yield screen
            if screen["ended"]:
                break
            decision = screen["decision"]
            choices.append(f"{decision['id']}:{chance.choice(decision['options'])['id']}")


def test_the_bank_holds_the_twenty_cases_and_touches_every_clause():
    """Claim: none of the twenty is missing, and each of the thirteen clauses has a case."""
    assert set(ALL) >= WANTED
    touched = {".".join(clause.split(".")[:2]) for case in cases().values() for clause in case.clauses}
    assert touched == {c.id for c in clauses()} and len(clauses()) == 13


@pytest.mark.parametrize("id", ALL)
def test_the_referee_has_nothing_to_say(id):
    """Claim: on every path the options are what the case calls them, every path ends and cites, each chair has a lawful way."""
    count, verdicts = referee(cases()[id])
    assert count > 1
    assert [f"{v.place} {v.zh}" for v in verdicts] == []


@pytest.mark.parametrize("id", ALL)
def test_a_way_that_goes_on_from_its_fork_is_the_one_played_from_the_beginning(id):
    """Claim: of all ways of a case each hundredth, played anew by its choices, is the same in every part."""
    for run in islice(paths(cases()[id]), 0, None, 100):
        assert replay(cases()[id], run.choices) == run


@pytest.mark.parametrize("id", ALL)
def test_nothing_looks_real_and_no_figure_is_typed(id):
    """Claim: names come from the list of invented ones, no pattern of real numbers occurs, figures of the law come by id."""
    row = data.load_cases()["casebank"][cases()[id].slug]
    assert [f"{r.place} {r.found_zh}" if hasattr(r, "found_zh") else str(r) for r in lint(row)] == []


@pytest.mark.parametrize("id", ALL)
@pytest.mark.parametrize("seat", ["amr", "psb"])
def test_a_chair_is_shown_nothing_that_is_not_yet_its_own(id, seat):
    """Claim: no exhibit of the other chair before one of its acts handed it over, no event of others that has not arrived."""
    case = cases()[id]
    for screen in walks(id, seat, 8):
        if screen["ended"]:
            continue
        events = screen["log"]["events"]
        assert all(e["actor"].startswith(f"{seat}/") or e.get("to", "").startswith(f"{seat}/") for e in events)
        shown = {x["id"] for x in screen["exhibits"]}
        whole = screen["scene"]["text"] + "".join(x["text"] for x in screen["exhibits"])
        for exhibit in case.exhibits.values():
            handed = any(e["act"] in exhibit.shared_by and e["actor"].startswith(f"{exhibit.seat}/") for e in events)
            if exhibit.seat not in (None, seat) and not handed:
                assert exhibit.id not in shown and exhibit.text not in whole, (id, exhibit.id, screen["choices"])


@pytest.mark.parametrize("id", ALL)
def test_the_same_choices_give_the_same_screens(id):
    """Claim: played again from its choices, a case shows the same, to the letter."""
    last = list(walks(id, "both", 2))[-1]
    assert play(id, "both", last["choices"], last["difficulty"]) == last


def broken(run) -> set[tuple]:
    """What the market regulator broke in a run: rule, part, agency."""
    return {(f.rule, f.part, f.agency) for f in breaches_by(audit(run.log()), "amr")}


@pytest.mark.parametrize("id", ALL)
def test_a_counterfactual_removes_what_it_says(id):
    """Claim: with the one choice changed, those after it kept while they are open and the best taken where not, the breach is gone."""
    for screen in (s for s in walks(id, "amr", 6) if s["ended"]):
        before = broken(replay(cases()[id], tuple(screen["choices"]), "amr", screen["difficulty"]))
        for found in screen["review"]["counterfactuals"]:
            place = screen["choices"].index(found["choice"])
            chosen = [*screen["choices"][:place], f"{found['choice'].partition(':')[0]}:{found['instead']}"]
            kept = set(screen["choices"][place + 1 :])
            while (run := replay(cases()[id], tuple(chosen), "amr", screen["difficulty"])).waiting:
                ways = [f"{run.waiting.id}:{o.id}" for o in sorted(run.options, key=lambda o: QUALITIES.index(o.quality))]
                chosen.append(next((way for way in ways if way in kept), ways[0]))
            gone = before - broken(run)
            assert set(found["removes"]) <= {rule for rule, _, _ in gone}, (id, found["choice"])


def test_every_review_ends_in_three_things_to_take_away():
    """Claim: whatever was chosen, the review of an ended case names three."""
    for id in ALL:
        for screen in (s for s in walks(id, "psb", 2) if s["ended"]):
            assert len(screen["review"]["takeaways"]) == 3, id


def test_misconceptions_are_catalogued_and_used():
    """Claim: at least twenty-five, and every one that a case names is known."""
    named = {o.misconception for case in cases().values() for step in case.steps for o in step.options if o.misconception}
    assert len(misconceptions()) >= 25
    assert named <= set(misconceptions())
