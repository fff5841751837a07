"""Days and times as the law counts them: Beijing days, times with their offset."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from .errors import InputError, shortened

__all__ = ["BEIJING", "WEEK_ZH", "day_of", "minute_text", "read_day", "read_moment", "read_time", "time_text"]

BEIJING = timezone(timedelta(hours=8))
WEEK_ZH = "一二三四五六日"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def read_day(text: object, where: str = "day") -> date:
    """The day written as YYYY-MM-DD.

    >>> read_day("2026-09-30")
    datetime.date(2026, 9, 30)
    >>> read_day("30.9.2026")
    Traceback (most recent call last):
    ipcoord_sim.errors.InputError: 日期读不懂（day）：30.9.2026；请写成 YYYY-MM-DD，例如 2026-09-30。
    """
    if isinstance(text, str) and _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise InputError(
        f"日期读不懂（{where}）：{shortened(text)}；请写成 YYYY-MM-DD，例如 2026-09-30。",
        f"Cannot read the day ({where}): {shortened(text)!r}; write YYYY-MM-DD, for example 2026-09-30.",
    )


def read_time(text: object, where: str = "time") -> datetime:
    """The moment written in ISO 8601 with its offset, as Beijing time.

    >>> read_time("2026-09-30T07:00:00Z").isoformat()
    '2026-09-30T15:00:00+08:00'
    >>> read_time("2026-09-30T15:00:00")
    Traceback (most recent call last):
    ipcoord_sim.errors.InputError: 时间没有写时区（time）：2026-09-30T15:00:00；请在末尾加 +08:00，例如 2026-09-30T15:00:00+08:00。
    """
    if isinstance(text, str) and not _DAY.match(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is not None:
            return _beijing(moment, text, where)
    raise InputError(
        f"时间读不懂（{where}）：{shortened(text)}；请写成带时区的时间，例如 2026-09-30T15:00:00+08:00。",
        f"Cannot read the time ({where}): {shortened(text)!r}; write it with its offset, for example 2026-09-30T15:00:00+08:00.",
    )


def read_moment(text: object, where: str = "start") -> datetime | date:
    """A day where only the day is known, else a moment with its offset."""
    if isinstance(text, str) and _DAY.match(text):
        return read_day(text, where)
    return read_time(text, where)


def day_of(moment: datetime | date) -> date:
    """The Beijing day of a moment, or the day itself; a moment without offset is an InputError."""
    if not isinstance(moment, datetime):
        return moment
    return moment.date() if moment.tzinfo is BEIJING else _beijing(moment, moment.isoformat(), "day").date()


def time_text(moment: datetime) -> str:
    """ISO 8601 with the Beijing offset, to the second."""
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")


def minute_text(text: str | None, none: str = "") -> str:
    """A day or moment of an answer as a column of a table holds it; `none` where there is none.

    >>> minute_text("2026-10-01T16:00:00+08:00"), minute_text("2026-10-01"), minute_text(None, "—")
    ('2026-10-01 16:00', '2026-10-01', '—')
    """
    return text.replace("T", " ")[:16] if text else none


def _beijing(moment: datetime, text: str, where: str) -> datetime:
    if moment.tzinfo is None:
        raise InputError(
            f"时间没有写时区（{where}）：{text}；请在末尾加 +08:00，例如 2026-09-30T15:00:00+08:00。",
            f"The time has no offset ({where}): {text}; add +08:00, for example 2026-09-30T15:00:00+08:00.",
        )
    try:
        return moment.astimezone(BEIJING)
    except OverflowError:
        raise InputError(
            f"时间超出可表示的范围（{where}）：{text}；请改用本世纪的时间。",
            f"The time is out of range ({where}): {text}; use a time of this century.",
        ) from None
