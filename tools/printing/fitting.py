"""Copyfitting: what ends with a few lines on a page of its own is set a little closer, so that it ends a page earlier."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["TIGHTEN", "loose_ends"]

# The names of places, for the page that is printed: the answers a place belongs to, or else the sheet of paper.
TIGHTEN = """(names) => { for (const name of names) { const at = document.getElementById(name); (at.closest(".pr-answers") ?? at.closest(".pr-sheet")).classList.add("pr-tight"); } }"""
_BEGINS = re.compile(r"s\d+(-a1)?")
_GIVES = 0.085  # of a page: what each page before the last one gives when it is set closer
_MOST = 0.3  # of a page: an end longer than this stays
_TOP, _BOTTOM = 19 / 297, 17 / 297  # of a page: its margins


def loose_ends(printed: Path, places: dict[str, int]) -> list[str]:
    """The beginnings of what could end a page earlier; `places` gives the page, from 1, of each name."""
    import pikepdf

    begins = {page: name for name, page in sorted(places.items(), reverse=True) if _BEGINS.fullmatch(name)}
    found = []
    with pikepdf.open(printed) as pdf:
        starts = [*sorted(begins), len(pdf.pages) + 1]
        for start, after in zip(starts, starts[1:], strict=False):
            before = after - start - 1
            if before and filled(pdf.pages[after - 2]) <= min(_MOST, before * _GIVES):
                found.append(begins[start])
    return found


def filled(page: object) -> float:
    """How far down its text goes on a page: 0 at the upper margin, 1 at the lower."""
    import pikepdf

    from .placing import placed, text_height

    high, lowest = float(page.mediabox[3]), 1 - _TOP
    for operands, operator, matrix in placed(pikepdf.parse_content_stream(page, "q Q cm Tm")):
        if str(operator) == "Tm":
            at = text_height(operands, matrix) / high
            lowest = min(lowest, at) if at > _BOTTOM else lowest
    return (1 - _TOP - lowest) / (1 - _TOP - _BOTTOM)
