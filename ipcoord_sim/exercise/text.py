"""Words shared by terminal, paper and pages: chairs, qualities, times, conditions, the agenda."""

from __future__ import annotations

from datetime import datetime

from ..acts import acts
from ..agencies import agencies
from ..casebank.model import Case, Exhibit, Step, When
from ..conformance.messages import basis_zh
from ..norms import clause, is_norm
from ..thresholds import offence_named
from ..times import BEIJING, WEEK_ZH

__all__ = [
    "DIFFICULTY_ZH", "MODES_ZH", "OTHER", "QUALITY_ZH", "SEATS_ZH", "address_zh", "agenda", "basis_words", "clock_zh", "condition_zh", "exhibit_zh",
    "facts_zh", "seat_agency_zh", "step_name",
]

SEATS_ZH = {"amr": "市监席", "psb": "公安席", "both": "两席"}
OTHER = {"amr": "psb", "psb": "amr"}
QUALITY_ZH = {"best": "最好", "lawful": "合法", "risky": "有风险", "unlawful": "违规"}
MODES_ZH = {"solo": "一个人", "pair": "两席", "table": "分桌", "paper": "纸面"}
DIFFICULTY_ZH = {1: "容易", 2: "中等", 3: "难"}
_AUDIENCE_ZH = {"training": "训练用", "public": "可以公开"}
# Ours: what a session needs besides the playing itself, in minutes.
_BEFORE = (("签到，分席，发角色卡", 3), ("各席读角色卡，说清规则", 5))
_AFTER = (("复盘：先各席自己说，再对台账和期限", 12), ("讨论题", 8), ("带走三句话，填评估表", 5))


def clock_zh(moment: datetime) -> str:
    """A moment as an officer writes it.

    >>> clock_zh(datetime.fromisoformat("2026-09-30T15:00:00+08:00"))
    '2026年9月30日（周三）15:00'
    """
    moment = moment.astimezone(BEIJING)
    return f"{moment.year}年{moment.month}月{moment.day}日（周{WEEK_ZH[moment.weekday()]}）{moment:%H:%M}"


def basis_words(ids: tuple[str, ...] | list[str]) -> str:
    """Norms as their clause, provisions as instrument and article; the norm's number stays, so that it can be looked up."""
    named = [f"{basis_zh((id,))}（{id}）" if is_norm(id) else basis_zh((id,)) for id in ids]
    return "；".join(dict.fromkeys(named))


def facts_zh(case: Case) -> dict[str, str]:
    """The head of a case as label and words."""
    return {
        "编号": case.id,
        "条款": "、".join(dict.fromkeys(map(address_zh, case.clauses))),
        "规范": "、".join(case.norms),
        "罪名": "、".join(offence_named(id).name_zh for id in case.offences) or "不涉及具体罪名",
        "难度": DIFFICULTY_ZH[case.difficulty],
        "时间": f"推演 {case.minutes} 分钟，{len(case.decisions)} 个决定",
        "形式": "、".join(MODES_ZH[mode] for mode in case.modes),
        "读者": _AUDIENCE_ZH[case.audience],
        "法律按哪天": f"行为 {case.law_dates['conduct']}，处理 {case.law_dates['handling']}，讲课 {case.law_dates['teaching']}",
    }


def address_zh(address: str) -> str:
    """How officers name a clause or an item: 二(二), 二(一)第1项."""
    item = address.split(".")[2:]
    return clause(address).label_zh + (f"第{item[0].partition('p')[0]}项" if item else "")


def seat_agency_zh(case: Case, seat: str) -> str:
    """The full name of a chair's agency."""
    return agencies()[case.agencies[seat]].name_zh


def step_name(step: Step) -> str:
    """`d3 什么时候送`."""
    return f"{step.id} {step.title}".strip()


def exhibit_zh(exhibit: Exhibit) -> str:
    """Whose paper it is, and when the other chair may read it."""
    if exhibit.seat is None:
        return "两席都有"
    if not exhibit.shared_by:
        return f"只给{SEATS_ZH[exhibit.seat]}"
    how = "、".join(acts()[act].zh for act in exhibit.shared_by)
    return f"{SEATS_ZH[exhibit.seat]}的材料，做了“{how}”、对方收到以后，才给{SEATS_ZH[OTHER[exhibit.seat]]}"


def condition_zh(when: When | None) -> str:
    """When a step or option comes up, in words; "" for always."""
    if when is None:
        return ""
    said = [f"选了 {'、'.join(when.chose)}" if when.chose else "", f"没有选 {'、'.join(when.not_chose)}" if when.not_chose else ""]
    said += [f"已经{'、'.join(acts()[a].zh for a in when.has)}" if when.has else "", f"还没有{'、'.join(acts()[a].zh for a in when.lacks)}" if when.lacks else ""]
    return "只在" + "，并且".join(filter(None, said)) + "的时候"


def agenda(case: Case) -> list[tuple[int, int, str]]:
    """Minutes from, minutes to, what is done; the decisions share the playing time, nothing is left over."""
    rows: list[tuple[int, int, str]] = []
    now = 0
    for words, minutes in _BEFORE:
        rows.append((now, now + minutes, words))
        now += minutes
    begun, decisions = now, case.decisions
    for n, step in enumerate(decisions, 1):
        end = begun + round(case.minutes * n / len(decisions))
        rows.append((now, end, f"{SEATS_ZH[step.seat or 'both']}决定 {step.id}：{step.prompt}"))
        now = end
    for words, minutes in _AFTER:
        rows.append((now, now + minutes, words))
        now += minutes
    return rows
