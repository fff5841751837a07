"""Referral rates to look at: a unit's own counts, and what a rate can and cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..conformance.rules import assumption
from ..errors import InputError
from ..pictures.rates import percent_zh, rates_svg
from ..wording import amount_zh
from .rates import COLUMNS, Counts, band, read_counts, suppose
from .views import View, marked, paragraph, table

__all__ = ["show_columns", "show_rates", "show_supposed", "source_note"]

_SUPPOSED = ("CASES_A_YEAR", "DUE_SHARE", "DUE_REFERRED")
_UNITS = {"case": "件", "percent": "%"}
# Ours: the other ways to the same rate that are put beside it.
_OTHERS = (2, 5, 10, 20, 30)
_NOTE = "移送率只是件数的比。它不说哪一件该移送；该不该移送，逐件对照证据和追诉标准。"


def source_note() -> View:
    """What is known of referral rates from verified sources: nothing yet."""
    return View(
        "移送率：没有读到核实过的公开统计，待核。",
        paragraph("本教程的法律数据里没有任何单位、任何年份的移送率。下面的数都是编的，或者由你自己填。引用公开统计的，请写明出处、年份和口径，再用在报告里。"),
    )


def show_columns() -> View:
    """How a table of counts is written."""
    rows = [(marked(head), means) for head, means in COLUMNS.values()]
    return View("自己的数这样写：五列，一行一个单位或者一个年份。", table("五列的意思", ("列", "写什么"), rows))


def show_rates(source: str | Path | Sequence[Counts]) -> View:
    """The rates of every unit in a table of counts (a CSV file, its text, or rows that were read).

    Raises InputError for a table that cannot be read.

    >>> show_rates("单位,查处件数,移送件数,案值,移送案值\\n甲局,40,2,300000,90000")
    一共1行：查处40件，移送2件，按件数5%，按案值30%。件数少，5%可能只是波动。
    """
    counts = read_counts(source) if isinstance(source, str | Path) else list(source)
    if not counts:
        raise InputError("一行也没有，算不出比例；请先填数。", "There is no line, so there is no rate; fill in figures first.")
    whole = Counts("合计", *(sum(getattr(c, field) for c in counts) for field in ("cases", "referred", "amount", "amount_referred")))
    shown = [*counts, whole] if len(counts) > 1 else counts
    rows = [(c.name, c.rate, band(c.referred, c.cases), c.share) for c in shown]
    html = rates_svg(rows) + table("移送的占多少", ("单位", "件数", "案值"), [_cells(c, ends) for c, (_, _, ends, _) in zip(shown, rows, strict=True)])
    low, high = band(whole.referred, whole.cases)
    waver = f"件数少，{percent_zh(whole.rate)}可能只是波动。" if high - low > whole.rate else f"波动范围{percent_zh(low)}到{percent_zh(high)}。"
    said = f"一共{len(counts)}行：查处{amount_zh(whole.cases)}件，移送{amount_zh(whole.referred)}件，按件数{percent_zh(whole.rate)}，按案值{percent_zh(whole.share)}。"
    return View(said + waver, html + paragraph(_NOTE))


def _cells(c: Counts, ends: tuple[float, float]) -> tuple[str, ...]:
    number = f"{amount_zh(c.cases)}件里{amount_zh(c.referred)}件，波动范围{percent_zh(ends[0])}到{percent_zh(ends[1])}"
    value = f"{amount_zh(c.amount)}元里{amount_zh(c.amount_referred)}元"
    return marked(c.name), marked(percent_zh(c.rate), number), marked(percent_zh(c.share), value)


def show_supposed(cases: int, due: int, done: int) -> View:
    """What a table would show under figures that are only supposed, and which other figures would show the same.

    Raises what `suppose` raises.
    """
    got = suppose(cases, due, done)
    others = [(marked(f"{share}%"), *_other(cases, share, got.referred)) for share in _OTHERS]
    html = table("假设（编的数，不是统计）", ("假设", "现在取"), [
        (marked(assumption(id)["label_zh"], assumption(id)["why_zh"]), f"{value}{_UNITS[assumption(id)['unit']]}") for id, value in zip(_SUPPOSED, (cases, due, done), strict=True)
    ])
    html += table(f"移送率都是{percent_zh(got.rate)}，背后可以完全不同", ("假如应当移送的占", "那么移送了的占", "漏下"), others)
    said = f"假设一年{cases}件，应当移送{got.due}件，移送了{got.referred}件：移送率{percent_zh(got.rate)}，漏下{got.missed}件。"
    return View(said + "只看移送率，看不出漏下的这个数。", html + paragraph(_NOTE))


def _other(cases: int, share: int, referred: int) -> tuple[str, str]:
    """How many of those due were referred if so many per cent were due, and how many were missed."""
    due = round(cases * share / 100)
    if due < referred:
        return "不可能：移送的比应当移送的还多", "—"
    return percent_zh(referred / due) if due else "没有应当移送的", f"{due - referred}件"
