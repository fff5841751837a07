"""The whole book as one HTML document for the printer: title page, list of contents, every page in order."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from .answers import HEADING
from .leaf import leaf, names_in, place
from .order import Sheet

__all__ = ["Paper", "paper"]

_FEW = 1100  # signs: pages as short as this share a sheet of paper with their neighbours
_STYLE = Path(__file__).with_name("paper.css")


@dataclass(frozen=True, slots=True)
class Paper:
    """The document, and the name of the place where each page of the site begins."""

    html: str
    places: tuple[str, ...]


def paper(site: Path, sheets: list[Sheet], *, title: str, told: list[str]) -> Paper:
    """The book of these pages; `told` are the lines of the title page."""
    texts = {sheet.address: (site / sheet.address).read_text(encoding="utf-8") for sheet in sheets}
    order = {sheet.address: number for number, sheet in enumerate(sheets)}
    names = {address: names_in(text) for address, text in texts.items()}
    styles: dict[str, None] = {}
    bodies, heads, behind = [], [], []
    part, short = None, False
    for number, sheet in enumerate(sheets):
        made = leaf(texts[sheet.address], sheet.address, number, order, names)
        styles.update(dict.fromkeys(made.styles))
        joined = short and made.signs < _FEW and sheet.part == part
        short, part = made.signs < _FEW, sheet.part
        if joined:
            # What shares its paper with others stands under the name of their part.
            heads[-1] = (heads[-1][0], sheet.part)
        else:
            bodies.append(_behind(behind) + "</section>" * (number > 0))
            heads.append((f"pr-{number}", sheet.title))
            bodies.append(f'<section class="pr-sheet" style="page:{heads[-1][0]}">')
            behind = []
        bodies.append(made.html)
        behind += [(sheet.title, made.answers)] if made.answers else []
    pages = "".join(f"@page {group} {{ @top-left {{ content: {_quoted(head)}; }} @top-right {{ content: {_quoted(title)}; }} @bottom-center {{ content: counter(page); }} }}" for group, head in heads)
    links = "".join(f'<link rel="stylesheet" href="/{escape(address)}">' for address in styles)
    lines = "".join(f"<p>{escape(line)}</p>" for line in told)
    return Paper(
        f'<!doctype html><html lang="zh-CN" data-theme="light"><head><meta charset="utf-8"><title>{escape(title)}</title>{links}'
        f"<style>{_STYLE.read_text(encoding='utf-8')}{pages}</style></head><body><main>"
        f'<section class="pr-cover"><h1>{escape(title)}</h1>{lines}</section><nav class="pr-contents"><h1>目录</h1>{_contents(sheets)}</nav>'
        f"{''.join(bodies)}{_behind(behind)}</section></main></body></html>",
        tuple(place(number) for number in range(len(sheets))),
    )


def _behind(answers: list[tuple[str, str]]) -> str:
    """The answers of the pages that share their paper, behind all of them; each of several under the title of its page."""
    named = len(answers) > 1
    return "".join(
        f'<article class="bd-article pr-leaf pr-behind">{told.replace(f"<h2>{HEADING}</h2>", f"<h2>{HEADING}：{escape(title)}</h2>", 1) if named else told}</article>'
        for title, told in answers
    )


def _contents(sheets: list[Sheet]) -> str:
    rows, part = [], None
    for number, sheet in enumerate(sheets):
        if sheet.part != part and sheet.part:
            rows.append(f'<p class="pr-part">{escape(sheet.part)}</p>')
        part = sheet.part
        goal = place(number)
        rows.append(f'<p style="padding-left:{sheet.depth * 1.2}em"><a href="#{goal}"><span>{escape(sheet.title)}</span><i></i><b class="pr-n" data-to="{goal}">0</b></a></p>')
    return "".join(rows)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
