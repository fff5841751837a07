"""Findings as sentences that a jurist would sign: what was owed, what happened, on what it rests."""

from __future__ import annotations

from ..acts import documents
from ..agencies import agencies
from ..norms import clause, is_norm, norm
from ..parameters import find
from ..times import minute_text
from ..wording import UNITS_ZH, article_zh, expand, number_zh
from .finding import Finding
from .rules import Rule, assumption, rules

__all__ = ["AGENCY_KINDS_ZH", "basis_zh", "duty_zh", "message_zh"]

_ROLES_ZH = {"leader_in_charge": "分管领导", "unit_head": "办案机构负责人", "case_handler": "案件主办人员"}
AGENCY_KINDS_ZH = {"amr": "市场监管部门", "psb": "公安机关", "procuratorate": "人民检察院", "supervisory": "监察机关", "office": "协作办公室"}
_CHANNELS_ZH = {
    "peer_psb": "同级公安机关", "peer_amr": "同级市场监管部门", "any_psb": "公安机关", "other_psb": "有管辖权的公安机关",
    "supervisory_or_procuratorate": "监察机关或者人民检察院", "referring_amr": "移送案件的市场监管部门",
    "deciding_psb": "作出不予立案决定的公安机关", "reversing_psb": "移交案件的公安机关",
}


def message_zh(finding: Finding) -> str:
    """The finding's sentence: who, what was owed, what is the case, the clause and the superior article."""
    rule = _rule(finding)
    who = _who(finding.agency)
    if rule.verdicts:
        return f"{who}：{expand(rule.verdicts[int(finding.detail)].say_zh)}（{basis_zh(finding.basis)}）"
    owed = duty_zh(rule)
    happened = _RESULTS[finding.kind](finding)
    note = rule.notes_zh.get(finding.detail or finding.kind, "") if finding.kind != "hint" else ""
    note = note.replace("{IMMEDIATE}", f"{assumption('IMMEDIATE')['value']}{UNITS_ZH[assumption('IMMEDIATE')['unit']]}")
    if finding.detail == "disputed" and finding.kind == "disputed":
        happened = "期限或者义务有争议。"
    if finding.reading_dependent:
        note += "各种读法的结论不同，按最稳妥的读法办。"
    return f"{who}：{owed}。{happened}{expand(note)}（{basis_zh(finding.basis)}）"


def duty_zh(rule: Rule) -> str:
    """What the rule asks, with its limit written in."""
    if rule.limit is None:
        return rule.duty_zh
    return rule.duty_zh.replace("{limit}", number_zh(find(rule.limit).numbers[0]))


def basis_zh(basis: tuple[str, ...]) -> str:
    """The clause of the plan and the articles above it: 方案二(二)，国务院令310号第8条."""
    words = []
    for id in basis:
        if is_norm(id):
            words.append(f"方案{clause(norm(id).paragraph).label_zh}")
        else:
            words.append(article_zh(id) + ("（待核）" if not _verified(id) else ""))
    return "，".join(dict.fromkeys(words))


def _verified(id: str) -> bool:
    return find(id).newest.verified


def _rule(finding: Finding) -> Rule:
    return next(r for r in rules() if r.id == finding.rule and r.part == finding.part)


def _who(agency: str | None) -> str:
    return agencies()[agency].name_zh if agency in agencies() else "有关机关"


def _due_zh(finding: Finding) -> str:
    return minute_text(finding.due)


def _at_zh(finding: Finding) -> str:
    if finding.at is None:
        return ""
    return finding.at.strftime("%Y-%m-%d %H:%M") if "T" in (finding.due or "") else finding.at.strftime("%Y-%m-%d")


def _kept(finding: Finding) -> str:
    if finding.detail:
        return ""
    return f"最后期限是{_due_zh(finding)}，{_at_zh(finding)}已经做到。" if finding.due else "已经做到。"


def _late(finding: Finding) -> str:
    return f"最后期限是{_due_zh(finding)}，{_at_zh(finding)}才做，已经逾期。"


def _overdue(finding: Finding) -> str:
    return f"最后期限是{_due_zh(finding)}，到台账结束还没有做，已经逾期。"


def _pending(finding: Finding) -> str:
    return f"还没有做，最后期限是{_due_zh(finding)}。" if finding.due else "还没有做。"


def _missing_document(finding: Finding) -> str:
    return f"缺少{documents()[finding.detail]}，请补上。"


def _wrong_channel(finding: Finding) -> str:
    return f"送错了机关，应当送{_CHANNELS_ZH[finding.detail]}。"


def _wrong_actor(finding: Finding) -> str:
    agency, _, role = finding.detail.partition(":")
    return f"{AGENCY_KINDS_ZH[agency]}的{_ROLES_ZH[role]}没有参加。"


def _disputed(finding: Finding) -> str:
    if finding.detail == "beyond":
        return "推算用到的日子超出了工作日历，算不出期满日。"
    return f"台账没有写收到的时间，按送出的时间算，最后期限是{_due_zh(finding)}；是否逾期要看实际收到的时间。"


def _hint(finding: Finding) -> str:
    paper = next(p for p in _rule(finding).hints if p.id == finding.detail)
    return paper.say_zh


_RESULTS = {
    "kept": _kept, "late": _late, "overdue": _overdue, "pending": _pending, "missing_document": _missing_document,
    "wrong_channel": _wrong_channel, "wrong_actor": _wrong_actor, "disputed": _disputed, "hint": _hint,
    "missing_step": lambda finding: "台账里没有这一步。",
}
