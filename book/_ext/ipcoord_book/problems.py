"""Wrong references: collected with their page, told in two languages, and the end of every build that has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from ipcoord_sim.errors import IpcoordError

from .links import cite

__all__ = ["CheckedDirective", "CheckedRole", "named", "problem", "setup", "two_languages"]

LOG = logging.getLogger(__name__)


def two_languages(error: IpcoordError) -> str:
    """The sentence of an error in Chinese and English."""
    return f"{error.zh} / {error.en}"


def problem(env: BuildEnvironment, docname: str, sentence: str, location: object = None) -> None:
    """Record what is wrong with a page; the build fails at its end, also when the page is not read again."""
    _store(env).setdefault(docname, []).append(sentence)
    LOG.warning(sentence, location=location or docname)


class CheckedDirective(SphinxDirective):
    """A directive that gives its nodes in `blocks`; an error there is told with the page, and fails the build at its end."""

    def run(self) -> list[nodes.Node]:
        try:
            return self.blocks()
        except IpcoordError as error:
            problem(self.env, self.env.docname, two_languages(error), self.get_location())
            return []

    def blocks(self) -> list[nodes.Node]:
        """What stands in the directive's place."""
        raise NotImplementedError


class CheckedRole(SphinxRole):
    """A role whose text `link` makes a node of; an error there is told with the page, and fails the build at its end."""

    def __init__(self, link: Callable[[str], nodes.Node]) -> None:
        super().__init__()
        self.link = link

    def run(self) -> tuple[list[nodes.Node], list[Any]]:
        try:
            return [self.link(self.text.strip())], []
        except IpcoordError as error:
            problem(self.env, self.env.docname, two_languages(error), self.get_location())
            return [nodes.problematic(self.rawtext, self.text)], []


def named(link: Callable[[str, str], nodes.Node]) -> CheckedRole:
    """A role that names an id; `words <id>` prints other words."""

    def made(text: str) -> nodes.Node:
        words, mark, id = text.removesuffix(">").rpartition("<")
        return link(id.strip(), words.strip() if mark else "")

    return CheckedRole(made)


def _store(env: BuildEnvironment) -> dict[str, list[str]]:
    if not hasattr(env, "ipcoord_problems"):
        env.ipcoord_problems = {}
    return env.ipcoord_problems


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _store(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: Iterator[str], other: BuildEnvironment) -> None:
    _store(env).update({name: _store(other)[name] for name in docnames if name in _store(other)})


def _public_pages(app: Sphinx, doctree: nodes.document) -> None:
    """Refuse what is still to be confirmed on a page that the public reads."""
    env = app.builder.env
    if env.metadata.get(env.docname, {}).get("audience") != "public":
        return
    for node in doctree.findall(cite):
        if node.get("unverified"):
            problem(
                env, env.docname,
                f"公开页面 {env.docname} 引用了待核的 {node['target']}；请删去，或者把页面改为 audience: internal。"
                f" / The public page {env.docname} cites {node['target']}, which is to be confirmed;"
                " remove it or set audience: internal.", node,
            )


def _fail(app: Sphinx, failure: Exception | None) -> None:
    found = [f"{page}：{sentence}" for page, rows in sorted(_store(app.builder.env).items()) for sentence in rows]
    if found and not failure:
        raise ExtensionError("教程里有引用不对 / wrong references:\n" + "\n".join(found))


def setup(app: Sphinx) -> None:
    """Let no wrong id and no unconfirmed public figure pass."""
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("doctree-read", _public_pages, priority=900)
    app.connect("build-finished", _fail, priority=100)
