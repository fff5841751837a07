"""The calls on case logs: `check` and `duties`."""

from __future__ import annotations

from .casefile import CaseFile, from_dict
from .conformance import audit, duties
from .deadlines import READINGS
from .errors import UnknownIdError
from .times import read_time, time_text

__all__ = ["check_call", "checked", "duties_call"]


def check_call(log: dict, reading: str | None = None) -> dict:
    """How a case log stands with every rule it touches."""
    return checked(from_dict(log), reading)


def checked(log: CaseFile, reading: str | None = None) -> dict:
    """The answer of `check` for a case file that has been read."""
    if reading is not None and reading not in READINGS:
        raise UnknownIdError.among("读法", "reading", reading, READINGS)
    findings = audit(log, reading)
    return {
        "case": log.id,
        "title": log.title,
        "breaches": sum(f.breach for f in findings),
        "findings": [f.as_dict() for f in findings],
    }


def duties_call(log: dict, now: str) -> dict:
    """What each agency must, may and may not do at `now`."""
    moment = read_time(now, "now")
    return {"now": time_text(moment), "duties": [d.as_dict() for d in duties(from_dict(log), moment)]}
