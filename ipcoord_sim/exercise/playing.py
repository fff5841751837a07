"""One screen of an exercise, as JSON values: what the chair that is to move may see, and nothing of the other's."""

from __future__ import annotations

from ..casebank import case as find_case
from ..casebank.model import QUALITIES, Case
from ..casefile import CaseFile, to_dict
from ..errors import InputError
from ..times import time_text
from .replay import Played, Run, replay
from .review import review
from .seats import exhibits_for, last_for, log_for, news_for, scene_for, viewer
from .text import SEATS_ZH, basis_words

__all__ = ["HARDEST", "POINTS", "play", "screen", "verdict"]

POINTS = {"best": 3, "lawful": 2, "risky": 1, "unlawful": 0}


# Ours: 0 the other chair does its best, 1 it is late or wrong where the case says so, 2 more often.
HARDEST = 2


def play(case: str, seat: str = "amr", choices: list[str] | None = None, difficulty: int = 0) -> dict:
    """The state of a case of the bank after these choices, as the chair may see it; the review once it has ended.

    Raises UnknownIdError for a case, seat or option that does not exist, InputError for a choice that is not open.
    """
    return screen(find_case(case), seat, choices, difficulty)


def screen(case: Case, seat: str = "amr", choices: list[str] | None = None, difficulty: int = 0) -> dict:
    """The same for a case that need not be in the bank."""
    choices = choices or []
    if not all(isinstance(choice, str) for choice in choices):
        raise InputError("choices 应为文字的列表，例如 [\"d1:b\"]。", "`choices` must be a list of texts, for example [\"d1:b\"].")
    if isinstance(difficulty, bool) or not isinstance(difficulty, int) or not 0 <= difficulty <= HARDEST:
        raise InputError(
            f"difficulty 写的是 {difficulty!r:.40}，只能是 0 到 {HARDEST} 的整数。", f"`difficulty` is {difficulty!r:.40}; it must be a whole number from 0 to {HARDEST}.",
        )
    run = replay(case, tuple(choices), seat, difficulty)
    eyes = viewer(run)
    return {
        "case": run.case.id,
        "title": run.case.title,
        "seat": seat,
        "seat_zh": SEATS_ZH[seat],
        "viewer": eyes,
        "difficulty": difficulty,
        "clock": time_text(run.now),
        "briefing": run.case.briefing.get(eyes, ""),
        "scene": scene_for(run, eyes),
        "news": news_for(run, eyes),
        "exhibits": [{"id": x.id, "title": x.title, "text": x.text} for x in exhibits_for(run, eyes)],
        "decision": _decision(run),
        "last": _told(last_for(run, eyes)),
        "score": _score(run, eyes),
        "choices": list(run.choices),
        "ended": run.ending is not None,
        "log": to_dict(_partial(run, eyes)),
        "review": review(run) if run.ending else None,
    }


def verdict(case: Case, seat: str, choices: list[str], difficulty: int = 0) -> dict | None:
    """What is said of the last choice to the chair that made it; in hot seat the next screen is already the other chair's."""
    run = replay(case, tuple(choices), seat, difficulty)
    return _told(last_for(run, "both"))


def _told(last: Played | None) -> dict | None:
    if last is None:
        return None
    o = last.option
    return {
        "choice": last.choice, "text": o.text, "quality": o.quality, "then": o.then, "reason": o.reason, "basis": list(o.basis), "basis_zh": basis_words(o.basis),
    }


def _decision(run: Run) -> dict | None:
    step = run.waiting
    if step is None:
        return None
    return {"id": step.id, "seat": step.seat, "prompt": step.prompt, "options": [{"id": o.id, "text": o.text} for o in run.options]}


def _score(run: Run, seat: str) -> dict:
    mine = [p.option.quality for p in run.played if not p.by_engine and seat in ("both", p.step.seat)]
    counts = {quality: mine.count(quality) for quality in QUALITIES}
    return {"points": sum(POINTS[q] for q in mine), "of": POINTS["best"] * len(mine), **counts}


def _partial(run: Run, seat: str) -> CaseFile:
    whole = run.log()
    seen = log_for(run, seat)
    shown = {e.id for e in seen}
    events = tuple(e if e.ref is None or e.ref in shown else e._replace(ref=None) for e in seen)
    return CaseFile(whole.id, whole.title, whole.facts if seat == "both" or run.ending else {}, whole.ended, events)
