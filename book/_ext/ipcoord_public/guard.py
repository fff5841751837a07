"""No public page leans on what is not public: not by a link, an inclusion, a picture or a download."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from docutils import nodes
from ipcoord_book.problems import problem
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

__all__ = ["setup"]


def _refuse(env: BuildEnvironment, docname: str, target: str, node: nodes.Node | None = None) -> None:
    problem(
        env, docname,
        f"公开页面 {docname} 用到了 {target}，它不在公众版里；请删去，或者先在 book/public 里写一页公开的。"
        f" / The public page {docname} leans on {target}, which is not in the public edition.", node,
    )


def _links(app: Sphinx, doctree: nodes.document) -> None:
    """Look at every link and picture of a page as it is read."""
    env = app.builder.env
    here = Path(env.doc2path(env.docname)).parent
    for node in doctree.findall(lambda n: isinstance(n, (nodes.reference, nodes.image, addnodes.pending_xref, addnodes.download_reference))):
        target = unquote(urlsplit(node.get("refuri") or node.get("reftarget") or node.get("uri") or "").path)
        kind = node.get("reftype", "")
        if not target or urlsplit(node.get("refuri", "")).scheme or kind in ("ref", "term", "numref", "eq"):
            continue
        found = Path(os.path.normpath(here / target)) if not target.startswith("/") else Path(env.srcdir) / target.lstrip("/")
        if not found.is_relative_to(Path(env.srcdir)) or _lies_elsewhere(found, env):
            _refuse(env, env.docname, target, node)


def _lies_elsewhere(path: Path, env: BuildEnvironment) -> bool:
    """Whether a page that is named is no page of this edition, though it may be a file."""
    return path.suffix in (".md", ".ipynb", ".html", ".rst") and path.relative_to(env.srcdir).with_suffix("").as_posix() not in env.found_docs


def _files(app: Sphinx, env: BuildEnvironment) -> None:
    """Look at every file that a page took in: the parts of the edition itself lie in its folder."""
    for docname, names in sorted(env.dependencies.items()):
        for name in sorted(names):
            if not Path(os.path.normpath(Path(env.srcdir) / name)).is_relative_to(Path(env.srcdir)):
                _refuse(env, docname, name)


def setup(app: Sphinx) -> None:
    """Look at pages as they are read, before anything is written."""
    app.connect("doctree-read", _links, priority=50)
    app.connect("env-updated", lambda app, env: _files(app, env))
