"""Findings as Markdown and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from ..casefile import CaseFile
from ..conformance import Finding
from ..conformance.messages import message_zh
from ..times import minute_text
from .words import KINDS_ZH

__all__ = ["findings_json", "findings_markdown"]

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~$&!])")
_CONTROL = re.compile("[\x00-\x1f\x7f\u2028\u2029]+")


def findings_markdown(cases: Iterable[tuple[CaseFile, Iterable[Finding]]]) -> Iterator[str]:
    """A heading and a table a case; whatever stands in a title stays text."""
    yield "# 台账对照结果\n\n这是按条文和规则的对照，供复盘参考；以法律文本和承办机关的认定为准。\n"
    for case, found in cases:
        found = list(found)
        broken = sum(f.breach for f in found)
        yield f"\n## 案件 {_plain(case.id)} {_plain(case.title)}".rstrip() + f"\n\n违规 {broken} 处，共 {len(found)} 条。\n"
        if found:
            yield "\n| 规则 | 结论 | 事件 | 最后期限 | 说明 |\n| --- | --- | --- | --- | --- |\n"
        for f in found:
            due = minute_text(f.due, "—")
            yield f"| {f.rule} | {KINDS_ZH[f.kind]} | {_plain(f.event or '—')} | {due} | {_plain(message_zh(f))} |\n"


def findings_json(cases: Iterable[tuple[CaseFile, Iterable[Finding]]]) -> Iterator[str]:
    """One JSON object: the answers of `check`, case by case."""
    yield '{"format": "ipcoord-findings/1", "cases": ['
    for n, (case, found) in enumerate(cases):
        found = list(found)
        row = {"case": case.id, "title": case.title, "breaches": sum(f.breach for f in found), "findings": [f.as_dict() for f in found]}
        yield (",\n" if n else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\1", _CONTROL.sub(" ", text))
