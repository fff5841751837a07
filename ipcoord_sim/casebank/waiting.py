"""How much later something happens: `90m`, `2h`, `1d 10:00` (the next day at ten) or `@2026-09-30 10:00` (that moment)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from functools import cache

from ..errors import InputError

__all__ = ["later", "read_wait"]

_PATTERN = re.compile(r"^(?:(\d+)m|(\d+)h|(\d+)d(?: (\d{1,2}:\d{2}))?|@(\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}))$")


def read_wait(text: object, where: str) -> tuple[int, str | None]:
    """Minutes to wait, or days and the time of day.

    >>> read_wait("2h", "x"), read_wait("1d 10:00", "x")
    ((120, None), (1, '10:00'))
    """
    match = _PATTERN.match(text) if isinstance(text, str) else None
    if not match:
        raise InputError(
            f"{where} 的时间写的是 {text!r}，应写成 30m（分钟）、2h（小时）、1d 10:00（第二天十点）或者 @2026-09-30 10:00（那一天那一刻）。",
            f"The wait at {where} is {text!r}; write 30m, 2h, 1d 10:00 or @2026-09-30 10:00.",
        )
    minutes, hours, days, clock, moment = match.groups()
    if moment is not None:
        return 0, f"@{moment}"
    if days is not None:
        return int(days), clock or "same"
    return int(minutes) if minutes else int(hours) * 60, None


@cache
def _written(clock: str, zone: tzinfo | None) -> datetime:
    # A case that is played on all its ways asks for the same few moments many thousand times.
    return datetime.strptime(clock, "@%Y-%m-%d %H:%M").replace(tzinfo=zone)


def later(now: datetime, wait: tuple[int, str | None], where: str) -> datetime:
    """The moment after the wait.

    Raises InputError where a time of day lies before `now`.
    """
    amount, clock = wait
    if clock is None:
        return now + timedelta(minutes=amount)
    day = now + timedelta(days=amount)
    if clock == "same":
        return day
    if clock.startswith("@"):
        moment = _written(clock, now.tzinfo)
    else:
        hour, minute = map(int, clock.split(":"))
        moment = day.replace(hour=hour, minute=minute, second=0)
    if moment < now:
        raise InputError(
            f"{where} 的时间 {moment:%Y-%m-%d %H:%M} 早于当时的 {now:%Y-%m-%d %H:%M}，请改晚一些。",
            f"The time at {where}, {moment:%Y-%m-%d %H:%M}, lies before {now:%Y-%m-%d %H:%M}; make it later.",
        )
    return moment
