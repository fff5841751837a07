"""The answer to “must this case be referred?”: what to do, on which clauses, until when, with which papers, and what would flip it."""

from __future__ import annotations

from collections.abc import Mapping

from .. import data
from ..acts import documents
from ..aids.referral import ACT_ZH, Decision, decide
from ..api_law import deadline_call
from ..conformance.messages import basis_zh
from ..norms import norm
from ..pictures.words import moment_zh
from ..wording import expand
from .deadline_view import start_text
from .views import View, listed, marked, paragraph, table

__all__ = ["show_referral"]

_AID = "这是办案的辅助提示，最后以法律文本和承办机关的认定为准。"
_PAPERS_NORM = "N14"


def show_referral(answers: Mapping[str, str], start: str) -> View:
    """What follows from the answers to the questions; `start` is when the written report is received (Beijing time).

    Raises what `decide` and the call `deadline` raise.

    >>> show_referral({"kind": "none"}, "2026-09-30 10:00").sentence_zh[:5]
    '依法处罚：'
    """
    decision = decide(answers)
    html = "".join((
        table("答过的问题", ("问题", "回答"), [(q.ask_zh, answer) for q, answer in decision.answers]),
        table("怎么做，依据哪一条", ("要做的事", "依据"), _steps(decision)),
        _clocks(decision, start),
        _papers(decision),
        _flips(decision),
        paragraph(_AID),
    ))
    return View(f"{ACT_ZH[decision.act]}：{decision.because_zh}", html)


def _steps(decision: Decision) -> list[tuple[str, str]]:
    first = (marked(ACT_ZH[decision.act], decision.because_zh), basis_zh((*decision.norms, *decision.basis)))
    rest = ((marked("同时", expand(row["say_zh"])), basis_zh((*row["norms"], *row["basis"]))) for row in decision.also)
    return [first, *rest]


def _clocks(decision: Decision, start: str) -> str:
    rows = []
    for clock in data.load()["aids"]["referral"]["clocks"]:
        if clock["act"] != decision.act:
            continue
        answer = deadline_call(clock["period"], start_text(start))
        default = next(row for row in answer["readings"] if row["id"] == answer["default"])
        last = moment_zh(default.get("last_moment", default["last_day"]))
        safest = moment_zh(answer.get("safest_moment", answer["safest"]))
        begins = f"从{clock['from_zh']}算起：{moment_zh(answer['start'])}"
        rows.append((marked(clock["say_zh"], begins), last, safest, answer["instrument"] + answer["article"]))
    if not rows:
        return paragraph("这一步没有写天数，及时办。行政办案的期限照走。")
    heads = ("要做的事", "最晚", "最稳妥", "依据")
    return table("什么时候以前做完（假定报告和批准都在这一刻）", heads, rows)


def _papers(decision: Decision) -> str:
    if decision.act != "refer":
        return ""
    names = documents()
    wanted = [names[id] for id in norm(_PAPERS_NORM).documents]
    return paragraph("移送时带齐（没有物品、没有做检验的，对应的一份不用）：") + listed(wanted)


def _flips(decision: Decision) -> str:
    if not decision.flips:
        return paragraph("换任何一个回答，结论都不变。")
    rows = [(f"{flip.question.ask_zh}改答“{flip.answer_zh}”", _towards(flip.acts)) for flip in decision.flips]
    return table("哪个事实会翻转结论", ("如果", "结论变成"), rows)


def _towards(acts: tuple[str, ...]) -> str:
    words = "、".join(ACT_ZH[act] for act in acts)
    return words if len(acts) == 1 else f"要再问，可能是{words}"
