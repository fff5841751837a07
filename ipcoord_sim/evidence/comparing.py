"""Lists compared: line by line, each with its own sums, one against the other, and with what was tested.

A difference is a row: check, paper, what, expected, found. The report is what the list is measured against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from .papers import Item, Paper

__all__ = ["compare_tables", "compare_tests", "inside"]

_CENT = Decimal("0.01")


def inside(key: str, paper: Paper) -> list[tuple]:
    """Where a paper does not agree with itself: quantity times price, and its totals."""
    found, items = [], paper.items or ()
    for item in items:
        if None not in (item.quantity, item.unit_price, item.value) and _cents(item.quantity * item.unit_price) != _cents(item.value):
            found.append(("product", key, item.name, _cents(item.quantity * item.unit_price), item.value))
    for check, total, part in (("sum_value", paper.total_value, _value), ("sum_quantity", paper.total_quantity, _quantity)):
        added = _added(part, items)
        if total is not None and added is not None and _cents(total) != _cents(added):
            found.append((check, key, "合计", added, total))
    return found


def compare_tables(report: Paper, goods: Paper) -> list[tuple]:
    """Where the list of goods does not agree with the report."""
    found = []
    if report.items is not None and goods.items is not None:
        said, listed = _by_name(report.items), _by_name(goods.items)
        found += [("not_in_report", "goods_list", name, None, None) for name in listed if name not in said]
        found += [("not_in_list", "goods_list", name, None, None) for name in said if name not in listed]
        for name in (n for n in said if n in listed):
            found += _compare_items(name, said[name], listed[name])
    for check, one, other in (
        ("total_value", report.total_value, goods.total_value), ("total_quantity", report.total_quantity, goods.total_quantity),
    ):
        if one is not None and other is not None and _cents(one) != _cents(other):
            found.append((check, "goods_list", "合计", one, other))
    return found


def compare_tests(goods: Paper, test: Paper) -> list[tuple]:
    """Where the list of goods does not agree with the test report about what was tested."""
    if goods.items is None or test.names is None:
        return []
    listed = {item.name for item in goods.items}
    tested = dict.fromkeys(item.name for item in goods.items if item.tested)
    found = [("not_tested", "test_report", name, None, None) for name in tested if name not in test.names]
    return found + [("tested_unlisted", "test_report", name, None, None) for name in dict.fromkeys(test.names) if name not in listed]


def _compare_items(name: str, said: list[Item], listed: list[Item]) -> list[tuple]:
    units = [sorted({i.unit for i in rows if i.unit}) for rows in (said, listed)]
    if units[0] and units[1] and units[0] != units[1]:
        return [("unit", "goods_list", name, "、".join(units[0]), "、".join(units[1]))]
    found = []
    for check, part in (("quantity", _quantity), ("value", _value)):
        # Pieces and boxes cannot be added up; their value can.
        if check == "quantity" and max(map(len, units)) > 1:
            continue
        expected, actual = _added(part, said), _added(part, listed)
        if expected is not None and actual is not None and _cents(expected) != _cents(actual):
            found.append((check, "goods_list", name, expected, actual))
    return found


def _by_name(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.name, []).append(item)
    return found


def _added(part: Callable[[Item], Decimal | None], items: Iterable[Item]) -> Decimal | None:
    """The sum, or None where a line does not write its part (or there is no line)."""
    parts = [part(item) for item in items]
    return sum(parts, Decimal(0)) if parts and None not in parts else None


def _quantity(item: Item) -> Decimal | None:
    return item.quantity


def _value(item: Item) -> Decimal | None:
    return item.value


def _cents(number: Decimal) -> Decimal:
    return number.quantize(_CENT)
