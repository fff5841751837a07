"""The call `play`: one screen of an exercise, as JSON values."""

from __future__ import annotations

from ..casebank import case as find_case
from ..casebank.model import QUALITIES
from ..casefile import CaseFile, to_dict
from ..errors import InputError
from ..times import time_text
from .replay import Run, replay
from .review import review
from .seats import exhibits_for, last_for, log_for, scene_for, viewer

__all__ = ["play"]

_POINTS = {"best": 3, "lawful": 2, "risky": 1, "unlawful": 0}


def play(case: str, seat: str = "amr", choices: list[str] | None = None, difficulty: int = 0) -> dict:
    """The state of a case after these choices, as the chair may see it; the review once it has ended.

    Raises UnknownIdError for a case, seat or option that does not exist, InputError for a choice that is not open.
    """
    choices = choices or []
    if not all(isinstance(choice, str) for choice in choices):
        raise InputError("choices 应为文字的列表，例如 [\"d1:b\"]。", "`choices` must be a list of texts, for example [\"d1:b\"].")
    run = replay(find_case(case), tuple(choices), seat, difficulty)
    eyes = viewer(run)
    last = last_for(run, eyes)
    return {
        "case": run.case.id,
        "title": run.case.title,
        "seat": seat,
        "viewer": eyes,
        "difficulty": difficulty,
        "clock": time_text(run.now),
        "briefing": run.case.briefing.get(eyes, ""),
        "scene": scene_for(run, eyes),
        "exhibits": [{"id": x.id, "title": x.title, "text": x.text} for x in exhibits_for(run, eyes)],
        "decision": _decision(run),
        "last": {
            "choice": last.choice, "quality": last.option.quality, "then": last.option.then, "reason": last.option.reason, "basis": list(last.option.basis),
        } if last else None,
        "score": _score(run, eyes),
        "choices": list(run.choices),
        "ended": run.ending is not None,
        "log": to_dict(_partial(run, eyes)),
        "review": review(run) if run.ending else None,
    }


def _decision(run: Run) -> dict | None:
    step = run.waiting
    if step is None:
        return None
    return {"id": step.id, "seat": step.seat, "prompt": step.prompt, "options": [{"id": o.id, "text": o.text} for o in run.options]}


def _score(run: Run, seat: str) -> dict:
    mine = [p.option.quality for p in run.played if not p.by_engine and seat in ("both", p.step.seat)]
    counts = {quality: mine.count(quality) for quality in QUALITIES}
    return {"points": sum(_POINTS[q] for q in mine), "of": _POINTS["best"] * len(mine), **counts}


def _partial(run: Run, seat: str) -> CaseFile:
    whole = run.log()
    seen = log_for(run, seat)
    shown = {e.id for e in seen}
    events = tuple(e if e.ref is None or e.ref in shown else e._replace(ref=None) for e in seen)
    return CaseFile(whole.id, whole.title, whole.facts if seat == "both" or run.ending else {}, whole.ended, events)
