"""Boxes of components that need data with them: a case to play, a register to check; each with what stands there in print."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim.casebank import Case
from ipcoord_sim.casebank import case as find_case
from ipcoord_sim.data import case_files
from ipcoord_sim.errors import IpcoordError
from ipcoord_sim.exercise.story import story

from .case_parts import note
from .components import component, component_box
from .problems import problem, two_languages

__all__ = ["player", "setup"]


def player(case: Case, *still: nodes.Node) -> component_box:
    """The case in a box: its whole story is in the page, so that it can be played before and without the engine."""
    words = note("推演要在打开脚本的浏览器里做。纸面推演用第一幕、角色卡和教员手册。")
    return component("case", {"story": story(case)}, [*still, words])


class _CasePlayer(SphinxDirective):
    """`{case-player} C-23` puts a case to play on any page; the body stands there in print."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        try:
            case = find_case(self.arguments[0].strip())
        except IpcoordError as error:
            problem(self.env, self.env.docname, two_languages(error), self.get_location())
            return []
        for path in case_files():
            if path.stem == case.slug:
                self.env.note_dependency(str(path))
        still = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, still)
        return [player(case, *still.children)]


class _RegisterBox(SphinxDirective):
    """`{register-box} notebooks/data/register.csv` puts the case-log checker on a page, with that file as its sample."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        path = Path(self.env.srcdir) / self.arguments[0].strip()
        if not path.is_file():
            problem(self.env, self.env.docname, f"没有样例台账 {self.arguments[0]}；请核对路径。 / There is no sample register {self.arguments[0]}.", self.get_location())
            return []
        self.env.note_dependency(str(path))
        still = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, still)
        return [component("register", {"sample": {"text": path.read_text("utf-8-sig"), "format": "csv", "name": path.name}}, list(still.children))]


def setup(app: Sphinx) -> None:
    """Register both directives."""
    app.add_directive("case-player", _CasePlayer)
    app.add_directive("register-box", _RegisterBox)
