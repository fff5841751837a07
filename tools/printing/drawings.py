"""Drawings on paper: as large as their writing needs, and one that is too tall for a page in pieces, each under the same head."""

from __future__ import annotations

import copy
import re

from bs4 import BeautifulSoup, Tag

__all__ = ["fit"]

_SIZE = re.compile(r'font-size="([\d.]+)"')
_SMALLEST = 12.5  # CSS pixels: the smallest writing of a drawing stands as large as this, if the paper is wide enough
_WIDE, _HIGH = 672, 850  # CSS pixels of a page between its margins
_READABLE = 9  # CSS pixels: writing that would come out smaller than this is not made to fit one page
_GROUPED = "ip-clause-lanes"  # drawings whose groups stand one below the other, each under a bar
_GAP = 6  # drawing units between a cut and the box below it


def fit(soup: BeautifulSoup, drawing: Tag) -> None:
    """Give `drawing` its width, and cut it where a page of paper could not hold it and be read."""
    smallest = min((float(size) for size in _SIZE.findall(str(drawing))), default=0)
    if not smallest:
        return
    _, _, wide, high = (float(number) for number in drawing["viewbox"].split())
    scale = min(_WIDE / wide, _SMALLEST / smallest)
    style = f"{drawing.get('style', '')};max-width:min(100%, {wide * scale:.0f}px)"
    head = min((float(box["y"]) for box in drawing.find_all("rect", y=True)), default=0)
    if _GROUPED in drawing.get("class", []) and high * scale > _HIGH / 2:
        # Half a page at a time, or the page before would stay half white.
        cuts = _cuts(_bars(drawing, wide), high, _HIGH / 2 / scale - head)
    elif min(scale, _HIGH / high) * smallest >= _READABLE:
        drawing["style"] = style
        return
    else:
        cuts = _cuts(_gaps(drawing), high, _HIGH / scale - head)
    pieces = [_piece(soup, drawing, style, wide, 0, cuts[0])]
    for top, end in zip(cuts, cuts[1:], strict=False):
        pieces.append(_piece(soup, drawing, style, wide, top, end, head))
    # Words for the drawing are said once, and its names are those of the first piece.
    for piece in pieces[1:]:
        for node in piece.find_all(["title", "desc"]):
            node.decompose()
        for node in piece.find_all(id=True):
            del node["id"]
        piece.attrs.pop("role", None)
        piece["aria-hidden"] = "true"
    drawing.replace_with(*pieces)


def _bars(drawing: Tag, wide: float) -> list[float]:
    """Where a group begins: the bar with its name goes all across."""
    return sorted({float(box["y"]) - _GAP for box in drawing.find_all("rect", y=True, width=True) if float(box["width"]) > 0.9 * wide})


def _gaps(drawing: Tag) -> list[float]:
    """Just above each box, where that goes through no other box and no writing."""
    taken = [(float(box["y"]), float(box["y"]) + float(box["height"])) for box in drawing.find_all("rect", y=True, height=True)]
    taken += [(float(words["y"]) - float(words.get("font-size", 16)), float(words["y"]) + 4) for words in drawing.find_all("text", y=True)]
    return sorted({top - _GAP for top, _ in taken if not any(low < top - _GAP < end for low, end in taken)})


def _cuts(places: list[float], high: float, most: float) -> list[float]:
    """At which of these places to cut, so that no piece is higher than `most` if that can be; the last one is the end."""
    found, start = [], 0.0
    while high - start > most:
        fitting = [place for place in places if start + most / 4 < place <= start + most]
        if not fitting:
            break
        start = fitting[-1]
        found.append(start)
    return [*found, high]


def _piece(soup: BeautifulSoup, drawing: Tag, style: str, wide: float, top: float, end: float, head: float = 0) -> Tag:
    """What lies between two cuts, below the head of the drawing."""
    piece = copy.copy(drawing)
    piece["viewbox"], piece["style"] = f"0 0 {wide:g} {head + end - top:g}", style
    if not top:
        return piece
    inside = list(piece.children)
    for first, from_, length in ((0, 0, head), (head, top, end - top)):
        window = soup.new_tag("svg", attrs={"viewbox": f"0 {from_:g} {wide:g} {length:g}", "x": "0", "y": f"{first:g}", "width": f"{wide:g}", "height": f"{length:g}"})
        window.extend([copy.copy(node) for node in inside])
        piece.append(window)
    for node in inside:
        node.extract()
    return piece
