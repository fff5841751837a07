"""Binding: bookmarks by part, page and section; what the file says of itself; and nothing in it twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf

from .margins import mark_margins
from .order import Sheet

__all__ = ["Bound", "bind"]


@dataclass(frozen=True, slots=True)
class Bound:
    """What was bound: pages in all, whether it is tagged, and the first page (from 1) of each page of the site."""

    pages: int
    tagged: bool
    starts: tuple[int, ...]


def bind(printed: Path, target: Path, sheets: list[Sheet], places: tuple[str, ...], *, title: str) -> Bound:
    """Make the book out of the printed file."""
    with pikepdf.open(printed) as pdf:
        number = {page.objgen: n for n, page in enumerate(pdf.pages)}
        goals = {name.removeprefix("/"): goal for name, goal in pdf.Root.get("/Dests", {}).items()}
        starts = tuple(number[goals[place][0].objgen] for place in places)
        _bookmarks(pdf, sheets, [goals[place] for place in places])
        _renumber(pdf)
        mark_margins(pdf)
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        pdf.docinfo["/Title"], pdf.docinfo["/Subject"] = title, "知识产权行刑衔接协作"
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as words:
            words["dc:title"] = title
            words["dc:language"] = {"zh-CN"}
        if "/StructTreeRoot" in pdf.Root:
            # Names of tags from a later standard, for readers of the older one.
            pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(Strong=pikepdf.Name.Span, Em=pikepdf.Name.Span)
        pdf.Root.Lang = pikepdf.String("zh-CN")
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        half = target.with_suffix(".part")
        pdf.save(half, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, recompress_flate=True, deterministic_id=True)
        half.rename(target)
        return Bound(len(pdf.pages), "/StructTreeRoot" in pdf.Root, tuple(start + 1 for start in starts))


def _renumber(pdf: pikepdf.Pdf) -> None:
    """The browser numbers the heads of tables as it comes to them, which differs from run to run: number them in their order instead."""
    tags = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"]
    heads = [tag for tag in tags if "/ID" in tag]
    names = {str(tag.ID): f"head{number:06d}" for number, tag in enumerate(heads)}
    for tag in tags:
        for told in tag.get("/A", []):
            if isinstance(told, pikepdf.Dictionary) and "/Headers" in told:
                told.Headers = pikepdf.Array([pikepdf.String(names[str(name)]) for name in told.Headers])
    for tag in heads:
        tag.ID = pikepdf.String(names[str(tag.ID)])
    if heads:
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array([part for tag in heads for part in (tag.ID, tag)])))


def _bookmarks(pdf: pikepdf.Pdf, sheets: list[Sheet], goals: list[pikepdf.Array]) -> None:
    """A part holds its pages, a page its sections two levels deep; the browser gave each page as a heading of its own."""
    with pdf.open_outline() as outline:
        heads = list(outline.root)
        del outline.root[:]
        part, parent, above = None, outline.root, {}
        for sheet, goal in zip(sheets, goals, strict=True):
            if sheet.part != part:
                part, parent = sheet.part, outline.root
                if part:
                    outline.root.append(_item(part, goal, closed=False))
                    parent = outline.root[-1].children
            holder = above[sheet.depth - 1].children if sheet.depth and sheet.depth - 1 in above else parent
            item = _item(sheet.title, goal)
            holder.append(item)
            above[sheet.depth] = item
            _sections(item, heads, goal)


def _sections(item: pikepdf.OutlineItem, heads: list[pikepdf.OutlineItem], goal: pikepdf.Array) -> None:
    """The sections of the page whose heading comes next."""
    while heads and _title(heads[0]) != item.title:
        heads.pop(0)
    if not heads:
        return
    for section in heads.pop(0).children:
        item.children.append(_item(_title(section), section.destination))
        for lower in section.children:
            item.children[-1].children.append(_item(_title(lower), lower.destination))


def _item(title: str, goal: pikepdf.Array, *, closed: bool = True) -> pikepdf.OutlineItem:
    made = pikepdf.OutlineItem(title, goal)
    made.is_closed = closed
    return made


def _title(item: pikepdf.OutlineItem) -> str:
    return " ".join(str(item.title).replace("¶", "").split())
