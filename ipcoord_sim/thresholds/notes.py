"""Notes on a result where the law is open, where a day is doubtful, or where an amount was not read at the time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from .. import data
from ..parameters import all_parameters
from .casefacts import CaseFacts, field_label
from .choice import Decision
from .offences import Offence, epochs, fact_value
from .results import Note, Reason
from .standing import NO_FIGURE

__all__ = ["notes"]


def notes(
    offence: Offence, case: CaseFacts, on: date, handled: date, decision: Decision, why: Sequence[Reason],
    *, derived: bool, disputed: bool,
) -> tuple[Note, ...]:
    """Every note whose conditions all hold for this result, then what the data says about doubtful days and unread amounts."""
    seen = {
        "case": case, "on": on, "handled": handled, "decision": decision, "derived": derived, "disputed": disputed,
        "compared": {w.fact for w in why}, "decisive": {w.fact for w in why if w.decisive},
        "before_figures": decision.main.old.entry == NO_FIGURE and epochs()[0] <= on < _first_figure(offence),
    }
    table = data.load()["thresholds"]["notes"]
    found = [Note(row["id"], row["text_zh"], tuple(row["basis"]), row.get("gap")) for row in _of(offence.id) if _holds(row, seen)]
    found += _doubtful_days(table, on, seen["decisive"])
    found += _unread_then(table, case, decision)
    if handled > _checked():
        found.append(Note("horizon", table["horizon_zh"].replace("{day}", str(_checked())), ()))
    return tuple(found)


@cache
def _of(offence: str) -> tuple[dict, ...]:
    """The authored notes that can concern an offence."""
    return tuple(row for row in data.load()["thresholds"]["notes"]["notes"] if offence in row.get("offences", [offence]))


_TESTS = {
    "on_within": lambda asked, seen: fact_value(asked).covers(seen["on"]),
    "handled_within": lambda asked, seen: fact_value(asked).covers(seen["handled"]),
    "compared": lambda asked, seen: not seen["compared"].isdisjoint(asked),
    "decisive": lambda asked, seen: not seen["decisive"].isdisjoint(asked),
    "entries": lambda asked, seen: seen["decision"].entry in asked,
    "conducts": lambda asked, seen: seen["case"].conduct.issuperset(asked),
    "fields": lambda asked, seen: all(seen["case"].given.get(f) or seen["case"].flags.get(f) for f in asked),
    "unless": lambda asked, seen: not seen["case"].flags[asked],
    "derived": lambda asked, seen: seen["derived"] is asked,
    "disputed": lambda asked, seen: seen["disputed"] is asked,
    "before_figures": lambda asked, seen: seen["before_figures"] is asked,
}


def _holds(row: dict, seen: dict) -> bool:
    return all(_TESTS[key](asked, seen) for key, asked in row.items() if key in _TESTS)


def _doubtful_days(table: dict, on: date, decisive: set[str]) -> list[Note]:
    """A first or last day that was not read in the original, where the conduct lies in the same year."""
    found = []
    for fact in sorted(decisive):
        value = fact_value(fact)
        ends = ((value.start, value.start_note_zh, table["starts_zh"]), (value.end, value.end_note_zh, table["ends_zh"]))
        for day, note, text in ends:
            if day and note and not note.startswith(str(day)) and day.year == on.year:
                found.append(Note(f"doubtful-day-{fact}", text.replace("{note}", note).replace("{day}", str(day)), (fact,)))
    return found


def _unread_then(table: dict, case: CaseFacts, decision: Decision) -> list[Note]:
    old, new = ({f for c in decision.choices for w in getattr(c, side).compared for f in w.figure.reads} for side in ("old", "new"))
    unread = [f for f in case.given if case.given[f] and f in new - old]
    if not unread or not old:
        return []
    return [Note("unread-then", table["unread_zh"].replace("{fields}", "、".join(map(field_label, unread))), ())]


@cache
def _first_figure(offence: Offence) -> date:
    starts = [fact_value(row["figure"]).start for head in offence.heads for row in head.rows if row["kind"] != "none"]
    return min(day for day in starts if day)


@cache
def _checked() -> date:
    """The day to which the data was checked."""
    return max(value.checked for parameter in all_parameters() for value in parameter.values)
