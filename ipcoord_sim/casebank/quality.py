"""Can a learner work with the case: how many decisions and minutes, reasons of the right length, a surprise, both chairs busy?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import SEATS, Case
from .remarks import HINT, WRONG, Remark

__all__ = ["REASON", "quality"]

# Ours, from what is known of how people learn with cases: one decision a screen, a case in a sitting.
REASON = (20, 120)
DECISIONS = (8, 25)
MINUTES = (20, 45)
_PUBLIC = 300
_SENTENCE = 35
_SEATS_ZH = {"amr": "市监", "psb": "公安"}


def quality(case: Case) -> Iterator[Remark]:
    """What keeps the case from being taught well."""
    count = len(case.decisions)
    if not DECISIONS[0] <= count <= DECISIONS[1]:
        yield Remark(WRONG, "steps", f"有 {count} 个决定", f"写 {DECISIONS[0]} 到 {DECISIONS[1]} 个。")
    if not MINUTES[0] <= case.minutes <= MINUTES[1]:
        yield Remark(WRONG, "minutes", f"写的是 {case.minutes} 分钟", f"写 {MINUTES[0]} 到 {MINUTES[1]}，太长的拆成两个案例。")
    for seat in SEATS:
        own = [step for step in case.decisions if step.seat == seat]
        if len(own) < 2:
            yield Remark(WRONG, "steps", f"{_SEATS_ZH[seat]}席只有 {len(own)} 个决定", "两席都要有事做，至少各 2 个。")
        elif all(o.engine is None for step in own for o in step.options):
            yield Remark(HINT, "steps", f"{_SEATS_ZH[seat]}席没有一个选项写了 engine", "写了，一个人练的时候对方才会误期或者出错。")
    if not any(step.inject for step in case.steps):
        yield Remark(HINT, "steps", "没有突发情况", "给一步写上 inject: true，让情况中途变一次。")
    if case.public and len(case.public.get("text", "")) > _PUBLIC:
        yield Remark(WRONG, "public", f"公众版有 {len(case.public['text'])} 个字", f"不超过 {_PUBLIC} 个字。")
    yield from _reasons(case)
    yield from _sentences(case)


def _reasons(case: Case) -> Iterator[Remark]:
    for step in case.decisions:
        if not any(o.quality in ("best", "lawful") for o in step.options):
            yield Remark(HINT, step.id, "没有一个合法的选项", "除非前面已经做错，否则要留一条合法的路。")
        for o in step.options:
            place, length = f"{step.id}:{o.id}", len(o.reason)
            if not REASON[0] <= length <= REASON[1]:
                yield Remark(WRONG, place, f"理由有 {length} 个字", f"写 {REASON[0]} 到 {REASON[1]} 个字：什么事实，哪条规定，所以怎样。")
            if o.engine and o.quality == "best":
                yield Remark(HINT, place, "engine 写在最好的选项上", "engine 是让对方误期、出错或者为难你的，不写的时候对方就选最好的。")


def _sentences(case: Case) -> Iterator[Remark]:
    for step in case.steps:
        for text in step.text.values():
            sentences = [s for s in re.split(r"[。！？；\n]", text) if s.strip("”』」 ")]
            if sentences and sum(map(len, sentences)) / len(sentences) > _SENTENCE:
                yield Remark(HINT, step.id, "句子太长", f"平均不超过 {_SENTENCE} 个字，一句只说一件事。")
