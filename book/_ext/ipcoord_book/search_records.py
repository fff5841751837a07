"""Search records: a page cut into sections, marked clauses and figures, and terms of the glossary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.errors import ExtensionError

from .search_text import MARK, clause_keys, gather, heading_of, is_term

__all__ = ["GROUPS", "mark_searchable", "records_of"]

#: Groups of the dialog, in the order in which equally good ones are shown.
GROUPS = ("条款", "期限与门槛", "案例", "题", "表单", "笔记本", "正文")

_TELLING = ("clause-", "fact-", "term-")
_NOT_NOW = ("历史", "待核", "未施行")


def mark_searchable(
    node: nodes.Element,
    *,
    group: str,
    title: str,
    clauses: Iterable[str] = (),
    keys: Iterable[str] = (),
    text: str | None = None,
) -> nodes.Element:
    """Make *node* a search record of its own, found by its text, *title*, *clauses* (``2.2p2``) and *keys* (``N19``).

    The node needs an id; *text* replaces the node's own text where that is no plain text.
    """
    _require(group, title)
    node["classes"] = [*node.get("classes", []), MARK]
    node["ipcoord_search"] = {
        "group": group,
        "title": title,
        "clauses": list(clauses),
        "keys": list(keys),
        "text": text,
    }
    return node


def records_of(doctree: nodes.document, title: str, group: str) -> list[dict[str, Any]]:
    """Cut one page into search records, in reading order."""
    _require(group, title)
    records = []
    for node in doctree.findall(_is_record):
        section = isinstance(node, nodes.section)
        above = _titles_above(node)
        own = node.get("ipcoord_search", {})
        anchor = _anchor(node)
        record = {
            "anchor": "" if section and not above else anchor,
            "group": own.get("group", group),
            "title": own.get("title") or heading_of(node),
            "path": [title, *above[1:]] if above else [],
            "text": own.get("text") or gather(node),
            "state": _state(node) if anchor.startswith("fact-") else "",
            "keys": list(dict.fromkeys([*clause_keys(anchor, own.get("clauses", ())), *own.get("keys", ()), *_english(node)])),
        }
        if section or record["text"]:
            records.append(record)
    return records


def _english(node: nodes.Element) -> list[str]:
    """The other names beside a glossary's term."""
    return [word.astext().strip() for word in node[0].children[1:]] if is_term(node) else []


def _state(node: nodes.Element) -> str:
    """Whether a figure is 历史, 待核 or not yet in force, as its badge says; nothing for law in force."""
    badges = (inline.astext() for inline in node.findall(nodes.inline) if inline["classes"])
    return next((words for words in badges if words.startswith(_NOT_NOW)), "")


def _require(group: str, title: str) -> None:
    if group not in GROUPS:
        raise ExtensionError(
            f"检索分组“{group}”不存在（“{title}”）；可用：{'、'.join(GROUPS)}，请改用其中一个。"
            f" / Unknown search group {group!r} on {title!r}; use one of {', '.join(GROUPS)}."
        )


def _is_record(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Element):
        return False
    return isinstance(node, nodes.section) or MARK in node.get("classes", []) or is_term(node)


def _titles_above(node: nodes.Node) -> list[str]:
    titles: list[str] = []
    while (node := node.parent) is not None:
        if isinstance(node, nodes.section):
            titles.insert(0, heading_of(node))
    return titles


def _anchor(node: nodes.Element) -> str:
    """Choose the id a link can aim at: a telling one of the node, any of it, one inside it, the section's."""
    own = node.get("ids", [])
    inside = (name for child in node.findall(nodes.Element) for name in child.get("ids", []))
    found = next((name for name in own if name.startswith(_TELLING)), None) or next(inside, None)
    while found is None and (node := node.parent) is not None:
        if isinstance(node, nodes.section):
            found = next(iter(node["ids"]), None)
    return found or ""
