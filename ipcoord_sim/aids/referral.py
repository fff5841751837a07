"""Whether a case is to be referred: the authored questions, the answer that follows, and which answer would flip it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from .. import data
from ..errors import InputError, UnknownIdError

__all__ = ["ACT_ZH", "Decision", "Flip", "Question", "asked", "decide", "from_assessment", "questions"]

ACT_ZH = {"refer": "应当移送", "consult": "先咨询", "investigate": "继续查", "penalise": "依法处罚"}
_NO = "no"


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers by id."""

    id: str
    ask_zh: str
    help_zh: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Flip:
    """One answer that, given otherwise, would lead elsewhere; several acts where more would have to be asked."""

    question: Question
    answer_zh: str
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, why, what else, on which norms and facts, which answers it rests on and which would flip it."""

    act: str
    because_zh: str
    norms: tuple[str, ...]
    basis: tuple[str, ...]
    also: tuple[dict, ...]
    answers: tuple[tuple[Question, str], ...]
    flips: tuple[Flip, ...]


@cache
def questions() -> dict[str, Question]:
    """The questions in the order of asking."""
    rows = _table()["questions"]
    return {r["id"]: Question(r["id"], r["ask_zh"], r["help_zh"], {a["id"]: a["label_zh"] for a in r["answers"]}) for r in rows}


def asked(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The questions that matter so far, in order: those answered, and the next ones that could still change something.

    >>> asked({"kind": "none"})
    ('kind', 'leads', 'official')
    """
    _check(answers)
    known, matter = {}, []
    for id in _deciding():
        if len(_acts(known)) > 1:
            matter.append(id)
            known |= {id: answers[id]} if id in answers else {}
    acts = _acts(known)
    rows = [row for row in _table()["also"] if acts & set(row["acts"])]
    return (*matter, *(id for id in questions() if id not in _deciding() and any(id in row["when"] for row in rows)))


def decide(answers: Mapping[str, str]) -> Decision:
    """The decision that the answers lead to; what is only added to it counts as "no" where it is not answered.

    Raises UnknownIdError for an unknown question or answer, InputError where a question that matters has no answer.

    >>> decide({"kind": "clear", "cleared": "no", "amount": "met"}).act
    'refer'
    >>> decide({"kind": "clear", "cleared": "no"})
    Traceback (most recent call last):
    ipcoord_sim.errors.InputError: 还缺一个回答：数额、数量、情节和追诉标准对照，结果是什么？请回答 met、not_met、unknown、open 之一。
    """
    matter = asked(answers)
    for id in matter:
        if id in _deciding() and id not in answers:
            raise _unanswered(questions()[id])
    row = next(r for r in _table()["outcomes"] if _holds(r["when"], answers))
    used = {id: answers.get(id, _NO) for id in matter}
    also = tuple(r for r in _table()["also"] if row["act"] in r["acts"] and _holds(r["when"], {**answers, **used}))
    shown = tuple((questions()[id], questions()[id].answers[word]) for id, word in used.items())
    return Decision(row["act"], row["because_zh"], tuple(row["norms"]), tuple(row["basis"]), also, shown, tuple(_flips(used, row["act"])))


def from_assessment(answer: Mapping) -> str:
    """The answer to the question `amount` that an answer of the call `assess` gives.

    >>> from_assessment({"results": [{"entry": "not_met", "disputed": False}, {"entry": "met", "disputed": False}]})
    'met'
    """
    entries = {"open" if row["disputed"] or row["entry"] == "no_figure" else row["entry"] for row in answer["results"]}
    return next((word for word in ("met", "open", "unknown") if word in entries), "not_met")


def _table() -> dict:
    return data.load()["aids"]["referral"]


@cache
def _deciding() -> tuple[str, ...]:
    """The questions that an outcome hangs on; the others only add to it."""
    named = {id for row in _table()["outcomes"] for id in row["when"]}
    return tuple(id for id in questions() if id in named)


def _holds(when: Mapping[str, list[str]], answers: Mapping[str, str]) -> bool:
    return all(answers.get(id) in words for id, words in when.items())


def _acts(known: Mapping[str, str]) -> set[str]:
    """The acts that are still possible, whatever the open questions bring."""
    open_ones = [id for id in _deciding() if id not in known]
    ways = product(*(questions()[id].answers for id in open_ones))
    cases = ({**known, **dict(zip(open_ones, way, strict=True))} for way in ways)
    return {next(row["act"] for row in _table()["outcomes"] if _holds(row["when"], case)) for case in cases}


def _flips(used: Mapping[str, str], act: str) -> Iterator[Flip]:
    """Each other answer to a question asked that leads, or may lead, to another act."""
    given = {id: word for id, word in used.items() if id in _deciding()}
    for id, word in given.items():
        for other, label in questions()[id].answers.items():
            acts = _acts({**given, id: other})
            if other != word and acts != {act}:
                yield Flip(questions()[id], label, tuple(a for a in ACT_ZH if a in acts))


def _check(answers: Mapping[str, str]) -> None:
    for id, word in answers.items():
        if id not in questions():
            raise UnknownIdError.among("问题", "question", id, questions())
        if not isinstance(word, str) or word not in questions()[id].answers:
            raise UnknownIdError.among(f"回答（{id}）", f"answer to {id}", str(word), questions()[id].answers)


def _unanswered(question: Question) -> InputError:
    words = list(question.answers)
    return InputError(
        f"还缺一个回答：{question.ask_zh}请回答 {'、'.join(words)} 之一。",
        f"One answer is missing ({question.id}); give one of {', '.join(words)}.",
    )
