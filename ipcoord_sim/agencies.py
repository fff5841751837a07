"""The agencies of the data set, who stands above whom, and the channels between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from . import data
from .errors import UnknownIdError

__all__ = ["Agency", "Channel", "agencies", "agency", "channels", "peer"]


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: its path (`amr/xinyang/gushi`), kind, level, names, and the path of the one above it."""

    id: str
    kind: str
    level: str
    area: str
    name_zh: str
    short_zh: str
    superior: str | None
    note_zh: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """Who may send what to whom: under which norms of the plan, or on which law above it."""

    id: str
    name_zh: str
    act: str
    sender: str
    receiver: str
    levels: str
    plan: bool
    norms: tuple[str, ...]
    basis: tuple[str, ...]
    documents: tuple[str, ...]
    reply: str | None
    note_zh: str


@cache
def agencies() -> dict[str, Agency]:
    """Every agency by its path."""
    rows = data.load()["agencies"]["agencies"]["agencies"]
    keys = ("id", "kind", "level", "area", "name_zh", "short_zh", "superior")
    return {row["id"]: Agency(*(row[k] for k in keys), row.get("note_zh", "")) for row in rows}


def agency(id: str) -> Agency:
    """The agency at this path.

    >>> agency("psb/xinyang/gushi").superior
    'psb/xinyang'
    """
    if id not in agencies():
        raise UnknownIdError.among("机关", "agency", id, agencies())
    return agencies()[id]


def peer(id: str, kind: str) -> str:
    """The path of the agency of another kind at the same level and place.

    >>> peer("amr/xinyang/gushi", "psb")
    'psb/xinyang/gushi'
    """
    _, _, place = agency(id).id.partition("/")
    return agency(f"{kind}/{place}").id


@cache
def channels() -> tuple[Channel, ...]:
    """Every channel, in the authored order."""
    found = []
    for row in data.load()["agencies"]["channels"]["channels"]:
        lists = {key: tuple(row.get(key, ())) for key in ("norms", "basis", "documents")}
        found.append(Channel(
            row["id"], row["name_zh"], row["act"], row["from"], row["to"], row["levels"], row["plan"],
            lists["norms"], lists["basis"], lists["documents"], row.get("reply"), row.get("note_zh", ""),
        ))
    return tuple(found)
