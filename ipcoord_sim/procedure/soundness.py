"""What the procedure table must hold as a whole: every act covered and reachable, every answer of a rule open after its trigger."""

from __future__ import annotations

from ..acts import acts
from ..conformance import Rule, rules
from ..conformance.guards import GUARDS
from .transitions import Transition, transitions

__all__ = ["faults"]


def faults(rows: tuple[Transition, ...] | None = None) -> tuple[str, ...]:
    """What is wrong with the table, one sentence each; empty where it is sound."""
    rows = transitions() if rows is None else rows
    return (*_uncovered(rows), *_unreachable(rows), *_unanswerable(rows), *_unknown_guards(rows))


def _uncovered(rows: tuple[Transition, ...]) -> list[str]:
    found = {(row.act, kind) for row in rows for kind in row.by}
    wanted = {(act.id, kind) for act in acts().values() for kind in act.by}
    lacking = [f"{act}（{kind}）没有写什么时候可以做。" for act, kind in sorted(wanted - found)]
    return lacking + [f"{act} 不由 {kind} 做。" for act, kind in sorted(found - wanted)]


def _unreachable(rows: tuple[Transition, ...]) -> list[str]:
    reached: set[str] = set()
    while True:
        more = {row.act for row in rows if _reachable(row, reached)} - reached
        if not more:
            return [f"{act} 从头走不到。" for act in sorted({row.act for row in rows} - reached)]
        reached |= more


def _reachable(row: Transition, reached: set[str]) -> bool:
    return any(m.act is None or m.act in reached for m in row.after) and all(m.act in reached for m in row.needs)


def _unanswerable(rows: tuple[Transition, ...]) -> list[str]:
    """Rules whose trigger opens none of the acts that answer it, neither at once nor by steps that lead to it."""
    return [
        f"{rule.key} 的 {'、'.join(rule.answers)} 在 {'、'.join(rule.acts or rule.needs)} 以后没有打开。"
        for rule in rules() if rule.kind == "response" and not _opens(rule, rows)
    ]


def _opens(rule: Rule, rows: tuple[Transition, ...]) -> bool:
    started = {*rule.acts, *rule.needs}
    if any(row.act in rule.answers and any(m.fact in rule.facts or m.start for m in row.after) for row in rows):
        return True
    while True:
        more = {row.act for row in rows if any(m.act in started for m in row.after) and (row.act in rule.answers or row.leads_to)} - started
        if more & set(rule.answers):
            return True
        if not more:
            return False
        started |= more


def _unknown_guards(rows: tuple[Transition, ...]) -> list[str]:
    return [f"{row.act} 用了没有的判断 {name}。" for row in rows for name in row.not_while if name not in GUARDS]
