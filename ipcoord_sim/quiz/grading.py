"""The key of an item, and what an answer is worth: right or not, and for every option why."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import InputError
from .model import Item

__all__ = ["Grade", "Verdict", "grade", "key"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One option after the answer: whether it was chosen (placed, matched), whether that was right, and why."""

    option: str
    chosen: bool
    right: bool
    reason: str
    basis: tuple[str, ...]
    misconception: str | None


@dataclass(frozen=True, slots=True)
class Grade:
    """An answer judged: `score` from 0 to 1, full only where it is correct."""

    item: str
    correct: bool
    score: float
    options: tuple[Verdict, ...]


def key(item: Item) -> str | list[str] | dict[str, str] | int | float:
    """The right answer, in the form in which `grade` takes an answer."""
    right = [o for o in item.options if o.correct]
    if item.type == "order":
        return [o.id for o in sorted(item.options, key=lambda o: o.place)]
    if item.type == "match":
        return {o.id: o.pair for o in item.options}
    if item.type == "multiple":
        return [o.id for o in right]
    return right[0].value if item.type == "number" else right[0].id


def grade(item: Item, answer: object) -> Grade:
    """Judge an answer: an option's id, a list of ids (multiple, order), `{id: pair}` (match), a number, or a day for a date.

    Raises InputError for an answer that is not of that form.
    """
    right, chosen = _JUDGES[item.type](item, answer)
    total = sum(right.values())
    if item.type == "multiple":
        keys = [o.id for o in item.options if o.correct]
        hits = sum(chosen[id] for id in keys) - sum(chosen[o.id] for o in item.options if not o.correct)
        score = max(0.0, hits / len(keys))
    elif item.type in ("order", "match"):
        score = total / len(item.options)
    else:
        score = float(any(o.correct and chosen[o.id] for o in item.options))
    verdicts = tuple(Verdict(o.id, chosen[o.id], right[o.id], o.reason, o.basis, o.misconception) for o in item.options)
    return Grade(item.id, total == len(item.options) and score == 1, score, verdicts)


def _one(item: Item, answer: object) -> tuple[dict, dict]:
    found = next((o.id for o in item.options if answer == o.id), None)
    if found is None and item.type == "date" and isinstance(answer, str):
        # A day that was typed: the option that it names, or none of them.
        found = next((o.id for o in item.options if answer == o.value or (len(answer) == 10 and str(o.value).startswith(answer))), "")
        if not found and not answer[:4].isdigit():
            found = None
    if found is None:
        raise _bad(item, answer, "一个选项的编号", "the id of one option")
    return _ticked(item, {found})


def _several(item: Item, answer: object) -> tuple[dict, dict]:
    if not isinstance(answer, (list, tuple)) or any(a not in _ids(item) for a in answer) or len(set(answer)) < len(answer):
        raise _bad(item, answer, "选项编号的列表，每个一次", "a list of option ids, each once")
    return _ticked(item, set(answer))


def _ticked(item: Item, chosen: set[str]) -> tuple[dict, dict]:
    return {o.id: (o.id in chosen) == o.correct for o in item.options}, {o.id: o.id in chosen for o in item.options}


def _ordered(item: Item, answer: object) -> tuple[dict, dict]:
    if not isinstance(answer, (list, tuple)) or sorted(map(str, answer)) != sorted(_ids(item)):
        raise _bad(item, answer, "全部选项编号的列表，按先后排", "a list of all option ids in order")
    return {o.id: answer[o.place - 1] == o.id for o in item.options}, dict.fromkeys(_ids(item), True)


def _matched(item: Item, answer: object) -> tuple[dict, dict]:
    if not isinstance(answer, dict) or any(k not in _ids(item) or v not in item.pairs for k, v in answer.items()):
        raise _bad(item, answer, "每个选项编号配一个右边的内容", "a pair for each option id")
    return {o.id: answer.get(o.id) == o.pair for o in item.options}, {o.id: o.id in answer for o in item.options}


def _number(item: Item, answer: object) -> tuple[dict, dict]:
    text = answer.replace(",", "").replace("，", "") if isinstance(answer, str) else answer
    try:
        found = float(text) if not isinstance(text, bool) else None
    except (TypeError, ValueError, OverflowError):
        found = None
    if found is None:
        raise _bad(item, answer, "一个数", "a number")
    return _ticked(item, {o.id for o in item.options if o.value == found})


def _ids(item: Item) -> list[str]:
    return [o.id for o in item.options]


def _bad(item: Item, answer: object, zh: str, en: str) -> InputError:
    return InputError(f"{item.id} 的答案应为{zh}，收到的是 {answer!r:.60}。", f"The answer to {item.id} must be {en}, got {answer!r:.60}.")


_JUDGES = {
    "single": _one, "next_step": _one, "date": _one, "multiple": _several, "order": _ordered, "match": _matched, "number": _number,
}
