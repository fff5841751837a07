"""The calls on case logs and on a referral's papers: `check`, `duties`, `procedure`, `evidence`."""

from __future__ import annotations

from .casefile import CaseFile, from_dict
from .conformance import audit, duties
from .deadlines import READINGS
from .errors import UnknownIdError
from .evidence import check_package
from .procedure import open_acts
from .times import read_time, time_text

__all__ = ["check_call", "checked", "duties_call", "evidence_call", "known_reading", "procedure_call"]


def check_call(log: dict, reading: str | None = None) -> dict:
    """How a case log stands with every rule it touches."""
    return checked(from_dict(log), reading)


def checked(log: CaseFile, reading: str | None = None) -> dict:
    """The answer of `check` for a case file that has been read."""
    known_reading(reading)
    findings = audit(log, reading)
    return {
        "case": log.id,
        "title": log.title,
        "breaches": sum(f.breach for f in findings),
        "findings": [f.as_dict() for f in findings],
    }


def known_reading(reading: str | None) -> None:
    """Raise UnknownIdError where the reading is none that there is."""
    if reading is not None and reading not in READINGS:
        raise UnknownIdError.among("读法", "reading", reading, READINGS)


def duties_call(log: dict, now: str) -> dict:
    """What each agency must, may and may not do at `now`."""
    moment = read_time(now, "now")
    return {"now": time_text(moment), "duties": [d.as_dict() for d in duties(from_dict(log), moment)]}


def procedure_call(log: dict, agency: str, now: str | None = None) -> dict:
    """What is lawfully open next for `agency`: first what it must do, then what it may do."""
    moment = read_time(now, "now") if now is not None else None
    acts = open_acts(from_dict(log), agency, moment)
    return {"agency": agency, "now": time_text(moment) if moment else None, "acts": [a.as_dict() for a in acts]}


def evidence_call(documents: list, facts: dict | None = None, contents: dict | None = None) -> dict:
    """What of a referral's papers is missing or does not agree, and which evidence the police take anew."""
    return check_package(facts or {}, documents, contents or {})
