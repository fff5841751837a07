"""The rows of the procedure table as values, every word of them known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .. import data
from ..acts import acts, documents, fact_names
from ..casefile import Event
from ..conformance import rules
from ..errors import DataError, IpcoordError, nearest
from ..norms import norm
from ..parameters import find

__all__ = ["Mark", "Transition", "transitions"]

_FILE = "rules/procedure.yaml"


@dataclass(frozen=True, slots=True)
class Mark:
    """What to look for in a log: an act (whose, with which words and paper), the start, a fact, or a duty that ran out."""

    act: str | None = None
    seen: str = "case"
    where: tuple[tuple[str, object], ...] = ()
    unless: tuple[tuple[str, object], ...] = ()
    paper: str | None = None
    start: bool = False
    fact: str | None = None
    overdue: str | None = None

    def fits(self, event: Event, agency: str) -> bool:
        """Whether the event is the one looked for, seen from `agency`; an act that names no receiver may have reached anybody."""
        if event.act != self.act or (self.paper is not None and self.paper not in event.documents):
            return False
        if self.seen == "own" and event.actor != agency:
            return False
        if self.seen == "received" and (event.to not in (None, agency) or event.actor == agency):
            return False
        if any(event.data.get(key) == word for key, word in self.unless):
            return False
        return all(event.data.get(key) == word for key, word in self.where)


@dataclass(frozen=True, slots=True)
class Transition:
    """One act in one situation: who may do it, what opens and what ends it; the words are those of data/rules/procedure.yaml."""

    act: str
    by: tuple[str, ...]
    after: tuple[Mark, ...]
    ends: tuple[Mark, ...]
    needs: tuple[Mark, ...]
    window: str | None
    not_while: tuple[str, ...]
    leads_to: tuple[str, ...]
    exempt: str | None
    note_zh: str
    basis: tuple[str, ...]

    @property
    def zh(self) -> str:
        """The act's Chinese name."""
        return acts()[self.act].zh


@cache
def transitions() -> tuple[Transition, ...]:
    """Every row in the authored order.

    Raises DataError for an act, fact, rule, document, field or basis that other data does not have.
    """
    return tuple(_transition(n, row) for n, row in enumerate(data.load()["rules"]["procedure"]["transitions"]))


def _transition(n: int, row: dict) -> Transition:
    place = f"transitions[{n}]({row['act']})"
    for word in (row["act"], *row.get("leads_to", ())):
        _known(word, acts(), place, "行为", "act")
    for word in filter(None, (row.get("window"), row.get("exempt"))):
        _known(word, {r.id for r in rules()}, place, "规则", "rule")
    for id in row["basis"]:
        _basis(id, place)
    marks = {key: tuple(_mark(m, place) for m in row.get(key, ())) for key in ("after", "ends", "needs")}
    return Transition(
        row["act"], tuple(row["by"]), marks["after"], marks["ends"], marks["needs"], row.get("window"),
        tuple(row.get("not_while", ())), tuple(row.get("leads_to", ())), row.get("exempt"), row.get("note_zh", ""), tuple(row["basis"]),
    )


def _mark(row: dict, place: str) -> Mark:
    if "act" not in row:
        if "fact" in row:
            _known(row["fact"], fact_names(), place, "案件事实", "case fact")
        if "overdue" in row:
            _known(row["overdue"], {r.id for r in rules()}, place, "规则", "rule")
        return Mark(start=row.get("start", False), fact=row.get("fact"), overdue=row.get("overdue"))
    _known(row["act"], acts(), place, "行为", "act")
    if "paper" in row:
        _known(row["paper"], documents(), place, "文书", "document")
    for key, word in (*row.get("where", {}).items(), *row.get("unless", {}).items()):
        fields = acts()[row["act"]].fields
        _known(key, fields, place, f"{row['act']} 的字段", f"field of {row['act']}")
        if fields[key].words:
            _known(word, fields[key].words, place, f"{key} 的取值", f"word for {key}")
    where, unless = (tuple(row.get(key, {}).items()) for key in ("where", "unless"))
    return Mark(row["act"], row.get("seen", "case"), where, unless, row.get("paper"))


def _basis(id: str, place: str) -> None:
    try:
        (norm if id.startswith("N") else find)(id)
    except IpcoordError:
        raise DataError.at(_FILE, f"{place}.basis", f"没有 {id}", "规范或者事实的编号", f"there is no {id}", "the id of a norm or a fact") from None


def _known(word: str, known, place: str, zh: str, en: str) -> None:
    if word not in known:
        near = nearest(str(word), known)
        raise DataError.at(
            _FILE, place, f"没有{zh} {word}", f"最接近的是 {near}" if near else f"已有的{zh}",
            f"no {en} {word!r}", f"the nearest is {near}" if near else f"a known {en}",
        )
