"""The after-action review: what was kept and broken, what lateness cost, and the earliest choice that would have changed it."""

from __future__ import annotations

from ..casebank.catalogue import misconceptions
from ..casebank.model import QUALITIES
from ..conformance import Finding, audit, rules
from ..times import time_text
from .replay import Run, replay
from .seats import words
from .text import basis_words
from .timeline import limits, timeline, unshared

__all__ = ["breaches_by", "counterfactuals", "review", "takeaways"]

_TAKEAWAYS = 3


def review(run: Run) -> dict:
    """The whole review of a case that has ended, as JSON values."""
    findings = audit(run.log())
    return {
        "findings": [{**f.as_dict(), "breach": f.breach} for f in findings],
        "begun": time_text(run.case.start),
        "ended": time_text(run.now),
        "ending": {"title": run.ending.title, "text": words(run.ending, "both"), "cites": list(run.ending.cites), "cites_zh": basis_words(run.ending.cites)} if run.ending else None,
        "timeline": timeline(run, findings),
        "limits": limits(run, findings),
        "counterfactuals": counterfactuals(run, findings),
        "exchange": [f.as_dict() for f in findings if f.rule in ("R23", "R24", "R25", "R27", "R28") and (f.breach or f.kind == "disputed")],
        "unshared": unshared(run),
        "takeaways": takeaways(run, findings),
    }


def breaches_by(findings: tuple[Finding, ...], seat: str) -> tuple[Finding, ...]:
    """The breaches of one chair's agencies; a breach that names no agency concerns both."""
    return tuple(f for f in findings if f.breach and (f.agency is None or seat == "both" or f.agency.startswith(f"{seat}/")))


def counterfactuals(run: Run, findings: tuple[Finding, ...]) -> list[dict]:
    """For each breach of the learner's chair, the earliest single other choice that removes it.

    The rest is replayed as it was chosen as far as it stays open; where it does not, the best option is taken (`also`).
    Nobody is told to break the law: only options called best or lawful are tried.
    A change that brings no new breach is preferred; one that does says which (`adds`).
    """
    mine = _keys(findings, run.seat)
    if not mine:
        return []
    tried = list(_others(run))
    found: list[dict] = []
    left = set(mine)
    for allowed in (False, True):
        for played, option, other in tried:
            now = _keys(audit(other.log()), run.seat)
            removed, added = left - now, now - mine
            if removed and (allowed or not added):
                found.append(_change(run, played, option, other, removed, added))
                left -= removed
    return sorted(found, key=lambda row: run.choices.index(row["choice"]))


def _keys(findings: tuple[Finding, ...], seat: str) -> set[tuple]:
    return {(f.rule, f.part, f.agency) for f in breaches_by(findings, seat)}


def _others(run: Run):
    """Every run with one choice of the learner's changed to a lawful one, the earliest first, better options first."""
    for n, played in enumerate(p for p in run.played if not p.by_engine):
        for option in sorted(played.step.options, key=lambda o: QUALITIES.index(o.quality)):
            if option is not played.option and option.quality in ("best", "lawful") and _was_open(run, n, option):
                yield played, option, _continued(run, n, f"{played.step.id}:{option.id}")


def _change(run: Run, played, option, other: Run, removed: set, added: set) -> dict:
    after = run.choices.index(played.choice) + 1
    return {
        "choice": played.choice, "instead": option.id, "removes": sorted({key[0] for key in removed}), "adds": sorted({key[0] for key in added}),
        "removes_zh": _titles(removed), "adds_zh": _titles(added),
        "prompt": played.step.prompt, "text": played.option.text, "instead_text": option.text, "also": [c for c in other.choices[after:] if c not in run.choices],
    }


def _titles(keys: set[tuple]) -> list[str]:
    """What those rules ask, each once."""
    wanted = {key[:2] for key in keys}
    return list(dict.fromkeys(rule.title_zh for rule in rules() if (rule.id, rule.part) in wanted))


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
