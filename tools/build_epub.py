"""The whole book as an EPUB 3: `python -m tools.build_epub [--edition learner|trainer|public]`, from the built site.

Each page of the site is one document; nothing in it runs, components stand as their words and pictures. The same site gives the same bytes.
"""

from __future__ import annotations

import argparse
import mimetypes
import sys
import uuid
import zipfile
from html import escape
from pathlib import Path

from tools.build_pdf import SITES, TITLES, told
from tools.printing.order import Sheet, sheets

__all__ = ["build", "main"]

ROOT = Path(__file__).resolve().parent.parent
CSS = """
body { font-family: sans-serif; line-height: 1.7; margin: 0 .5em; }
h1 { font-size: 1.5em; line-height: 1.4; } h2 { font-size: 1.25em; } h3 { font-size: 1.1em; }
table { border-collapse: collapse; font-size: .9em; } th, td { border: 1px solid #888; padding: .2em .4em; vertical-align: top; text-align: left; }
caption, .ip-note { color: #444; text-align: left; } .ip-cell-label { display: none; }
blockquote, .ip-clause, details { border-left: 3px solid #0b5a60; margin: .8em 0; padding: .1em .8em; }
svg, img { max-width: 100%; height: auto; } pre { white-space: pre-wrap; font-size: .85em; }
.ip-badge, .ip-gap, .ipc-mark { border: 1px solid #666; border-radius: 3px; padding: 0 .3em; font-size: .85em; }
"""
COVER = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1600" width="1200" height="1600"><rect width="1200" height="1600" fill="#0b5a60"/>
<g fill="none" stroke="#fff" stroke-width="26"><circle cx="500" cy="430" r="170"/><circle cx="700" cy="430" r="170"/></g>
<g fill="#fff" text-anchor="middle" font-family="sans-serif">{lines}</g></svg>
"""
FIXED = (2020, 2, 2, 0, 0, 0)


def build(site: Path, target: Path, edition: str = "learner") -> int:
    """Write the book of `site` to `target`; the number of its pages.

    Raises FileNotFoundError where the site lacks a page.
    """
    from tools.printing.xhtml import clean, page

    order = sheets(site, edition)
    names = {sheet.address: sheet.address.replace("/", "-").removesuffix(".html") + ".xhtml" for sheet in order}
    texts = {sheet.address: (site / sheet.address).read_text(encoding="utf-8") for sheet in order}
    known = {address: clean(text, address, names).ids for address, text in texts.items()}
    made = {address: clean(text, address, names, known) for address, text in texts.items()}
    title, lines = TITLES[edition], told(edition)
    pictures = sorted({name for one in made.values() for name in one.pictures if (site / name).is_file()})
    files: dict[str, bytes] = {"EPUB/book.css": CSS.encode(), "EPUB/cover.svg": _cover(title).encode()}
    for sheet in order:
        files[f"EPUB/text/{names[sheet.address]}"] = page(sheet.title, made[sheet.address].body).encode()
    front = f'<section epub:type="titlepage"><h1>{escape(title)}</h1>' + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</section>"
    files["EPUB/text/title.xhtml"] = page(title, front).encode()
    files["EPUB/nav.xhtml"] = _nav(order, names).replace("../book.css", "book.css").encode()
    for name in pictures:
        files[f"EPUB/{name}"] = (site / name).read_bytes()
    drawn = {names[address] for address, one in made.items() if one.drawn}
    files["EPUB/package.opf"] = _package(title, lines, order, names, drawn, pictures).encode()
    half = target.with_suffix(".part")
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(half, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", (
            b'<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            b'<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
        ))
        for name in sorted(files):
            _put(archive, name, files[name])
    half.rename(target)
    return len(order)


def _put(archive: zipfile.ZipFile, name: str, body: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, FIXED)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, body, how, 9 if how == zipfile.ZIP_DEFLATED else None)


def _cover(title: str) -> str:
    parts = title.replace("：", "，").split("，")
    lines = "".join(f'<text x="600" y="{900 + n * 130}" font-size="{78 if n == 0 else 60}">{escape(part)}</text>' for n, part in enumerate(parts))
    return COVER.format(lines=lines)


def _nav(order: list[Sheet], names: dict[str, str]) -> str:
    from tools.printing.xhtml import page

    rows, part, open_part = [], None, False
    for sheet in order:
        if sheet.part != part:
            rows.append("</ol></li>" if open_part else "")
            open_part = bool(sheet.part)
            rows.append(f"<li><span>{escape(sheet.part)}</span><ol>" if open_part else "")
            part = sheet.part
        rows.append(f'<li><a href="text/{names[sheet.address]}">{escape(sheet.title)}</a></li>')
    rows.append("</ol></li>" if open_part else "")
    return page("目录", f'<nav epub:type="toc" id="toc"><h1>目录</h1><ol>{"".join(rows)}</ol></nav>')


def _package(title: str, lines: list[str], order: list[Sheet], names: dict[str, str], drawn: set[str], pictures: list[str]) -> str:
    items = ['<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>', '<item id="css" href="book.css" media-type="text/css"/>',
             '<item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>', '<item id="title" href="text/title.xhtml" media-type="application/xhtml+xml"/>']
    spine = ['<itemref idref="title"/>', '<itemref idref="nav"/>']
    for n, sheet in enumerate(order):
        more = ' properties="svg"' if names[sheet.address] in drawn else ""
        items.append(f'<item id="p{n}" href="text/{names[sheet.address]}" media-type="application/xhtml+xml"{more}/>')
        spine.append(f'<itemref idref="p{n}"/>')
    for n, name in enumerate(pictures):
        items.append(f'<item id="i{n}" href="{escape(name)}" media-type="{mimetypes.guess_type(name)[0] or "image/png"}"/>')
    day = next((line[3:13] for line in lines if line.startswith("本册按2")), "2020-01-01")
    marks = "".join(f'<meta property="schema:{name}">{value}</meta>' for name, value in (
        ("accessMode", "textual"), ("accessMode", "visual"), ("accessModeSufficient", "textual"), ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "tableOfContents"), ("accessibilityFeature", "alternativeText"), ("accessibilityHazard", "none"),
    ))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN" '
        'prefix="schema: http://schema.org/"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, title)}</dc:identifier><dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language>'
        f'<dc:rights>CC BY 4.0</dc:rights><meta property="dcterms:modified">{day}T00:00:00Z</meta>'
        f"{marks}<meta property=\"schema:accessibilitySummary\">正文是文字，图都有文字说明。</meta></metadata>"
        f'<manifest>{"".join(items)}</manifest><spine>{"".join(spine)}</spine></package>'
    )


def main(arguments: list[str] | None = None) -> int:
    """Build, and say where the file is; 2 where something is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edition", choices=sorted(SITES), default="learner")
    parser.add_argument("--site", type=Path, help="the built site")
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "print", help="folder of the EPUB")
    chosen = parser.parse_args(arguments)
    target = chosen.out / f"ipcoord-{chosen.edition}.epub"
    try:
        pages = build(chosen.site or ROOT / "_build" / SITES[chosen.edition], target, chosen.edition)
    except FileNotFoundError as missing:
        print(missing, file=sys.stderr)
        return 2
    print(f"EPUB：{target}（{pages} 篇，{target.stat().st_size / 1e6:.1f} MB）")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
