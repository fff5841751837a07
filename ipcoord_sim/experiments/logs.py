"""Case logs that a notebook puts together: events from rows, and what the checker says of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from ..agencies import agencies
from ..api_logs import check_call
from ..casefile.model import FORMAT
from ..errors import InputError
from ..times import read_time, time_text
from .deadline_view import start_text
from .register_view import show_case, worth_saying
from .views import View

__all__ = ["case_log", "event", "later", "moment", "said_of", "short_zh", "show_judged"]


def event(id: str, at: datetime, actor: str, act: str, **fields: object) -> dict:
    """One event; `received` is a moment, an absent field is left out.

    >>> event("e1", moment("2026-09-30 15:00"), "amr/xinyang/gushi", "case.open")["at"]
    '2026-09-30T15:00:00+08:00'
    """
    row = {"id": id, "at": time_text(at), "actor": actor, "act": act}
    if fields.get("received"):
        fields["received"] = time_text(fields["received"])
    return row | {key: value for key, value in fields.items() if value}


def case_log(id: str, title: str, facts: Iterable[str], events: Iterable[Mapping], ended: datetime | None = None) -> dict:
    """A case log of these events in the order of their times."""
    rows = sorted(map(dict, events), key=lambda row: row["at"])
    log = {"format": FORMAT, "case": {"id": id, "title": title, "facts": dict.fromkeys(facts, True)}, "events": rows}
    return log | ({"ended": time_text(ended)} if ended else {})


def moment(typed: str) -> datetime:
    """What a person types as a moment in Beijing time.

    Raises InputError where it cannot be read or has no hour.

    >>> moment("2026-09-30 15：00").hour
    15
    """
    try:
        return read_time(start_text(typed))
    except InputError:
        raise InputError(
            f"{f'时间读不懂：{typed}' if typed.strip() else '还没有写时间'}；请写成“年-月-日 时:分”，例如 2026-09-30 15:00。", f"Cannot read the time: {typed}; write it like 2026-09-30 15:00.",
        ) from None


def later(at: datetime, days: int, hour: int | None = None) -> datetime:
    """So many days later, at the same time or at a full hour."""
    found = at + timedelta(days=days)
    return found if hour is None else found.replace(hour=hour, minute=0, second=0)


def said_of(log: dict, reading: str | None = None) -> list[dict]:
    """The findings on a log that are worth saying: breaches, disputes, and what hangs on the reading."""
    answer = check_call(log, reading)
    return [f for f in answer["findings"] if worth_saying(f)]


def show_judged(log: dict, everything: bool = False) -> View:
    """The whole log against the rules, as a table."""
    return show_case(((log, check_call(log)),), log["case"]["id"], everything)


def short_zh(agency: str | None) -> str:
    """The short name of an agency; what is nobody's is that of whoever is concerned."""
    return agencies()[agency].short_zh if agency in agencies() else "有关机关"
