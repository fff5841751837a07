"""Small pieces of the pages of cases: sections that the search finds, lists, lines, links to what a verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from ipcoord_sim.casebank import Case
from ipcoord_sim.casebank.catalogue import misconceptions

from .clauses import basis_link
from .search_records import mark_searchable

__all__ = ["basis", "joined", "line", "listed", "misconception", "note", "paragraphs", "part"]

Pieces = Iterable[nodes.Node | str]

_UNTOLD = " "  # a search record with this text is found by its title, and gives no answer away


def part(case: Case, id: str, title: str, *blocks: nodes.Node, told: str | None = _UNTOLD) -> nodes.section:
    """A section of a page of cases; the search finds it by its title and the case's, and by `told`, None for all its text."""
    section = nodes.section("", nodes.title("", title), *blocks, ids=[id], names=[])
    known = title if case.title in title else f"{title}（{case.title}）"
    return mark_searchable(section, group="案例", title=known, keys=[case.id], text=told)


def line(pieces: Pieces, *classes: str) -> nodes.paragraph:
    """A paragraph of words and links."""
    made = nodes.paragraph(classes=list(classes))
    made += [nodes.Text(piece) if isinstance(piece, str) else piece for piece in pieces]
    return made


def note(text: str) -> nodes.paragraph:
    """A paragraph that is said aside."""
    return nodes.paragraph("", text, classes=["ip-note"])


def paragraphs(text: str) -> list[nodes.paragraph]:
    """The paragraphs of a text; a blank line parts them."""
    return [nodes.paragraph("", one) for one in text.split("\n\n") if one]


def listed(texts: Iterable[str], ordered: bool = False) -> nodes.Element:
    """A list of sentences."""
    items = [nodes.list_item("", nodes.paragraph("", text)) for text in texts]
    return nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".") if ordered else nodes.bullet_list("", *items)


def joined(links: Iterable[nodes.Node], mark: str = "、") -> list[nodes.Node]:
    """Links with a mark between them."""
    found: list[nodes.Node] = []
    for link in links:
        found += [nodes.Text(mark), link] if found else [link]
    return found


def basis(ids: Iterable[str]) -> nodes.paragraph:
    """Norms as their clause, provisions as instrument and article, each a link to its record.

    Raises UnknownIdError.
    """
    links = [basis_link(id, spelled=True) for id in dict.fromkeys(ids)]
    return line(["依据：", *joined(links, "；")], "ip-note")


def misconception(id: str) -> str:
    """`M01 以罚代移`."""
    return f"{id} {misconceptions()[id]['title_zh']}"
