"""The police side of a referral as a machine: what is chosen at receipt, review and decision becomes a case log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..errors import UnknownIdError
from .logs import case_log, event, later, moment

__all__ = ["AFTER", "DECISIONS", "NOTICES", "RECEIPTS", "Review", "review_log"]

AMR, PSB, OTHER = "amr/xinyang/gushi", "psb/xinyang/gushi", "psb/xinyang/huangchuan"
# What the reader can choose, each with the words of its choice.
RECEIPTS = {
    "sign": "在回执上签字", "incomplete": "签字，注明材料不全", "other": "签字，注明不归本机关管辖", "refuse_papers": "以材料不全为由拒收",
    "refuse_place": "以不归管辖为由拒收", "not_police": "不属公安职责，书面通知并说明理由", "silent": "收下，不签回执",
}
DECISIONS = {"file": "立案", "decline": "不予立案", "none": "一直没有决定"}
NOTICES = {"reasons": "书面告知；不立案的写明理由", "bare": "书面告知，不写理由", "none": "没有告知"}
AFTER = {"all": "退回案卷（立案的：市监移交物品）", "nothing": "什么也不做"}
# Ours: the log is closed so many days after the police received the case, long past every limit in it.
_CLOSED = 60
_GROUNDS = {"refuse_papers": "incomplete", "refuse_place": "jurisdiction", "not_police": "not_police_matter"}


@dataclass(frozen=True, slots=True)
class Review:
    """What was chosen: how the case was received, after how many hours it was forwarded or its gaps named, decision, notice, what followed."""

    received: str
    receipt: str = "sign"
    hours: int = 6
    decision: str = "file"
    days: int = 2
    notice: str = "reasons"
    after: str = "all"


def review_log(chosen: Review) -> dict:
    """The log of the referral and of what the police made of it.

    Raises InputError for a time that cannot be read, UnknownIdError for a choice that does not exist.

    >>> [e["act"] for e in review_log(Review("2026-09-22 15:00", "silent", decision="none"))["events"]][-1]
    'referral.send'
    """
    for name, known in (("receipt", RECEIPTS), ("decision", DECISIONS), ("notice", NOTICES), ("after", AFTER)):
        if getattr(chosen, name) not in known:
            raise UnknownIdError.among("选择", "choice", getattr(chosen, name), known)
    got = moment(chosen.received)
    events = [*_referral(got), *_receipt(chosen, got)]
    place = OTHER if chosen.receipt == "other" else PSB
    if chosen.receipt not in _GROUNDS and chosen.decision != "none":
        begun = got + timedelta(hours=chosen.hours) if chosen.receipt == "other" else got
        events += _decision(chosen, later(begun, chosen.days, max(10, begun.hour) if not chosen.days else 10), place)
    return case_log("NB17", "一次移送的审查", ("has_goods", "suspected_crime"), events, later(got, _CLOSED))


def _referral(got: datetime) -> list[dict]:
    papers = ["referral_letter", "investigation_report", "goods_list", "other_materials"]
    before = got - timedelta(hours=2)
    return [
        event("team", later(before, -1, 9), AMR, "referral.team", data={"officers": 2}),
        event("report", later(before, -1, 16), AMR, "referral.report"),
        event("approve", before - timedelta(minutes=30), AMR, "referral.approve", data={"approver": "principal"}),
        event("send", before, AMR, "referral.send", to=PSB, received=got, documents=papers, ref="approve"),
    ]


def _receipt(chosen: Review, got: datetime) -> list[dict]:
    soon, note = got + timedelta(minutes=10), RECEIPTS[chosen.receipt]
    if chosen.receipt == "silent":
        return []
    if chosen.receipt in _GROUNDS:
        reasons = note if chosen.receipt == "not_police" else None
        data = {"ground": _GROUNDS[chosen.receipt], "note": note} | ({"reasons": reasons} if reasons else {})
        papers = ["written_notice"] if reasons else None
        return [event("reject", soon, PSB, "referral.reject", to=AMR, received=soon, documents=papers, ref="send", data=data)]
    marks = {"incomplete": {"incomplete": True}, "other": {"jurisdiction": "other"}}.get(chosen.receipt, {})
    events = [event("sign", soon, PSB, "referral.sign", ref="send", data={**marks, "note": note})]
    then = got + timedelta(hours=chosen.hours)
    if chosen.receipt == "other":
        events += [
            event("forward", then, PSB, "referral.forward", to=OTHER, received=then, ref="sign"),
            event("told", then + timedelta(minutes=20), PSB, "notice.send", to=AMR, received=then + timedelta(minutes=20), documents=["written_notice"], ref="sign"),
            event("sign2", then + timedelta(minutes=30), OTHER, "referral.sign", ref="forward"),
        ]
    if chosen.receipt == "incomplete":
        answered = later(then, 1, 16)
        events += [
            event("gaps", then, PSB, "supplement.request", to=AMR, received=then, ref="sign"),
            event("filled", answered, AMR, "supplement.provide", to=PSB, received=answered, documents=["other_materials"], ref="gaps"),
        ]
    return events


def _decision(chosen: Review, at: datetime, psb: str) -> list[dict]:
    events = [event("decide", at, psb, "filing.decide", data={"result": chosen.decision, "note": DECISIONS[chosen.decision]})]
    told = at + timedelta(hours=2)
    if chosen.notice != "none":
        paper = "filing_notice" if chosen.decision == "file" else "non_filing_notice"
        data = {"reasons": "没有犯罪事实"} if chosen.notice == "reasons" and chosen.decision == "decline" else {}
        note = NOTICES[chosen.notice].partition("；")[0] if chosen.decision == "file" else NOTICES[chosen.notice]
        events.append(event("notify", told, psb, "filing.notify", to=AMR, received=told, documents=[paper], ref="decide", data={**data, "note": note}))
    if chosen.after == "all":
        events += _following(chosen, told, psb)
    return events


def _following(chosen: Review, told: datetime, psb: str) -> list[dict]:
    """What each side does after the notice: the goods go to the police, or the file comes back and the AMR deals with the case."""
    if chosen.decision == "file":
        if chosen.notice == "none":
            return []
        return [event("goods", later(told, 1, 15), AMR, "goods.handover", to=psb, received=later(told, 1, 15), documents=["handover_record"], ref="notify")]
    return [
        event("back", told + timedelta(minutes=10), psb, "file.return", to=AMR, received=told + timedelta(minutes=10), documents=["case_materials"], ref="decide"),
        event("penalty", later(told, 20, 10), AMR, "penalty.decide", data={"note": "不服的可以复议或者建议监督；这里没有异议，依法处罚"}),
    ]
