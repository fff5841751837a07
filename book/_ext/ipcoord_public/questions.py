"""Questions that a reader answers for himself: nothing is sent, nothing is kept, and no script is needed.

Each answer opens its advice below the question; the style sheet alone does it.
"""

from __future__ import annotations

from typing import Any

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from ipcoord_book.problems import problem
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

__all__ = ["MOST", "setup"]

MOST = 6


class asked(nodes.General, nodes.Element):
    """One question: `number`, `words`, `answers` (words of each), `name`; its children are the advice to each answer."""


class advice(nodes.General, nodes.Element):
    """What is said to an answer: `n`, `words`."""


class _Questions(SphinxDirective):
    """`{questions}` takes a list of rows `问: …`, then one line an answer: `是: …`, `不是: …`."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        rows = yaml.safe_load("\n".join(self.content))
        if wrong := _wrong(rows):
            problem(self.env, self.env.docname, wrong, self.get_location())
            return []
        serial = self.env.new_serialno("questions")
        found = []
        for number, row in enumerate(rows, 1):
            words = row.pop("问")
            question = asked(number=number, words=words, answers=list(row), name=f"q{serial}-{number}")
            for n, (answer, said) in enumerate(row.items()):
                told = advice(n=n, words=answer)
                self.state.nested_parse(StringList(said.splitlines(), self.get_source_info()[0]), self.content_offset, told)
                question += told
            found.append(question)
        return [nodes.container("", *found, classes=["pb-questions"])]


def _wrong(rows: Any) -> str:
    """One sentence for a list that is none, is too long, or has a question without two answers."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "问" in row for row in rows):
        return "questions 里应当一行一个问题：以“- 问: …”开头，下面每个回答一行。 / A list of questions is expected."
    if len(rows) > MOST:
        return f"questions 里有 {len(rows)} 个问题，最多 {MOST} 个。 / At most {MOST} questions."
    bad = next((row["问"] for row in rows if len(row) < 3 or not all(isinstance(word, str) for pair in row.items() for word in pair)), None)
    return f"“{bad}”至少要有两个回答，每个回答都是文字（“是”和“否”要加引号）。 / Each question needs two answers in words." if bad else ""


def _visit_asked(self: Any, node: asked) -> None:
    name = node["name"]
    self.body.append(f'<fieldset class="pb-ask"><legend>{node["number"]}. {self.encode(node["words"])}</legend>\n')
    for n, answer in enumerate(node["answers"]):
        self.body.append(f'<input type="radio" name="{name}" id="{name}-{n}" class="pb-ask-{n}" autocomplete="off"><label for="{name}-{n}">{self.encode(answer)}</label>\n')
    self.body.append('<div class="pb-said" aria-live="polite">')


def _depart_asked(self: Any, node: asked) -> None:
    self.body.append("</div></fieldset>\n")


def _visit_advice(self: Any, node: advice) -> None:
    self.body.append(f'<div class="pb-said-{node["n"]}"><p class="pb-said-head">答“{self.encode(node["words"])}”：</p>')


def _depart_advice(self: Any, node: advice) -> None:
    self.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Register the directive and its nodes."""
    app.add_node(asked, html=(_visit_asked, _depart_asked))
    app.add_node(advice, html=(_visit_advice, _depart_advice))
    app.add_directive("questions", _Questions)
