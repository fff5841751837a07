"""The swim lanes of one case log: what each agency did when, which limits ran, what came too late."""

from __future__ import annotations

from dataclasses import dataclass

from ..casefile import CaseFile
from ..conformance import audit
from ..errors import InputError
from ..exercise.timeline import limits, timeline
from ..times import time_text
from .review_lanes import review_lanes_svg

__all__ = ["case_lanes_svg"]


def case_lanes_svg(case: CaseFile) -> str:
    """The lanes of a case, played, simulated or from a register, as SVG text; judged by the checker.

    Raises InputError for a log without an event.

    >>> from ipcoord_sim.casefile import from_dict
    >>> case = from_dict({"format": "ipcoord-case/1", "case": {"id": "C-1"}, "ended": "2026-09-30T09:00:00+08:00", "events": [
    ...     {"id": "e1", "at": "2026-09-21T09:00:00+08:00", "actor": "amr/xinyang", "act": "referral.report"}]})
    >>> "R01　逾期" in case_lanes_svg(case)
    True
    """
    if not case.events:
        raise InputError(f"台账 {case.id} 里没有事件，画不出时间线。", f"The log {case.id} has no event to draw.")
    findings = tuple(audit(case))
    log = _Log(case)
    end = max([e.received or e.at for e in case.events] + ([case.ended] if case.ended else []))
    return review_lanes_svg({
        "timeline": timeline(log, findings), "limits": limits(log, findings), "begun": time_text(case.events[0].at), "ended": time_text(end),
    })


@dataclass(frozen=True)
class _Log:
    """A log in the place of a played case: nobody chose anything in it."""

    case: CaseFile
    played: tuple = ()

    def log(self) -> CaseFile:
        return self.case
