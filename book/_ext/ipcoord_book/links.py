"""Links of our own: to the law's records, the plan's clauses, the terms; they work when pages move."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

__all__ = ["PAGES", "cite", "pointer", "setup"]

LOG = logging.getLogger(__name__)

# What a link aims at, and the page it stands on (the end of the page's name).
PAGES = {
    "law": "chapters/appendix/provenance",
    "clause": "chapters/part1/plan",
    "norm": "chapters/part1/plan",
    "term": "chapters/appendix/glossary",
}


class cite(nodes.Inline, nodes.TextElement):
    """A link to a record: `kind` (of PAGES), `target` (the id cited), `anchor`, `hover`, `unverified`, `silent`."""


def pointer(kind: str, target: str, anchor: str, words: str, hover: str, **more: Any) -> cite:
    """Make the link; `silent=True` for links that a generated table makes, which are no citations."""
    node = cite("", words, kind=kind, target=target, anchor=anchor, hover=hover, classes=["ip-clause-link" if kind == "clause" else f"ip-{kind}"])
    node.attributes.update(more)
    return node


class _Resolve(SphinxPostTransform):
    """Turn each link into an address relative to its page."""

    default_priority = 20

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(cite)):
            tail = self.app.config.ipcoord_link_pages[node["kind"]]
            page = next((name for name in sorted(self.env.found_docs) if name.endswith(tail)), None)
            if page is None:
                LOG.warning(
                    f"没有页面 {tail}，{node['target']} 的链接没有去处；请把它加进 _toc.yml。"
                    f" / No page {tail} for the link to {node['target']}; add it to _toc.yml.",
                    location=node, type="ipcoord", subtype="page",
                )
                continue
            node["refuri"] = self.app.builder.get_relative_uri(self.env.docname, page) + "#" + node["anchor"]


def _visit_html(self: Any, node: cite) -> None:
    spoken = node.astext() + ("待核" if node.get("unverified") else "") + f"（{node['hover']}）"
    if "refuri" not in node:
        self.body.append(self.starttag(node, "span", "", title=node["hover"]))
        return
    mark = {"href": node["refuri"], "title": node["hover"], "aria-label": spoken}
    self.body.append(self.starttag(node, "a", "", CLASS="reference internal", **mark))


def _depart_html(self: Any, node: cite) -> None:
    badge = '<span class="ip-badge ip-badge-tobe">待核</span>' if node.get("unverified") else ""
    self.body.append(badge + ("</a>" if "refuri" in node else "</span>"))


def _pass(self: Any, node: nodes.Node) -> None:
    pass


def setup(app: Sphinx) -> None:
    """Register the link and its resolution."""
    # An edition with other pages names where its records stand.
    app.add_config_value("ipcoord_link_pages", PAGES, "env", dict)
    app.add_node(cite, html=(_visit_html, _depart_html), **{name: (_pass, _pass) for name in ("latex", "text", "man", "texinfo")})
    app.add_post_transform(_Resolve)
