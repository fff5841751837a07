"""Where a case stands under the law of one day: which figures it reaches, and how far amounts not given leave it open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .casefacts import CaseFacts
from .figures import Figure, figures
from .offences import Head, Offence, epochs, sentences

__all__ = ["DISPUTED", "MET", "NOT_MET", "NOT_YET", "NO_FIGURE", "TIERS", "UNKNOWN", "Compared", "Standing", "standing"]

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
NO_FIGURE, NOT_YET = "no_figure", "not_yet_an_offence"
DISPUTED = "disputed"
TIERS = (None, "basic", "aggravated")


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure and the case: `met` is True, False, "disputed", or None where an amount is not given."""

    figure: Figure
    value: int | float | bool | None
    met: bool | str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One law's answer: the tier reached for certain (`low`) and the highest one still possible (`high`).

    More money never lowers a tier, so all absent amounts at zero give `low` and without bound give `high`.
    """

    entry: str
    low: int
    high: int
    compared: tuple[Compared, ...]
    sentences: tuple[float, float, float]
    figured: bool

    @property
    def tier(self) -> str | None:
        """The tier reached, where the entry is met."""
        return TIERS[self.low] if self.entry == MET else None

    def open_fields(self, case: CaseFacts, tier: int = 1) -> frozenset[str]:
        """The absent amounts that could still meet a figure of `tier` or above."""
        rows = (c.figure for c in self.compared if c.met is None and c.figure.tier >= tier)
        return frozenset(field for figure in rows for field in figure.reads if field not in case.given)


def standing(offence: Offence, head: Head, place: int, case: CaseFacts, wide: bool = False) -> Standing:
    """The case under the law of an epoch; `wide` reads the half-and-half rule in its widest sense."""
    exists, rows, figured, years = _ground(offence, head, place, case.conduct, case.conditions, case.unit)
    if not exists:
        return Standing(NOT_YET, 0, 0, (), years, False)
    if not rows:
        return Standing(NO_FIGURE, 0, 0, (), years, False)
    if offence.needs_profit and not case.flags["for_profit"]:
        return Standing(NOT_MET, 0, 0, (), years, figured)
    compared = tuple([c for row in rows if (c := _COMPARE[row.kind](row, case, wide))])
    low = max([c.figure.tier for c in compared if c.met is True], default=0)
    high = max([c.figure.tier for c in compared if c.met is None], default=0)
    return Standing(MET if low else UNKNOWN if high else NOT_MET, low, max(low, high), compared, years, figured)


@lru_cache(maxsize=4096)
def _ground(
    offence: Offence, head: Head, place: int, conduct: frozenset[str], conditions: frozenset[str], unit: bool
) -> tuple[bool, tuple[Figure, ...], bool, tuple[float, float, float]]:
    """Whether it is an offence in that epoch, the figures that stand, whether there are any, and the sentences."""
    rows = figures(head, place, conduct, conditions, unit)
    return head.exists_on(epochs()[place]), rows, any(row.kind != "none" for row in rows), sentences(offence, place)


def _amount(row: Figure, case: CaseFacts, wide: bool) -> Compared:
    value = case.given.get(row.reads[0])
    return Compared(row, value, None if value is None else value >= row.threshold)


def _sum(row: Figure, case: CaseFacts, wide: bool) -> Compared | None:
    given = [case.given[field] for field in row.reads if field in case.given]
    # Where the amount that must stay below is not given, the row counts: reaching it would meet a figure of its own.
    if row.below and case.given.get(row.below[0], 0) >= row.below[1]:
        return None
    total = round(sum(given), 6)
    if total >= row.threshold:
        return Compared(row, total, True)
    return Compared(row, total if given else None, False if len(given) == len(row.reads) else None)


def _flag(row: Figure, case: CaseFacts, wide: bool) -> Compared:
    value = case.flags[row.reads[0]]
    return Compared(row, value, value)


def _none(row: Figure, case: CaseFacts, wide: bool) -> Compared:
    return Compared(row, None, True)


def _half(row: Figure, case: CaseFacts, wide: bool) -> Compared:
    hits = {(p.item, p.field) for p in row.parts if case.given.get(p.field, 0) >= p.threshold}
    hoped = hits | {(p.item, p.field) for p in row.parts if p.field not in case.given}
    count = len if wide else _independent
    if count(hits) >= row.threshold:
        return Compared(row, count(hits), True)
    if count(hoped) >= row.threshold:
        return Compared(row, count(hits), None)
    return Compared(row, count(hits), DISPUTED if len(hits) >= row.threshold else False)


def _independent(hits: set[tuple[int, str]]) -> int:
    # Pairs that differ in item and in amount: with two asked for, the smaller count is exact.
    return min(len({item for item, _ in hits}), len({field for _, field in hits}))


_COMPARE = {"amount": _amount, "sum": _sum, "flag": _flag, "none": _none, "half": _half}
