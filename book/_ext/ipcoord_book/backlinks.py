"""Which pages cite a clause: collected over the whole book, printed under the clause's text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ipcoord_sim.norms import clause, norm

from .links import cite
from .provenance import folded

__all__ = ["citations", "citing_pages", "setup"]

# One citation: kind (clause, norm, law, term), the id cited, the section's anchor and title ("" on the page's top).
Citation = tuple[str, str, str, str]


class citing_pages(nodes.General, nodes.Element):
    """The place where the pages that cite `clause` will be listed."""


def citations(env: BuildEnvironment) -> dict[str, list[Citation]]:
    """The citations of each page, in reading order."""
    if not hasattr(env, "ipcoord_citations"):
        env.ipcoord_citations = {}
        env.ipcoord_listing = set()
        env.ipcoord_listed = {}
    return env.ipcoord_citations


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    env, found = app.builder.env, []
    for node in doctree.findall(nodes.Element):
        if isinstance(node, cite) and not node.get("silent"):
            found.append((node["kind"], node["target"], *_section(node)))
        found += [("clause", address, *_section(node)) for address in node.get("ip_cites", ())]
    citations(env)[env.docname] = found
    if next(doctree.findall(citing_pages), None) is not None:
        env.ipcoord_listing.add(env.docname)


def _section(node: nodes.Node) -> tuple[str, str]:
    while (node := node.parent) is not None:
        if isinstance(node, nodes.section):
            top = not isinstance(node.parent, nodes.section)
            return ("", "") if top else (node["ids"][0], node[0].astext())
    return "", ""


def _citing(env: BuildEnvironment, id: str) -> list[tuple[str, str, str]]:
    """Pages and sections that cite a clause, its paragraphs, items or norms; the pages that print it whole left out."""
    rows = []
    for page, found in sorted(citations(env).items()):
        if page in env.ipcoord_listing:
            continue
        for kind, target, anchor, title in found:
            address = norm(target).clause if kind == "norm" else target
            if kind in ("clause", "norm") and clause(address).id == id:
                rows.append((page, anchor, title))
    return list(dict.fromkeys(rows))


def _updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Print pages with such lists again when a citation elsewhere came or went."""
    titles = {page: env.titles[page].astext() for page in citations(env) if page in env.titles}
    now = {page: ([c for c in found if c[0] in ("clause", "norm")], titles.get(page)) for page, found in citations(env).items()}
    changed = now != env.ipcoord_listed
    env.ipcoord_listed = now
    return sorted(env.ipcoord_listing) if changed else []


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    env = app.builder.env
    for place in list(doctree.findall(citing_pages)):
        rows = _citing(env, place["clause"])
        if not rows:
            place.parent.remove(place)
            continue
        line = nodes.paragraph(classes=place["classes"])
        last = None
        for page, anchor, title in rows:
            uri = app.builder.get_relative_uri(docname, page)
            if page != last:
                line += [nodes.Text("；")] if last else []
                line += nodes.reference("", env.titles[page].astext(), internal=True, refuri=uri)
            if title:
                line += nodes.Text("、" if page == last else "：")
                line += nodes.reference("", title, internal=True, refuri=f"{uri}#{anchor}")
            last = page
        place.parent.replace(place, folded(f"引用本条的页面：{len({page for page, _, _ in rows})}页", line))


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    citations(env).pop(docname, None)
    env.ipcoord_listing.discard(docname)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: Any) -> None:
    mine, theirs = citations(env), citations(other)
    mine.update({name: theirs[name] for name in docnames if name in theirs})
    env.ipcoord_listing |= other.ipcoord_listing


def setup(app: Sphinx) -> None:
    """Collect citations when a page is read, print the lists when it is written."""
    app.add_node(citing_pages)
    app.connect("doctree-read", _collect, priority=900)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _updated)
    app.connect("doctree-resolved", _resolve, priority=400)
