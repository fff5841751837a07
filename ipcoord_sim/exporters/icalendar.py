"""Duties and deadlines as an iCalendar file (RFC 5545), which a phone's calendar opens.

A day limit is an all-day entry on its last day, an hour limit an entry at its last moment in Asia/Shanghai.
The same duty keeps its UID from file to file, so that opening a newer file updates the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from .. import data
from ..acts import word_zh
from ..agencies import agencies
from ..casefile import CaseFile
from ..conformance import Duty
from ..parameters import find
from ..times import read_time
from ..wording import article_zh

__all__ = ["deadline_ics", "duties_ics"]

_LONGEST_LINE = 75
_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19910915T020000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800",
    "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
)
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ipcoord-sim//deadlines//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
_STATES_ZH = {"overdue": "已逾期", "due_today": "今天到期"}


def duties_ics(cases: Iterable[tuple[CaseFile, Iterable[Duty]]], now: datetime) -> str:
    """Every duty and right with a due time, for any number of cases; `now` is the time at which they were asked for."""
    entries = []
    for case, found in cases:
        for duty in found:
            if duty.due is None:
                continue
            who = agencies()[duty.agency].short_zh if duty.agency in agencies() else "有关机关"
            state = f"【{_STATES_ZH[duty.state]}】" if duty.state in _STATES_ZH else ""
            summary = f"{state}{who}：{word_zh(duty.act)}（{case.id}）"
            uid = _uid(case.id, duty.rule, duty.agency, duty.act, duty.event)
            entries.append(_entry(uid, duty.due, summary, f"{case.title}\n{duty.message_zh}".strip(), now, duty.rule))
    return _calendar(entries)


def deadline_ics(answer: dict, now: datetime, title: str | None = None) -> str:
    """The answer of the call `deadline`: the day under the default reading, and the safest day where it is earlier.

    `title` is what the entry is called where a calendar has room for a few words; without it the period's own name.
    """
    shown = {r["id"]: r for r in answer["readings"]}
    default = shown[answer["default"]]
    wanted = (answer["safest"], answer.get("safest_moment"))
    safest = next(r for r in answer["readings"] if (r["last_day"], r.get("last_moment")) == wanted)
    basis = "，".join(article_zh(id) for id in answer["basis"])
    titles = {row["id"]: row["title_zh"] for row in data.load()["calendar"]["countings"]["readings"]}
    title = title or find(answer["period"]).parameter.label_zh
    start = answer["start"][:16].replace("T", " ")
    entries = []
    for reading, mark in ((default, "期满"), (safest, "最稳妥")):
        if reading is safest and safest["id"] == default["id"]:
            continue
        due = reading.get("last_moment") or reading["last_day"]
        words = f"{titles[reading['id']]}。{reading['because_zh']}\n起算：{start}\n{basis}\n这是推算的辅助，以法律文本和承办机关的认定为准。"
        uid = _uid(answer["period"], answer["start"], reading["id"])
        entries.append(_entry(uid, due, f"{mark}：{title}", words, now, answer["period"]))
    return _calendar(entries)


def _calendar(entries: Iterable[Iterator[str]]) -> str:
    lines = [*_HEAD, *_ZONE]
    for entry in entries:
        lines += entry
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _entry(uid: str, due: str, summary: str, description: str, now: datetime, category: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if "T" in due:
        yield f"DTSTART;TZID=Asia/Shanghai:{read_time(due):%Y%m%dT%H%M%S}"
        yield "DURATION:PT0S"
    else:
        day = date.fromisoformat(due)
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(description)}"
    yield f"CATEGORIES:{_text(category)}"
    yield "TRANSP:TRANSPARENT"
    # A day begins at midnight: fifteen hours before is nine in the morning of the day before. A limit in hours may be shorter than a day.
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(summary)}", f"TRIGGER:{'-PT3H' if 'T' in due else '-PT15H'}", "END:VALARM")
    yield "END:VEVENT"


def _uid(*parts: str | None) -> str:
    return sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()[:32] + "@ipcoord-sim"


def _text(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return "".join(c for c in text if c == "\t" or (c >= " " and c != "\x7f"))


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character cut in two."""
    pieces, size = [""], 0
    for c in line:
        wide = len(c.encode("utf-8", "replace"))
        if size + wide > _LONGEST_LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += c
        size += wide
    return "\r\n".join(pieces) + "\r\n"
