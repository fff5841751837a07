"""The rule table: its rows as values, and which rows a log can touch at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .. import data

__all__ = ["Paper", "Rule", "Verdict", "acts_read", "assumption", "rules", "rules_for"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document an act must carry, and the predicate under which it must."""

    id: str
    when: str | None = None
    say_zh: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of a judgement: the kind that holds where the predicate does (or does not)."""

    kind: str
    say_zh: str
    test: str | None = None
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule table; the words are those of data/rules/rules.yaml."""

    id: str
    part: str
    kind: str
    title_zh: str
    duty_zh: str
    basis: tuple[str, ...]
    modality: str
    acts: tuple[str, ...]
    by: str | None
    moment: str | None
    needs: tuple[str, ...]
    facts: tuple[str, ...]
    clock: str
    owner: str
    owner_kind: str | None
    answers: tuple[str, ...]
    where: tuple[tuple[str, str], ...]
    answer_flags: frozenset[str]
    limit: str | None
    channel: str | None
    papers: tuple[Paper, ...]
    hints: tuple[Paper, ...]
    attendees: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    guards: dict[str, str]
    contested: bool
    notes_zh: dict[str, str]
    owes: str | None
    must_not: dict | None
    order: int

    @property
    def key(self) -> str:
        """Id and part: R10, R10.notice."""
        return f"{self.id}.{self.part}" if self.part else self.id


@cache
def rules() -> tuple[Rule, ...]:
    """Every row, ordered by rule id."""
    rows = data.load()["rules"]["rules"]["rules"]
    ordered = sorted(enumerate(rows), key=lambda pair: (pair[1]["id"], pair[0]))
    return tuple(_rule(row, place) for place, (_, row) in enumerate(ordered))


@cache
def _by_act() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules():
        for act in (*rule.acts, *rule.needs):
            found.setdefault(act, []).append(rule)
    return {act: tuple(rows) for act, rows in found.items()}


@cache
def rules_for(acts: frozenset[str], facts: frozenset[str]) -> tuple[Rule, ...]:
    """The rows that a log with these acts and these true facts can touch, in rule order."""
    touched = {rule.order: rule for act in acts for rule in _by_act().get(act, ())}
    touched |= {rule.order: rule for rule in rules() if any(f in facts for f in rule.facts)}
    return tuple(touched[order] for order in sorted(touched))


@cache
def acts_read() -> frozenset[str]:
    """The acts that some rule reads; the others are records."""
    return frozenset(act for rule in rules() for act in (*rule.acts, *rule.needs, *rule.answers))


@cache
def assumption(id: str) -> dict:
    """A figure of ours, named and explained."""
    return next(row for row in data.load()["rules"]["assumptions"]["assumptions"] if row["id"] == id)


def _rule(row: dict, order: int) -> Rule:
    trigger, answer = row["trigger"], row.get("answer", {})
    return Rule(
        row["id"], row.get("part", ""), row["kind"], row["title_zh"], row["duty_zh"], tuple(row["basis"]), row.get("modality", "must"),
        tuple(trigger.get("acts", ())), trigger.get("by"), trigger.get("moment"), tuple(trigger.get("needs", ())), tuple(trigger.get("facts", ())),
        row.get("clock", "at"), row.get("owner", "actor"), row.get("owner_kind"), tuple(answer.get("acts", ())),
        tuple(answer.get("where", {}).items()), frozenset(key for key, on in answer.items() if on is True), row.get("limit"), row.get("channel"),
        _papers(row.get("papers")), _papers(row.get("hints")), tuple(row.get("attendees", ())),
        tuple(_verdict(v) for v in row.get("verdicts", ())),
        {key: row[key] for key in ("silent_if", "ended_by", "disputed_by", "disputed_when", "pending_if", "judged") if key in row},
        row.get("contested", False), dict(row.get("notes_zh", {})), row.get("owes", {}).get("act"), row.get("must_not"), order,
    )


def _papers(rows: list[dict] | None) -> tuple[Paper, ...]:
    return tuple(Paper(row["id"], row.get("when"), row.get("say_zh", "")) for row in rows or ())


def _verdict(row: dict) -> Verdict:
    test = row.get("if", row.get("unless"))
    return Verdict(row["kind"], row["say_zh"], test, "unless" not in row)
