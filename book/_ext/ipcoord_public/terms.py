"""A legal term that is explained on tap: a link to its meaning, which stands hidden behind the word and opens in its place; no script.

A touch, a key and a screen reader follow a link alike; the way back, by the word 收起 or the browser's own, closes it.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from ipcoord_book.problems import problem, two_languages
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.vocabulary import TERMS

__all__ = ["setup", "tapped"]


class tapped(nodes.Inline, nodes.TextElement):
    """A term and, closed, its meaning: `meaning`, `place` (the anchor)."""


class _Word(SphinxRole):
    """`{word}` prints the Chinese term of an identifier; `words <id>` prints other words. A tap explains it."""

    def run(self) -> tuple[list[nodes.Node], list[Any]]:
        words, mark, id = self.text.strip().removesuffix(">").rpartition("<")
        known = {term.id: term for term in TERMS}
        if id.strip() not in known:
            wrong = UnknownIdError.among("术语", "term", id.strip(), known)
            problem(self.env, self.env.docname, two_languages(wrong), self.get_location())
            return [nodes.problematic(self.rawtext, self.text)], []
        term = known[id.strip()]
        place = f"word-{id.strip().replace('_', '-')}-{self.env.new_serialno('word')}"
        return [tapped("", words.strip() if mark else term.zh, term=term.zh, meaning=term.meaning_zh, place=place)], []


def _visit(self: Any, node: tapped) -> None:
    place, word = node["place"], self.encode(node.astext())
    self.body.append(
        f'<a class="pb-word" id="{place}-at" href="#{place}" aria-label="{word}，看解释">{word}</a>'
        f'<span class="pb-meaning" id="{place}" role="note" tabindex="-1">{self.encode(node["term"])}：{self.encode(node["meaning"])}'
        f' <a href="#{place}-at" aria-label="收起{word}的解释">收起</a></span>'
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_node(tapped, html=(_visit, None))
    app.add_role("word", _Word())
