"""The words of a deadline's picture and tables: days, lengths, readings and how weighty each is."""

from __future__ import annotations

from datetime import date, datetime

from .. import data
from ..times import WEEK_ZH, day_of, read_moment
from ..wording import length_zh

__all__ = ["AID_ZH", "STANDING_ZH", "day_zh", "describe", "last_zh", "limit_zh", "moment_zh", "reading_hows", "reading_titles"]

STANDING_ZH = {"fixed": "依据明确", "analogy": "比照", "open": "未排除", "cautious": "稳妥", "misreading": "误读"}
AID_ZH = "这是推算，最后以承办机关和法律文本为准。"


def reading_titles() -> dict[str, str]:
    """The short Chinese name of each reading."""
    return {row["id"]: row["title_zh"] for row in data.load()["calendar"]["countings"]["readings"]}


def reading_hows() -> dict[str, str]:
    """How each reading counts, in a sentence.

    >>> reading_hows()["working_day"]
    '当天不算，只数工作日，调休上班的周末算工作日。'
    """
    return {row["id"]: row["how_zh"] for row in data.load()["calendar"]["countings"]["readings"]}


def day_zh(day: date) -> str:
    """A day with its weekday.

    >>> day_zh(date(2026, 9, 30))
    '2026年9月30日（周三）'
    """
    return f"{day.year}年{day.month}月{day.day}日（周{WEEK_ZH[day.weekday()]}）"


def moment_zh(moment: str) -> str:
    """A day, or a day with its time, as an answer of the engine writes it.

    >>> moment_zh("2026-10-01T16:00:00+08:00")
    '2026年10月1日（周四）16:00'
    """
    clock = datetime.fromisoformat(moment).strftime("%H:%M") if "T" in moment else ""
    return day_zh(day_of(read_moment(moment))) + clock


def last_zh(reading: dict) -> str:
    """The last day of a reading, for hour limits the last moment."""
    return moment_zh(reading.get("last_moment", reading["last_day"]))


def limit_zh(limit: dict) -> str:
    """The length of the period with its unit."""
    return length_zh(limit["value"], limit["unit"], limit["counting"])


def describe(answer: dict) -> str:
    """An answer of the call `deadline` in one line: each reading with its standing, the safest day."""
    titles = reading_titles()
    rows = [f"{titles[r['id']]}：{last_zh(r)}（{STANDING_ZH[r['standing']]}）" for r in answer["readings"]]
    safest = moment_zh(answer.get("safest_moment", answer["safest"]))
    return "；".join(rows) + f"。最稳妥：{safest}以前做完。{AID_ZH}"
