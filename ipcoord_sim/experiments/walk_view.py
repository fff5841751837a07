"""A case log walked step by step: what has been done, whose turn it is, until when, what is not allowed; at the end the verdict."""

from __future__ import annotations

from ..acts import acts, documents
from ..api_logs import duties_call
from ..exporters.words import STATES_ZH
from ..pictures.words import moment_zh
from .logs import said_of, short_zh, show_judged
from .views import View, listed, marked, paragraph, table

__all__ = ["done_rows", "duty_rows", "show_walk"]

_NOTHING = "这一刻没有正在走的期限，也没有一定要做的事。"


def show_walk(log: dict, step: int | None = None) -> View:
    """The log up to its `step`-th event (the whole of it by default) and what is owed then; a whole, ended log is judged too.

    >>> show_walk({"format": "ipcoord-case/1", "case": {"id": "A", "title": "甲"}, "events": [
    ...     {"id": "e1", "at": "2026-09-30T15:00:00+08:00", "actor": "psb/xinyang/gushi", "act": "training.hold"}]}, 1)
    走到第1步，共1步：2026年9月30日（周三）15:00，固始公安联合培训。接下来：这一刻没有正在走的期限，也没有一定要做的事。
    """
    events = log["events"]
    step = len(events) if step is None else max(1, min(step, len(events)))
    event = events[step - 1]
    now = event.get("received") or event["at"]
    past = {**log, "events": events[:step]}
    duties = duties_call(past, now)["duties"]
    owed, banned = ([d for d in duties if d["modality"] == kind] for kind in ("must", "must_not"))
    html = table("走过的步", ("哪一步，什么时候", "谁做", "带了什么，写了什么"), done_rows(past))
    html += table("接下来是谁的事", ("谁，做什么", "最晚", "为什么，依据哪一条"), duty_rows(duties)) if duties else paragraph(_NOTHING)
    html += listed(d["message_zh"] for d in banned)
    head = f"走到第{step}步，共{len(events)}步：{moment_zh(event['at'])}，{short_zh(event['actor'])}{acts()[event['act']].zh}。"
    if step == len(events) and log.get("ended"):
        wrong = sum(f["kind"] not in ("disputed", "kept") for f in said_of(log))
        said = f"全部走完：{wrong}处违规。" if wrong else "全部走完：没有违规。"
        return View(head + said, html + show_judged(log)._repr_html_())
    return View(head + (f"接下来：{_next(owed)}" if owed else f"接下来：{_NOTHING}"), html)


def done_rows(log: dict) -> list[tuple[str, str, str]]:
    """What was done: step and time, by whom towards whom, papers and note."""
    rows = []
    for n, event in enumerate(log["events"], 1):
        to = f"，送{short_zh(event['to'])}" if event.get("to") else ""
        got = f"，{event['received'][11:16]}收到" if event.get("received") else ""
        papers = "、".join(documents()[id] for id in event.get("documents", ()))
        said = "；".join(filter(None, (papers, event.get("data", {}).get("note", ""))))
        rows.append((marked(f"{n}. {acts()[event['act']].zh}", event["at"][:16].replace("T", " ")), f"{short_zh(event['actor'])}{to}{got}", said or "—"))
    return rows


def duty_rows(duties: list[dict]) -> list[tuple[str, str, str]]:
    """What must and what may be done: by whom, until when, why."""
    rows = []
    for d in duties:
        if d["modality"] == "must_not":
            continue
        word = "应当" if d["modality"] == "must" else "可以"
        due = _due(d)
        rows.append((marked(f"{short_zh(d['agency'])}{word}{acts()[d['act']].zh}", f"送{short_zh(d['to'])}" if d["to"] else ""), due, d["message_zh"]))
    return rows


def _due(duty: dict) -> str:
    if not duty["due"]:
        return STATES_ZH["open"]
    safest = f"；最稳妥{moment_zh(duty['safest'])}" if duty["safest"] != duty["due"] else ""
    return f"{moment_zh(duty['due'])}{safest}（{STATES_ZH[duty['state']]}）"


def _next(owed: list[dict]) -> str:
    """Whose turn it is: what is due first."""
    first = owed[0]
    until = f"，最晚{moment_zh(first['due'])}" if first["due"] else "，没有写天数"
    more = f"；还有{len(owed) - 1}件事" if len(owed) > 1 else ""
    return f"{short_zh(first['agency'])}应当{acts()[first['act']].zh}{until}{more}。"
