"""The old law or the new one: the law of the conduct applies unless that of the handling is more lenient.

依据：刑法第12条；最高法、最高检关于适用刑事司法解释时间效力问题的规定第2、3条。
"""

from __future__ import annotations

from dataclasses import dataclass

from .casefacts import CaseFacts
from .offences import Head, Offence
from .standing import MET, NO_FIGURE, NOT_MET, NOT_YET, TIERS, UNKNOWN, Standing, standing

__all__ = ["Choice", "Decision", "decide"]

# Of several heads the worst one is the answer; an open question weighs more than a clear no.
_ORDER = {NOT_YET: 0, NOT_MET: 1, NO_FIGURE: 2, UNKNOWN: 3, MET: 4}


@dataclass(frozen=True, slots=True)
class Choice:
    """One head under both laws, and the answer of the one that applies ("old" or "new")."""

    head: Head
    old: Standing
    new: Standing
    entry: str
    low: int
    high: int
    applied: str
    lenient: str
    rule: str
    missing: frozenset[str] = frozenset()
    tier_missing: frozenset[str] = frozenset()

    @property
    def side(self) -> Standing:
        """The standing under the law that applies."""
        return self.new if self.applied == "new" else self.old


@dataclass(frozen=True, slots=True)
class Decision:
    """One offence: the choice of every head that the conduct opens, and the worst of them."""

    choices: tuple[Choice, ...]
    main: Choice

    @property
    def entry(self) -> str:
        """The answer for the offence."""
        return self.main.entry

    @property
    def tier(self) -> str | None:
        """The tier that is certain, where the entry is met."""
        return TIERS[self.main.low] if self.main.entry == MET else None

    def under(self, side: str) -> tuple[str, str | None]:
        """Entry and tier under the old or the new law alone."""
        worst = max((getattr(c, side) for c in self.choices), key=lambda s: (_ORDER[s.entry], s.low))
        return worst.entry, worst.tier


def decide(offence: Offence, case: CaseFacts, on: int, handled: int, wide: bool = False) -> Decision:
    """The answer for an offence whose conduct lies in the epoch `on` and whose handling lies in `handled`."""
    heads = [head for head in offence.heads if head.conducts & case.conduct]
    choices = tuple(_choose(head, offence, case, on, handled, wide) for head in heads)
    return Decision(choices, max(choices, key=lambda c: (_ORDER[c.entry], c.low)))


def _choose(head: Head, offence: Offence, case: CaseFacts, on: int, handled: int, wide: bool) -> Choice:
    old = standing(offence, head, on, case, wide)
    new = old if on == handled else standing(offence, head, handled, case, wide)
    if old.entry == NOT_YET:
        return Choice(head, old, new, NOT_YET, 0, 0, "old", "old", "ver-crl-12")
    if new.figured and not old.figured:
        return _single(head, old, new, "new", case, "ver-2001-rule2")
    if NO_FIGURE in (old.entry, new.entry):
        return _single(head, old, new, "old", case, "ver-2001-rule3")
    return _compare(head, old, new, case)


def _single(head: Head, old: Standing, new: Standing, applied: str, case: CaseFacts, rule: str) -> Choice:
    """Only one law has figures: it answers alone."""
    side = new if applied == "new" else old
    lenient = "same" if old.entry == new.entry == NO_FIGURE else applied
    missing = side.open_fields(case) if side.entry == UNKNOWN else frozenset()
    higher = side.open_fields(case, 2) if side.entry == MET and side.high > side.low else frozenset()
    return Choice(head, old, new, side.entry, side.low, side.high, applied, lenient, rule, missing, higher)


def _compare(head: Head, old: Standing, new: Standing, case: CaseFacts) -> Choice:
    lows = [(s.low, s.sentences[s.low]) for s in (old, new)]
    highs = [(s.high, s.sentences[s.high]) for s in (old, new)]
    # Two certain entries are compared as they stand; an open one also by what it may still become.
    keys = lows if old.low and new.low else list(zip(lows, highs, strict=True))
    lenient = "same" if keys[0] == keys[1] else "old" if keys[0] < keys[1] else "new"
    low, high = min(old.low, new.low), min(old.high, new.high)
    entry = MET if low else UNKNOWN if high else NOT_MET
    missing = _deciding(old, new, case, 1) if entry == UNKNOWN else frozenset()
    higher = _deciding(old, new, case, 2) if entry == MET and high > low else frozenset()
    applied = "new" if lenient == "new" else "old"
    return Choice(head, old, new, entry, low, high, applied, lenient, "ver-2001-rule3", missing, higher)


def _deciding(old: Standing, new: Standing, case: CaseFacts, tier: int) -> frozenset[str]:
    """The absent amounts that can change the answer: both laws must reach the tier for the stricter to matter."""
    fields = [s.open_fields(case, tier) for s in (old, new) if s.low < tier <= s.high]
    if len(fields) < 2:
        return fields[0] if fields else frozenset()
    one, two = fields
    # An amount that only one law reads matters only where the other can be met by something else.
    return one & two | (one - two if two - one else frozenset()) | (two - one if one - two else frozenset())
