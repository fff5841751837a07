"""A set of items on paper and without JavaScript: the questions first, the answers behind one line, on a page of their own in print."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from ipcoord_sim.exporters.item_tables import TYPES_ZH
from ipcoord_sim.quiz import Item, Option

from .case_parts import basis, misconception, note
from .provenance import folded
from .search_records import mark_searchable

__all__ = ["FICTION", "questions", "still"]

FICTION = "题里的人、店、商标都是编的。"
_LETTERS = "ABCDEF"


def still(items: Sequence[Item], title: str, *, searched: bool = False) -> list[nodes.Node]:
    """Questions, then all answers with their reasons; `searched` makes every question a record of the search."""
    head = nodes.paragraph("", "", nodes.strong("", title), nodes.Text(f"（{len(items)}题）"))
    answers = [nodes.container("", *[block for n, one in enumerate(items, 1) for block in _answer(n, one)], classes=["ip-quiz-answers"])]
    return [head, questions(items, searched=searched), *folded(f"打开：{len(items)}题的答案和理由", *answers), note(FICTION)]


def questions(items: Sequence[Item], *, searched: bool = False) -> nodes.container:
    """The situations with what is to be chosen, ordered, matched or filled in."""
    box = nodes.container(classes=["ip-quiz-questions"])
    for n, one in enumerate(items, 1):
        asked = nodes.container("", _worded(f"{n}. （{TYPES_ZH[one.type]}）{one.stem}"), *_options(one), ids=[f"q-{one.id}"] if searched else [], classes=["ip-quiz-question"])
        if searched:
            told = " ".join([one.stem, *(o.text for o in one.options)]).replace("**", "")
            title = one.stem.replace("**", "").split("。")[0]
            mark_searchable(asked, group="题", title=title if len(title) <= 40 else title[:39] + "…", clauses=[one.clause], keys=[one.id, one.norm], text=told)
        box += asked
    return box


def _worded(text: str, *classes: str) -> nodes.paragraph:
    """A paragraph; what stands between ** is bold."""
    made = nodes.paragraph(classes=list(classes))
    made += [nodes.strong("", part) if n % 2 else nodes.Text(part) for n, part in enumerate(text.split("**"))]
    return made


def _options(one: Item) -> list[nodes.Node]:
    if one.type == "number":
        return [nodes.paragraph("", f"答：＿＿＿＿{one.unit}")]
    if one.type == "match":
        rights = "　".join(f"{n}. {pair}" for n, pair in enumerate(one.pairs, 1))
        return [*(_worded(f"{letter}. {o.text}　配＿＿") for letter, o in zip(_LETTERS, one.options, strict=False)), nodes.paragraph("", f"可以配的：{rights}", classes=["ip-quiz-rights"])]
    gap = "＿＿　" if one.type == "order" else ""
    return [_worded(f"{gap}{letter}. {o.text}") for letter, o in zip(_LETTERS, one.options, strict=False)]


def _answer(n: int, one: Item) -> list[nodes.Node]:
    blocks: list[nodes.Node] = [nodes.paragraph("", "", nodes.strong("", f"{n}. {_key(one)}"))]
    for letter, o in zip(_LETTERS, one.options, strict=False):
        words = f"{letter}. {'' if one.type in ('order', 'match') else '对。' if o.correct else '不对。'}{o.reason}"
        if o.misconception:
            words += f"（误区：{misconception(o.misconception)}）"
        blocks += [_worded(words), basis(o.basis)]
    return blocks


def _key(one: Item) -> str:
    letters = dict(zip((o.id for o in one.options), _LETTERS, strict=False))
    if one.type == "order":
        return "→".join(letters[o.id] for o in sorted(one.options, key=lambda o: o.place or 0))
    if one.type == "match":
        return "，".join(f"{letters[o.id]}配{one.pairs.index(o.pair or '') + 1}" for o in one.options)
    right: list[Option] = [o for o in one.options if o.correct]
    return right[0].text if one.type == "number" else "".join(letters[o.id] for o in right)
