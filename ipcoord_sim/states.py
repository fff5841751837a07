"""The states of a legal statement: in force, historical, not yet in force, still to be confirmed."""

from __future__ import annotations

from datetime import date

from . import data
from .parameters import Value

__all__ = ["as_of", "state_of"]


def as_of() -> date:
    """The day on which the data was last checked: what the book calls now, so that two builds of it are equal."""
    return date.fromisoformat(data.load()["parameters"]["gaps"]["as_of"])


def state_of(value: Value) -> str:
    """Whether a value is `unverified`, `future`, `historical` or `in_force` on the day of the last check.

    >>> from ipcoord_sim.parameters import find
    >>> state_of(find("crl-214-unsold-v2011").newest), state_of(find("crl-214-unsold-v2025").newest)
    ('historical', 'in_force')
    """
    if not value.verified:
        return "unverified"
    if value.start and value.start > as_of():
        return "future"
    return "historical" if value.end and value.end < as_of() else "in_force"
