"""Figures of the law put into Chinese sentences, so that no sentence types one.

`{law:ID}` becomes the figure with its unit, `{article:ID}` the instrument with its article.
"""

from __future__ import annotations

import re
from datetime import date

from .errors import InputError
from .parameters import Number, find, number_on

__all__ = ["UNITS_ZH", "amount_zh", "article_zh", "expand", "length_zh", "number_zh"]

UNITS_ZH = {
    "yuan": "元", "hour": "小时", "day": "日", "month": "个月", "year": "年", "piece": "件", "copy": "份（张）",
    "work": "件（部）", "click": "次点击", "download": "次下载", "member": "名会员", "percent": "%", "times": "倍",
    "person": "人", "item": "项", "entry": "项", "cigarette": "支",
}
_MARK = re.compile(r"\{(law|article):([^{}]+)\}")


def amount_zh(value: int | float) -> str:
    """A number with thousands separators, without a needless fraction.

    >>> amount_zh(150000), amount_zh(49999.99)
    ('150,000', '49,999.99')
    """
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def number_zh(number: Number) -> str:
    """The figure with its unit: 3日, 5个工作日, 24小时, 150,000元."""
    return length_zh(number.value, number.unit, number.counting)


def length_zh(value: int | float, unit: str, counting: str | None) -> str:
    """A value with its unit; days that are counted as working days say so.

    >>> length_zh(5, "day", "working_day"), length_zh(3, "day", None)
    ('5个工作日', '3日')
    """
    return amount_zh(value) + ("个工作日" if counting == "working_day" and unit == "day" else UNITS_ZH[unit])


def article_zh(id: str) -> str:
    """Instrument and article of a fact."""
    return find(id).newest.citation_zh


def expand(text: str, on: date | None = None) -> str:
    """`text` with its figures and articles written in; `on` is the day whose figures are meant (default: the latest)."""

    def fill(match: re.Match) -> str:
        kind, id = match.groups()
        if kind == "article":
            return article_zh(id)
        if on is not None:
            return number_zh(number_on(id, on))
        found = find(id)
        if len(found.numbers) != 1:
            raise InputError(
                f"{match.group()} 没有指明是哪个数；{id} 有 {len(found.numbers)} 个数，请写 #序号。",
                f"{match.group()} does not say which number; {id} has {len(found.numbers)}, write #n.",
            )
        return number_zh(found.numbers[0])

    return _MARK.sub(fill, text)
