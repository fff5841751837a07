"""The English door: the plan's clauses beside a rendering, and the glossary by its English words; marked as English for those who listen."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim.norms import clauses, plan, rendering
from ipcoord_sim.vocabulary import TERMS

from .clauses import clause_link
from .glossary import term_link
from .rows import row, table

__all__ = ["setup", "spoken"]

_CLAUSE_EN = "Clause {}"


class spoken(nodes.General, nodes.Element):
    """Blocks in another language: `language` is what a screen reader has to know."""


def _english(*blocks: nodes.Node) -> spoken:
    return spoken("", *blocks, language="en")


class _Plan(SphinxDirective):
    """`{plan-in-english}` prints each clause in Chinese and, beside it, its rendering."""

    def run(self) -> list[nodes.Node]:
        words, found = rendering(), []
        for part in plan()["parts"]:
            title = nodes.title("", "", nodes.Text(f"{part['printed']}{part['heading']}"))
            rows = [self._row(clause, words["texts"]) for clause in clauses() if clause.part == part["id"]]
            section = nodes.section("", title, _english(nodes.paragraph("", words["parts"][part["id"]])), ids=[f"english-part-{part['id']}"])
            section += table(("条", "方案原文", "English rendering"), rows, f"Part {part['id']}")
            found.append(section)
        return found

    def _row(self, clause: Any, texts: dict[str, str]) -> nodes.row:
        name = [clause_link(clause.id, silent=True), nodes.Text(" "), nodes.inline("", clause.id)]
        chinese = [nodes.paragraph("", p.printed + p.text) for p in clause.paragraphs]
        english = [_english(*[nodes.paragraph("", f"{p.printed} {texts[p.id]}".strip()) for p in clause.paragraphs])]
        return row(name, chinese, english)


class _Words(SphinxDirective):
    """`{english-terms}` lists the vocabulary by its English words."""

    def run(self) -> list[nodes.Node]:
        terms = sorted(TERMS, key=lambda term: term.en.lower())
        rows = [row([_english_inline(term.en)], [term_link(term.id)], term.meaning_zh) for term in terms]
        return [table(("English", "中文", "意思"), rows, "English – 中文", ["ip-english-terms"])]


def _english_inline(words: str) -> nodes.inline:
    return nodes.inline("", words, classes=["ip-in-english"])


def _visit(self: Any, node: spoken) -> None:
    self.body.append(f'<div lang="{node["language"]}">')


def _depart(self: Any, node: spoken) -> None:
    self.body.append("</div>")


def _pass(self: Any, node: spoken) -> None:
    """Other builders have no place for the language of a part."""


class _InEnglish(SphinxDirective):
    """`{in-english}` holds paragraphs in English."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        box = _english()
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def setup(app: Sphinx) -> None:
    """Register the three directives."""
    app.add_node(spoken, html=(_visit, _depart), epub=(_visit, _depart), text=(_pass, _pass), latex=(_pass, _pass))
    app.add_directive("plan-in-english", _Plan)
    app.add_directive("english-terms", _Words)
    app.add_directive("in-english", _InEnglish)
