"""Early intervention of the police in a case of the regulator: asked for when, answered or not, and whether the case is referred after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..api_law import deadline_call
from ..api_logs import duties_call
from ..errors import InputError
from ..times import day_of, time_text
from .logs import case_log, event, later, moment

__all__ = ["CLOCKS", "TIMINGS", "Met", "days_left", "intervention_log", "owed_next_day", "timings"]

AMR, PSB = "amr/xinyang/luoshan", "psb/xinyang/luoshan"
# What runs in the regulator's own case from the first day on.
CLOCKS = ("samr-proc-38-seizure#1", "samr-proc-64-90d#1")
# Ours: the log is closed so many days after the first one, when every limit of the referral has run out.
_CLOSED = 150


@dataclass(frozen=True, slots=True)
class Met:
    """The case: its first day, and after how many days the police were asked, suspicion stood, the case was referred (None: never)."""

    begun: str
    asked: int | None = 1
    suspicion: int = 3
    sent: int | None = 6
    large: bool = True
    replied: bool = True


# The timings that are compared: name, and what differs from the case as chosen.
TIMINGS: tuple[tuple[str, dict], ...] = (
    ("一直不提请，也不移送", {"asked": None, "sent": None}),
    ("提请了，没有移送", {"sent": None}),
    ("不提请，直接移送", {"asked": None}),
    ("发现当天提请，再移送", {"asked": 0}),
    ("移送前一天才提请", {"asked": "before"}),
)


def timings(case: Met) -> list[tuple[str, Met]]:
    """The case under every timing that is compared; a referral that was not chosen is put on the day after the suspicion."""
    sent = case.suspicion + 1 if case.sent is None else case.sent
    base = Met(case.begun, 1 if case.asked is None else case.asked, case.suspicion, sent, case.large, case.replied)
    found = []
    for name, changes in TIMINGS:
        changed = {field: getattr(base, field) for field in base.__slots__} | changes
        if changed["asked"] == "before":
            changed["asked"] = max(sent - 1, 0)
        found.append((name, Met(**changed)))
    return found


def intervention_log(case: Met) -> dict:
    """The log of the case.

    Raises InputError for a time that cannot be read, a negative day, or a referral before there is any suspicion.

    >>> [e["act"] for e in intervention_log(Met("2026-06-01 09:00", sent=None))["events"]][-1]
    'suspicion.found'
    """
    if min(case.asked or 0, case.suspicion, case.sent or 0) < 0:
        raise InputError("第几天不能是负数。", "A day cannot be negative.")
    if case.sent is not None and case.sent < case.suspicion:
        raise InputError("移送写在合理嫌疑以前；请把移送往后放，或者把合理嫌疑往前放。", "The referral comes before the suspicion; move one of them.")
    start = moment(case.begun)
    events = [
        event("open", start, AMR, "case.open"),
        event("seized", start + timedelta(hours=1), AMR, "seizure.decide"),
        event("notified", start + timedelta(hours=2), AMR, "party.notify", data={"note": "查封扣押决定书交当事人"}),
        event("found", later(start, case.suspicion, 11), AMR, "suspicion.found"),
    ]
    if case.asked is not None:
        asked = later(start, case.asked, 14)
        events.append(event("ask", asked, AMR, "intervention.request", to=PSB, received=asked, data={"note": "本函不是移送"}))
        if case.replied:
            came = later(asked, 1, 9)
            events.append(event("reply", came, PSB, "intervention.reply", to=AMR, received=came, ref="ask", data={"note": "指导取证"}))
    if case.sent is not None:
        events += _referral(later(start, case.sent, 15))
    facts = ("has_goods", "possible_crime", *(("large_value",) if case.large else ()))
    return case_log("NB20", "一次提前介入", facts, events, later(start, _CLOSED))


def _referral(sent: datetime) -> list[dict]:
    papers = ["referral_letter", "investigation_report", "goods_list", "other_materials"]
    decided, goods = later(sent, 2, 10), later(sent, 3, 10)
    return [
        event("team", sent - timedelta(minutes=180), AMR, "referral.team", data={"officers": 2}),
        event("report", sent - timedelta(minutes=120), AMR, "referral.report"),
        event("approve", sent - timedelta(minutes=60), AMR, "referral.approve", data={"approver": "principal"}),
        event("send", sent, AMR, "referral.send", to=PSB, received=sent, documents=papers, ref="approve"),
        event("told", sent + timedelta(minutes=30), AMR, "party.notify", data={"note": "告知扣押的物品随案移送"}),
        event("sign", sent + timedelta(minutes=10), PSB, "referral.sign", ref="send"),
        event("decide", decided, PSB, "filing.decide", data={"result": "file"}),
        event("notify", decided + timedelta(hours=1), PSB, "filing.notify", to=AMR, received=decided + timedelta(hours=1), documents=["filing_notice"], ref="decide"),
        event("goods", goods, AMR, "goods.handover", to=PSB, received=goods, documents=["handover_record"], ref="notify"),
    ]


def days_left(case: Met) -> list[tuple[str, str, date, int]]:
    """For each limit of the regulator's case: its id and words, its last day, and how many days were left when the police were asked."""
    start, found = moment(case.begun), []
    asked = day_of(later(start, case.asked or 0))
    for period in CLOCKS:
        answer = deadline_call(period, time_text(start))
        last = date.fromisoformat(next(row for row in answer["readings"] if row["id"] == answer["default"])["last_day"])
        found.append((period, answer["label_zh"].partition("；")[0], last, (last - asked).days))
    return found


def owed_next_day(case: Met) -> bool:
    """Whether the regulator still owes the referral on the day after the later of suspicion and reply, with no referral before it."""
    log = intervention_log(Met(case.begun, case.asked, case.suspicion, None, case.large, case.replied))
    open_log = {key: value for key, value in log.items() if key != "ended"}
    now = later(moment(case.begun), max(case.suspicion, (case.asked or 0) + 1) + 1, 9)
    return any(d["act"] == "referral.send" and d["modality"] == "must" for d in duties_call(open_log, time_text(now))["duties"])
