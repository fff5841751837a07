"""Scenarios: the base one with its named assumptions, and those that change a few of them; what is wrong is said in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from .. import data
from ..agencies import agencies
from ..errors import InputError, UnknownIdError
from ..times import read_day
from ..workcalendar import calendar
from .values import checked_value, ordered

__all__ = ["Absence", "Assumption", "Scenario", "Surge", "read_scenario", "scenario_names"]

_FIELDS = ("base", "id", "title_zh", "why_zh", "from", "until", "closed", "office_hours", "meeting_at", "absences", "surges", "set")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One figure of ours: its kind says what the value may be; `changed` where the scenario set another than the base."""

    id: str
    kind: str
    unit: str
    label_zh: str
    value: object
    why_zh: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """From one day to another (both included) one officer fewer at a desk; `agency` is a path or `every`."""

    desk: str
    agency: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Surge:
    """From one day to another (both included) `percent` of the usual cases of a stream."""

    stream: str
    start: date
    end: date
    percent: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a run needs but the seed; cases come from `start` to `end`, the logs are closed after the day `closed`."""

    id: str
    title_zh: str
    why_zh: str
    start: date
    end: date
    closed: date
    office_hours: tuple[tuple[str, str], ...]
    meeting_at: str
    absences: tuple[Absence, ...]
    surges: tuple[Surge, ...]
    assumptions: dict[str, Assumption]

    def value(self, id: str) -> object:
        """The value of an assumption."""
        return self.assumptions[id].value

    def with_values(self, **values: object) -> Scenario:
        """The scenario with other values; dots in ids are written as two underscores (`staff__psb__review`)."""
        return _set(self, {id.replace("__", "."): value for id, value in values.items()}, "with_values")


def scenario_names() -> dict[str, str]:
    """The authored scenarios with their titles, the base one first."""
    files = data.load()["simulation"]
    return {id: files[id]["title_zh"] for id in ("plan", *sorted(set(files) - {"plan", "flow"}))}


def read_scenario(asked: str | Mapping | Scenario) -> Scenario:
    """The scenario of this name, or the one that an object describes (`base`, `set`, `from`, `until`, `absences` …).

    Raises UnknownIdError or InputError with one sentence: which field, what was found, what is allowed.

    >>> read_scenario("no_office").value("office_runs")
    0
    >>> read_scenario({"set": {"office_run": 0}})
    Traceback (most recent call last):
    ipcoord_sim.errors.UnknownIdError: 没有这个假设：office_run；最接近的是 office_runs。
    """
    if isinstance(asked, Scenario):
        return asked
    if isinstance(asked, str):
        return _named(asked)
    if not isinstance(asked, Mapping):
        raise InputError(f"情景应为名字或者对应表，收到的是 {asked!r:.40}。", f"A scenario is a name or an object, got {asked!r:.40}.")
    for key in asked:
        if key not in _FIELDS:
            raise UnknownIdError.among("情景的字段", "field of a scenario", key, _FIELDS)
    base = asked.get("base", "plan")
    return _checked(_changed(_named(base if isinstance(base, str) else repr(base)), asked))


@cache
def _named(name: str) -> Scenario:
    if name not in scenario_names():
        raise UnknownIdError.among("情景", "scenario", name, scenario_names())
    content = data.load()["simulation"][name]
    if name == "plan":
        rows = {row["id"]: Assumption(row["id"], row["kind"], row["unit"], row["label_zh"], ordered(row["value"]), row["why_zh"]) for row in content["assumptions"]}
        for row in rows.values():
            checked_value(row.id, row.kind, row.value)
        bare = Scenario("plan", "", "", date.min, date.min, date.min, (), "", (), (), rows)
        return _checked(_changed(bare, {key: value for key, value in content.items() if key != "assumptions"}))
    return _checked(_changed(_named(content["base"]), content))


def _changed(base: Scenario, content: Mapping) -> Scenario:
    found = {key: content[key] for key in ("id", "title_zh", "why_zh") if key in content}
    for key, value in found.items():
        if not isinstance(value, str):
            raise _bad(key, value, "文字", "text")
    if "id" not in found and content.keys() - {"base"}:
        found["id"] = "own"
        found.setdefault("title_zh", f"自定情景（在{base.title_zh}上改动）")
    for key, name in (("from", "start"), ("until", "end"), ("closed", "closed")):
        if key in content:
            found[name] = read_day(content[key], f"情景的 {key}")
    if "office_hours" in content:
        found["office_hours"] = _hours(content["office_hours"])
    if "meeting_at" in content:
        found["meeting_at"] = _half_hour(content["meeting_at"], "meeting_at")
    if "absences" in content:
        found["absences"] = tuple(_absence(row) for row in _rows(content, "absences"))
    if "surges" in content:
        found["surges"] = tuple(_surge(row) for row in _rows(content, "surges"))
    values = content.get("set", {})
    if not isinstance(values, Mapping):
        raise _bad("set", values, "对应表", "an object")
    return _set(replace(base, **found), values, "set")


def _set(base: Scenario, values: Mapping, where: str) -> Scenario:
    rows = dict(base.assumptions)
    for id, value in values.items():
        if id not in rows:
            raise UnknownIdError.among("假设", "assumption", id, rows)
        row = rows[id]
        checked_value(id, row.kind, value)
        rows[id] = replace(row, value=ordered(value), changed=row.changed or value != row.value)
    return replace(base, assumptions=rows)


def _checked(found: Scenario) -> Scenario:
    table = calendar()
    if not found.start <= found.end <= found.closed:
        raise InputError(
            f"情景的日期应为 from ≤ until ≤ closed，写的是 {found.start}、{found.end}、{found.closed}。",
            f"The days of a scenario must be from ≤ until ≤ closed, found {found.start}, {found.end}, {found.closed}.",
        )
    for name, day in (("from", found.start), ("closed", found.closed)):
        if not table.known_from <= day <= table.known_until:
            raise InputError(
                f"情景的 {name} 是 {day}，超出了工作日历（{table.known_from} 到 {table.known_until}）；请改到日历以内。",
                f"{name} of the scenario is {day}, beyond the working calendar ({table.known_from} to {table.known_until}); choose a day within it.",
            )
    if (found.closed - found.start).days > 3660:
        raise InputError("情景最长十年；请把 from 和 closed 靠近些。", "A scenario lasts ten years at most; bring from and closed closer.")
    return found


def _rows(content: Mapping, key: str) -> list:
    rows = content[key]
    if not isinstance(rows, (list, tuple)) or not all(isinstance(row, Mapping) for row in rows):
        raise _bad(key, rows, "列表，每行一个对应表", "a list of objects")
    return list(rows)


def _fields(key: str, row: Mapping, known: tuple[str, ...]) -> None:
    for name in row:
        if name not in known:
            raise UnknownIdError.among(f"{key} 的字段", f"field of {key}", name, known)
    for name in known:
        if name not in row:
            raise InputError(f"情景的 {key} 缺少 {name}，请补上。", f"{key} of the scenario lacks {name}; add it.")


def _absence(row: Mapping) -> Absence:
    _fields("absences", row, ("desk", "agency", "from", "until"))
    desks = [d["id"] for d in data.load()["simulation"]["flow"]["desks"]]
    if row["desk"] not in desks:
        raise UnknownIdError.among("岗位", "desk", row["desk"], desks)
    if row["agency"] != "every":
        kind = next(d["kind"] for d in data.load()["simulation"]["flow"]["desks"] if d["id"] == row["desk"])
        known = [a for a in agencies() if a.startswith(f"{kind}/xinyang")]
        if row["agency"] not in known:
            raise UnknownIdError.among(f"岗位 {row['desk']} 的机关", f"agency with a desk {row['desk']}", row["agency"], known)
    return Absence(row["desk"], row["agency"], *_days("absences", row))


def _surge(row: Mapping) -> Surge:
    _fields("surges", row, ("stream", "from", "until", "percent"))
    streams = [s["id"] for s in data.load()["simulation"]["flow"]["streams"]]
    if row["stream"] not in streams:
        raise UnknownIdError.among("案件来源", "stream", row["stream"], streams)
    percent = row["percent"]
    if isinstance(percent, bool) or not isinstance(percent, (int, float)) or not 0 <= percent <= 10_000:
        raise _bad("surges 的 percent", percent, "0 到 10000 的数", "a number from 0 to 10000")
    return Surge(row["stream"], *_days("surges", row), percent)


def _days(key: str, row: Mapping) -> tuple[date, date]:
    first, last = (read_day(row[name], f"情景的 {key} 的 {name}") for name in ("from", "until"))
    if last < first:
        raise InputError(f"情景的 {key} 止于 {last}，早于起日 {first}。", f"{key} of the scenario ends on {last}, before it begins on {first}.")
    return first, last


def _hours(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, (list, tuple)) or not value or not all(isinstance(v, (list, tuple)) and len(v) == 2 for v in value):
        raise _bad("office_hours", value, "若干对起止时间，如 [[08:30, 12:00]]", "pairs of times, like [[08:30, 12:00]]")
    spans = tuple((_half_hour(a, "office_hours"), _half_hour(b, "office_hours")) for a, b in value)
    flat = [time for span in spans for time in span]
    if flat != sorted(set(flat)):
        raise _bad("office_hours", value, "先后排列、互不重叠的时间", "times in order, without overlap")
    return spans


def _half_hour(text: object, key: str) -> str:
    if isinstance(text, str) and len(text) == 5 and text[2] == ":" and text[3:] in ("00", "30") and text[:2].isdigit() and int(text[:2]) < 24:
        return text
    raise _bad(key, text, "整点或者半点，如 08:30", "a full or half hour, like 08:30")


def _bad(key: str, found: object, zh: str, en: str) -> InputError:
    return InputError(f"情景的 {key} 写的是 {found!r:.40}，应为：{zh}。", f"{key} of the scenario is {found!r:.40}, must be {en}.")
