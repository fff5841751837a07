"""The referee: every path of a case is played and its log checked against what the case says of its options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..casebank.model import SEATS, Case
from ..casefile import CaseFile
from ..conformance import Finding, audit
from ..errors import InputError, IpcoordError
from .replay import Run, ways
from .review import breaches_by

__all__ = ["MOST_PATHS", "Verdict", "paths", "referee"]

# Ours: a case with more paths than this cannot be checked as a whole; fewer options or rejoining paths mend it.
MOST_PATHS = 30_000
_TELL = 50


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a case: the place (a choice, a step or ""), the sentence, and what to do."""

    place: str
    zh: str
    advice_zh: str = ""


def paths(case: Case) -> Iterator[Run]:
    """Every way the case can be played by both chairs, from beginning to end, depth first."""
    yield from (run for run, _ in ways(case))


def referee(case: Case, progress: Callable[[float, int], None] | None = None) -> tuple[int, tuple[Verdict, ...]]:
    """How many paths the case has, and everything that does not hold.

    Held: every path ends in an ending that cites; every option can be reached; each chair has a fully lawful path;
    options called best or lawful lead to no breach by their chair, options called unlawful lead to one;
    every deadline of the case is missed on some path. `progress` hears the share that is done and the number of paths.
    """
    found: dict[str, Verdict] = {}
    seen: set[str] = set()
    clean = dict.fromkeys(SEATS, False)
    limits: dict[str, bool] = {}
    count, done = 0, 0.0
    for run, share in ways(case):
        count += 1
        done += share
        if progress and count % _TELL == 0:
            progress(min(done, 1.0), count)
        if count > MOST_PATHS:
            found["*"] = Verdict("steps", f"路径超过 {MOST_PATHS} 条，查不完", "减少选项，或者用 next 让岔路早些汇合。")
            break
        _judge(case, run, found, seen, clean, limits)
    for step in case.decisions:
        for option in step.options:
            if f"{step.id}:{option.id}" not in seen:
                found.setdefault(f"{step.id}:{option.id}", Verdict(f"{step.id}:{option.id}", "这个选项从来走不到", "检查前面的 next 和这里的 when。"))
    for seat in SEATS:
        if not clean[seat] and any(step.seat == seat for step in case.decisions):
            found[f"seat {seat}"] = Verdict("steps", f"{'市监' if seat == 'amr' else '公安'}席没有一条从头到尾合法的路", "每个决定都要留一个合法的选项。")
    for rule, missed in limits.items():
        if not missed:
            found[f"limit {rule}"] = Verdict("steps", f"期限规则 {rule} 在哪条路上都没有被耽误", "加一个会误期的选项，让学员看到后果。")
    return count, tuple(found.values())


def _judge(case: Case, run: Run, found: dict, seen: set, clean: dict, limits: dict) -> None:
    way = " ".join(p.choice for p in run.played)
    seen.update(p.choice for p in run.played)
    if run.waiting is not None:
        found.setdefault(run.waiting.id, Verdict(run.waiting.id, f"走到这里没有一个选项可以选（走的路：{way}）", "放宽选项的 when，或者给这一步也写上 when。"))
        return
    if run.ending is None:
        found.setdefault("end", Verdict(run.played[-1].choice if run.played else "", f"这条路没有结局：{way}", "给最后一步写上 next，指到 ending: true 的一步。"))
        return
    if not run.ending.cites:
        found.setdefault(run.ending.id, Verdict(run.ending.id, "结局没有写依据", "写一行 cites: [编号]。"))
    try:
        findings = audit(_log(run))
    except IpcoordError as broken:
        found.setdefault(f"log {broken.zh}", Verdict(run.played[-1].choice, f"这条路写出的台账不合格：{broken.zh}（走的路：{way}）", "改这条路上的 acts。"))
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
                found.setdefault(key, Verdict(own[-1].choice if own else "", f"选的都是合法选项，却出现违规 {_named(mine)}（走的路：{way}）", "改选项的 acts 或者 quality。"))
        if len(worst) == 1 and not mine:
            found.setdefault(worst[0].choice, Verdict(worst[0].choice, f"标为 unlawful，走完却没有任何违规（走的路：{way}）", "改 acts 让它真的违规，或者把 quality 改成 risky。"))


def _log(run: Run) -> CaseFile:
    try:
        return run.log()
    except IpcoordError:
        raise
    except (KeyError, ValueError) as broken:
        raise InputError(f"{run.case.id} 的台账写不出来（{broken}）。", f"The log of {run.case.id} cannot be written ({broken}).") from None


def _named(findings: tuple[Finding, ...]) -> str:
    return "、".join(dict.fromkeys(f"{f.rule} {f.kind}（{f.event or '—'}）" for f in findings))
