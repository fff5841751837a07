"""A legal term that is explained on tap: it opens in its place, without a script."""

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
    """A term and, closed, its meaning: `meaning`."""


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
        return [tapped("", words.strip() if mark else term.zh, meaning=f"{term.zh}：{term.meaning_zh}")], []


def _visit(self: Any, node: tapped) -> None:
    # A `details` may not stand inside a paragraph, so the opening is done by a checkbox-free trick: `popover` would need a script on old phones.
    self.body.append(f'<span class="pb-term"><span class="pb-term__word" tabindex="0">{self.encode(node.astext())}<span class="pb-term__meaning" role="note">{self.encode(node["meaning"])}</span></span></span>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_node(tapped, html=(_visit, None))
    app.add_role("word", _Word())
