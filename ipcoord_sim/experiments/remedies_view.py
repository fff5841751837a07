"""The ways after a decision not to file, side by side: who has the case and how long, and one of them step by step."""

from __future__ import annotations

from datetime import timedelta

from ..conformance.messages import basis_zh
from ..norms import norm
from ..parameters import find
from ..pictures.spans import Line, Span, spans_svg
from ..pictures.words import day_zh
from ..procedure.steps import steps
from ..times import day_of
from ..wording import article_zh, number_zh
from .logs import moment, said_of
from .remedies import PATHS, Done, Pace, finished, path_log, walk
from .views import View, marked, paragraph, table

__all__ = ["show_path", "show_remedies"]

_OPEN = "N20"
_ENDS = {"reconsider": "立案", "both": "立案", "supervise": "立案", "unmoved": "不立案，依法处罚", "silent": "公安说明理由，或者决定"}


def show_remedies(received: str, pace: Pace | None = None) -> View:
    """All ways from one day on: when each is at its end, and what the checker says of it.

    Raises what `walk` raises.

    >>> show_remedies("2026-06-01 10:00").sentence_zh[:39]
    '2026年6月1日（周一）开始。最早走完的是“只复议，复议改为立案”：4天，到'
    """
    pace = pace or Pace()
    walked = {path: walk(path, received, pace) for path in PATHS}
    start = day_of(moment(received))
    days = {path: (finished(rows) - start).days for path, rows in walked.items()}
    quick, slow = min(days, key=days.get), max(days, key=days.get)
    said = {path: said_of(path_log(path, received, pace)) for path in PATHS}
    lines = [Line(PATHS[path][0], _spans(rows), f"{days[path]}天，{_ENDS[path]}") for path, rows in walked.items()]
    html = spans_svg("几条路并排看", lines)
    html += table("每条路走到头", ("哪条路", "走完", "对照规则"), [
        (marked(PATHS[path][0], _ENDS[path]), f"{day_zh(finished(rows))}，{days[path]}天", "；".join(f"{f['rule']}：{f['message_zh']}" for f in said[path]) or "没有违规")
        for path, rows in walked.items()
    ])
    sentence = f"{day_zh(start)}开始。最早走完的是“{PATHS[quick][0]}”：{days[quick]}天，到{day_zh(finished(walked[quick]))}；最晚的是“{PATHS[slow][0]}”：{days[slow]}天。"
    return View(sentence, html + paragraph(f"同时提出复议和监督建议的：{norm(_OPEN).open_zh}"))


def show_path(path: str, received: str, pace: Pace | None = None) -> View:
    """One way step by step: whose step, on which article, last day, safest day, when it was done here.

    Raises what `walk` raises.
    """
    rows = walk(path, received, pace or Pace())
    told = [f["message_zh"] for f in said_of(path_log(path, received, pace or Pace()))]
    html = table(PATHS[path][0], ("谁做什么", "期限", "最后一天，最稳妥", "这里哪天做的"), map(_row, rows))
    sentence = f"{PATHS[path][0]}：{len(rows)}步，{(finished(rows) - day_of(moment(received))).days}天，{_ENDS[path]}。"
    return View(sentence, html + paragraph("对照规则：" + ("；".join(told) or "没有违规。")))


def _spans(rows: list[Done]) -> tuple[Span, ...]:
    """Who has the case from which day until the day before it goes on; a step of the same day leaves no trace; a mark at the end."""
    days = [(day_of(row.begun), day_of(row.done), steps()[row.id].lane) for row in rows]
    held = [Span(begun, done - timedelta(days=1), lane) for begun, done, lane in days if done > begun]
    return (*held, Span(finished(rows), finished(rows), "done"))


def _row(row: Done) -> tuple[str, ...]:
    step = steps()[row.id]
    who = {"amr": "市监", "psb": "公安", "procuratorate": "检察院"}[step.lane]
    what = marked(f"{who}：{step.label_zh}", step.note_zh)
    if row.limit is None:
        return what, f"没有写天数（{basis_zh(step.basis)}）", "—", day_zh(day_of(row.done))
    late = "，过了" if day_of(row.done) > row.last else ""
    return what, f"{number_zh(find(row.limit).numbers[0])}（{article_zh(row.limit)}）", f"{day_zh(row.last)}；{day_zh(row.safest)}", f"{day_zh(day_of(row.done))}{late}"
