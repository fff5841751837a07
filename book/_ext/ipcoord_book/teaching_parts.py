"""Pieces of the teaching directives: sentences with their links, what a step rests on, answers that stay folded."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from ipcoord_sim.teaching.texts import Said

from .case_parts import basis
from .clauses import clause_link, norm_link
from .figures import fact_link, figure_link
from .glossary import term_link
from .provenance import folded

__all__ = ["answer", "block", "numbered", "paragraph", "pieces", "resting"]

_LINKS = {
    "text": lambda piece: nodes.Text(piece.words),
    "law": lambda piece: figure_link(piece.id, silent=True),
    "article": lambda piece: fact_link(piece.id, silent=True),
    "norm": lambda piece: norm_link(piece.id, silent=True),
    "clause": lambda piece: clause_link(piece.id, silent=True),
    "word": lambda piece: term_link(piece.id),
}


def pieces(sentence: Said) -> list[nodes.Node]:
    """The words of a sentence with a link for each reference."""
    return [_LINKS[piece.kind](piece) for piece in sentence]


def paragraph(sentence: Said | str, *classes: str, lead: str = "") -> nodes.paragraph:
    """A sentence as a paragraph; `lead` stands before it in bold."""
    made = nodes.paragraph(classes=list(classes))
    if lead:
        made += nodes.strong("", lead)
    made += pieces(sentence) if isinstance(sentence, Said) else [nodes.Text(sentence)]
    return made


def resting(ids: Iterable[str]) -> nodes.paragraph:
    """On which norms and articles it rests."""
    return basis(ids)


def answer(summary: str, *blocks: nodes.Node) -> list[nodes.Node]:
    """An answer that stays folded until it is opened; in print it stands below a line that says so."""
    return folded(summary, nodes.container("", *blocks, classes=["ip-answer"]))


def block(kind: str, id: str, *inside: nodes.Node) -> nodes.container:
    """A box of its own, with an anchor, so that a lesson plan can lead to it."""
    return nodes.container("", *inside, classes=["ip-teach", f"ip-teach-{kind}"], ids=[id.lower()] if id else [])


def numbered(items: Iterable[list[nodes.Node]], start: int = 1) -> nodes.enumerated_list:
    """Numbered steps."""
    return nodes.enumerated_list("", *[nodes.list_item("", *item) for item in items], enumtype="arabic", prefix="", suffix=".", start=start)
