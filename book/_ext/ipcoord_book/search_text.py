"""Plain text for search: what a reader sees of a node, and the names under which a clause is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes

__all__ = ["MARK", "clause_keys", "gather", "heading_of", "is_term"]

#: Class of an element that is a search record of its own.
MARK = "ipcoord-searchable"

_NUMERALS = "零一二三四五六七八九十"
_WIDE = "\u2014\u2018-\u201d\u2026\u3000-\u9fff\uff00-\uffef"
_GAP = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_CLAUSE = re.compile(r"(\d)\.(\d)(?:\.(\d))?(?:p(\d))?")
_SILENT = (
    nodes.raw,
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.image,
    nodes.math,
    nodes.math_block,
    addnodes.toctree,
    addnodes.index,
)

#: Records of their own, code, and lists of pages that name a clause: no text of the place they stand in.
_UNREAD = frozenset({MARK, "cell_input", "ip-citing"})


def gather(node: nodes.Element) -> str:
    """Return the text of *node* without its heading, its subsections, code and the records inside it."""
    blocks: list[str] = [""]
    for child in node.children:
        if not _is_heading(child, node):
            _walk(child, blocks)
    return " ".join(filter(None, map(_tidy, blocks)))


def heading_of(node: nodes.Element) -> str:
    """Return the heading of a section, the term of a glossary entry, or the first words of anything else."""
    for child in node.children:
        if _is_heading(child, node):
            words = child.children if isinstance(child, nodes.term) else [child]
            return _tidy(next((word.astext() for word in words if word.astext().strip()), ""))
    return gather(node)[:24]


def is_term(node: nodes.Node) -> bool:
    """Tell whether *node* is an entry of a glossary."""
    return isinstance(node, nodes.definition_list_item) and isinstance(node.parent.parent, addnodes.glossary)


def clause_keys(anchor: str, clauses: Iterable[str] = ()) -> list[str]:
    """Name a clause as people type it: ``2.2p2``, ``2.2``, ``二（二）``, ``二（二）第2款``; a figure by its id."""
    if anchor.startswith("fact-"):
        return [anchor.removeprefix("fact-")]
    ids = list(clauses)
    if anchor.startswith("clause-"):
        ids.insert(0, anchor.removeprefix("clause-").replace("-", "."))
    keys: list[str] = []
    for clause in ids:
        if not (found := _CLAUSE.fullmatch(clause)):
            continue
        part, number, item, paragraph = found.groups()
        printed = f"{_NUMERALS[int(part)]}（{_NUMERALS[int(number)]}）"
        keys += [clause, f"{part}.{number}", printed]
        if item:
            keys += [f"{printed}{item}", f"{printed}第{item}项"]
        if paragraph:
            keys.append(f"{printed}第{paragraph}款")
    return list(dict.fromkeys(keys))


def _is_heading(child: nodes.Node, node: nodes.Node) -> bool:
    kind = nodes.term if isinstance(node, nodes.definition_list_item) else nodes.title
    return isinstance(child, kind)


def _tidy(block: str) -> str:
    return _GAP.sub("", re.sub(r"\s+", " ", block)).strip()


def _walk(node: nodes.Node, blocks: list[str]) -> None:
    if isinstance(node, nodes.Text):
        blocks[-1] += node.astext()
        return
    if isinstance(node, (nodes.section, *_SILENT)) or is_term(node):
        return
    if _UNREAD.intersection(node.get("classes", ())):
        return
    block = not isinstance(node, (nodes.Inline, addnodes.pending_xref))
    if block:
        blocks.append("")
    for child in node.children:
        _walk(child, blocks)
    if block:
        blocks.append("")
