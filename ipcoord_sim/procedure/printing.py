"""The procedure table as Markdown, for a page of the book."""

from __future__ import annotations

from ..acts import acts, documents, fact_names
from ..conformance import rules
from ..conformance.messages import AGENCY_KINDS_ZH, basis_zh
from .transitions import Mark, Transition, transitions

__all__ = ["markdown"]

_SEEN_ZH = {"own": "本机关", "received": "收到", "case": ""}
_WORDS_ZH = {
    "file": "立案", "decline": "不予立案", "uphold": "维持", "other": "不归自己管辖", "no_crime_admin_penalty": "不构成犯罪，要行政处罚",
    "not_police_matter": "不属公安机关职责",
}


def markdown() -> str:
    """The table: the act, who does it, after what, until what, on which basis."""
    head = ("行为", "谁", "在什么以后", "到什么为止", "依据", "说明")
    lines = [_line(head), _line(("---",) * len(head))]
    return "\n".join([*lines, *(_line(_row(row)) for row in transitions())]) + "\n"


def _row(row: Transition) -> tuple[str, ...]:
    after = "；或者".join(_mark(m) for m in row.after)
    if row.needs:
        after += "；并且" + "、".join(_mark(m) for m in row.needs)
    ends = "、".join(dict.fromkeys(_mark(m) for m in row.ends))
    if row.window:
        ends += ("；" if ends else "") + f"{_rule_zh(row.window)}的期限届满"
    who = "、".join(AGENCY_KINDS_ZH[kind] for kind in row.by)
    return (row.zh, who, after, ends or "随时可以再做", basis_zh(row.basis), row.note_zh)


def _mark(mark: Mark) -> str:
    if mark.start:
        return "随时"
    if mark.fact:
        return f"案件{fact_names()[mark.fact]}"
    if mark.overdue:
        return f"{_rule_zh(mark.overdue)}逾期"
    words = [_word(mark.act, key, word) for key, word in mark.where] + ["不是" + _word(mark.act, key, word) for key, word in mark.unless]
    words += [documents()[mark.paper]] if mark.paper else []
    return f"{_SEEN_ZH[mark.seen]}“{acts()[mark.act].zh}”" + (f"（{'，'.join(words)}）" if words else "")


def _word(act: str, key: str, word: object) -> str:
    return acts()[act].fields[key].zh if word is True else _WORDS_ZH[word]


def _rule_zh(id: str) -> str:
    return next(r.title_zh for r in rules() if r.id == id)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
