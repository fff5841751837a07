"""A consultation to look at: who had the question and how long, which limits ran out meanwhile, and what the checker says."""

from __future__ import annotations

from datetime import date

from ..acts import acts
from ..agencies import agencies
from ..api_logs import duties_call
from ..conformance.messages import basis_zh
from ..norms import norm
from ..parameters import find
from ..pictures.spans import Line, Span, spans_svg
from ..pictures.words import day_zh, moment_zh
from ..times import day_of, time_text
from ..wording import number_zh
from .consult_chain import Asked, Clock, chain, clocks, consult_log
from .logs import later, moment, said_of, short_zh
from .views import View, listed, marked, paragraph, table

__all__ = ["show_consultation", "show_topics"]

_STOPS = "N09"


def show_consultation(asked: Asked) -> View:
    """The chain with its picture, the limits that ran on, and the breaches of the log.

    Raises what `chain` and the call `deadline` raise.

    >>> show_consultation(Asked("2026-06-01 09:00", answered="county", days=2)).sentence_zh
    '问到固始公安就有了答复，一共2天，2026年6月3日（周三）收到。等的时候没有期限走完。'
    """
    rows, running, log = chain(asked), clocks(asked), consult_log(asked)
    end = day_of(rows[-1][2])
    html = spans_svg("问题在谁手里，期限走到哪里", _lines(rows, running, end, asked), [(end, "答复到了")] if asked.answered != "never" else [])
    html += table("问题在谁手里", ("谁", "从哪天到哪天", "怎样结束"), _steps(rows, asked))
    html += table("等的时候，这些期限照走", ("期限", "最后一天", "答复到的时候"), map(_clock, running))
    html += paragraph(norm(_STOPS).open_zh)
    html += listed(f["message_zh"] for f in said_of(log)) or paragraph("对照规则：没有违规。")
    return View(_head(rows, asked, end) + _ran_out(running), html + _meanwhile(asked))


def show_topics() -> View:
    """Who may ask whom about what, in the plan's own norms."""
    rows = [(marked(norm(id).title_zh, norm(id).modality_zh), norm(id).text_zh, norm(id).open_zh or "—") for id in ("N06", "N07", "N08", "N09")]
    return View("咨询的四句话：谁可以问，谁应当答，答不出怎么办。", table("方案一（三）拆成的四个要求", ("要求", "写了什么", "没有写什么"), rows))


def _head(rows: list, asked: Asked, end: date) -> str:
    days = (end - day_of(rows[0][1])).days
    if asked.answered == "never":
        return f"请示了{len(rows)}级，{days}天以后还是没有答复。"
    if len(rows) == 1:
        return f"问到{short_zh(rows[0][0])}就有了答复，一共{days}天，{day_zh(end)}收到。"
    return f"问了{len(rows)}级，{short_zh(rows[-1][0])}才答得出来，一共{days}天，{day_zh(end)}收到。"


def _ran_out(running: list[Clock]) -> str:
    if running[0].left is None:
        first = min(clock.last for clock in running)
        return f"期限一个一个走完，最早的一个在{first.month}月{first.day}日：咨询不停表。"
    gone = [clock for clock in running if clock.left < 0]
    if not gone:
        return "等的时候没有期限走完。"
    return "等的时候，" + "，".join(f"“{number_zh(find(c.period).numbers[0])}”（{c.label_zh.partition('；')[0]}）在{c.last.month}月{c.last.day}日走完" for c in gone) + "：咨询不停表。"


def _lines(rows: list, running: list[Clock], end: date, asked: Asked) -> list[Line]:
    lines = [Line(short_zh(here), (Span(day_of(a), day_of(b), "work"),)) for here, a, b in rows]
    for clock in running:
        # A limit far behind the answer is drawn no further than it is needed.
        shown = min(clock.last, max(end, day_of(rows[0][2])) + (end - clock.start))
        spans = [Span(clock.start, shown, "limit")]
        if clock.last < end:
            spans.append(Span(date.fromordinal(clock.last.toordinal() + 1), end, "late"))
        note = f"最后一天{clock.last.month}月{clock.last.day}日" + ("，图上没有画完" if shown < clock.last else "")
        lines.append(Line(f"{number_zh(find(clock.period).numbers[0])}：{clock.label_zh.partition('；')[0]}", tuple(spans), note))
    return lines


def _steps(rows: list, asked: Asked) -> list[tuple[str, str, str]]:
    found = []
    for n, (here, begun, done) in enumerate(rows):
        last = n == len(rows) - 1
        if not last:
            how = f"认定不了，{acts()['consult.escalate'].zh}：{short_zh(rows[n + 1][0])}"
        else:
            how = "没有答复" if asked.answered == "never" else "答复，逐级转告"
        found.append((marked(short_zh(here), agencies()[here].name_zh), f"{moment_zh(time_text(begun))}到{moment_zh(time_text(done))}", how))
    return found


def _clock(clock: Clock) -> tuple[str, str, str]:
    label = marked(number_zh(find(clock.period).numbers[0]), f"{clock.label_zh}（{basis_zh((clock.period.partition('#')[0],))}）")
    if clock.left is None:
        return label, day_zh(clock.last), "没有答复，走完为止"
    return label, day_zh(clock.last), f"还剩{clock.left}天" if clock.left >= 0 else f"已经过了{-clock.left}天"


def _meanwhile(asked: Asked) -> str:
    """What is owed once a reasonable suspicion stands, though no answer has come."""
    if not asked.suspicion:
        return ""
    log, at = consult_log(asked), later(moment(asked.at), asked.suspicion, 10)
    open_log = {key: value for key, value in log.items() if key != "ended"}
    owed = [d["message_zh"] for d in duties_call(open_log, time_text(at))["duties"] if d["act"] == "referral.send" and d["modality"] == "must"]
    return paragraph(f"第{asked.suspicion}天合理嫌疑成立，这时的义务（不等答复）：") + listed(owed)
