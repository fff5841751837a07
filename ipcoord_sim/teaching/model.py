"""A chapter's teaching material as values: what it wants learnt, what is shown, what is tried, what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from ..casefile import CaseFile
from .texts import Said

__all__ = ["LEVELS_ZH", "SEATS_ZH", "Asked", "Card", "Chapter", "Contrast", "Event", "Example", "Fault", "Objective", "Side", "Spot", "Step"]

LEVELS_ZH = {"know": "说得出", "apply": "会用", "judge": "会判断"}
SEATS_ZH = {"amr": "市监", "psb": "公安", "both": "两家"}


@dataclass(frozen=True, slots=True)
class Objective:
    """What a learner can do afterwards, under which condition, how well; and where it is explained, shown, tried, tested."""

    id: str
    norm: str
    level: str
    seat: str
    given: str
    does: str
    standard: str
    explained: str
    worked: tuple[str, ...]
    practised: tuple[str, ...]
    items: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """`学员能在〔…〕下〔…〕，达到〔…〕。`"""
        return f"学员能在〔{self.given}〕下〔{self.does}〕，达到〔{self.standard}〕。"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question before reading, with its answer and what that rests on."""

    ask: str
    answer: Said
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step of an example; `ask` is what a learner is asked where the step is left out."""

    do: Said
    basis: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class Example:
    """An example in steps; the last `blanks` of them are left to the learner."""

    id: str
    title: str
    seat: str
    facts: Said
    steps: tuple[Step, ...]
    blanks: int
    result: Said


@dataclass(frozen=True, slots=True)
class Side:
    """One of two nearly equal sets of facts: the log, and the kind that the rule gives it."""

    text: Said
    log: CaseFile
    rule: str
    kind: str
    because: Said
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two nearly equal sets of facts whose outcome differs."""

    id: str
    title: str
    same: Said
    sides: tuple[Side, Side]
    lesson: Said


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a file as the learner sees it: its number, the words, the id in the log."""

    id: str
    text: Said


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault: the rule it breaks, the event judged, the kind; what is wrong and how it is mended."""

    rule: str
    event: str
    kind: str
    says: Said
    mend: Said
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A file with three planted faults; the faults are the breaches that the checker finds in its log, and no others."""

    id: str
    title: str
    ask: str
    log: CaseFile
    lines: tuple[Event, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A card for later: one question, one answer."""

    id: str
    norm: str
    front: str
    back: Said
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """All of one chapter; `complete` says that its author claims every minimum."""

    id: str
    clause: str
    norms: tuple[str, ...]
    complete: bool
    can_zh: str
    objectives: tuple[Objective, ...]
    pretest: tuple[Asked, ...]
    worked: tuple[Example, ...]
    faded: tuple[Example, ...]
    contrast: tuple[Contrast, ...]
    spot: tuple[Spot, ...]
    cards: tuple[Card, ...]
    interleaved: tuple[str, ...]
    cases: tuple[str, ...]
    wrap_up: str
