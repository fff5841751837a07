"""The plan's clauses and norms: named in running text, or printed exactly with the pages that cite them."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from ipcoord_sim.norms import Clause, Paragraph, clause, is_norm, norm

from .backlinks import citing_pages
from .figures import fact_link
from .links import cite, pointer
from .problems import CheckedDirective, named
from .search_records import mark_searchable

__all__ = ["address_zh", "basis_link", "clause_anchor", "clause_link", "norm_link", "setup"]


def clause_anchor(address: str) -> str:
    """The anchor of a clause: `2.2p1` stands at `clause-2-2p1`."""
    return "clause-" + address.replace(".", "-")


def address_zh(address: str) -> str:
    """How officers name a clause, a paragraph or an item: 二(二)第2款, 二(一)第3项."""
    found = clause(address)
    if address == found.id or (len(found.paragraphs) == 1):
        return found.label_zh
    if address.count(".") == 2:
        return f"{found.label_zh}第{address.rpartition('.')[2]}项"
    items = any(p.id.count(".") == 2 for p in found.paragraphs)
    return found.label_zh + ("引语" if items else f"第{address.rpartition('p')[2]}款")


def clause_link(address: str, words: str = "", *, silent: bool = False) -> cite:
    """A link to a clause; the exact text is its hover."""
    found = clause(address)
    texts = [p.printed + p.text for p in found.paragraphs if address in (found.id, p.id)]
    return pointer("clause", address, clause_anchor(address), words or address_zh(address), "".join(texts), silent=silent)


def norm_link(id: str, words: str = "", *, silent: bool = False) -> cite:
    """A link to a norm's row; its sentence is the hover."""
    found = norm(id)
    hover = f"{address_zh(found.paragraph)}：{found.text_zh}"
    return pointer("norm", id, f"norm-{id.lower()}", words or id, hover, silent=silent)


def basis_link(id: str, *, spelled: bool = False) -> cite:
    """A link to what something rests on, norm or fact; `spelled`, a norm is named by its clause too. No citation of the page's own.

    Raises UnknownIdError.
    """
    if not is_norm(id):
        return fact_link(id, silent=True)
    return norm_link(id, f"方案{clause(norm(id).clause).label_zh}（{id}）" if spelled else "", silent=True)


class _ClauseText(CheckedDirective):
    """`{clause-text} 2.2` prints the exact words, an anchor a paragraph, and the pages that cite the clause."""

    required_arguments = 1

    def blocks(self) -> list[nodes.Node]:
        address = self.arguments[0].strip()
        found = clause(address)
        whole, home = address == found.id, self.env.docname.endswith(self.config.ipcoord_link_pages["clause"])
        box = nodes.container(classes=["ip-clause"], ids=[clause_anchor(address)] if whole and home else [])
        for paragraph in found.paragraphs:
            if whole or address == paragraph.id:
                box += self._paragraph(found, paragraph, home)
        box["ip_cites"] = [paragraph.id for paragraph in found.paragraphs if whole or address == paragraph.id]
        if whole and home:
            box += citing_pages(clause=found.id, classes=["ip-citing"])
        return [box]

    def _paragraph(self, found: Clause, paragraph: Paragraph, home: bool) -> nodes.paragraph:
        """One paragraph; what leads to it, links and search, leads to the page of the plan."""
        node = nodes.paragraph(ids=[clause_anchor(paragraph.id)] if home else [], classes=["ip-clause-item"] if paragraph.printed else [])
        printed = paragraph.printed or (found.printed if paragraph is found.paragraphs[0] else "")
        if printed:
            node += nodes.inline("", printed, classes=["ip-printed"])
        text = paragraph.text
        if found.heading and text.startswith(found.heading):
            node += nodes.strong("", found.heading)
            text = text.removeprefix(found.heading)
        node += nodes.Text(text)
        if not home:
            return node
        return mark_searchable(node, group="条款", title=address_zh(paragraph.id), clauses=[paragraph.id])


def setup(app: Sphinx) -> None:
    """Register the roles `clause` and `norm` and the directive `clause-text`."""
    app.add_role("clause", named(clause_link))
    app.add_role("norm", named(norm_link))
    app.add_directive("clause-text", _ClauseText)
