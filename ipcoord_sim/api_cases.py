"""The calls on the case bank: `cases` lists it, `play` gives one screen of an exercise."""

from __future__ import annotations

from .casebank import Case
from .casebank import cases as _all
from .errors import UnknownIdError
from .exercise import play
from .norms import clause as find_clause
from .norms import clauses
from .thresholds import offences

__all__ = ["case_row", "cases_call", "play_call"]

MODES = ("solo", "pair", "table", "paper")
AUDIENCES = ("training", "public")
DIFFICULTIES = ("1", "2", "3")


def play_call(case: str, seat: str = "amr", choices: list | None = None, difficulty: int = 0) -> dict:
    """One screen of a case of the bank."""
    return play(case, seat, choices, difficulty)


def cases_call(
    clause: str | None = None, offence: str | None = None, mode: str | None = None, audience: str | None = None, difficulty: str | None = None,
) -> dict:
    """The cases that fit every filter that is given."""
    wanted = _within(clause) if clause is not None else None
    for word, known, zh, en in (
        (offence, {o.id for o in offences()}, "罪名编号", "offence id"), (mode, MODES, "形式", "mode"),
        (audience, AUDIENCES, "读者", "audience"), (difficulty, DIFFICULTIES, "难度", "difficulty"),
    ):
        if word is not None and word not in known:
            raise UnknownIdError.among(zh, en, word, known)
    found = [
        c for c in _all().values()
        if (wanted is None or wanted.intersection(c.clauses)) and offence in (None, *c.offences) and mode in (None, *c.modes)
        and audience in (None, c.audience) and difficulty in (None, str(c.difficulty))
    ]
    return {"cases": [case_row(c) for c in found]}


def case_row(case: Case) -> dict:
    """A case as the list shows it."""
    return {
        "id": case.id, "slug": case.slug, "title": case.title, "summary": case.summary, "clauses": list(case.clauses), "norms": list(case.norms),
        "offences": list(case.offences), "modes": list(case.modes), "audience": case.audience, "difficulty": case.difficulty,
        "minutes": case.minutes, "decisions": len(case.decisions),
    }


def _within(address: str) -> set[str]:
    """The addresses that answer to this one: 2.1 and its items, 2.2p1 and the clause that holds it."""
    find_clause(address)
    every = {c.id for c in clauses()} | {p.id for c in clauses() for p in c.paragraphs}
    own = address.partition("p")[0]
    return {a for a in every if a.partition("p")[0] == own or a.startswith(f"{own}.")}
