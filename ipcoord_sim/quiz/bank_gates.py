"""The gates of the whole bank: enough items a clause, both chairs, every misconception, no pattern in the keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ..casebank.catalogue import misconceptions
from ..casebank.remarks import HINT, WRONG, Remark
from ..norms import clauses, within
from .model import CHOICE, Item
from .text import chance, shown

__all__ = ["bank_gates", "clause_gates", "complete"]

# Ours: what a clause needs to be taught, practised and examined.
PER_CLAUSE = 10
PER_CHAIR = 4
PER_EXAM = 3
PER_BELIEF = 4
LONGEST = (0.15, 0.35)
LEAST_CHANCE = 0.05


def complete(items: Iterable[Item]) -> bool:
    """Whether every clause of the plan has its file; before that the gates of the whole bank only warn."""
    return {i.clause for i in items} == {c.id for c in clauses()}


def clause_gates(clause: str, items: Iterable[Item]) -> Iterator[Remark]:
    """What one clause's file lacks."""
    items = list(items)
    if len(items) < PER_CLAUSE:
        yield Remark(WRONG, clause, f"只有 {len(items)} 题", f"写够 {PER_CLAUSE} 题。")
    if not items:
        return
    for chair, name in (("amr", "市监"), ("psb", "公安")):
        own = sum(i.perspective in (chair, "both") for i in items)
        if own < PER_CHAIR:
            yield Remark(WRONG, clause, f"{name}视角只有 {own} 题", f"至少 {PER_CHAIR} 题，两家都要用得上。")
    exam = sum(i.use == "exam" for i in items)
    if exam < PER_EXAM:
        yield Remark(WRONG, clause, f"考试用的只有 {exam} 题", f"至少 {PER_EXAM} 题写 use: exam。")
    here = [n.id for n in within(clause)]
    covered = {i.norm for i in items}
    if len(covered) < min(3, len(here)):
        yield Remark(WRONG, clause, f"只考到 {'、'.join(sorted(covered))}", f"这一条有 {'、'.join(here)}，至少考到 {min(3, len(here))} 个。")


def bank_gates(items: Iterable[Item]) -> Iterator[Remark]:
    """What the bank as a whole lacks; hints while it is not complete."""
    items = list(items)
    level = WRONG if complete(items) else HINT
    absent = [c.id for c in clauses() if c.id not in {i.clause for i in items}]
    if absent:
        yield Remark(level, "题库", f"还没有题的条款：{'、'.join(absent)}", "写齐以后，下面的提示就成为错误。")
    yield from _beliefs(items, level)
    choice = [i for i in items if i.type in CHOICE]
    yield from _places(choice, level)
    yield from _lengths(choice, level)
    yield from _answers(items, level)


def _beliefs(items: list[Item], level: str) -> Iterator[Remark]:
    used = Counter(o.misconception for i in items for o in i.options if o.misconception)
    rare = [f"{id}（{used[id]}）" for id in misconceptions() if used[id] < PER_BELIEF]
    if rare:
        yield Remark(level, "题库", f"误区用得不够：{'、'.join(rare)}", f"每个至少用 {PER_BELIEF} 次。")


def _places(items: list[Item], level: str) -> Iterator[Remark]:
    """Keys of single choices with as many options, by their place."""
    groups: dict[int, list[int]] = {}
    for i in items:
        if i.type != "multiple" and i.type != "date":
            places = groups.setdefault(len(i.options), [0] * len(i.options))
            places[next(n for n, o in enumerate(i.options) if o.correct)] += 1
    if (likely := chance(groups.values())) <= LEAST_CHANCE:
        rows = "；".join(f"{n} 个选项的 {'、'.join(map(str, counts))}" for n, counts in sorted(groups.items()))
        yield Remark(level, "题库", f"正确选项的位置不均匀（{rows}；χ² 检验 p={likely:.3f}）", "调换选项的先后，让正确的在各个位置差不多。")


def _lengths(items: list[Item], level: str) -> Iterator[Remark]:
    four = [i for i in items if len(i.options) == 4 and i.type in ("single", "next_step")]
    if len(four) < 10:
        return
    # Where several are the longest together each has its part of it, so that even lengths give a quarter.
    longest = 0.0
    for i in four:
        most = max(len(shown(o.text)) for o in i.options)
        first = [o.correct for o in i.options if len(shown(o.text)) == most]
        longest += sum(first) / len(first)
    share = longest / len(four)
    if not LONGEST[0] <= share <= LONGEST[1]:
        yield Remark(level, "题库", f"四个选项的题里，{share:.0%} 的正确选项最长", f"控制在 {LONGEST[0]:.0%} 到 {LONGEST[1]:.0%}，有长有短。")


def _answers(items: list[Item], level: str) -> Iterator[Remark]:
    """An item whose key stands word for word in another item of the same clause and use, which is thus answered by it."""
    by_group: Mapping[tuple, list[Item]] = {}
    for i in items:
        by_group.setdefault((i.clause, i.use), []).append(i)
    for group in by_group.values():
        for i in group:
            keys = [shown(o.text).rstrip("。") for o in i.options if o.correct and i.type in ("single", "next_step")]
            for other in group:
                if other is not i and any(len(key) >= 8 and key in other.stem for key in keys):
                    yield Remark(level, i.id, f"{other.id} 的题干里写着这一题的答案", "改掉其中一题的说法。")
