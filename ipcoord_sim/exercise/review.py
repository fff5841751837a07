"""The after-action review: what was kept and broken, what lateness cost, and the earliest choice that would have changed it."""

from __future__ import annotations

from ..acts import acts, documents
from ..agencies import agencies
from ..casebank.catalogue import misconceptions
from ..casebank.model import QUALITIES
from ..conformance import Finding, audit
from ..times import time_text
from .replay import Run, replay

__all__ = ["breaches_by", "counterfactuals", "review", "takeaways", "timeline"]

_TAKEAWAYS = 3


def review(run: Run) -> dict:
    """The whole review of a case that has ended, as JSON values."""
    findings = audit(run.log())
    return {
        "findings": [f.as_dict() for f in findings],
        "timeline": timeline(run, findings),
        "counterfactuals": counterfactuals(run, findings),
        "exchange": [f.as_dict() for f in findings if f.rule in ("R23", "R24", "R25", "R27", "R28") and (f.breach or f.kind == "disputed")],
        "takeaways": takeaways(run, findings),
    }


def breaches_by(findings: tuple[Finding, ...], seat: str) -> tuple[Finding, ...]:
    """The breaches of one chair's agencies; a breach that names no agency concerns both."""
    return tuple(f for f in findings if f.breach and (f.agency is None or seat == "both" or f.agency.startswith(f"{seat}/")))


def timeline(run: Run, findings: tuple[Finding, ...]) -> list[dict]:
    """Every event with its chair, papers, the choice that wrote it and the verdicts on it."""
    by_event: dict[str | None, list[Finding]] = {}
    for f in findings:
        by_event.setdefault(f.event, []).append(f)
    rows = []
    for e in run.log().events:
        verdicts = [{"rule": f.rule, "kind": f.kind, "due": f.due, "message_zh": f.as_dict()["message_zh"]} for f in by_event.get(e.id, ())]
        rows.append({
            "event": e.id, "at": time_text(e.at), "received": time_text(e.received) if e.received else None,
            "agency": e.actor, "agency_zh": agencies()[e.actor].short_zh, "lane": e.actor.partition("/")[0], "act": e.act, "act_zh": acts()[e.act].zh,
            "to": e.to, "to_zh": agencies()[e.to].short_zh if e.to else None, "documents_zh": [documents()[d] for d in e.documents],
            "choice": _choice_of(run, e.id), "verdicts": verdicts,
        })
    return rows


def _choice_of(run: Run, event: str) -> str | None:
    for p in run.played:
        if any(spec.id == event for spec in p.option.acts):
            return p.choice
    return None


def counterfactuals(run: Run, findings: tuple[Finding, ...]) -> list[dict]:
    """For each breach of the learner's chair, the earliest single other choice that removes it without adding one.

    The rest is replayed as it was chosen as far as it stays open; where it does not, the best option is taken.
    """
    mine = {(f.rule, f.part, f.agency) for f in breaches_by(findings, run.seat)}
    found: list[dict] = []
    for n, played in enumerate(p for p in run.played if not p.by_engine):
        for option in sorted(played.step.options, key=lambda o: QUALITIES.index(o.quality)):
            if option is played.option or not mine or not _was_open(run, n, option):
                continue
            other = _continued(run, n, f"{played.step.id}:{option.id}")
            left = {(f.rule, f.part, f.agency) for f in breaches_by(audit(other.log()), run.seat)}
            removed = mine - left
            if removed and left <= {(f.rule, f.part, f.agency) for f in breaches_by(findings, run.seat)}:
                found.append({
                    "choice": played.choice, "instead": option.id, "removes": sorted({rule for rule, _, _ in removed}),
                    "prompt": played.step.prompt, "text": played.option.text, "instead_text": option.text,
                })
                mine -= removed
    return found


def _was_open(run: Run, n: int, option) -> bool:
    """Whether the option was open when the choice was made."""
    return option.when is None or option in replay(run.case, run.choices[:n], run.seat, run.difficulty).options


def _continued(run: Run, n: int, instead: str) -> Run:
    """The run with one choice changed and the rest replayed as far as it stays open."""
    choices = [*run.choices[:n], instead]
    kept = {choice.partition(":")[0]: choice for choice in run.choices[n + 1 :]}
    while True:
        now = replay(run.case, tuple(choices), run.seat, run.difficulty)
        if now.waiting is None:
            return now
        best = min(now.options, key=lambda o: QUALITIES.index(o.quality)).id
        kept_choice = kept.pop(now.waiting.id, "")
        still_open = kept_choice.partition(":")[2] in {o.id for o in now.options}
        choices.append(kept_choice if still_open else f"{now.waiting.id}:{best}")


def takeaways(run: Run, findings: tuple[Finding, ...]) -> list[dict]:
    """Three things to take away: the misconceptions behind the choices first, then the breaches, then the case's own."""
    known, found = misconceptions(), []
    for p in run.played:
        id = p.option.misconception
        if not p.by_engine and id in known and all(id != row["misconception"] for row in found):
            found.append({"misconception": id, "text": known[id]["remedy_zh"], "choice": p.choice})
    for f in breaches_by(findings, run.seat):
        if all(f.rule != row.get("rule") for row in found):
            found.append({"misconception": None, "rule": f.rule, "text": f.as_dict()["message_zh"]})
    found += [{"misconception": None, "text": text} for text in run.case.facilitator.get("takeaways", ())]
    return found[:_TAKEAWAYS]
