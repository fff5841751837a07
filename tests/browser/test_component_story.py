"""The replayer on the page gives what the engine gives: every case of the bank, both chairs and hot seat, random walks, each screen on the way."""

from __future__ import annotations

import json
import random

import pytest
from playwright.sync_api import BrowserContext

from ipcoord_sim.casebank import cases
from ipcoord_sim.exercise.playing import HARDEST, play, verdict
from ipcoord_sim.exercise.story import story

from .stage import staged

pytestmark = pytest.mark.browser

SEED = 20261130
WALKS = 8
NOT_ON_THE_PAGE = {"log", "review"}
REPLAY = """async ([story, walks]) => {
  const { screen, verdict } = await import("/lib/story.js");
  return walks.map(([seat, choices, difficulty]) => [screen(story, seat, choices, difficulty), verdict(story, seat, choices, difficulty)]);
}"""


def _walks(id: str, chance: random.Random) -> list[tuple[tuple, dict]]:
    """Walks to the end with every screen on the way, as the engine shows it."""
    found = []
    for seat in ("amr", "psb", "both"):
        for _ in range(WALKS):
            choices, difficulty = [], chance.randint(0, HARDEST)
            while True:
                shown = play(id, seat, choices, difficulty)
                found.append(((seat, list(choices), difficulty), shown))
                if shown["decision"] is None:
                    break
                choices.append(f"{shown['decision']['id']}:{chance.choice(shown['decision']['options'])['id']}")
    return found


@pytest.mark.parametrize("id", sorted(cases()))
def test_the_page_replays_as_the_engine_plays(context: BrowserContext, id: str):
    """Claim: after any choices from any chair the page shows word for word what the engine shows, and nothing more."""
    case, walks = cases()[id], _walks(id, random.Random(f"{SEED}{id}"))
    with staged(context, "case", {"story": story(case)}) as page:
        there = page.evaluate(REPLAY, [story(case), [walk for walk, _ in walks]])
    for (walk, shown), (screen, said) in zip(walks, there, strict=True):
        assert screen == json.loads(json.dumps({k: v for k, v in shown.items() if k not in NOT_ON_THE_PAGE})), walk
        assert said == verdict(case, *walk), walk


@pytest.mark.parametrize(("choices", "said"), [(["d9:a"], "这时选不了"), (["d1:z"], "没有这个选项")])
def test_a_choice_that_is_not_open_is_refused_in_a_sentence(context: BrowserContext, choices: list, said: str):
    """Claim: a saved game that no longer fits the case is refused, not guessed at."""
    with staged(context, "case", {"story": story(cases()["C-07"])}) as page:
        told = page.evaluate(
            "async ([story, choices]) => { const { screen } = await import('/lib/story.js'); try { return screen(story, 'amr', choices); } catch (e) { return e.message; } }",
            [story(cases()["C-07"]), choices],
        )
    assert said in told
