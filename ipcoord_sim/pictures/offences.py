"""The offences against each other: what the data says about conduct, object and mind, and one picture of them all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .. import data
from ..errors import DataError, IpcoordError
from ..parameters import find
from ..thresholds import offence_named
from .svg import element, picture, text, wrapped

__all__ = ["Entry", "Said", "article_words", "entries", "offences_svg"]

_FILE = "offences/map.yaml"
_WIDTH, _SIDE, _GAP, _HEAD, _LINE = 672, 118, 10, 52, 29
_COLOURS = ("var(--ip-reading-1,#0b8a76)", "var(--ip-reading-2,#2f78c4)", "var(--ip-reading-3,#c2571a)")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said about one element of an offence, and the facts it rests on."""

    text_zh: str
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One offence beside the others; `mind` is None where no stored fact says it."""

    id: str
    name_zh: str
    right: str
    span: tuple[int, int]
    short_zh: str
    conduct: Said
    object: Said
    mind: Said | None


@cache
def entries() -> tuple[Entry, ...]:
    """The offences in the order of the statute.

    Raises DataError for an id that other data does not have.

    >>> [e.id for e in entries() if e.mind is None]
    ['crl-213', 'crl-215', 'crl-216', 'crl-219-1']
    """
    content = data.load()["offences"]["map"]
    places = {row["id"]: n for n, row in enumerate(content["columns"])}
    rights = {row["id"] for row in content["rights"]}
    return tuple(_entry(row, places, rights) for row in content["offences"])


def article_words(id: str) -> str:
    """The article of an offence as officers say it.

    >>> article_words("crl-214"), article_words("crl-219-1")
    ('第214条', '第219条之一')
    """
    number, mark, _ = id.removeprefix("crl-").partition("-")
    return f"第{number}条" + ("之一" if mark else "")


def offences_svg() -> str:
    """The picture of all offences as SVG text: a row for each right, a column for each kind of act."""
    content = data.load()["offences"]["map"]
    many = len(content["columns"])
    width = (_WIDTH - _SIDE) / many
    parts = [text(_SIDE + width * (n + 0.5), 32, row["title_zh"], 22, text_anchor="middle", font_weight="bold")
             for n, row in enumerate(content["columns"])]
    y = float(_HEAD)
    for n, right in enumerate(content["rights"]):
        drawn, y = _row(right, y, width, _COLOURS[n % len(_COLOURS)])
        parts.append(drawn)
    told = "；".join(f"{article_words(e.id)}{e.name_zh}：{e.short_zh}" for e in entries()) + "。"
    return picture(_WIDTH, y, "侵犯知识产权的八个罪名", told, *parts, class_="ip-offences")


def _row(right: dict, top: float, width: float, colour: str) -> tuple[str, float]:
    """The boxes of one right; what shares a column with the box before it goes below."""
    parts, y, deepest, used = [], top, top, -1
    for entry in (e for e in entries() if e.right == right["id"]):
        if entry.span[0] <= used:
            y = deepest
        drawn, height = _box(entry, y, width, colour)
        parts.append(drawn)
        deepest, used = max(deepest, y + height + _GAP), entry.span[1]
    edge = element("line", x1=0, x2=_WIDTH, y1=top - _GAP / 2, y2=top - _GAP / 2, stroke="currentColor", stroke_opacity=0.3)
    name = text(4, top + 36, right["title_zh"], 22, font_weight="bold")
    return edge + name + "".join(parts), deepest


def _box(entry: Entry, y: float, width: float, colour: str) -> tuple[str, float]:
    """One offence: article and name, then what is done."""
    x, wide = _SIDE + width * entry.span[0], width * (entry.span[1] - entry.span[0] + 1) - _GAP
    most = int((wide - 28) / 22)
    heads, lines = [article_words(entry.id), *wrapped(entry.name_zh, most)], wrapped(entry.short_zh, most)
    height = 22 + _LINE * (len(heads) + len(lines))
    ground = element("rect", x=x, y=y, width=wide, height=height, rx=8, fill=colour, fill_opacity=0.13, stroke=colour, stroke_width=2)
    words = [text(x + 14, y + 33 + _LINE * n, line, 22, **({"font_weight": "bold"} if n < len(heads) else {}))
             for n, line in enumerate([*heads, *lines])]
    return ground + "".join(words), height


def _entry(row: dict, places: dict[str, int], rights: set[str]) -> Entry:
    if row["right"] not in rights or not {row["from"], row["to"]} <= set(places):
        raise _unknown(row["id"], "right, from, to", f"{row['right']} {row['from']} {row['to']}")
    try:
        name = offence_named(row["id"]).name_zh
    except IpcoordError:
        raise _unknown(row["id"], "id", row["id"]) from None
    said = {key: _said(row["id"], key, row[key]) for key in ("conduct", "object", "mind")}
    return Entry(row["id"], name, row["right"], (places[row["from"]], places[row["to"]]), row["short_zh"], **said)


def _said(place: str, key: str, row: dict | None) -> Said | None:
    for id in row["basis"] if row else ():
        try:
            find(id)
        except IpcoordError:
            raise _unknown(place, f"{key}.basis", id) from None
    return Said(row["text_zh"], tuple(row["basis"])) if row else None


def _unknown(place: str, key: str, id: str) -> DataError:
    return DataError.at(_FILE, f"{place}.{key}", f"没有 {id}", "数据里有的编号", f"there is no {id}", "an id of the data")
