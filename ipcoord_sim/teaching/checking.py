"""What is wrong with a chapter's material: ids that lead nowhere, exercises whose answer the engine does not give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..casebank import cases
from ..casefile import CaseFile
from ..conformance import Finding, audit
from ..errors import IpcoordError
from ..norms import clause, clauses, norm, unconfirmed
from ..quiz.reading import bank
from .model import Chapter, Objective, Spot

__all__ = ["breaches", "earlier", "remarks"]

_USES = {"practice": "练习", "delayed": "隔时再练", "exam": "考试"}


def remarks(chapter: Chapter) -> list[str]:
    """One Chinese sentence for each thing that does not hold; empty for a sound chapter."""
    found = [*_ids(chapter), *_bases(chapter)]
    for objective in chapter.objectives:
        found += _objective(chapter, objective)
    for pair in chapter.contrast:
        kinds = [_kind(side.log, side.rule) for side in pair.sides]
        found += [f"{pair.id}：{side.rule} 写的是 {side.kind}，引擎说是 {kind}；请改台账或者改 kind。" for side, kind in zip(pair.sides, kinds, strict=True) if kind != side.kind]
        if kinds[0] == kinds[1]:
            found.append(f"{pair.id}：两边结果都是 {kinds[0]}，不成对照；请改其中一边。")
    for spot in chapter.spot:
        found += _spot(spot)
    return found + list(_mixed(chapter))


def breaches(log: CaseFile) -> list[Finding]:
    """The findings of the checker that break a rule."""
    return [finding for finding in audit(log) if finding.breach]


def earlier(chapter: Chapter) -> list[str]:
    """The clauses, one an item, of the mixed set that stand before the chapter's own in the plan."""
    order = [c.id for c in clauses()]
    own = order.index(clause(chapter.clause).id)
    return [bank()[id][0] for id in chapter.interleaved if id in bank() and order.index(bank()[id][0]) < own]


def _ids(chapter: Chapter) -> Iterator[str]:
    every = [*chapter.objectives, *chapter.worked, *chapter.faded, *chapter.contrast, *chapter.spot, *chapter.cards]
    yield from (f"编号 {id} 用了两次；请换一个。" for id, times in Counter(one.id for one in every).items() if times > 1)
    yield from (f"{one.id} 的编号应以 {one.id[0]}{chapter.id[2:]}- 开头。" for one in every if not one.id[1:].startswith(f"{chapter.id[2:]}-"))
    yield from (f"{id} 不是{clause(chapter.clause).label_zh}的规范。" for id in chapter.norms if _clause_of(id) != clause(chapter.clause).id)
    yield from (f"没有案例 {id}。" for id in (*chapter.cases, chapter.wrap_up) if id not in cases())
    yield from (f"{card.id}：{card.norm} 不在这一章的规范里。" for card in chapter.cards if card.norm not in chapter.norms)
    for example in chapter.faded:
        if not example.blanks:
            yield f"{example.id}：没有写 blanks（留空几步）。"
        yield from (f"{example.id}：留空的一步没有写 ask（问什么）。" for step in example.steps[len(example.steps) - example.blanks :] if example.blanks and not step.ask)


def _bases(chapter: Chapter) -> Iterator[str]:
    """Every id that an answer rests on is known, and is law that was read."""
    parts: list[tuple[str, Iterable[str]]] = [(f"先考考你第{n}题", one.basis) for n, one in enumerate(chapter.pretest, 1)]
    parts += [(example.id, step.basis) for example in (*chapter.worked, *chapter.faded) for step in example.steps]
    parts += [(pair.id, side.basis) for pair in chapter.contrast for side in pair.sides]
    parts += [(spot.id, fault.basis) for spot in chapter.spot for fault in spot.faults]
    parts += [(card.id, card.basis) for card in chapter.cards]
    for where, ids in parts:
        for id in ids:
            try:
                if unconfirmed(id):
                    yield f"{where}：依据 {id} 待核，不能用来下结论；请换一条。"
            except IpcoordError as error:
                yield f"{where}：{error.zh}"


def _objective(chapter: Chapter, objective: Objective) -> Iterator[str]:
    shown = {example.id for example in chapter.worked}
    tried = {one.id for one in (*chapter.faded, *chapter.contrast, *chapter.spot)}
    if objective.norm not in chapter.norms:
        yield f"{objective.id}：{objective.norm} 不在这一章的规范里。"
    yield from (f"{objective.id}：没有范例 {id}。" for id in objective.worked if id not in shown)
    yield from (f"{objective.id}：没有练习 {id}。" for id in objective.practised if id not in tried)
    unknown = [id for id in objective.items if id not in bank()]
    yield from (f"{objective.id}：题库里没有 {id}。" for id in unknown)
    uses = {bank()[id][1]["use"] for id in objective.items if id not in unknown}
    yield from (f"{objective.id}：测评题里没有{zh}用的题。" for use, zh in _USES.items() if use not in uses)


def _spot(spot: Spot) -> Iterator[str]:
    told = Counter((fault.rule, fault.event, fault.kind) for fault in spot.faults)
    found = Counter((finding.rule, finding.event, finding.kind) for finding in breaches(spot.log))
    for rule, event, kind in (told - found).elements():
        yield f"{spot.id}：写了 {rule} {event} {kind}，引擎没有发现；请改台账或者改答案。"
    for rule, event, kind in (found - told).elements():
        yield f"{spot.id}：引擎还发现 {rule} {event} {kind}，答案里没有；请改台账或者补上。"
    known = {line.id for line in spot.lines}
    yield from (f"{spot.id}：{fault.event} 没有写 shown，学员看不到它。" for fault in spot.faults if fault.event not in known)


def _mixed(chapter: Chapter) -> Iterator[str]:
    known = [bank()[id][0] for id in chapter.interleaved if id in bank()]
    yield from (f"混合练习：题库里没有 {id}。" for id in chapter.interleaved if id not in bank())
    for a, b, c in zip(known, known[1:], known[2:], strict=False):
        if a == b == c:
            yield f"混合练习：连着三题都是{clause(a).label_zh}；至多连着两题。"


def _kind(log: CaseFile, rule: str) -> str:
    """What the checker says of one rule: its gravest kind, `silent` where the rule was not touched."""
    found = [finding for finding in audit(log) if finding.rule == rule]
    grave = next((f.kind for f in found if f.breach), None)
    return grave or next((f.kind for f in found if f.kind == "disputed"), None) or (found[0].kind if found else "silent")


def _clause_of(id: str) -> str:
    return ".".join(norm(id).clause.split(".")[:2])
