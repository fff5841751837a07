"""Binding the sheets into one book: numbers, running heads, bookmarks, and links that lead to pages of the same file."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import unquote, urldefrag

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NullObject

from .order import Sheet
from .sheets_pdf import HOME, print_html

__all__ = ["Bound", "bind"]

_FONT = '"WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC", sans-serif'
_TINY = 2.0  # points: lower than this is a name of ours for a place, not a link for a reader


@dataclass(frozen=True, slots=True)
class Bound:
    """What was bound: pages in all, and the first page (from 1) of each sheet."""

    pages: int
    starts: tuple[int, ...]


def bind(sheets: list[Sheet], files: list[Path], target: Path, *, title: str, told: list[str], work: Path) -> Bound:
    """Bind the printed sheets into `target`, behind a title page and a list of contents; `told` are lines of the title page."""
    readers = [PdfReader(file) for file in files]
    counts = [len(reader.pages) for reader in readers]
    front = work / "front.pdf"
    # The list of contents has to know how long it is itself: printed once to be counted, and again with the right numbers.
    length = 0
    for _ in range(3):
        starts = _starts(counts, length)
        print_html({front: _front(sheets, starts, title, told)})
        now = len(PdfReader(front).pages)
        if now == length:
            break
        length = now
    whole = length + sum(counts)
    stamps = work / "stamps.pdf"
    print_html({stamps: _stamps(sheets, starts, whole, title, length)}, margin={"top": "0", "bottom": "0", "left": "0", "right": "0"})
    writer = PdfWriter()
    writer.append(PdfReader(front), import_outline=False)
    for reader in readers:
        writer.append(reader, import_outline=False)
    marks = PdfReader(stamps)
    for number, page in enumerate(writer.pages):
        if number >= length:
            page.merge_page(marks.pages[number - length])
    _link(writer, sheets, readers, starts)
    _bookmarks(writer, sheets, readers, starts)
    writer.add_metadata({"/Title": title, "/Author": "", "/Subject": "知识产权行刑衔接协作", "/Creator": "", "/Producer": "pypdf"})
    for key in ("/CreationDate", "/ModDate"):
        writer._info.get_object().pop(NameObject(key), None)
    writer._root_object[NameObject("/Lang")] = _text("zh-CN")
    writer._root_object[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): _true()})
    writer.page_mode = "/UseOutlines"
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    half = target.with_suffix(".part")
    with half.open("wb") as out:
        writer.write(out)
    half.rename(target)
    return Bound(whole, tuple(starts))


def _starts(counts: list[int], length: int) -> list[int]:
    """The first page of each sheet, counted from 1."""
    found, here = [], length + 1
    for count in counts:
        found.append(here)
        here += count
    return found


def _front(sheets: list[Sheet], starts: list[int], title: str, told: list[str]) -> str:
    rows, part = [], None
    for sheet, start in zip(sheets, starts, strict=True):
        if sheet.part != part and sheet.part:
            rows.append(f"<h2>{escape(sheet.part)}</h2>")
        part = sheet.part
        rows.append(
            f'<p style="padding-left:{sheet.depth * 1.2}em"><a href="{HOME}{escape(sheet.address)}"><span>{escape(sheet.title)}</span><i></i><b>{start}</b></a></p>'
        )
    lines = "".join(f"<p>{escape(line)}</p>" for line in told)
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title><style>'
        f"body{{font:10.5pt/1.6 {_FONT};margin:0;color:#000}} .cover{{height:240mm;padding-top:70mm;box-sizing:border-box;break-after:page}} h1{{font-size:26pt;line-height:1.4}}"
        "h2{font-size:12pt;margin:10pt 0 3pt;break-after:avoid} .list p{margin:2pt 0} .list a{display:flex;gap:6pt;align-items:baseline;color:#000;text-decoration:none}"
        ".list i{flex:1;border-bottom:1px dotted #666} .list b{font-weight:400}"
        f'</style></head><body><div class="cover"><h1>{escape(title)}</h1>{lines}</div><div class="list"><h1 style="font-size:18pt">目录</h1>{"".join(rows)}</div></body></html>'
    )


def _stamps(sheets: list[Sheet], starts: list[int], whole: int, title: str, length: int) -> str:
    heads = {start: sheet.title for sheet, start in zip(sheets, starts, strict=True)}
    pages, head = [], ""
    for number in range(length + 1, whole + 1):
        first = number in heads
        head = heads.get(number, head)
        running = "" if first else f"<span>{escape(head)}</span><span>{escape(title)}</span>"
        pages.append(f'<section><div class="h">{running}</div><div class="f">{number}</div></section>')
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><style>@page{{size:A4;margin:0}} body{{margin:0;font:8.5pt/1 {_FONT};color:#333}}'
        "section{position:relative;width:210mm;height:296.9mm;break-after:page;overflow:hidden} .h{position:absolute;top:10mm;left:16mm;right:16mm;display:flex;justify-content:space-between}"
        f'.f{{position:absolute;bottom:10mm;left:0;right:0;text-align:center}}</style></head><body>{"".join(pages)}</body></html>'
    )


def _link(writer: PdfWriter, sheets: list[Sheet], readers: list[PdfReader], starts: list[int]) -> None:
    """Turn addresses of the book's own pages, and names within a sheet, into places of this file."""
    first = {sheet.address: start - 1 for sheet, start in zip(sheets, starts, strict=True)}
    places = {}
    for sheet, reader, start in zip(sheets, readers, starts, strict=True):
        for name, there in reader.named_destinations.items():
            page = reader.get_destination_page_number(there)
            if page is not None and page >= 0:
                places[sheet.address, _plain(name)] = (start - 1 + page, there.get("/Left"), there.get("/Top"))
    owner = {}
    for sheet, reader, start in zip(sheets, readers, starts, strict=True):
        owner.update(dict.fromkeys(range(start - 1, start - 1 + len(reader.pages)), sheet.address))
    for number, page in enumerate(writer.pages):
        kept = ArrayObject()
        for note in page.get("/Annots", []):
            link = note.get_object()
            if link.get("/Subtype") != "/Link":
                kept.append(note)
                continue
            _, low, _, high = (float(value) for value in link["/Rect"])
            if abs(high - low) < _TINY:
                continue
            goal = _goal(link, owner.get(number, ""), first, places)
            if goal is not None:
                there, left, top = goal
                link.pop("/A", None)
                link[NameObject("/Dest")] = ArrayObject([
                    writer.pages[there].indirect_reference, NameObject("/XYZ"), _number(left), _number(top), NullObject(),
                ])
            kept.append(note)
        page[NameObject("/Annots")] = kept
    writer._root_object.pop("/Dests", None)
    names = writer._root_object.get("/Names")
    if names is not None:
        names.get_object().pop("/Dests", None)


def _goal(link: DictionaryObject, address: str, first: dict, places: dict) -> tuple | None:
    """Where a link leads within the book: page (from 0), left, top; None for an address outside."""
    action = link.get("/A", {})
    action = action.get_object() if hasattr(action, "get_object") else action
    target = action.get("/URI") if action.get("/S") == "/URI" else None
    if target is not None:
        page, anchor = urldefrag(str(target))
        if not page.startswith(HOME):
            return None
        name = unquote(page.removeprefix(HOME)) or "index.html"
        return places.get((name, unquote(anchor))) or ((first[name], None, None) if name in first else None)
    named = link.get("/Dest", action.get("/D"))
    return places.get((address, _plain(named))) if isinstance(named, str) else None


def _plain(name: object) -> str:
    return unquote(str(name).removeprefix("/"))


def _bookmarks(writer: PdfWriter, sheets: list[Sheet], readers: list[PdfReader], starts: list[int]) -> None:
    part, parent, above = None, None, {}
    for sheet, reader, start in zip(sheets, readers, starts, strict=True):
        if sheet.part != part:
            parent = writer.add_outline_item(sheet.part, start - 1) if sheet.part else None
            part = sheet.part
        holder = above.get(sheet.depth - 1, parent) if sheet.depth else parent
        item = writer.add_outline_item(sheet.title, start - 1, parent=holder, is_open=False)
        above[sheet.depth] = item
        _sections(writer, reader, reader.outline, start - 1, item, 0)


def _sections(writer: PdfWriter, reader: PdfReader, outline: list, offset: int, parent: object, depth: int) -> None:
    """The headings of a sheet below its title, two levels deep."""
    last = parent
    for entry in outline:
        if isinstance(entry, list):
            if depth < 2:
                _sections(writer, reader, entry, offset, last, depth + 1)
        elif depth:
            page = reader.get_destination_page_number(entry)
            last = writer.add_outline_item(str(entry.title).strip(" ¶"), offset + max(page or 0, 0), parent=parent, is_open=False)


def _number(value: object) -> FloatObject | NullObject:
    return FloatObject(float(value)) if isinstance(value, (int, float)) else NullObject()


def _text(words: str):
    from pypdf.generic import TextStringObject

    return TextStringObject(words)


def _true():
    from pypdf.generic import BooleanObject

    return BooleanObject(True)
