"""The pages of a built site in their order of reading, with parts and titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from tools.editions import toc

__all__ = ["HOME", "Sheet", "sheets"]

# Links between pages are told apart from others by this host, which nobody ever asks.
HOME = "http://book.invalid/"
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_MARK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
# Where each edition's sources lie, and the names that the site gives them.
_ROOMS = {"learner": "book/", "trainer": "book/", "public": "book/public/"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the site: address below the site's root, title, the part it belongs to, how deep it stands."""

    address: str
    title: str
    part: str
    depth: int


def sheets(site: Path, edition: str = "learner") -> list[Sheet]:
    """The pages of `site`, the front page first.

    Raises FileNotFoundError for a page of the order that the site lacks.
    """
    order = toc(edition)
    found = [_sheet(site, edition, order["root"], "", 0)]
    for part in order.get("parts", []):
        found += _below(site, edition, part, part.get("caption", ""), 0)
    return found + _below(site, edition, order, "", 0)


def _below(site: Path, edition: str, entry: dict, part: str, depth: int) -> list[Sheet]:
    found = []
    for key in ("chapters", "sections", "entries"):
        for child in entry.get(key, []):
            found.append(_sheet(site, edition, child["file"], part, depth))
            found += _below(site, edition, child, part, depth + 1)
    return found


def _sheet(site: Path, edition: str, name: str, part: str, depth: int) -> Sheet:
    short = "index" if name in ("book/chapters/index", "book/public/index") else name.removeprefix(_ROOMS[edition])
    page = site / f"{short}.html"
    if not page.is_file():
        raise FileNotFoundError(f"{page} 还没有生成，请先运行 make book（公众版：make public）。")
    head = _TITLE.search(page.read_text(encoding="utf-8"))
    title = " ".join(unescape(_TAG.sub("", _MARK.sub("", head[1]))).split()) if head else short
    return Sheet(f"{short}.html", title, part, depth)
