"""Early intervention to look at: when it was asked for, what it left unchanged, and the timings side by side."""

from __future__ import annotations

from datetime import date

from ..conformance.messages import basis_zh
from ..norms import norm
from ..parameters import find
from ..pictures.spans import Line, Span, spans_svg
from ..pictures.words import day_zh
from ..times import day_of
from ..wording import number_zh
from .intervention import AMR, Met, days_left, intervention_log, owed_next_day, timings
from .logs import later, moment, said_of, short_zh
from .views import View, listed, marked, paragraph, table

__all__ = ["show_intervention", "show_timings"]

_NORM = "N24"


def show_intervention(case: Met) -> View:
    """One case: its picture, the limits that ran on, what is still owed after the police came, and the verdict of the checker.

    Raises what `intervention_log` raises.

    >>> show_intervention(Met("2026-06-01 09:00", sent=None)).sentence_zh
    '第1天提请提前介入，没有移送。介入以后，罗山市监仍然应当移送。对照规则：2处违规。'
    """
    said = said_of(intervention_log(case))
    wrong = sum(f["kind"] != "disputed" for f in said)
    asked = "没有提请提前介入" if case.asked is None else f"第{case.asked}天提请提前介入"
    sent = "没有移送" if case.sent is None else f"第{case.sent}天移送"
    after = "有合理嫌疑以后" if case.asked is None else "介入以后"
    before = case.sent is not None and case.asked is not None and case.sent < case.asked
    owed = "移送在先，不用再提请。" if before else f"{after}，{short_zh(AMR)}仍然应当移送。" if owed_next_day(case) else ""
    html = spans_svg("提前介入，移送，和照走的期限", _lines(case), _marks(case))
    html += table("提请的那一天，期限还剩多少", ("期限", "最后一天", "还剩"), map(_left, days_left(case)))
    html += listed(f["message_zh"] for f in said) or paragraph("对照规则：没有违规。")
    html += paragraph(norm(_NORM).open_zh)
    return View(f"{asked}，{sent}。{owed}对照规则：{f'{wrong}处违规' if wrong else '没有违规'}。", html)


def show_timings(case: Met) -> View:
    """The same case under five timings, each judged by the checker.

    Raises what `intervention_log` raises.
    """
    rows, clean = [], []
    for name, changed in timings(case):
        said = said_of(intervention_log(changed))
        if not said:
            clean.append(name)
        rows.append((marked(name), "；".join(f["message_zh"] for f in said) or "没有违规", "应当" if owed_next_day(changed) else "不应当"))
    html = table("同一件案件，五种时机", ("时机", "对照规则", "有嫌疑以后要不要移送"), rows)
    return View(f"五种时机里，没有违规的：{'；'.join(clean) or '没有'}。提前介入不代替移送。", html)


def _marks(case: Met) -> list[tuple[date, str]]:
    start = moment(case.begun)
    days = [(case.asked, "提请"), (case.suspicion, "有合理嫌疑"), (case.sent, "移送")]
    return [(day_of(later(start, day)), words) for day, words in days if day is not None]


def _lines(case: Met) -> list[Line]:
    start = moment(case.begun)
    first = day_of(start)
    until = day_of(later(start, case.sent if case.sent is not None else max(case.suspicion, case.asked or 0) + 10))
    lines = [Line(f"{short_zh(AMR)}在查", (Span(first, until, "amr"),))]
    if case.asked is not None and case.replied:
        came = day_of(later(start, case.asked + 1))
        lines.append(Line("公安来指导取证（不是立案）", (Span(came, came, "psb"),)))
    if case.sent is not None:
        lines.append(Line("公安审查、决定", (Span(until, day_of(later(start, case.sent + 2)), "psb"),)))
    for period, label, last, _ in days_left(case)[:1]:
        lines.append(Line(f"{number_zh(find(period).numbers[0])}：{label}", (Span(first, last, "limit"),), f"最后一天{last.month}月{last.day}日，介入不停表"))
    return lines


def _left(row: tuple[str, str, date, int]) -> tuple[str, str, str]:
    period, label, last, left = row
    words = f"还剩{left}天" if left >= 0 else f"已经过了{-left}天"
    return marked(number_zh(find(period).numbers[0]), f"{label}（{basis_zh((period.partition('#')[0],))}）"), day_zh(last), words
