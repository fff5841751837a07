"""The field's words: linked in running text, and the glossary drawn from the package's vocabulary."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.vocabulary import TERMS, Term

from .links import cite, pointer
from .problems import named

__all__ = ["setup", "term_anchor", "term_link"]


def term_anchor(id: str) -> str:
    """The anchor of a term in the glossary."""
    return f"term-{id}"


def term_link(id: str, words: str = "") -> cite:
    """A link to a term; its meaning is the hover.

    Raises UnknownIdError.
    """
    known = {term.id: term for term in TERMS}
    if id not in known:
        raise UnknownIdError.among("术语", "term", id, known)
    found = known[id]
    return pointer("term", id, term_anchor(id), words or found.zh, f"{found.zh}：{found.meaning_zh}")


class _Terms(SphinxDirective):
    """`{glossary-terms}` prints every term of the vocabulary, group by group."""

    def run(self) -> list[nodes.Node]:
        groups: dict[str, list[Term]] = {}
        for term in TERMS:
            groups.setdefault(term.group, []).append(term)
        sections = []
        for number, (name, terms) in enumerate(groups.items(), 1):
            items = nodes.definition_list("", *[_entry(term) for term in terms], classes=["ip-terms"])
            title = nodes.title("", name)
            sections.append(nodes.section("", title, addnodes.glossary("", items, sorted=False), ids=[f"terms-{number}"], names=[]))
        return sections


def _entry(term: Term) -> nodes.definition_list_item:
    head = nodes.term("", term.zh, nodes.inline("", f" {term.en}", classes=["ip-english"]), ids=[term_anchor(term.id)])
    return nodes.definition_list_item("", head, nodes.definition("", nodes.paragraph("", term.meaning_zh)))


def setup(app: Sphinx) -> None:
    """Register the role `word` and the directive `glossary-terms`."""
    app.add_role("word", named(term_link))
    app.add_directive("glossary-terms", _Terms)
