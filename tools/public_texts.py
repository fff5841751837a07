"""Every word that a built file carries, also where no reader sees it: attributes, comments, a picture's text, a PDF's metadata."""

from __future__ import annotations

import gzip
import struct
import zlib
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

__all__ = ["HtmlParts", "raw_of", "texts_of"]

TEXTS = {".css", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".xml"}
MARKED = {".html", ".svg", ".xml"}
INLINE = {"a", "abbr", "b", "code", "dfn", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "tspan", "u"}
DRAWING = {"class", "style", "d", "points", "font-family", "transform", "viewbox", "xmlns"}
# What a picture needs to be a picture; any other part of the file is words.
PIXELS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"pHYs", b"gAMA", b"sRGB", b"cHRM", b"bKGD", b"sBIT"}


class HtmlParts(HTMLParser):
    """The words of a page with inline marks taken out, its ids, and where its links lead.

    Words are also what stands in comments and in attributes; only what draws a picture is none.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden: list[str] = []
        self.words: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []

    @classmethod
    def of(cls, text: str) -> HtmlParts:
        """The parts of a page."""
        made = cls()
        made.feed(text)
        made.close()
        return made

    def handle_starttag(self, tag, attrs):
        """Remember ids and links; a block ends a run of words."""
        found = dict(attrs)
        if found.get("id"):
            self.ids.add(found["id"])
        self.hidden += [value for name, value in attrs if value and name not in DRAWING]
        self.links += [found[name] for name in ("href", "src") if found.get(name) and tag != "use" and not (tag == "link" and found.get("rel") == "canonical")]
        if tag not in INLINE:
            self.words.append("\n")

    def handle_endtag(self, tag):
        """A block ends a run of words."""
        if tag not in INLINE:
            self.words.append("\n")

    def handle_data(self, data):
        """Keep the words."""
        self.words.append(data)

    def handle_comment(self, data):
        """Keep what the author thought nobody would see."""
        self.hidden.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment

    @property
    def whole(self) -> str:
        """All words, a line for each that stands by itself."""
        return "".join(self.words) + "\n" + "\n".join(self.hidden)


def texts_of(path: Path) -> list[str] | None:
    """The texts of a file; None for a kind that is not known, an empty list for a picture without words."""
    if path.suffix == ".gz":
        return _texts(Path(path.stem).suffix, gzip.decompress(path.read_bytes()))
    return _texts(path.suffix, path.read_bytes())


def _texts(suffix: str, body: bytes) -> list[str] | None:
    if suffix == ".png":
        return _png(body)
    if suffix == ".pdf":
        return _pdf(body)
    if suffix not in TEXTS:
        return None
    raw = body.decode("utf-8", "replace")
    parts = [HtmlParts.of(raw).whole if suffix in MARKED else raw]
    if "%" in raw:
        parts.append(unquote(parts[0]))
    if "\\u" in raw:
        parts.append(parts[0].encode("ascii", "backslashreplace").decode("unicode_escape", "replace"))
    return parts


def raw_of(path: Path) -> str:
    """The file as it is written, entities resolved; empty for what is no text."""
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return unescape(body.decode("utf-8", "replace")) if Path(path.name.removesuffix(".gz")).suffix in TEXTS else ""


def _png(body: bytes) -> list[str]:
    """The words in a PNG: every part that is no pixels, and whatever stands behind its end."""
    found, place = [], 8
    while place + 12 <= len(body):
        (length,) = struct.unpack(">I", body[place : place + 4])
        kind, data = body[place + 4 : place + 8], body[place + 8 : place + 8 + length]
        if kind not in PIXELS:
            found.append(_readable(data))
        place += 12 + length
        if kind == b"IEND":
            break
    return found + ([_readable(body[place:])] if body[place:] else [])


def _readable(data: bytes) -> str:
    """Bytes as words, packed or not."""
    words = data
    for start in range(min(len(data), 90)):
        if data[start : start + 1] == b"\x78":
            try:
                words = data + b" " + zlib.decompress(data[start:])
                break
            except zlib.error:
                continue
    return words.decode("utf-8", "replace") + "\n"


def _pdf(body: bytes) -> list[str]:
    """The words and the metadata of a PDF."""
    import io

    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(body))
    return [*(page.extract_text() for page in reader.pages), *(str(value) for value in (reader.metadata or {}).values())]
