"""A page of the site as clean XHTML: its article alone, no scripts, no controls; links between pages kept, all others told in words."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote, urldefrag, urljoin

from bs4 import BeautifulSoup, Comment, Tag

from .order import HOME

__all__ = ["GONE", "Clean", "clean"]

# What is of no use off the screen.
GONE = "script, style:not(svg style), .headerlink, button, form, input, select, textarea, label, output, .copybtn, dialog, link, meta, iframe, object, template, .ip-notebook-open, .ip-lite, .ip-screen"
# Attributes that a reader of books does not know, or that Sphinx writes wrongly for it.
_DROP = ("name", "align", "valign", "border", "frame", "rules", "width", "height", "bgcolor", "loading", "crossorigin", "onclick", "target", "popover", "popovertarget", "tabindex", "data-drawn", "hidden", "rel", "is")
_SVG_NAMES = {name.lower(): name for name in (
    "viewBox", "preserveAspectRatio", "refX", "refY", "markerWidth", "markerHeight", "markerUnits", "patternUnits", "patternContentUnits",
    "patternTransform", "gradientUnits", "gradientTransform", "clipPathUnits", "textLength", "lengthAdjust", "startOffset", "baseProfile",
)}
_SVG_TAGS = {name.lower(): name for name in ("linearGradient", "radialGradient", "clipPath", "textPath", "foreignObject")}
_BAD_ID = re.compile(r"[^\w.\-]")
_BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "details", "section", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figure", "svg", "aside"}


class Clean:
    """The body of one page as XHTML text, the ids in it, whether it holds a drawing, and pictures that it needs."""

    def __init__(self, body: str, ids: set[str], drawn: bool, pictures: set[str]) -> None:
        self.body, self.ids, self.drawn, self.pictures = body, ids, drawn, pictures


def clean(text: str, address: str, names: dict[str, str], known: dict[str, set[str]] | None = None) -> Clean:
    """The article of a page. `names` gives the file of each address of the book; `known` the ids of each, once they are known."""
    whole = BeautifulSoup(text, "html.parser")
    article = whole.select_one("article.bd-article") or whole.select_one("main article") or whole.body
    for comment in article.find_all(string=lambda piece: isinstance(piece, Comment)):
        comment.extract()
    for node in article.select(GONE):
        node.decompose()
    for box in article.select(".ipc-still"):
        box.unwrap()
    ids, pictures = set(), set()
    for node in article.find_all(True):
        _mend(node, ids)
    for image in article.find_all("img"):
        source = urljoin(HOME + address, image.get("src", ""))
        if source.startswith(HOME):
            pictures.add(unquote(source.removeprefix(HOME)))
            image["src"] = "../" + unquote(source.removeprefix(HOME))
            image["alt"] = image.get("alt", "")
        else:
            image.decompose()
    for link in article.find_all("a"):
        _lead(link, address, names, known, ids)
    for para in article.find_all("p"):
        if any(isinstance(child, Tag) and child.name in _BLOCKS for child in para.children):
            para.name = "div"
    body = "".join(str(child) if not isinstance(child, Tag) else child.decode(formatter="minimal") for child in article.children if isinstance(child, Tag))
    return Clean(body, ids, article.find("svg") is not None, pictures)


def _mend(node: Tag, ids: set[str]) -> None:
    inside_svg = node.name == "svg" or node.find_parent("svg") is not None
    if inside_svg:
        node.name = _SVG_TAGS.get(node.name, node.name)
        node.attrs = {_SVG_NAMES.get(key, key): value for key, value in node.attrs.items()}
        if node.name == "svg":
            node["xmlns"] = "http://www.w3.org/2000/svg"
    else:
        for key in _DROP:
            node.attrs.pop(key, None)
        for key in [key for key in node.attrs if key.startswith("on")]:
            del node.attrs[key]
    if node.name == "details":
        node["open"] = "open"
    if node.name in ("th", "td") and node.get("colspan") == "1":
        del node["colspan"]
    found = node.get("id")
    if found is None:
        return
    found = _id(found)
    # A second element of the same name is no place that a link could mean.
    if not found or found in ids:
        del node["id"]
    else:
        node["id"] = found
        ids.add(found)


def _id(found: str) -> str:
    name = _BAD_ID.sub("-", found)
    return name if name[:1].isalpha() or name.startswith("_") else f"n-{name}"


def _lead(link: Tag, address: str, names: dict[str, str], known: dict[str, set[str]] | None, ids: set[str]) -> None:
    """Point a link at its place in the book; one that leads nowhere becomes its words."""
    if "href" not in link.attrs:
        return
    target, anchor = urldefrag(urljoin(HOME + address, link["href"]))
    if not target.startswith(HOME):
        words, there = link.get_text(), link["href"]
        if there.startswith(("http:", "https:")):
            link.attrs = {"href": there}
            if there not in words:
                link.append(f"（{there}）")
        else:
            link.unwrap()
        return
    name = unquote(target.removeprefix(HOME)) or "index.html"
    own = name == address
    if name not in names:
        link.unwrap()
        return
    anchor = _id(unquote(anchor)) if anchor else ""
    places = ids if own else (known or {}).get(name)
    if anchor and places is not None and anchor not in places:
        anchor = ""
    if own and not anchor:
        link.unwrap()
        return
    kept = {key: link[key] for key in ("class", "title", "id") if key in link.attrs}
    link.attrs = {**kept, "href": ("" if own else names[name]) + (f"#{anchor}" if anchor else "")}


def page(title: str, body: str) -> str:
    """A whole XHTML page of the book."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">'
        f'<head><meta charset="utf-8"/><title>{escape(title)}</title><link rel="stylesheet" type="text/css" href="../book.css"/></head>'
        f"<body>{body}</body></html>\n"
    )
