"""One threshold over time: from which day on which figure is the lowest that an amount must reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ..errors import UnknownIdError
from .casefacts import CaseFacts, read_facts
from .figures import Figure, figures
from .offences import Head, Offence, epochs, offences
from .standing import TIERS

__all__ = ["Step", "offence_named", "steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """The lowest figure from `start` to `end` (None: still); without a figure both threshold and fact are None."""

    start: date
    end: date | None
    threshold: int | float | None
    fact: str | None
    n: int | None
    instrument: str | None


def offence_named(id: str) -> Offence:
    """The offence of that id.

    >>> offence_named("crl-214").name_zh
    '销售假冒注册商标的商品罪'
    """
    found = next((o for o in offences() if o.id == id), None)
    if found is None:
        raise UnknownIdError.among("罪名", "offence", id, [o.id for o in offences()])
    return found


def steps(offence: str, field: str, *, tier: str = "basic", facts: dict | None = None) -> tuple[Step, ...]:
    """The lowest figure that the amount `field` alone must reach, as steps over the whole time of the data.

    `facts` (conduct, marks, repeat, unit …) says for whom; without it, for one who does all the offence's conducts.
    Raises UnknownIdError for an offence or a field that no figure of it reads.

    >>> [(str(s.start), s.threshold) for s in steps("crl-217", "copies") if s.threshold]
    [('2004-12-22', 1000), ('2007-04-05', 500), ('2025-04-26', 500)]
    """
    found = offence_named(offence)
    conducts = sorted(c for head in found.heads for c in head.conducts)
    case = read_facts({"conduct": conducts} | (facts or {}))
    heads = [head for head in found.heads if head.conducts & case.conduct]
    lowest = [_lowest(heads, field, TIERS.index(tier), case, place) for place in range(len(epochs()))]
    if not any(lowest):
        read = {f for head in heads for place in range(len(epochs())) for row in _rows(head, place, case) for f in row.reads}
        raise UnknownIdError.among(f"{offence} 读取的数额", f"amount read by {offence}", field, read)
    return _joined(lowest)


def _rows(head: Head, place: int, case: CaseFacts) -> list[Figure]:
    rows = figures(head, place, case.conduct, case.conditions, case.unit)
    return [row for row in rows if row.kind == "amount"] if head.exists_on(epochs()[place]) else []


def _lowest(heads: list[Head], field: str, tier: int, case: CaseFacts, place: int) -> Figure | None:
    rows = [row for head in heads for row in _rows(head, place, case) if row.reads == (field,) and row.tier == tier]
    return min(rows, key=lambda row: row.threshold, default=None)


def _joined(lowest: list[Figure | None]) -> tuple[Step, ...]:
    """Neighbouring epochs with the same figure are one step."""
    found: list[Step] = []
    for day, row in zip(epochs(), lowest, strict=True):
        same = found and (found[-1].threshold, found[-1].fact) == ((row.threshold, row.fact) if row else (None, None))
        if same:
            continue
        if found:
            found[-1] = Step(found[-1].start, day - timedelta(days=1), *_tail(found[-1]))
        found.append(Step(day, None, *((row.threshold, row.fact, row.n, row.value.instrument) if row else (None,) * 4)))
    return tuple(found)


def _tail(step: Step) -> tuple:
    return step.threshold, step.fact, step.n, step.instrument
