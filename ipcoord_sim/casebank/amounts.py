"""Sums of a case that follow the law's figures, and the words of a case with these sums written in."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..errors import UnknownIdError
from ..parameters import number_on
from ..times import read_day
from ..wording import amount_zh, expand

__all__ = ["amount_of", "amounts_zh", "compared_with", "filler"]

_AMOUNT = re.compile(r"\{amount:([a-z_0-9]+)\}")


def amounts_zh(rows: dict, conduct: str, name: str) -> dict[str, str]:
    """The named sums of a case as text."""
    return {key: amount_zh(amount_of(spec, conduct, f"{name} amounts.{key}")) for key, spec in rows.items()}


def amount_of(spec: object, conduct: str, where: str) -> int | float:
    """The sum in yuan: a number, `{value: 80000}`, or a multiple `{of: fact, times: 0.9}` of the figure on the day of the conduct."""
    if not isinstance(spec, dict):
        return spec
    if "value" in spec:
        return spec["value"]
    figure = number_on(spec["of"], read_day(spec.get("on", conduct), where), verified_only=True).value
    step = spec.get("round", 1)
    return round(figure * spec["times"] / step) * step


def compared_with(spec: object, conduct: str, where: str) -> int | float | None:
    """The law's figure that the sum is measured against (`against`, else `of`), or None."""
    fact = (spec.get("against") or spec.get("of")) if isinstance(spec, dict) else None
    if fact is None:
        return None
    return number_on(fact, read_day(spec.get("on", conduct), where), verified_only=True).value


def filler(amounts: dict[str, str], name: str) -> Callable[[str], str]:
    """What writes sums, figures and articles into a text of the case `name`."""

    def fill(text: str) -> str:
        def put(match: re.Match) -> str:
            if match[1] not in amounts:
                raise UnknownIdError.among(f"金额（案例 {name.partition('（')[0]}）", f"amount of {name}", match[1], amounts)
            return amounts[match[1]]

        return expand(_AMOUNT.sub(put, text)).strip()

    return fill
