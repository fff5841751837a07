"""A quiz item as values: situation, options with their reasons, and what the engine computed."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CHOICE", "COMPUTED", "TYPES", "USES", "Item", "Option"]

TYPES = ("single", "multiple", "order", "match", "number", "date", "next_step")
CHOICE = ("single", "multiple", "next_step", "date")
# Types whose key is never typed; a single or multiple choice may be computed too.
COMPUTED = ("number", "date", "next_step")
USES = ("practice", "delayed", "exam")


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its words, whether it is right and why, on what that rests, the misconception behind it.

    `place` is its place in an order (from 1), `pair` what it is matched with, `value` the computed day, moment or number.
    """

    id: str
    text: str
    correct: bool
    reason: str
    basis: tuple[str, ...]
    misconception: str | None = None
    place: int | None = None
    pair: str | None = None
    value: str | int | float | None = None

    def as_dict(self) -> dict:
        """The option as JSON values."""
        return {
            "id": self.id, "text": self.text, "correct": self.correct, "reason": self.reason, "basis": list(self.basis),
            "misconception": self.misconception, "place": self.place, "pair": self.pair, "value": self.value,
        }


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the bank, drawn with a seed; seed 0 is the item as it was written.

    `pairs` are the right-hand sides of a match, `unit` that of a number. `digest` changes with every word and with the law.
    """

    id: str
    clause: str
    norm: str
    perspective: str
    type: str
    use: str
    difficulty: int
    stem: str
    options: tuple[Option, ...]
    pairs: tuple[str, ...]
    unit: str
    key_from_engine: bool
    seed: int
    digest: str

    def as_dict(self) -> dict:
        """The item as JSON values, as the call `items` gives it."""
        return {
            "id": self.id, "clause": self.clause, "norm": self.norm, "perspective": self.perspective, "type": self.type, "use": self.use,
            "difficulty": self.difficulty, "stem": self.stem, "options": [o.as_dict() for o in self.options], "pairs": list(self.pairs),
            "unit": self.unit, "key_from_engine": self.key_from_engine, "seed": self.seed, "digest": self.digest,
        }
