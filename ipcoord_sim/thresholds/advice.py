"""The advice that follows from the answers, and adjacent offences as leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from .. import data
from ..parameters import find
from ..wording import expand, number_zh
from .casefacts import CaseFacts
from .offences import fact_value
from .results import Advice, Lead, Result
from .standing import MET, NO_FIGURE, NOT_YET, UNKNOWN

__all__ = ["advice", "leads"]


def advice(case: CaseFacts, handled: date, results: Sequence[Result]) -> Advice:
    """What to do next: the first authored row whose state holds and whose provision is law on the day of handling."""
    entries = {r.entry for r in results}
    states = {
        "met": MET in entries,
        "suspicion": case.flags["reasonable_suspicion"],
        "open": NO_FIGURE in entries or any(r.disputed for r in results),
        "unknown": UNKNOWN in entries,
        "not_yet": entries == {NOT_YET},
        "otherwise": True,
    }
    rows = (row for row in data.load()["thresholds"]["advice"]["advice"] if states[row["state"]])
    row = next(row for row in rows if "standing" not in row or fact_value(row["standing"]).covers(handled))
    basis = tuple(id for id in row["basis"] if fact_value(id).covers(handled))
    return Advice(row["act"], tuple(row["norms"]), basis, _expanded(row["because_zh"]))


@cache
def _expanded(text: str) -> str:
    return expand(text)


def leads(case: CaseFacts, handled: date) -> tuple[Lead, ...]:
    """The adjacent offences that the signs point to, with the figures that stand on the day of handling.

    >>> from datetime import date
    >>> from ipcoord_sim.thresholds import read_facts
    >>> case = read_facts({"conduct": ["sell_counterfeit_goods"], "other_signs": ["shoddy_goods"]})
    >>> [f["fact"] for f in leads(case, date(2026, 1, 5))[0].figures]
    ['crl-140-tiers', 'crl-140-unsold', 'crl-140-concur']
    """
    table = data.load()["thresholds"]["leads"]
    rows = [row for sign in case.other_signs for row in table["signs"] if row["id"] == sign]
    shown = ((row, tuple(_shown(id) for id in row["facts"] if _stands(id, handled))) for row in rows)
    return tuple(Lead(r["id"], r["label_zh"], r["offence"], r["offence_zh"], figures, table["text_zh"]) for r, figures in shown)


def _stands(id: str, day: date) -> bool:
    value = fact_value(id)
    return value.verified and value.covers(day)


def _shown(id: str) -> dict:
    found, value = find(id), fact_value(id)
    number = found.numbers[0] if found.n is not None else None
    shown = {"fact": value.fact, "n": found.n, "label_zh": value.label_zh, "text_zh": value.text_zh}
    if number:
        shown |= {"value": number.value, "unit": number.unit, "text_zh": f"{number.label_zh} {number_zh(number)}"}
    return shown | {"citation_zh": value.citation_zh}
