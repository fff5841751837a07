"""`ipcoord completeness`: is there enough of everything, norm by norm, clause by clause, chapter by chapter."""

from __future__ import annotations

import argparse
import json

from ..errors import UnknownIdError
from ..teaching import Count, chapters, completeness
from ..teaching.checking import remarks
from .terminal import table

__all__ = ["PER_ZH", "add_commands"]

PER_ZH = {"norm": "规范", "clause": "条款", "objective": "目标", "chapter": "章", "book": "书"}


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add `completeness`."""
    one = commands.add_parser("completeness", parents=[common], help="教学内容齐不齐：目标、范例、练习、题、卡、案例")
    one.add_argument("--chapter", metavar="章", help="只看这一章的，例如 ch17")
    one.add_argument("--all", action="store_true", help="够数的也列出来")
    one.set_defaults(run=_run)


def _run(options) -> int:
    counts, wrong = completeness(), {id: remarks(one) for id, one in chapters().items()}
    if options.chapter:
        if options.chapter not in chapters():
            raise UnknownIdError.among("有教学材料的章", "chapter with teaching material", options.chapter, chapters())
        own = chapters()[options.chapter]
        ids = {own.id, own.clause, *own.norms, *(o.id for o in own.objectives)}
        counts, wrong = tuple(c for c in counts if c.id in ids), {own.id: wrong[own.id]}
    failed = [c for c in counts if c.hole and c.owed]
    if options.json:
        print(json.dumps({"counts": [c._asdict() | {"hole": c.hole} for c in counts], "remarks": wrong}, ensure_ascii=False, indent=2))
    else:
        print(_text(counts, wrong, options.all))
    return 1 if failed or any(wrong[id] for id in wrong if chapters()[id].complete) else 0


def _text(counts: tuple[Count, ...], wrong: dict[str, list[str]], every: bool) -> str:
    shown = [c for c in counts if every or c.hole]
    rows = [(PER_ZH[c.per], c.id, c.label_zh, str(c.have), str(c.least), "齐" if not c.hole else "缺" if c.owed else "还没写") for c in shown]
    done = "、".join(id for id, one in chapters().items() if one.complete) or "还没有"
    owed = sum(c.hole and c.owed for c in counts)
    lines = [f"写明已经完成的章：{done}。这些章里缺 {owed} 项；其余还没写的 {sum(c.hole and not c.owed for c in counts)} 项。"]
    lines += [table(rows, ("种类", "编号", "什么", "有", "至少", "结论"), 120)] if rows else ["全部够数。"]
    lines += [f"{id}：{remark}" for id, found in wrong.items() for remark in found]
    return "\n\n".join(lines)
