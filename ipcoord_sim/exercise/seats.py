"""What a chair is shown: its own papers, what has lawfully reached it, and nothing else."""

from __future__ import annotations

from ..acts import acts, documents
from ..agencies import agencies
from ..casebank.model import Exhibit, Step
from ..casefile import CaseFile
from ..casefile.model import Event
from ..times import time_text
from .replay import Played, Run, visible_event

__all__ = ["exhibits_for", "knows", "last_for", "log_for", "news_for", "scene_for", "viewer"]


def viewer(run: Run) -> str:
    """Whose eyes the screen is for: the learner's chair, or in hot seat the chair that decides next."""
    if run.seat != "both":
        return run.seat
    return run.waiting.seat if run.waiting else "both"


def scene_for(run: Run, seat: str) -> dict:
    """What has happened since this chair's last decision, as far as the chair can know it."""
    last = last_for(run, seat)
    shown = [step for step in run.scenes[last.scenes if last else 0 :] if words(step, seat)]
    title = next((step.title for step in reversed(run.scenes) if step.title and knows(step, seat)), run.case.title)
    return {"title": title, "text": "\n\n".join(words(step, seat) for step in shown)}


def news_for(run: Run, seat: str) -> list[dict]:
    """What others did and what has reached the chair since its last decision."""
    last = last_for(run, seat)
    since = last.at if last else run.case.start
    return [
        {"event": e.id, "at": time_text(e.received or e.at), "from_zh": agencies()[e.actor].short_zh, "act_zh": acts()[e.act].zh,
         "documents_zh": [documents()[d] for d in e.documents]}
        for e in log_for(run, seat) if not e.actor.startswith(f"{seat}/") and (e.received or e.at) > since
    ]


def knows(step: Step, seat: str) -> bool:
    """Whether a chair is there: the step tells it something, or asks it to decide."""
    return seat in ("both", step.seat) or bool(words(step, seat))


def words(step: Step, seat: str) -> str:
    """The step's text for a chair; both chairs together read everything."""
    if seat == "both":
        return "\n\n".join(dict.fromkeys(text for text in step.text.values() if text))
    return step.text.get(seat, step.text.get("both", ""))


def exhibits_for(run: Run, seat: str) -> list[Exhibit]:
    """The papers that a chair may read now, in the order in which they came up."""
    up = dict.fromkeys(id for step in run.scenes for id in step.exhibits)
    if seat == "both":
        return [run.case.exhibits[id] for id in up]
    log = run.log()
    return [run.case.exhibits[id] for id in up if _lawful(run.case.exhibits[id], seat, log, run)]


def _lawful(exhibit: Exhibit, seat: str, log: CaseFile, run: Run) -> bool:
    if exhibit.seat in (None, seat):
        return True
    return any(
        e.act in exhibit.shared_by and e.actor.startswith(f"{exhibit.seat}/") and e.to is not None and e.to.startswith(f"{seat}/")
        and (e.received or e.at) <= run.now
        for e in log.events
    )


def log_for(run: Run, seat: str) -> list[Event]:
    """The part of the log that a chair may see."""
    events = run.log().events
    return list(events) if seat == "both" else [e for e in events if visible_event(e, seat, run.now)]


def last_for(run: Run, seat: str) -> Played | None:
    """The chair's last own decision."""
    return next((p for p in reversed(run.played) if not p.by_engine and seat in ("both", p.step.seat)), None)
