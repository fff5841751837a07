"""Which amount of which offence has figures of its own: what a threshold picture or table can be about."""

from __future__ import annotations

from functools import cache

from ..errors import UnknownIdError
from ..thresholds import field_label, offences, read_facts
from ..thresholds.figures import read_ever

__all__ = ["Measure", "conducts_of", "measure", "measures", "still_facts"]

Measure = tuple[str, str]


@cache
def measures() -> dict[Measure, str]:
    """Every amount that alone can meet an offence's entry, by (offence, field), with its Chinese label."""
    found: dict[Measure, str] = {}
    for offence in offences():
        rows = (row for head in offence.heads for row in head.rows if row["kind"] == "amount" and row["tier"] == "basic")
        for row in rows:
            key = (offence.id, row["reads"][0])
            found.setdefault(key, f"{offence.name_zh} · {field_label(key[1])}")
    return found


def measure(offence: str, field: str) -> Measure:
    """The pair itself, checked.

    Raises UnknownIdError naming the nearest pair.

    >>> measure("crl-214", "sales_amount")
    ('crl-214', 'sales_amount')
    """
    if (offence, field) not in measures():
        raise UnknownIdError.among("罪名和数额", "offence and amount", f"{offence} {field}", [" ".join(key) for key in measures()])
    return offence, field


def conducts_of(offence: str, field: str) -> list[str]:
    """The conducts under which the amount is read: those of the heads that have a row for it."""
    named = next(o for o in offences() if o.id == offence)
    heads = [h for h in named.heads if any(field in row.get("reads", ()) and row["kind"] == "amount" for row in h.rows)]
    return sorted({conduct for head in heads for conduct in head.conducts})


def still_facts(offence: str, field: str, amount: int | float, **flags: object) -> dict:
    """The facts of a case in which `amount` is the only one: every other amount the offence reads is given as zero."""
    conducts = conducts_of(offence, field)
    case = read_facts({"conduct": conducts, **flags})
    heads = next(o for o in offences() if o.id == offence).heads
    read = {name for head in heads for name in read_ever(head, case.conduct, case.conditions)} - set(case.flags)
    return {"conduct": conducts, **dict.fromkeys(sorted(read), 0), field: amount, **flags}
