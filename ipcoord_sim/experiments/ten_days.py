"""The plan's two ten-day clocks: the police hand a case over, the regulator tells them what became of it; as a case log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..api_law import deadline_call
from ..errors import InputError
from ..times import time_text
from .logs import case_log, event, later, moment

__all__ = ["FEEDBACK", "HANDOVER", "Returned", "clock_starts", "returned_log"]

PSB, AMR = "psb/xinyang/pingqiao", "amr/xinyang/pingqiao"
HANDOVER, FEEDBACK = "xy157-10d-police", "xy157-10d-feedback"
# Ours: the log is closed so many days after the last event, when both clocks have run out.
_CLOSED = 30


@dataclass(frozen=True, slots=True)
class Returned:
    """The case: when the police decided, after how many days they handed it over, after how many days the regulator decided and told them."""

    decided: str
    over: int = 6
    decision: int = 30
    told: int = 5
    seized: bool = True
    listed: bool = True
    goods: bool = True
    written: bool = True


def returned_log(case: Returned) -> dict:
    """The log of the case.

    Raises InputError for a time that cannot be read or a negative number of days.
    """
    if min(case.over, case.decision, case.told) < 0:
        raise InputError("用几天不能是负数。", "A number of days cannot be negative.")
    decided, over, penalty, told = _times(case)
    papers = ["case_materials", *(["seized_property_list"] if case.listed else [])]
    events = [
        event("accept", later(decided, -12, 9), PSB, "complaint.accept"),
        event("decide", decided, PSB, "complaint.decide", data={"result": "no_crime_admin_penalty", "note": "不构成犯罪，要给予行政处罚"}),
        event("over", over, PSB, "reverse.transfer", to=AMR, received=over, documents=papers, ref="decide"),
        event("penalty", penalty, AMR, "penalty.decide", data={"note": "作出处理决定"}),
        event("told", told, AMR, "feedback.send", to=PSB, received=told, documents=["written_feedback"] if case.written else None, ref="penalty",
              data=None if case.written else {"note": "电话里说了一声"}),
    ]
    if case.seized and case.goods:
        events.append(event("goods", over, PSB, "goods.handover", to=AMR, received=over, documents=["handover_record"], ref="decide"))
    return case_log("NB19", "一件转回来的举报案", ("property_seized",) if case.seized else (), events, later(told, _CLOSED))


def clock_starts(case: Returned) -> list[tuple[str, dict, datetime]]:
    """Both clocks: whose, the answer of the call `deadline` from the right start, and when it was done."""
    decided, over, penalty, told = _times(case)
    rows = (("公安移交", HANDOVER, decided, over), ("市监反馈", FEEDBACK, penalty, told))
    return [(name, deadline_call(period, time_text(start)), done) for name, period, start, done in rows]


def _times(case: Returned) -> tuple[datetime, datetime, datetime, datetime]:
    decided = moment(case.decided)
    over = later(decided, case.over, 16 if case.over else None)
    penalty = later(over, case.decision, 17 if not case.decision else 10)
    return decided, over, penalty, later(penalty, case.told, 15) if case.told else penalty.replace(hour=18)
