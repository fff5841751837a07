"""The public edition as it is built: its pages with their sources, posters and pictures, the feed, and its weight."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools.public_texts import HtmlParts, texts_of

pytestmark = pytest.mark.book

ROOT = Path(__file__).resolve().parent.parent
SITE = "https://example.test/zscq"


def _build(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "tools.build_public", *words], cwd=folder, capture_output=True, text=True, env={**os.environ, **more})


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The edition of this checkout for a unit that has said its address, with its pictures."""
    work = tmp_path_factory.mktemp("public")
    ran = _build(ROOT, "--out", str(work / "out"), "--work", str(work / "work"), IPCOORD_PUBLIC_SITE=SITE + "/")
    assert ran.returncode == 0, ran.stderr[-2000:]
    return work / "out"


def test_every_page_is_there_with_its_poster_and_its_pictures(site):
    """Claim: 19 pages, each with a poster, a card of 1080 × 1920 and a link picture of 1200 × 630; no other kind of file."""
    pages = {path.stem for path in site.glob("*.html")}
    assert pages == {path.stem for path in (ROOT / "book" / "public").glob("*.md")} and len(pages) == 19
    assert {path.stem for path in (site / "posters").glob("*.html")} == pages
    size = {path.name: struct.unpack(">II", path.read_bytes()[16:24]) for path in (site / "cards").glob("*.png")}
    assert size == {f"{name}.png": (1080, 1920) for name in pages} | {f"{name}-wide.png": (1200, 630) for name in pages}
    assert {path.suffix for path in site.rglob("*") if path.is_file()} == {".html", ".css", ".svg", ".png", ".xml", ".txt"}


def test_cards_that_did_not_change_need_no_browser(site):
    """Claim: built again, the pictures are taken from the last time; without them, a machine with no browser is told what to do."""
    work = site.parent
    again = _build(ROOT, "--out", str(work / "again"), "--work", str(work / "work"), IPCOORD_PUBLIC_SITE=SITE, IPCOORD_BROWSER="no-such-browser")
    assert again.returncode == 0, again.stderr
    assert all((work / "again" / "cards" / path.name).read_bytes() == path.read_bytes() for path in (site / "cards").iterdir())
    other = _build(ROOT, "--out", str(work / "other"), "--work", str(work / "fresh"), IPCOORD_BROWSER="no-such-browser")
    assert other.returncode == 2 and "--no-cards" in other.stderr and not (work / "other").exists()


def test_every_page_says_what_it_rests_on_and_where_the_whole_text_is(site):
    """Claim (C10): sources, the day of the last check, a link to the plan and to all records; address, title and picture for those who share it."""
    pages = sorted(site.glob("*.html"))
    assert len(pages) == 19
    for path in pages:
        text, page = path.read_text("utf-8"), HtmlParts.of(path.read_text("utf-8"))
        basis = text[text.index('id="basis"') :]
        assert re.search(r"最后核对日期：\d{4}-\d\d-\d\d。", basis) and "<li>" in basis, path.name
        assert {"plan.html", "sources.html"} <= {link.partition("#")[0] for link in page.links} | {path.name}, path.name
        address = f"{SITE}/" if path.stem == "index" else f"{SITE}/{path.name}"
        assert f'<link rel="canonical" href="{address}">' in text and f'content="{SITE}/cards/{path.stem}-wide.png"' in text, path.name
        assert len(re.findall("<h1>", text)) == 1


def test_posters_carry_the_code_of_their_page(site):
    """Claim: the code on a poster is the page's own address, made by an independent call of the encoder."""
    import segno

    posters = sorted((site / "posters").glob("*.html"))
    assert posters
    for path in posters:
        address = f"{SITE}/" if path.stem == "index" else f"{SITE}/{path.name}"
        dark = segno.make(address, micro=False, error="m").svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
        drawn = re.search(r' d="(M[^"]+)"/?>(?:</path>)?</svg>', dark)[1]
        assert drawn in path.read_text("utf-8"), path.name


def test_the_map_and_the_feed_name_every_page(site):
    """Claim: both are well-formed and name the 19 addresses; without an address neither is written."""
    names = {"{http://www.sitemaps.org/schemas/sitemap/0.9}loc": "sitemap.xml", "{http://www.w3.org/2005/Atom}id": "feed.xml"}
    for tag, name in names.items():
        found = [one.text for one in ElementTree.parse(site / name).iter(tag)]
        assert len(set(found)) == 19 and all(one.startswith(SITE) for one in found)


def test_the_front_page_is_small(site):
    """Claim: what the front page asks for is less than 150,000 bytes, all of it from its own folder."""
    page = HtmlParts.of((site / "index.html").read_text("utf-8"))
    asked = {link for link in page.links if link.endswith((".css", ".svg"))}
    assert sum((site / name).stat().st_size for name in [*asked, "index.html"]) < 150_000
    assert texts_of(site / "cards" / "index.png") == []
