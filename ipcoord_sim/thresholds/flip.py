"""The smallest change that would flip a result that is not met."""

from __future__ import annotations

from collections.abc import Iterator

from .casefacts import CaseFacts
from .choice import Decision, decide
from .figures import Figure
from .offences import Offence
from .results import Nearest
from .standing import MET, NOT_MET

__all__ = ["nearest"]


def nearest(offence: Offence, case: CaseFacts, on: int, handled: int, decision: Decision) -> Nearest | None:
    """The amount whose smallest relative increase would make the result met, or None."""
    if decision.entry != NOT_MET:
        return None
    rows = {c.figure: None for choice in decision.choices for side in (choice.old, choice.new) for c in side.compared}
    changes = [change for row in rows for change in _changes(row, case)]
    for _, _, field, short, row, threshold in sorted(((c[0], n, *c[1:]) for n, c in enumerate(changes)), key=lambda c: c[:2]):
        raised = case.with_amount(field, _plain(case.given[field] + short))
        # A figure of one law alone does not flip a result that the other law still lets off.
        if decide(offence, raised, on, handled).entry == MET:
            return Nearest(field, short, row.fact, row.n, threshold)
    return None


def _changes(row: Figure, case: CaseFacts) -> Iterator[tuple]:
    """Relative change, field, what is short, figure, threshold: for every amount given that a figure reads."""
    given = [field for field in row.reads if field in case.given]
    if row.kind == "amount" and given:
        yield _change(row, given[0], row.threshold, case.given[given[0]])
    if row.kind == "sum" and len(given) == len(row.reads):
        yield _change(row, given[-1], row.threshold, sum(case.given[field] for field in given))
    for part in row.parts:
        if part.field in case.given and case.given[part.field] < part.threshold:
            yield _change(row, part.field, part.threshold, case.given[part.field])


def _change(row: Figure, field: str, threshold: int | float, value: int | float) -> tuple:
    short = _plain(threshold - value)
    return short / threshold, field, short, row, threshold


def _plain(amount: int | float) -> int | float:
    rounded = round(amount, 6)
    return int(rounded) if rounded == int(rounded) else rounded
