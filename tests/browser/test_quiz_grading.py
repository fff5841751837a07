"""What the page says of an answer is what `quiz.grade` says: over the whole bank, right, wrong and nonsense."""

from __future__ import annotations

import random

import pytest

from ipcoord_sim.errors import InputError
from ipcoord_sim.quiz import grade, item, key
from tests.browser.quizstage import BANK, own, quiz_args
from tests.browser.stage import staged

pytestmark = pytest.mark.browser
__all__ = ["own"]

NONSENSE = [None, "", "zz", 3.5, [], {}, ["a", "a"], {"a": "none"}, "2026-10-03", "2026-13-40", "1999", "12", "1,000", "1e3", " 7 ", "inf", "nan", "0x10", "1_0", ".", "-", "３", ["a", "zz"]]
JUDGE = """rows => import('/lib/grading.js').then(({ grade, AnswerError }) => rows.map(([item, answer]) => {
  try { return grade(item, answer); } catch (error) { if (error instanceof AnswerError) return null; throw error; }
}))"""


def answers(one, rnd):
    """The key, random answers of the right form, and what no form produces."""
    ids = [o.id for o in one.options]
    yield key(one)
    for _ in range(6):
        if one.type == "multiple":
            yield rnd.sample(ids, rnd.randint(0, len(ids)))
        elif one.type == "order":
            yield rnd.sample(ids, len(ids))
        elif one.type == "match":
            yield {id: rnd.choice(one.pairs) for id in ids if rnd.random() < 0.8}
        elif one.type == "number":
            yield rnd.choice([o.value for o in one.options] + [rnd.randint(-5, 10**6), str(rnd.choice(one.options).value), f"{rnd.choice(one.options).value:,}"])
        else:
            yield rnd.choice(ids)
            if one.type == "date":
                value = str(rnd.choice(one.options).value)
                yield value
                yield value[:10]
    yield from NONSENSE


def told(one, answer):
    """Python's verdict as the page gives it; None where the answer is refused."""
    try:
        found = grade(one, answer)
    except InputError:
        return None
    options = [
        {"option": v.option, "chosen": v.chosen, "right": v.right, "reason": v.reason, "basis": list(v.basis), "misconception": v.misconception} for v in found.options
    ]
    return {"item": found.item, "correct": found.correct, "score": found.score, "options": options}


@pytest.mark.parametrize("seed", [0, 3, 11])
def test_the_page_grades_as_the_package_does(own, seed):
    """Every item of the bank, drawn with the seed; score, verdict of each option, and what is refused."""
    rnd = random.Random(seed)
    drawn = [item(id, seed) for id in BANK]
    embedded = {one["id"]: one for one in quiz_args(drawn)["items"]}
    rows = [(one, answer) for one in drawn for answer in answers(one, rnd)]
    with staged(own, "quiz", quiz_args(drawn[:1])) as page:
        found = page.evaluate(JUDGE, [[embedded[one.id], answer] for one, answer in rows])
    wrong = [(one.id, answer, got, want) for (one, answer), got in zip(rows, found, strict=True) if got != (want := told(one, answer))]
    assert wrong == []
    assert sum(got is not None for got in found) > 1000
