"""Playing a case: the same choices always give the same story, the same clock and the same log."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..casebank.model import QUALITIES, ActSpec, Case, Option, Step, When
from ..casebank.waiting import later
from ..casefile import CaseFile
from ..casefile.model import Event, build, read_event
from ..errors import InputError, UnknownIdError
from ..times import time_text

__all__ = ["Played", "Run", "SEATS_PLAYED", "replay", "ways"]

SEATS_PLAYED = ("amr", "psb", "both")
# Ours: a case that goes on longer than this has a circle in it.
_MOST_STEPS = 300


@dataclass(frozen=True, slots=True)
class Played:
    """One decision as it was taken: step, option, by whom, when, and how many scenes had been shown by then."""

    step: Step
    option: Option
    by_engine: bool
    at: datetime
    scenes: int

    @property
    def choice(self) -> str:
        """`d1:b`."""
        return f"{self.step.id}:{self.option.id}"


@dataclass(frozen=True, slots=True)
class Run:
    """A case played as far as the choices go: `waiting` is the decision now open with its `options`, None at the end."""

    case: Case
    seat: str
    difficulty: int
    played: tuple[Played, ...]
    scenes: tuple[Step, ...]
    rows: tuple[dict, ...]
    now: datetime
    waiting: Step | None
    options: tuple[Option, ...]
    ending: Step | None
    stopped: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The learner's own choices."""
        return tuple(p.choice for p in self.played if not p.by_engine)

    def log(self) -> CaseFile:
        """The case log written so far; closed where the case has ended."""
        ended = self.now + timedelta(days=self.case.close_after) if self.ending else None
        events = [read_event(row, self.case.id) for row in self.rows]
        return build(self.case.id, self.case.title, self.case.facts, ended, events, self.case.id)


def replay(case: Case, choices: tuple[str, ...] = (), seat: str = "both", difficulty: int = 0) -> Run:
    """The case played with these choices; the chair that is not `seat` is played by the engine.

    The engine takes the best option; with `difficulty` n it takes an option that the case marks for n or less.
    Raises InputError for a choice that is not open, UnknownIdError for a seat or option that does not exist.
    """
    if seat not in SEATS_PLAYED:
        raise UnknownIdError.among("席位", "seat", seat, SEATS_PLAYED)
    state = _State(case, seat, difficulty, list(choices))
    state.run()
    if state.left:
        here = state.waiting.id if state.waiting else "案件已经结束"
        raise InputError(
            f"{case.id} 的选择 {state.left[0]} 这时选不了（现在是 {here}）；请从这里重选。",
            f"The choice {state.left[0]} of {case.id} is not open now (at {here}); choose again from here.",
        )
    return state.result()


def ways(case: Case) -> Iterator[tuple[Run, float]]:
    """Every way the case can be played by both chairs, depth first, with its share: each decision divides its own among its options.

    Each is what `replay` gives for its choices; it goes on from its last fork instead of from the beginning.
    """
    first = _State(case, "both", 0, [])
    first.run()
    stack: list[tuple[_State, Option | None, float]] = [(first, None, 1.0)]
    while stack:
        state, option, share = stack.pop()
        if option is not None:
            state = state.after(option)
        run = state.result()
        if run.waiting is None or not run.options:
            yield run, share
        else:
            stack += [(state, one, share / len(run.options)) for one in reversed(run.options)]


class _State:
    """The moving parts of one replay."""

    def __init__(self, case: Case, seat: str, difficulty: int, choices: list[str]) -> None:
        self.case, self.seat, self.difficulty, self.left = case, seat, difficulty, choices
        self.steps = {step.id: step for step in case.steps}
        self.order = [step.id for step in case.steps]
        self.now = case.start
        self.played: list[Played] = []
        self.scenes: list[Step] = []
        self.rows: list[dict] = []
        self.waiting: Step | None = None
        self.ending: Step | None = None
        self.stopped = ""
        self.here: str | None = self.order[0]
        self.walked = 0

    def result(self) -> Run:
        options = self.open_options(self.waiting) if self.waiting else ()
        return Run(
            self.case, self.seat, self.difficulty, tuple(self.played), tuple(self.scenes), tuple(self.rows), self.now,
            self.waiting, options, self.ending, self.stopped,
        )

    def open_options(self, step: Step) -> tuple[Option, ...]:
        return tuple(o for o in step.options if o.when is None or self.holds(o.when))

    def run(self) -> None:
        while self.walked < _MOST_STEPS:
            self.walked += 1
            if self.here is None:
                self.stopped = "no_next"
                return
            step = self.steps[self.here]
            if step.when and not self.holds(step.when):
                self.here = self.following(step)  # a scene that does not happen leads nowhere
                continue
            self.here = self.enter(step)
            if self.waiting or self.ending:
                return
        raise InputError(f"{self.case.id} 走了 {_MOST_STEPS} 步还没有结束，next 里有圈；请改正。", f"{self.case.id} does not end; its `next` go in a circle.")

    def enter(self, step: Step) -> str | None:
        if step.wait:
            self.now = later(self.now, step.wait, f"{self.case.id} {step.id}")
        self.write(step.acts, step.id)
        self.scenes.append(step)
        if step.ending:
            self.ending = step
            return None
        if not step.options:
            return step.next or self.following(step)
        option = self.decide(step)
        if option is None:
            self.waiting = step
            return None
        return self.take(step, option)

    def take(self, step: Step, option: Option) -> str | None:
        by_engine = self.seat not in ("both", step.seat)
        self.played.append(Played(step, option, by_engine, self.now, len(self.scenes)))
        self.write(option.acts, step.id)
        return option.next or step.next or self.following(step)

    def after(self, option: Option) -> _State:
        """What comes when the open decision is taken so; this state stays as it is."""
        other = copy(self)
        other.played, other.scenes, other.rows = [*self.played], [*self.scenes], [*self.rows]
        other.waiting = None
        other.here = other.take(self.waiting, option)
        other.run()
        return other

    def decide(self, step: Step) -> Option | None:
        if self.seat not in ("both", step.seat):
            return _engine_choice(self.open_options(step), self.difficulty)
        if not self.left:
            return None
        asked, _, id = self.left[0].partition(":")
        if asked != step.id:
            self.waiting = step
            return None
        for option in self.open_options(step):
            if option.id == id:
                self.left.pop(0)
                return option
        raise UnknownIdError.among(f"选项（{self.case.id} 的 {step.id}）", f"option (at {step.id} of {self.case.id})", id, [o.id for o in self.open_options(step)])

    def following(self, step: Step) -> str | None:
        place = self.order.index(step.id) + 1
        return self.order[place] if place < len(self.order) else None

    def holds(self, when: When) -> bool:
        chosen = {p.choice for p in self.played}
        done = {row["act"] for row in self.rows}
        return (
            chosen.issuperset(when.chose) and not chosen.intersection(when.not_chose)
            and done.issuperset(when.has) and not done.intersection(when.lacks)
        )

    def write(self, acts: tuple[ActSpec, ...], where: str) -> None:
        for spec in acts:
            self.now = later(self.now, spec.wait, f"{self.case.id} {where}")
            row = {"id": spec.id, "at": time_text(self.now), "actor": self.case.agencies[spec.who], "act": spec.act}
            if spec.to:
                row["to"] = self.case.agencies[spec.to]
                if spec.received is not None:
                    row["received"] = time_text(self.now + timedelta(minutes=spec.received))
            row |= {key: value for key, value in (("documents", list(spec.documents)), ("data", dict(spec.data)), ("ref", self.reference(spec))) if value}
            self.rows.append(row)
            if spec.received:
                self.now += timedelta(minutes=spec.received)

    def reference(self, spec: ActSpec) -> str | None:
        """The event that the act answers: named by its id, or by an act, which means the last of that act."""
        if spec.ref is None:
            return None
        for row in reversed(self.rows):
            if spec.ref in (row["id"], row["act"]):
                return row["id"]
        return None


def _engine_choice(options: tuple[Option, ...], difficulty: int) -> Option:
    """The option marked for this difficulty or a lower one, the hardest first; else the best one."""
    marked = [o for o in options if o.engine is not None and o.engine <= difficulty]
    if marked:
        return max(marked, key=lambda o: o.engine)
    return min(options, key=lambda o: QUALITIES.index(o.quality))


def visible_event(row: Event, seat: str, now: datetime) -> bool:
    """Whether a chair may see an event: its own act, or one that has reached it."""
    mine = row.actor.startswith(f"{seat}/")
    reached = row.to is not None and row.to.startswith(f"{seat}/") and (row.received or row.at) <= now
    return mine or reached
