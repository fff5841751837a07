"""Where a lesson plan leads: chapters, their examples and exercises, cases, notebooks, pages and their anchors."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ipcoord_sim.casebank import case, cases
from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.quiz.reading import bank
from ipcoord_sim.teaching import chapter

__all__ = ["Place", "in_toc", "known", "place"]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Place:
    """What a step opens: its words, the page (empty while it is not written), the anchor on it."""

    label: str
    page: str
    anchor: str = ""

    @property
    def address(self) -> str:
        """Where it stands in a built site.

        >>> Place("范例", "book/chapters/part3/ch17-after-receipt", "w17-1").address
        'chapters/part3/ch17-after-receipt.html#w17-1'
        """
        return f"{self.page.removeprefix('book/')}.html" + (f"#{self.anchor}" if self.anchor else "")


def place(reference: str, where: str = "") -> Place:
    """What a reference of a plan leads to.

    Raises UnknownIdError where it leads nowhere; a chapter that is not in the order of reading has no page yet.
    """
    if re.fullmatch(r"ch\d\d", reference):
        return Place(_title(page), page) if (page := _chapter_page(reference)) else Place(reference, "")
    if found := re.fullmatch(r"([WFKSR])(\d\d)-\d+", reference):
        return _row_place(reference, f"ch{found[2]}", where)
    if found := re.fullmatch(r"Q-(\d)\.(\d)-\d\d", reference):
        known("题", [reference], bank(), where)
        return Place(reference, f"book/chapters/practice/p{found[1]}-{found[2]}", f"q-{reference}")
    if re.fullmatch(r"C-\d\d", reference):
        known("案例", [reference], cases(), where)
        return Place(f"{reference} {case(reference).title}", f"book/chapters/cases/{reference.lower().replace('-', '')}")
    if re.fullmatch(r"nb\d\d", reference):
        page = next((f"notebooks/{path.stem}" for path in sorted((ROOT / "notebooks").glob(f"{reference}-*.ipynb"))), "")
        if page not in in_toc():
            raise UnknownIdError.among(f"笔记本（{where}）", "notebook", reference, [path.stem[:4] for path in (ROOT / "notebooks").glob("nb*.ipynb")])
        return Place(f"笔记本{reference[2:]}", page)
    name, _, anchor = reference.partition("#")
    page = f"book/chapters/{name}"
    if page not in in_toc():
        raise UnknownIdError.among(f"页面（{where}）", "page", name, [one.removeprefix("book/chapters/") for one in in_toc()])
    text = (ROOT / f"{page}.md").read_text(encoding="utf-8")
    if not anchor:
        return Place(_title(page), page)
    found = re.search(rf"^\({re.escape(anchor)}\)=\s+#+ (.+)$", text, re.M)
    if not found:
        raise UnknownIdError.among(f"{name} 里的锚（{where}）", "anchor", anchor, re.findall(r"^\(([\w-]+)\)=", text, re.M))
    return Place(f"{_title(page)}：{found[1]}", page, anchor)


def _row_place(id: str, chapter_id: str, where: str) -> Place:
    """An example or exercise of a chapter, on the chapter's page."""
    page = _chapter_page(chapter_id)
    if not page:
        return Place(chapter_id, "")
    found = chapter(chapter_id)
    rows = {one.id: one for one in (*found.worked, *found.faded, *found.contrast, *found.spot)}
    known("教学材料", [id], rows, where)
    kinds = {"W": "范例", "F": "半成品", "K": "对照", "S": "找错"}
    return Place(f"{kinds[id[0]]}{id[1:]}：{rows[id].title}", page, id.lower())


@cache
def in_toc() -> tuple[str, ...]:
    """Every page of the order of reading."""

    def names(entry: dict) -> list[str]:
        below = [name for key in ("parts", "chapters", "sections") for child in entry.get(key, ()) for name in names(child)]
        return [entry[key] for key in ("root", "file") if key in entry] + below

    return tuple(names(yaml.safe_load((ROOT / "book" / "_toc.yml").read_text(encoding="utf-8"))))


def _chapter_page(id: str) -> str:
    return next((page for page in in_toc() if page.rpartition("/")[2].startswith(f"{id}-")), "")


def _title(page: str) -> str:
    text = (ROOT / f"{page}.md").read_text(encoding="utf-8")
    title = re.search(r"^# (.+)$", text, re.M)[1]
    number = re.match(r"ch(\d\d)-", page.rpartition("/")[2])
    return f"第{int(number[1])}章 {title}" if number else title


def known(kind: str, ids: Iterable[str], there: Collection[str], where: str) -> None:
    """Raise UnknownIdError for the first id that is not there."""
    for id in ids:
        if id not in there:
            raise UnknownIdError.among(f"{kind}（{where}）", kind, id, list(there))
