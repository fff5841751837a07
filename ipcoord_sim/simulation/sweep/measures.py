"""What is read off a sweep: one number a replication, over all its cities, and how that number varies.

The rows that a chunk stores are whole numbers: totals, and distributions as pairs of lists (`<name>_at`, `<name>_n`).
Totals and distributions of cities add up, so a number for all cities is exact, not a mean of means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["AT", "COUNT", "Measure", "Totals", "value"]

AT, COUNT = "_at", "_n"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a replication.

    `kind`: `total` of `column`; `ratio` of `column` to `per`; `mean`, or `quantile` at `p`, of the distribution `column`.
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


# One replication, all its cities added up: totals by name, distributions as sorted pairs (value, how often).
Totals = Mapping[str, "int | list[tuple[int, int]]"]


def value(measure: Measure, totals: Totals) -> float | None:
    """The figure of one replication; None where there was nothing to measure.

    >>> m = Measure("days", "", "日", "quantile", "days", p=0.9)
    >>> value(m, {"days": [(1, 8), (3, 1), (9, 1)]})
    3.0
    """
    found = _KINDS[measure.kind](measure, totals.get(measure.column))
    if measure.kind == "ratio":
        under = totals.get(measure.per, 0)
        found = found / under if under else None
    return None if found is None else found / measure.unit_size


def _total(measure: Measure, found) -> float | None:
    return float(found or 0)


def _mean(measure: Measure, pairs) -> float | None:
    count = sum(n for _, n in pairs or ())
    return sum(at * n for at, n in pairs) / count if count else None


def _quantile(measure: Measure, pairs) -> float | None:
    """The smallest value that at least the share `p` does not exceed."""
    left = measure.p * sum(n for _, n in pairs or ()) - 1e-9
    for at, n in pairs or ():
        left -= n
        if left <= 0:
            return float(at)
    return None


_KINDS = {"total": _total, "ratio": _total, "mean": _mean, "quantile": _quantile}
