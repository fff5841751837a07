"""The two ten-day clocks to look at: where each begins, its readings, when the act was done, what the checker says."""

from __future__ import annotations

from datetime import date, datetime

from ..parameters import find
from ..pictures.spans import Line, Span, spans_svg
from ..pictures.words import AID_ZH, STANDING_ZH, day_zh, last_zh, reading_titles
from ..times import day_of, read_moment
from ..wording import number_zh
from .logs import said_of
from .ten_days import FEEDBACK, HANDOVER, Returned, clock_starts, returned_log
from .views import View, listed, marked, paragraph, table

__all__ = ["show_ten_days"]

_BEGINS = {HANDOVER: "公安决定不构成犯罪那一天", FEEDBACK: "市监作出处理决定那一天"}


def show_ten_days(case: Returned) -> View:
    """Both clocks with their readings, and the log against the rules.

    Raises what `returned_log` and the call `deadline` raise.

    >>> show_ten_days(Returned("2026-06-01 10:00")).sentence_zh[:32]
    '公安移交：最晚2026年6月11日（周四），6月7日做，还有4天'
    """
    clocks, said = clock_starts(case), said_of(returned_log(case))
    lines = [line for name, answer, done in clocks for line in _lines(name, answer, done)]
    html = spans_svg("两个期限，各从各的决定起算", lines)
    for name, answer, _ in clocks:
        html += table(f"{name}：{number_zh(find(answer['period']).numbers[0])}，从{_BEGINS[answer['period']]}起算，当天不算", ("读法", "最后一天和理由"), _readings(answer))
    html += paragraph(f"移交：{_carried(case)}。反馈：{'书面' if case.written else '口头'}。")
    html += paragraph("对照规则：没有违规。") if not said else paragraph("对照规则：") + listed(f["message_zh"] for f in said)
    return View("；".join(_said(*clock) for clock in clocks) + "。" + AID_ZH, html)


def _carried(case: Returned) -> str:
    papers = "案件材料，财物清单" if case.listed else "案件材料，没有财物清单"
    if not case.seized:
        return f"{papers}；没有扣押过财物"
    return f"{papers}；扣押的财物{'一并移交，办了交接手续' if case.goods else '没有移交'}"


def _lines(name: str, answer: dict, done: datetime) -> list[Line]:
    start, last = day_of(read_moment(answer["start"])), _last(answer)
    spans = [Span(start, last, "limit")]
    if day_of(done) > last:
        spans.append(Span(date.fromordinal(last.toordinal() + 1), day_of(done), "late"))
    spans.append(Span(day_of(done), day_of(done), "done"))
    return [Line(f"{name}：从{start.month}月{start.day}日起算", tuple(spans), f"最晚{last.month}月{last.day}日，{day_of(done).month}月{day_of(done).day}日做")]


def _readings(answer: dict) -> list[tuple[str, str]]:
    titles = reading_titles()
    return [(marked(titles[row["id"]], STANDING_ZH[row["standing"]]), marked(last_zh(row), row["because_zh"])) for row in answer["readings"]]


def _last(answer: dict) -> date:
    return date.fromisoformat(next(row for row in answer["readings"] if row["id"] == answer["default"])["last_day"])


def _said(name: str, answer: dict, done: datetime) -> str:
    last, day = _last(answer), day_of(done)
    left = (last - day).days
    how = f"还有{left}天" if left > 0 else "正好是最后一天" if left == 0 else f"晚了{-left}天"
    return f"{name}：最晚{day_zh(last)}，{day.month}月{day.day}日做，{how}"
