"""Families: what a seed draws, and words with the drawn things written in.

`{day}` writes what was drawn under `day`; `{day+1}` one day later; `{day:md}` without the year; `{place.county}` one field of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256

from ..casebank.amounts import amount_of
from ..errors import InputError, UnknownIdError
from ..times import BEIJING, WEEK_ZH, read_day, read_time
from ..wording import amount_zh

__all__ = ["PLACEHOLDER", "drawn", "mixed", "moment", "raw", "words", "zh"]

PLACEHOLDER = re.compile(r"\{(?!law:|article:)([a-z][a-z_0-9]*)(?:\.([a-z_]+))?([+-]\d+)?(?::([a-z]+))?\}")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def _rank(*parts: object) -> int:
    # A hash and not a random generator: the same on every machine, in every version, in a browser too.
    return int.from_bytes(sha256("|".join(map(str, parts)).encode()).digest()[:8], "big")


def drawn(rows: Mapping, id: str, seed: int, picks: Mapping[str, int] | None = None) -> dict[str, object]:
    """What the seed draws of every named list; seed 0 draws the first of each, `picks` overrides by place.

    A choice `{of: fact, times: 0.9, on: day}` becomes a sum of the law's figure.
    """
    found = {}
    for name, choices in rows.items():
        place = (picks or {}).get(name, _rank(id, seed, name) % len(choices) if seed else 0)
        choice = choices[place]
        if isinstance(choice, Mapping) and "of" in choice:
            if "on" not in choice:
                raise InputError(f"{id} 的 draw.{name} 按法律的数算金额，缺少 on；请写明按哪一天的数。", f"draw.{name} of {id} lacks `on`; say the day whose figure is meant.")
            choice = amount_of(choice, choice["on"], f"{id} draw.{name}")
        found[name] = choice
    return found


def mixed(things: list, id: str, seed: int, salt: str) -> list:
    """The things in an order that the seed decides."""
    return [thing for _, thing in sorted(((_rank(id, seed, salt, n), thing) for n, thing in enumerate(things)), key=lambda pair: pair[0])]


def words(text: str, values: Mapping, where: str) -> str:
    """A text for readers: days with their weekday, sums with separators."""

    def put(match: re.Match) -> str:
        return zh(_value(match, values, where), match[4] or "")

    return PLACEHOLDER.sub(put, text)


def raw(thing: object, values: Mapping, where: str) -> object:
    """A value for the engine, however deep: a lone placeholder keeps the type of what it names."""
    if isinstance(thing, Mapping):
        return {key: raw(value, values, where) for key, value in thing.items()}
    if isinstance(thing, list):
        return [raw(value, values, where) for value in thing]
    if not isinstance(thing, str):
        return thing
    whole = PLACEHOLDER.fullmatch(thing)
    return _value(whole, values, where) if whole else PLACEHOLDER.sub(lambda m: str(_value(m, values, where)), thing)


def _value(match: re.Match, values: Mapping, where: str) -> object:
    name, part, shift, _ = match.groups()
    if name not in values:
        raise UnknownIdError.among(f"占位的名字（{where}）", f"placeholder ({where})", name, values)
    value = values[name]
    if part is not None:
        if not isinstance(value, Mapping) or part not in value:
            raise UnknownIdError.among(f"{name} 的内容（{where}）", f"part of {name} ({where})", part, value if isinstance(value, Mapping) else ())
        value = value[part]
    if shift:
        found = value if isinstance(value, date) and not isinstance(value, datetime) else read_day(value, where)
        value = str(found + timedelta(days=int(shift)))
    return value


def moment(text: object, where: str) -> datetime | date:
    """The day `2026-09-30` or the moment `2026-09-30 15:00` in Beijing; ISO 8601 with its offset too."""
    if isinstance(text, (date, datetime)):
        return text
    if isinstance(text, str) and _DAY.match(text):
        return read_day(text, where)
    short = _MOMENT.match(text) if isinstance(text, str) else None
    return read_time(f"{short[1]}T{short[2]}:00+08:00" if short else text, where)


def zh(value: object, form: str = "") -> str:
    """A value in words; `md` leaves out the year, `d` the weekday too, `wan` counts in ten thousands.

    >>> zh("2026-09-30"), zh("2026-09-30 15:20", "md"), zh(120000), zh(120000, "wan")
    ('2026年9月30日（星期三）', '9月30日（星期三）15时20分', '120,000', '12万')
    """
    if isinstance(value, str) and (_DAY.match(value) or _MOMENT.match(value)):
        value = moment(value, "draw")
    if isinstance(value, date):
        here = value.astimezone(BEIJING) if isinstance(value, datetime) else value
        text = ("" if form in ("md", "d") else f"{here.year}年") + f"{here.month}月{here.day}日"
        text += "" if form == "d" else f"（星期{WEEK_ZH[here.weekday()]}）"
        if isinstance(here, datetime):
            text += f"{here.hour}时" + (f"{here.minute}分" if here.minute else "")
        return text
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value / 10000:g}万" if form == "wan" else amount_zh(value)
    return str(value)
