"""A stock of goods as the amounts of the law: what was sold, what the unsold goods are worth, what was gained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from .. import data
from ..errors import InputError, UnknownIdError
from ..parameters import Value, find

__all__ = ["Goods", "Income", "Priced", "conduct_facts", "criminal_income", "incomes", "priced", "pricing_on", "sales"]


@dataclass(frozen=True, slots=True)
class Goods:
    """One kind of goods: pieces sold and the yuan received for them, pieces not sold, and the prices known, in yuan a piece."""

    name_zh: str
    sold: int
    received: float
    unsold: int
    tag: float | None = None
    market: float | None = None
    cost: float | None = None

    @property
    def average(self) -> float | None:
        """The actual average price, where something was sold."""
        return self.received / self.sold if self.sold else None


@dataclass(frozen=True, slots=True)
class Priced:
    """The unsold goods priced in one way that the law allows."""

    price: str
    label_zh: str
    unsold: float
    business: float


@dataclass(frozen=True, slots=True)
class Income:
    """Illegal income in one sense of the law; None where a price is not known or the text was not read (`open`)."""

    label_zh: str
    amount: float | None
    use_zh: str
    value: Value
    open: bool


def sales(stock: Sequence[Goods]) -> float:
    """Everything received for the goods sold, nothing deducted."""
    return _yuan(sum(goods.received for goods in stock))


def pricing_on(day: date) -> tuple[Value, tuple[tuple[str, ...], ...]]:
    """The rule for unsold goods that stands on that day, and its prices step by step.

    Raises InputError for a day before the first rule in the data.
    """
    for row in data.load()["aids"]["amounts"]["pricing"]:
        value = find(row["fact"]).value
        if value.covers(day):
            return value, tuple(tuple(step) for step in row["steps"])
    raise InputError(
        f"{day} 没有收录怎样给没卖的货计价的规定；请改日期。", f"The data has no rule for pricing unsold goods on {day}; change the day."
    )


def priced(stock: Sequence[Goods], day: date) -> tuple[Priced, ...]:
    """The unsold goods in each way that the law of that day allows; more than one where it puts prices side by side.

    Raises InputError for goods without any price.

    >>> tea = [Goods("茶", 10, 900, 20, tag=100)]
    >>> [p.unsold for p in priced(tea, date(2025, 5, 1))], [p.unsold for p in priced(tea, date(2025, 4, 1))]
    ([1800], [2000, 1800])
    """
    _, steps = pricing_on(day)
    found = []
    for first in steps[0]:
        order = (first, *(price for price in chain(*steps) if price != first))
        used = [_price(goods, order) for goods in stock if goods.unsold]
        unsold = _yuan(sum(worth for _, worth in used))
        names = "、".join(dict.fromkeys(_labels()[price] for price, _ in used))
        way = Priced(first, names, unsold, _yuan(unsold + sales(stock)))
        if way.label_zh not in [other.label_zh for other in found]:
            found.append(way)
    return tuple(found)


def incomes(stock: Sequence[Goods], day: date) -> tuple[Income, ...]:
    """Illegal income in every sense that stands on that day."""
    rows = ((row, find(row["fact"]).value) for row in data.load()["aids"]["amounts"]["incomes"])
    standing = ((row, value) for row, value in rows if value.covers(day))
    return tuple(
        Income(row["label_zh"], _income(stock, row.get("deducts")), row["use_zh"], value, "deducts" not in row) for row, value in standing
    )


def criminal_income(stock: Sequence[Goods], day: date) -> Income | None:
    """Illegal income as the thresholds read it; None where no definition stands on that day."""
    return next((income for income in incomes(stock, day) if income.value.fact.startswith("crl-")), None)


def conduct_facts(conduct: str, stock: Sequence[Goods], way: Priced, day: date) -> dict:
    """The facts of a case of that conduct, as the call `assess` reads them; what cannot be told is left out.

    Raises UnknownIdError for a conduct that is not counted from a stock.
    """
    rows = {row["id"]: row["reads"] for row in data.load()["aids"]["amounts"]["conducts"]}
    if conduct not in rows:
        raise UnknownIdError.among("按货物算数额的行为", "conduct counted from a stock", conduct, rows)
    criminal = criminal_income(stock, day)
    known = {"sales": sales(stock), "unsold": way.unsold, "business": way.business, "income": criminal.amount if criminal else None}
    return {"conduct": [conduct], **{field: known[name] for field, name in rows[conduct].items() if known[name] is not None}}


@cache
def _labels() -> dict[str, str]:
    return {row["id"]: row["label_zh"] for row in data.load()["aids"]["amounts"]["prices"]}


def _price(goods: Goods, order: Sequence[str]) -> tuple[str, float]:
    for price in order:
        if getattr(goods, price) is not None:
            return price, goods.unsold * getattr(goods, price)
    raise InputError(
        f"“{goods.name_zh}”没有任何价格；请写上平均价、标价或者市场中间价之一。",
        f"There is no price for {goods.name_zh}; give an average, a tag or a market price.",
    )


def _income(stock: Sequence[Goods], deducts: list[str] | None) -> float | None:
    if deducts is None or ("cost" in deducts and any(goods.sold and goods.cost is None for goods in stock)):
        return None
    spent = sum(goods.sold * goods.cost for goods in stock if goods.sold) if "cost" in deducts else 0
    return _yuan(max(0, sales(stock) - spent))


def _yuan(amount: float) -> float | int:
    cents = round(amount, 2)
    return int(cents) if cents == int(cents) else cents
