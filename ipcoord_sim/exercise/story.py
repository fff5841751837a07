"""A case as one compact graph that a page can carry and replay without the engine; the review still needs the engine."""

from __future__ import annotations

from ..acts import acts, documents
from ..agencies import agencies
from ..casebank.model import ActSpec, Case, Exhibit, Option, Step
from ..times import time_text
from .playing import POINTS
from .text import DIFFICULTY_ZH, QUALITY_ZH, SEATS_ZH, basis_words, seat_agency_zh

__all__ = ["FORMAT", "story"]

FORMAT = "ipcoord-story/1"


def story(case: Case) -> dict:
    """Everything that replaying needs: steps, options, what each writes, whose papers, and the Chinese words of all of them.

    What is empty is left out. It holds the answers too: a page that carries it hides nothing from who reads its source.

    >>> from ipcoord_sim.casebank import case as find_case
    >>> story(find_case("C-07"))["qualities"]["best"]
    [3, '最好']
    """
    specs = [spec for step in case.steps for spec in (*step.acts, *(s for o in step.options for s in o.acts))]
    cited = [id for step in case.steps for id in (*step.cites, *(b for o in step.options for b in o.basis))]
    shared = [act for x in case.exhibits.values() for act in x.shared_by]
    return {
        "format": FORMAT,
        "case": case.id,
        "digest": case.digest[:16],
        "title": case.title,
        "minutes": case.minutes,
        "difficulty_zh": DIFFICULTY_ZH[case.difficulty],
        "start": time_text(case.start),
        "agencies": {key: [path, agencies()[path].short_zh] for key, path in case.agencies.items()},
        "seats": {seat: [words, seat_agency_zh(case, seat) if seat != "both" else ""] for seat, words in SEATS_ZH.items()},
        "qualities": {quality: [points, QUALITY_ZH[quality]] for quality, points in POINTS.items()},
        "briefing": dict(case.briefing),
        "exhibits": {id: _exhibit(x) for id, x in case.exhibits.items()},
        "steps": [_step(step) for step in case.steps],
        "acts_zh": {act: acts()[act].zh for act in sorted({*(spec.act for spec in specs), *shared})},
        "documents_zh": {id: documents()[id] for id in sorted({d for spec in specs for d in spec.documents})},
        "basis_zh": {id: basis_words((id,)) for id in sorted(set(cited))},
    }


def _exhibit(x: Exhibit) -> dict:
    return _full({"title": x.title, "text": x.text, "seat": x.seat, "shared_by": list(x.shared_by)})


def _step(step: Step) -> dict:
    return _full({
        "id": step.id, "title": step.title, "text": {seat: words for seat, words in step.text.items() if words}, "wait": _wait(step.wait),
        "exhibits": list(step.exhibits), "acts": [_act(spec) for spec in step.acts], "seat": step.seat, "prompt": step.prompt,
        "options": [_option(o) for o in step.options], "next": step.next, "ending": step.ending, "cites": list(step.cites), "when": _when(step.when),
    })


def _option(o: Option) -> dict:
    return _full({
        "id": o.id, "text": o.text, "quality": o.quality, "reason": o.reason, "basis": list(o.basis), "acts": [_act(spec) for spec in o.acts],
        "then": o.then, "next": o.next, "when": _when(o.when),
    }) | ({} if o.engine is None else {"engine": o.engine})


def _act(spec: ActSpec) -> dict:
    row = {"id": spec.id, "who": spec.who, "act": spec.act, "to": spec.to, "wait": _wait(spec.wait), "documents": list(spec.documents)}
    return _full(row) | ({} if spec.received is None else {"received": spec.received})


def _wait(wait: tuple[int, str | None] | None) -> list | None:
    return None if wait is None or wait == (0, None) else list(wait)


def _when(when: object) -> dict | None:
    if when is None:
        return None
    return {key: list(words) for key in ("chose", "not_chose", "has", "lacks") if (words := getattr(when, key))}


def _full(row: dict) -> dict:
    return {key: value for key, value in row.items() if value not in (None, "", [], {}, False)}
