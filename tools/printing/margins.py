"""Running heads and page numbers in a tagged file: marked as what they are, so that no reader speaks them on every page."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Name

from .placing import placed, text_height

__all__ = ["mark_margins"]

# The browser paints a page's margins first, outside every tag; what the tags hold begins here.
_TAGGED = re.compile(rb"/\w+\s*<</MCID\b")
_MM = 72 / 25.4
_TOP, _BOTTOM = 19 * _MM, 17 * _MM  # points: the margins that paper.css gives
_KINDS = {True: Name.Header, False: Name.Footer}


def mark_margins(pdf: pikepdf.Pdf) -> int:
    """Mark the writing in the upper and lower margin of each page as an artifact; how many pieces there were."""
    return sum(_mark(pdf, page) for page in pdf.pages)


def _mark(pdf: pikepdf.Pdf, page: pikepdf.Page) -> int:
    whole = b"\n".join(part.read_bytes() for part in (page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]))
    found = _TAGGED.search(whole)
    end = found.start() if found else len(whole)
    marked, count = [], 0
    for block, height in _blocks(pikepdf.parse_content_stream(pdf.make_stream(whole[:end]))):
        upper = height is not None and height > float(page.mediabox[3]) - _TOP
        if height is None or not (upper or height < _BOTTOM):
            marked += block
            continue
        kind = pikepdf.Dictionary(Type=Name.Pagination, Subtype=_KINDS[upper])
        marked += [([Name.Artifact, kind], pikepdf.Operator("BDC")), *block, ([], pikepdf.Operator("EMC"))]
        count += 1
    if count:
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(marked) + b"\n" + whole[end:])
    return count


def _blocks(instructions: list) -> list[tuple[list, float | None]]:
    """Each piece of writing with its height on the page in points, everything else with None."""
    found, block, height = [], None, None
    for operands, operator, matrix in placed(instructions):
        name = str(operator)
        if name == "BT":
            block, height = [], None
        elif name == "Tm":
            height = text_height(operands, matrix)
        if block is None:
            found.append(([(operands, operator)], None))
            continue
        block.append((operands, operator))
        if name == "ET":
            found.append((block, height))
            block = None
    return found
