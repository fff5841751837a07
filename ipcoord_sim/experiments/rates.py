"""Counts of a unit turned into referral rates, with how much a rate from few cases may waver; no figure of any real unit is here."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import NormalDist

from ..casefile.texts import encoding_of
from ..conformance.rules import assumption
from ..errors import InputError
from ..files import find_file

__all__ = ["COLUMNS", "Counts", "Supposed", "band", "read_counts", "suppose"]

# The columns of a table of counts: field, heading, what it holds.
COLUMNS = {
    "name": ("单位", "名称或者代号"), "cases": ("查处件数", "这一年查处的案件"), "referred": ("移送件数", "其中移送公安机关的"),
    "amount": ("案值", "查处案件的案值合计，元"), "amount_referred": ("移送案值", "其中移送案件的案值合计，元"),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What one unit counted in one period: cases and their value, and of both what was referred."""

    name: str
    cases: int
    referred: int
    amount: int
    amount_referred: int

    @property
    def rate(self) -> float:
        """Referred cases out of all cases."""
        return self.referred / self.cases

    @property
    def share(self) -> float:
        """The value of referred cases out of that of all cases; 0 where there is no value."""
        return self.amount_referred / self.amount if self.amount else 0.0


@dataclass(frozen=True, slots=True)
class Supposed:
    """What follows from figures that are only supposed: cases that ought to be referred, that are, that are not, and the rate a table would show."""

    due: int
    referred: int
    missed: int
    rate: float


def read_counts(source: str | Path) -> list[Counts]:
    """The rows of a table of counts: a CSV file (UTF-8 or GB18030), or its text, which has line breaks.

    Raises InputError with the line and what is wrong with it.

    >>> read_counts("单位,查处件数,移送件数,案值,移送案值\\n甲局,40,2,300000,90000")[0].rate
    0.05
    >>> read_counts("单位,查处件数,移送件数,案值,移送案值\\n甲局,4,6,1,0")
    Traceback (most recent call last):
    ipcoord_sim.errors.InputError: 第 2 行（甲局）：移送件数 6 比查处件数 4 还多，请核对。
    """
    whole = source if isinstance(source, str) and "\n" in source else _file(source)
    rows = list(csv.DictReader(io.StringIO(whole.strip().replace("，", ","))))
    heads = [head for head, _ in COLUMNS.values()]
    lacking = [head for head in heads if not rows or head not in rows[0]]
    if lacking:
        raise InputError(
            f"表里缺少“{'”“'.join(lacking)}”；第一行要写：{','.join(heads)}，下面至少一行。",
            f"The table lacks {', '.join(lacking)}; its first line must be {','.join(heads)}, with one line at least below it.",
        )
    found = [_row(row, n) for n, row in enumerate(rows, 2)]
    twice = next((c.name for n, c in enumerate(found) if c.name in {o.name for o in found[:n]}), None)
    if twice:
        raise InputError(f"“{twice}”写了两行，请合成一行，或者换一个名称。", f"{twice} stands in two lines; join them, or rename one.")
    return found


def _file(source: str | Path) -> str:
    path = find_file(source)
    return path.read_text(encoding=encoding_of(path))


def _row(row: dict, n: int) -> Counts:
    name = (row["单位"] or "").strip()
    if not name:
        raise InputError(f"第 {n} 行没有写单位。", f"Line {n} names no unit.")
    values = {field: _count(row[head], head, f"第 {n} 行（{name}）", n) for field, (head, _) in COLUMNS.items() if field != "name"}
    if not values["cases"]:
        raise InputError(f"第 {n} 行（{name}）：查处件数是 0，算不出比例；请删去这一行。", f"Line {n}: no cases, so there is no rate; leave the line out.")
    for part, whole in (("referred", "cases"), ("amount_referred", "amount")):
        if values[part] > values[whole]:
            raise InputError(
                f"第 {n} 行（{name}）：{COLUMNS[part][0]} {values[part]} 比{COLUMNS[whole][0]} {values[whole]} 还多，请核对。",
                f"Line {n}: {part} {values[part]} is more than {whole} {values[whole]}; check them.",
            )
    return Counts(name, **values)


def _count(typed: str | None, head: str, where: str, n: int) -> int:
    plain = (typed or "").strip().replace(",", "").removesuffix("件").removesuffix("元").strip()
    if not (plain.isascii() and plain.isdigit()):
        raise InputError(f"{where}：{head}写的是“{typed or ''}”，要写不小于 0 的整数。", f"Line {n}: {head} is {typed!r}; write a whole number of 0 or more.")
    return int(plain)


def band(referred: int, cases: int) -> tuple[float, float]:
    """Between which rates the long-run rate may well lie, for so many out of so many (Wilson's interval).

    >>> [round(100 * end) for end in band(1, 4)], [round(100 * end) for end in band(100, 400)]
    ([5, 70], [21, 29])
    """
    z = NormalDist().inv_cdf(0.5 + assumption("RATE_BAND")["value"] / 200)
    rate, spread = referred / cases, 1 + z * z / cases
    middle = (rate + z * z / (2 * cases)) / spread
    half = z * sqrt(rate * (1 - rate) / cases + z * z / (4 * cases * cases)) / spread
    return 0.0 if referred == 0 else middle - half, 1.0 if referred == cases else middle + half


def suppose(cases: int, due: int, done: int) -> Supposed:
    """What a table would show if of `cases`, `due` per cent ought to be referred and `done` per cent of those were.

    Raises InputError for a percentage outside 0 to 100 or no cases.

    >>> suppose(120, 10, 60)
    Supposed(due=12, referred=7, missed=5, rate=0.058333333333333334)
    """
    if cases < 1 or not (0 <= due <= 100 and 0 <= done <= 100):
        raise InputError("件数至少是 1，比例在 0 到 100 之间。", "There must be one case at least, and percentages lie between 0 and 100.")
    owed = round(cases * due / 100)
    referred = round(owed * done / 100)
    return Supposed(owed, referred, owed - referred, referred / cases)
