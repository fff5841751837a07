"""What is read off a sweep: one number a replication, over all its cities, and how that number varies.

The rows that a chunk stores are whole numbers: totals, and distributions as lists (how many of value 0, 1, 2 …).
Both add up over cities, so a number for all cities is exact, not a mean of means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Measure", "Totals", "value"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a replication.

    `kind`: `total` of `column`; `sum` of all columns whose name begins with it; `ratio` of `column` to `per`; `mean`, or `quantile` at `p`, of the distribution `column`.
    A distribution counts value n at its place n; where a place stands for "less than n + 1", `over` is 1.
    The figure is divided by `unit_size` (so that seconds become days, say); `unit_zh` is what it is then counted in.
    """

    id: str
    label_zh: str
    unit_zh: str
    kind: str
    column: str
    per: str = ""
    p: float = 0.0
    unit_size: float = 1.0
    over: int = 0


# One replication, all its cities added up: totals by name, distributions as counts of the values 0, 1, 2 …
Totals = Mapping[str, "int | Sequence[int]"]


def value(measure: Measure, totals: Totals) -> float | None:
    """The figure of one replication; None where there was nothing to measure.

    >>> m = Measure("days", "", "日", "quantile", "days", p=0.9)
    >>> value(m, {"days": [0, 8, 0, 1, 1]}), value(m, {"days": [0, 0]})
    (3.0, None)
    """
    found = _KINDS[measure.kind](measure, totals)
    return None if found is None else found / measure.unit_size


def _total(measure: Measure, totals: Totals) -> float | None:
    return float(totals[measure.column])


def _sum(measure: Measure, totals: Totals) -> float | None:
    return float(sum(n for name, n in totals.items() if name.startswith(measure.column)))


def _ratio(measure: Measure, totals: Totals) -> float | None:
    return totals[measure.column] / totals[measure.per] if totals[measure.per] else None


def _mean(measure: Measure, totals: Totals) -> float | None:
    bins = totals[measure.column]
    count = sum(bins)
    return sum((at + measure.over) * n for at, n in enumerate(bins)) / count if count else None


def _quantile(measure: Measure, totals: Totals) -> float | None:
    """The smallest value that at least the share `p` does not exceed."""
    bins = totals[measure.column]
    passed, wanted = 0, measure.p * sum(bins) - 1e-9
    for at, n in enumerate(bins):
        passed += n
        if n and passed >= wanted:
            return float(at + measure.over)
    return None


_KINDS = {"total": _total, "sum": _sum, "ratio": _ratio, "mean": _mean, "quantile": _quantile}
