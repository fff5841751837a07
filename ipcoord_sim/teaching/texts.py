"""Teaching sentences cut into words and references, with the days of a story computed by the engine.

`{law:ID}` a figure, `{article:ID}` instrument and article, `{norm:N19}`, `{clause:2.2p2}`, `{word:refer}` a term,
`{day:NAME}` a day of the story without its year, `{date:NAME}` with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from ..deadlines import deadline
from ..errors import InputError, UnknownIdError
from ..norms import clause, norm
from ..quiz.draws import moment
from ..times import WEEK_ZH
from ..vocabulary import zh
from ..wording import expand

__all__ = ["Piece", "Said", "said", "story_days"]

_MARK = re.compile(r"\{(law|article|norm|clause|word|day|date):([^{}]+)\}")


class Piece(NamedTuple):
    """A stretch of a sentence: plain words (kind `text`), or a reference with its id and what it prints."""

    kind: str
    id: str
    words: str


class Said(tuple):
    """A sentence as pieces; `str()` is how it reads without links."""

    __slots__ = ()

    def __str__(self) -> str:
        return "".join(piece.words for piece in self)


def said(text: str, days: Mapping[str, date | datetime], where: str) -> Said:
    """The sentence cut at its marks, each resolved.

    Raises UnknownIdError for an id or a day that is not known, InputError for braces that are no mark.
    """
    found, place = [], 0
    for mark in _MARK.finditer(text):
        if mark.start() > place:
            found.append(Piece("text", "", text[place : mark.start()]))
        found.append(_piece(mark[1], mark[2].strip(), days, where))
        place = mark.end()
    if place < len(text):
        found.append(Piece("text", "", text[place:]))
    for piece in found:
        if piece.kind == "text" and re.search(r"[{}]", piece.words):
            raise InputError(f"{where} 里的花括号读不懂：{piece.words}；可以写 law、article、norm、clause、word、day、date。", f"The braces at {where} cannot be read: {piece.words}.")
    return Said(found)


def _piece(kind: str, id: str, days: Mapping[str, date | datetime], where: str) -> Piece:
    if kind in ("day", "date"):
        if id not in days:
            raise UnknownIdError.among(f"日子（{where}）", f"day ({where})", id, days)
        return Piece("text", "", _day_zh(days[id], kind == "date"))
    words = {
        "law": lambda: expand(f"{{law:{id}}}"), "article": lambda: expand(f"{{article:{id}}}"), "norm": lambda: norm(id).id,
        "clause": lambda: _address(id), "word": lambda: zh(id),
    }[kind]()
    return Piece(kind, id, words)


def _address(id: str) -> str:
    found = clause(id)
    return found.label_zh if len(found.paragraphs) == 1 or id == found.id else f"{found.label_zh}第{id.rpartition('p')[2].rpartition('.')[2]}{'款' if 'p' in id else '项'}"


def _day_zh(value: date | datetime, year: bool) -> str:
    head = f"{value.year}年" if year else ""
    clock = value.strftime("%H:%M") if isinstance(value, datetime) else ""
    return f"{head}{value.month}月{value.day}日（周{WEEK_ZH[value.weekday()]}）{clock}"


def story_days(rows: Mapping[str, Mapping], where: str) -> dict[str, date | datetime]:
    """The days of a story by name: written (`at`), or computed from another one (`period`, `start`, `take`).

    Raises UnknownIdError for a start that is not there, InputError for days that start from each other, and what the engine refuses.
    """
    found: dict[str, date | datetime] = {}

    def day(name: object, above: tuple) -> date | datetime:
        if name not in rows:
            raise UnknownIdError.among(f"起算的日子（{where}）", f"start ({where})", name, rows)
        if name in above:
            raise InputError(f"{where} 的日子 {name} 从自己起算；请改 start。", f"The day {name} at {where} starts from itself; change start.")
        if name not in found:
            row = rows[name]
            found[name] = moment(row["at"], where) if "at" in row else _computed(row["period"], day(row.get("start"), (*above, name)), row.get("take", "default"))
        return found[name]

    for name in rows:
        day(name, ())
    return found


@cache
def _computed(period: str, start: date | datetime, take: str) -> date | datetime:
    answer = deadline(period, start)
    wanted = {"default": answer.default, "safest": answer.safest.id}.get(take, take)
    reading = next((r for r in answer.readings if r.id == wanted), None)
    if reading is None:
        raise UnknownIdError.among(f"读法（{period}）", f"reading ({period})", wanted, [r.id for r in answer.readings])
    return reading.last_moment or reading.last_day
