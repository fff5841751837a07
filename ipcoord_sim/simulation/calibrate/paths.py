"""A case log read as a way through the flow: which stages it passed, which branches it took, and where it left the known ways.

The flow has no way back, so a log is one walk. At a fork the branch is taken that explains most of what follows; where
several explain it alike, the log does not show which was taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ... import data
from ...acts import acts
from ...agencies import agencies
from ...casefile import CaseFile, Event

__all__ = ["SETTLED_DAYS", "Fork", "Path", "Visit", "stages", "streams", "walk"]

# A case without an event for so many days before its log was closed has come to its end.
SETTLED_DAYS = 60


@dataclass(slots=True)
class Visit:
    """A stage passed, with the events of the log that are its own (in the order of its rows; None: not in the log)."""

    stage: Mapping
    events: tuple[Event | None, ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """A fork passed after visit number `after`: the branch taken, and whether the log shows it."""

    after: int
    taken: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Path:
    """The walk of one case. `lost` is the first event that no way explains; `stream` where the case came from."""

    case: CaseFile
    stream: str
    visits: tuple[Visit, ...]
    forks: tuple[Fork, ...]
    lost: Event | None


@cache
def stages() -> dict[str, Mapping]:
    """The stages of the flow by id."""
    return {row["id"]: row for row in data.load()["simulation"]["flow"]["stages"]}


@cache
def streams() -> dict[str, str]:
    """The first stage of each stream."""
    return {row["id"]: row["first"] for row in data.load()["simulation"]["flow"]["streams"]}


def walk(case: CaseFile, shares: Mapping[str, object]) -> Path | None:
    """The way of the case; None where its first event opens no stream. `shares` decides forks that the log leaves open."""
    known = tuple(e for e in case.events if e.act in _heads())
    for stream, first in streams().items():
        if known and _head_fits(stages()[first], known[0]):
            return _walk(case, stream, known, shares)
    return None


def _walk(case: CaseFile, stream: str, known: tuple[Event, ...], shares: Mapping[str, object]) -> Path:
    reached: dict[tuple[str, int], int] = {}
    visits: list[Visit] = []
    forks: list[Fork] = []
    ending: Fork | None = None
    stage, at, most = stages()[streams()[stream]], 0, 0
    while True:
        found, after = _consume(stage, known, at)
        if found is None:
            break
        visits.append(Visit(stage, found))
        if after > at:
            most = len(visits)
        at = after
        branches = [stages()[b["to"]] if "to" in b else None for b in stage["next"]]
        far = [at if b is None else _reach(b, known, at, reached) for b in branches]
        best = max(far)
        if best == at:
            if None in branches and _settled(case, known, at):
                ending = Fork(len(visits) - 1, branches.index(None), True)
            break
        tied = [n for n, f in enumerate(far) if f == best]
        taken = tied[0] if len(tied) == 1 else max(tied, key=lambda n: _weight(stage["next"], n, shares))
        if len(branches) > 1:
            forks.append(Fork(len(visits) - 1, taken, len(tied) == 1))
        stage = branches[taken]
    lost = known[at] if at < len(known) else None
    # Stages without an event after the last event of the log: whether the case is there already, nobody knows.
    passed = [f for f in forks if f.after < most - 1] + ([ending] if ending and ending.after == most - 1 else [])
    return Path(case, stream, tuple(visits[:most]), tuple(passed), lost)


def _settled(case: CaseFile, known: tuple[Event, ...], at: int) -> bool:
    """Whether the log was kept on for so long after its last event that nothing more is to come."""
    return at == len(known) and case.ended is not None and (case.ended - known[-1].at).days >= SETTLED_DAYS


def _reach(stage: Mapping, known: tuple[Event, ...], at: int, reached: dict) -> int:
    """How many of the events a walk from this stage can explain at most."""
    key = (stage["id"], at)
    if key not in reached:
        found, after = _consume(stage, known, at)
        if found is None:
            reached[key] = at
        else:
            reached[key] = max(after if "to" not in b else _reach(stages()[b["to"]], known, after, reached) for b in stage["next"])
    return reached[key]


def _consume(stage: Mapping, known: tuple[Event, ...], at: int) -> tuple[tuple[Event | None, ...] | None, int]:
    """The stage's events from place `at` on; its first one must be there, the others may be missing."""
    found: list[Event | None] = []
    for n, row in enumerate(stage.get("events", ())):
        if row["act"] not in _heads():
            found.append(None)
        elif at < len(known) and _fits(row, known[at]):
            found.append(known[at])
            at += 1
        elif n == 0:
            return None, at
        else:
            found.append(None)
    return tuple(found), at


def _head_fits(stage: Mapping, event: Event) -> bool:
    return _fits(stage["events"][0], event)


def _fits(row: Mapping, event: Event) -> bool:
    """Whether the event can be this row's: act, kind and level of the parties, and the words that tell stages of one act apart."""
    if event.act != row["act"] or not _party(row["by"], event.actor) or not (event.to is None or "to" not in row or _party(row["to"], event.to)):
        return False
    stated = {key: value for key, value in row.get("data", {}).items() if "@" not in key}
    return all(event.data.get(key) == stated.get(key, default) or (key not in event.data and stated.get(key, default) == default)
               for key, default in _telling()[event.act].items())


def _party(role: str, path: str) -> bool:
    kind, _, level = role.partition(".")
    found = agencies()[path]
    return found.kind == kind and (level in ("", "first") or found.level == level)


@cache
def _heads() -> frozenset[str]:
    """The acts that open some stage; others are the log's own business."""
    return frozenset(row["events"][0]["act"] for row in stages().values() if row.get("events"))


@cache
def _telling() -> dict[str, dict[str, object]]:
    """By act, the words and flags whose value differs between its stages, with what stands for an absent one."""
    rows: dict[str, list[Mapping]] = {}
    for stage in stages().values():
        for row in stage.get("events", ()):
            rows.setdefault(row["act"], []).append(row.get("data", {}))
    telling: dict[str, dict[str, object]] = {}
    for act, found in rows.items():
        fields = acts()[act].fields
        words = {k for data_ in found for k in data_ if "@" not in k and fields[k].type in ("word", "flag")}
        telling[act] = {}
        for key in words:
            values = {data_.get(key) for data_ in found}
            if len(values) > 1:
                telling[act][key] = False if fields[key].type == "flag" else _default(act, key)
    return telling


def _default(act: str, key: str) -> object:
    return "own" if (act, key) == ("referral.sign", "jurisdiction") else None


def _weight(branches: list, n: int, shares: Mapping[str, object]) -> float:
    """The chance of branch `n` as the scenario has it: the middle of its bands where they differ."""
    left = 100.0
    for place, branch in enumerate(branches):
        share = shares.get(branch.get("share"), 100.0)
        mean = sum(share.values()) / len(share) if isinstance(share, Mapping) else float(share)
        if place == n:
            return left * mean
        left *= 1 - mean / 100 if "share" in branch else 1.0
    return 0.0
