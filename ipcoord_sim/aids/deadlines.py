"""The deadline aid: periods by the situation in which they are looked for, an answer in words, and a learner's own answer graded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from .. import data
from ..deadlines import counting_of
from ..parameters import find
from ..pictures.words import STANDING_ZH, moment_zh, reading_hows, reading_titles
from ..times import day_of, read_day, read_time
from ..wording import article_zh, number_zh
from ..workcalendar import calendar

__all__ = ["cited", "custody_zh", "grade", "groups", "office_zh", "situation", "spoken", "told"]

_NEXT_DAY_FACT = "cnt-cpl-105"


def groups() -> list[dict]:
    """Every computable period under its situation, with its length, its start and its article.

    >>> [group["title_zh"] for group in groups()][2]
    '不立案以后：复议和监督'
    """
    table = data.load()["aids"]["periods"]["groups"]
    return [{"id": g["id"], "title_zh": g["title_zh"], "periods": [_row(p) for p in g["periods"]]} for g in table]


def _row(authored: Mapping) -> dict:
    found = find(authored["id"])
    value, number = found.newest, found.numbers[0]
    return {
        "id": authored["id"], "say_zh": authored["say_zh"], "words": list(authored["words"]), "limit_zh": number_zh(number), "label_zh": value.label_zh,
        "starts_from": number.starts_from or None, "citation_zh": value.citation_zh, "hours": number.unit == "hour",
        "custody": counting_of(authored["id"])[1].custody_stops_rollover, "ended": str(value.end) if value.end else None,
    }


def situation(id: str) -> str:
    """The situation in which a period is looked for, in a few words.

    >>> situation("orn310-approve-3d")
    '移送报告交给负责人，等批准'
    """
    return next(p["say_zh"] for g in data.load()["aids"]["periods"]["groups"] for p in g["periods"] if p["id"] == id)


def spoken(moment: str) -> str:
    """A day or moment with its weekday and, where it has one, its holiday.

    >>> spoken("2026-10-03"), spoken("2026-10-10")
    ('2026年10月3日（周六，国庆节放假）', '2026年10月10日（周六，国庆节调休上班）')
    """
    day, table = day_of(read_time(moment) if "T" in moment else read_day(moment)), calendar()
    name = table.name_zh(day)
    return moment_zh(moment).replace("）", f"，{name}{'调休上班' if table.is_workday(day) else '放假'}）") if name else moment_zh(moment)


def cited(ids) -> list[dict]:
    """Facts with instrument and article, in order."""
    return [{"id": id, "zh": article_zh(id) + ("" if _verified(id) else "（待核）")} for id in ids]


def told(answer: Mapping, in_custody: bool = False) -> list[dict]:
    """The readings of an answer of `deadline`, in words: name, how it counts, standing, last day, reason, basis, which is safest and which the default."""
    titles, hows, early = reading_titles(), reading_hows(), _end(_earliest(answer))
    if in_custody and counting_of(answer["period"])[1].custody_stops_rollover:
        hows["rollover"] = hows["calendar"]
    return [
        {
            "id": r["id"], "title_zh": titles[r["id"]], "how_zh": hows[r["id"]], "standing": r["standing"], "standing_zh": STANDING_ZH[r["standing"]], "last": _end(r),
            "last_zh": spoken(_end(r)), "because_zh": r["because_zh"], "basis": cited(r["basis"]), "default": r["id"] == answer["default"], "safest": _end(r) == early,
        }
        for r in answer["readings"]
    ]


def grade(answer: Mapping, own: str) -> dict:
    """How a learner's own last day (for hour limits: moment) compares with the readings: a word and the reason.

    >>> from ipcoord_sim import call
    >>> found = call("deadline", {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"})
    >>> [grade(found, day)["verdict"] for day in ("2026-10-02", "2026-10-03", "2026-10-05", "2026-10-08", "2026-10-10", "2026-10-11")]
    ['counted_first_day', 'safest', 'between', 'lawful', 'misreading', 'late']
    """
    rows = told(answer)
    hours = answer["limit"]["unit"] == "hour"
    mine = read_time(own, "own") if hours else read_day(own, "own")
    ends = [(_read(row["last"], hours), row) for row in rows]
    safest = next(row for _, row in ends if row["safest"])
    first, default = min(end for end, _ in ends), next(row for row in rows if row["default"])
    last = max(end for end, row in ends if row["standing"] != "misreading")
    hit = next((row for end, row in ends if end == mine), None)
    if hit is not None and hit["safest"]:
        return _said("safest", f"对，而且最稳妥。读作“{hit['title_zh']}”（{hit['standing_zh']}）。{hit['because_zh']}")
    if hit is not None and hit["standing"] == "misreading":
        return _said("misreading", f"这是误读“{hit['title_zh']}”的结果，不能用。{hit['because_zh']}应是{default['last_zh']}，最稳妥是{safest['last_zh']}。")
    if hit is not None:
        return _said("lawful", f"读作“{hit['title_zh']}”（{hit['standing_zh']}），不算误期。{hit['because_zh']}最稳妥是{safest['last_zh']}，按它办。")
    if not hours and mine == first - timedelta(days=1) and mine >= _start_day(answer):
        return _said("counted_first_day", f"早了一日，多半把当天也数进去了；当天不算（{article_zh(_NEXT_DAY_FACT)}）。最稳妥是{safest['last_zh']}。")
    if mine < first:
        return _said("early", f"不会误期，但比任何读法都早。最稳妥是{safest['last_zh']}。")
    if mine > last:
        return _said("late", f"误期了。最晚的读法也只到{default['last_zh'] if _read(default['last'], hours) == last else spoken(_text(last))}，最稳妥是{safest['last_zh']}。")
    return _said("between", f"哪种读法都得不出这一天。还没有过{default['last_zh']}，但已经过了最稳妥的{safest['last_zh']}。")


def _said(verdict: str, because_zh: str) -> dict:
    return {"verdict": verdict, "right": verdict in ("safest", "lawful"), "because_zh": because_zh}


def _end(reading: Mapping) -> str:
    return reading.get("last_moment", reading["last_day"])


def _earliest(answer: Mapping) -> Mapping:
    return min(answer["readings"], key=_end)


def _read(text: str, hours: bool) -> datetime | date:
    return read_time(text) if hours else read_day(text)


def _text(end: datetime | date) -> str:
    return end.isoformat()


def _start_day(answer: Mapping) -> date:
    start = answer["start"]
    return day_of(read_time(start) if "T" in start else read_day(start))


def _verified(id: str) -> bool:
    return find(id).newest.verified


def office_zh(answer: Mapping) -> str:
    """Where the safest day is a day off: the last day before it on which the offices work; "" for a working day and for limits in hours.

    >>> from ipcoord_sim import call
    >>> office_zh(call("deadline", {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}))
    '那天不上班。要当面送的，2026年9月30日（周三）就送。'
    >>> office_zh(call("deadline", {"period": "orn310-reconsider-request-3d", "start": "2026-09-21"}))
    ''
    """
    if answer["limit"]["unit"] == "hour":
        return ""
    table, day = calendar(), read_day(_end(_earliest(answer)))
    if table.is_workday(day):
        return ""
    while day > _start_day(answer) and not table.is_workday(day):
        day -= timedelta(days=1)
    return f"那天不上班。要当面送的，{spoken(str(day))}就送。" if table.is_workday(day) else "那天不上班，到那天为止也没有上班的日子。找值班的人签收。"


def custody_zh(period: str, in_custody: bool) -> str:
    """What custody changes for this period, in a sentence; "" where nothing is to be said."""
    holds = counting_of(period)[1].custody_stops_rollover
    if not in_custody:
        return ""
    return "犯罪嫌疑人在押，末日不往后推。" if holds else "在押不改变这个期限的数法。"
