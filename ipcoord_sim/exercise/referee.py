"""The referee: every path of a case is played and its log checked against what the case says of its options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..casebank.model import SEATS, Case
from ..casefile import CaseFile
from ..conformance import Finding, audit
from ..errors import InputError, IpcoordError
from .replay import Run, replay
from .review import breaches_by

__all__ = ["MOST_PATHS", "Verdict", "paths", "referee"]

# Ours: a case with more paths than this cannot be checked as a whole; fewer options or rejoining paths mend it.
MOST_PATHS = 30_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a case: the place (a choice, a step or ""), and the sentence."""

    place: str
    zh: str


def paths(case: Case) -> Iterator[Run]:
    """Every way the case can be played by both chairs, from beginning to end, depth first."""
    stack: list[tuple[str, ...]] = [()]
    while stack:
        choices = stack.pop()
        run = replay(case, choices)
        if run.waiting is None:
            yield run
        else:
            stack += [(*choices, f"{run.waiting.id}:{option.id}") for option in reversed(run.options)]


def referee(case: Case) -> tuple[int, tuple[Verdict, ...]]:
    """How many paths the case has, and everything that does not hold.

    Held: every path ends in an ending that cites; every option can be reached; each chair has a fully lawful path;
    options called best or lawful lead to no breach by their chair, options called unlawful lead to one;
    every deadline of the case is missed on some path.
    """
    found: dict[str, Verdict] = {}
    seen: set[str] = set()
    clean = dict.fromkeys(SEATS, False)
    limits: dict[str, bool] = {}
    count = 0
    for run in paths(case):
        count += 1
        if count > MOST_PATHS:
            found["*"] = Verdict("", f"路径超过 {MOST_PATHS} 条，查不完；请减少选项，或者让岔路早些汇合。")
            break
        _judge(case, run, found, seen, clean, limits)
    for step in case.decisions:
        for option in step.options:
            if f"{step.id}:{option.id}" not in seen:
                found.setdefault(f"{step.id}:{option.id}", Verdict(f"{step.id}:{option.id}", "这个选项从来走不到；请检查 next 和 when。"))
    for seat in SEATS:
        if not clean[seat] and any(step.seat == seat for step in case.decisions):
            found[f"seat {seat}"] = Verdict("", f"{'市监' if seat == 'amr' else '公安'}席没有一条从头到尾合法的路。")
    for rule, missed in limits.items():
        if not missed:
            found[f"limit {rule}"] = Verdict("", f"期限规则 {rule} 在哪条路上都没有被耽误；请加一个会误期的选项。")
    return count, tuple(found.values())


def _judge(case: Case, run: Run, found: dict, seen: set, clean: dict, limits: dict) -> None:
    way = " ".join(p.choice for p in run.played)
    seen.update(p.choice for p in run.played)
    if run.ending is None:
        found.setdefault("end", Verdict(run.played[-1].choice if run.played else "", f"这条路没有结局：{way}。"))
        return
    if not run.ending.cites:
        found.setdefault(run.ending.id, Verdict(run.ending.id, "结局没有写依据（cites）。"))
    try:
        findings = audit(_log(run))
    except IpcoordError as broken:
        found.setdefault(f"log {broken.zh}", Verdict(run.played[-1].choice, f"这条路写出的台账不合格：{broken.zh}路径：{way}"))
        return
    for f in findings:
        if f.due and f.kind != "pending":
            limits[f.rule] = limits.get(f.rule, False) or f.kind in ("late", "overdue")
    for seat in SEATS:
        own = [p for p in run.played if p.step.seat == seat]
        mine = breaches_by(findings, seat)
        worst = [p for p in own if p.option.quality == "unlawful"]
        if not worst and all(p.option.quality in ("best", "lawful") for p in own):
            clean[seat] = True
            if mine:
                key = f"{own[-1].choice if own else seat} {mine[0].rule}"
                found.setdefault(key, Verdict(own[-1].choice if own else "", f"选的都是合法选项，却出现违规 {_named(mine)}。路径：{way}"))
        if len(worst) == 1 and not mine:
            found.setdefault(worst[0].choice, Verdict(worst[0].choice, f"标为 unlawful，走完却没有任何违规。路径：{way}"))


def _log(run: Run) -> CaseFile:
    try:
        return run.log()
    except IpcoordError:
        raise
    except (KeyError, ValueError) as broken:
        raise InputError(f"{run.case.id} 的台账写不出来（{broken}）。", f"The log of {run.case.id} cannot be written ({broken}).") from None


def _named(findings: tuple[Finding, ...]) -> str:
    return "、".join(dict.fromkeys(f"{f.rule} {f.kind}（{f.event or '—'}）" for f in findings))
