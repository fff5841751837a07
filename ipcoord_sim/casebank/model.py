"""A case as values: its story in steps, what each chair may decide, what each decision writes into the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["QUALITIES", "SEATS", "ActSpec", "Case", "Exhibit", "Option", "Step", "When"]

SEATS = ("amr", "psb")
QUALITIES = ("best", "lawful", "risky", "unlawful")


@dataclass(frozen=True, slots=True)
class When:
    """The condition of a step or text: choices made, choices not made, acts in the log, acts not in it."""

    chose: tuple[str, ...] = ()
    not_chose: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActSpec:
    """One event to be written: who does which act towards whom, how much later, when it is received."""

    id: str
    who: str
    act: str
    to: str | None
    wait: tuple[int, str | None]
    received: int | None
    documents: tuple[str, ...]
    data: dict
    ref: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """One way to decide: its acts, how good it is and why, the misconception behind it, where it leads,
    and under which condition it is open at all."""

    id: str
    text: str
    quality: str
    reason: str
    basis: tuple[str, ...]
    acts: tuple[ActSpec, ...]
    then: str
    next: str | None
    misconception: str | None
    engine: int | None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A scene, with a decision where it has options, an ending where it says so."""

    id: str
    title: str
    text: dict[str, str]
    wait: tuple[int, str | None] | None
    exhibits: tuple[str, ...]
    acts: tuple[ActSpec, ...]
    seat: str | None
    prompt: str
    options: tuple[Option, ...]
    next: str | None
    ending: bool
    cites: tuple[str, ...]
    when: When | None
    inject: bool


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A paper: whose it is, and by which acts it lawfully reaches the other chair (nothing: both see it)."""

    id: str
    title: str
    text: str
    seat: str | None
    shared_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the bank; `steps` in the order of the file, the first one is the beginning.

    `digest` changes with every word of the file, so that a saved exercise knows whether it is still the same case.
    """

    id: str
    slug: str
    title: str
    summary: str
    audience: str
    clauses: tuple[str, ...]
    norms: tuple[str, ...]
    offences: tuple[str, ...]
    law_dates: dict[str, str]
    difficulty: int
    minutes: int
    modes: tuple[str, ...]
    agencies: dict[str, str]
    facts: dict[str, bool]
    start: datetime
    close_after: int
    amounts: dict[str, str]
    briefing: dict[str, str]
    exhibits: dict[str, Exhibit]
    steps: tuple[Step, ...]
    discussion: tuple[str, ...]
    facilitator: dict = field(default_factory=dict)
    public: dict = field(default_factory=dict)
    digest: str = ""

    def step(self, id: str) -> Step:
        """The step with this id."""
        return next(step for step in self.steps if step.id == id)

    @property
    def decisions(self) -> tuple[Step, ...]:
        """The steps at which a chair decides."""
        return tuple(step for step in self.steps if step.options)
