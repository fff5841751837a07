"""The built book as files: the same twice, whole, and with every link leading somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.book

HTML = Path(__file__).resolve().parents[1] / "_build" / "html"


class _Anchors(HTMLParser):
    """The ids of a page, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(found["id"])
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])


@pytest.fixture(scope="module")
def pages():
    """Every built page of the book (not the notebooks' editor), read once; without a built book nothing here can be claimed."""
    found = {path: path.read_text(encoding="utf-8") for path in sorted(HTML.rglob("*.html")) if not {"_static", "lite"} & set(path.parts)}
    if not found:
        pytest.fail(f"{HTML} 里没有网页，请先运行 make book。No built book, run: make book", pytrace=False)
    return found


def test_every_link_within_the_book_leads_to_a_place(pages):
    """A link to a page or to an anchor of the book finds it."""
    read = {path: _Anchors(text) for path, text in pages.items()}
    lost = []
    for path, here in read.items():
        for link in here.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            place = unquote(parts.fragment)
            if target in read:
                if place and place not in read[target].ids:
                    lost.append(f"{path.relative_to(HTML)}: {link}")
            elif not target.is_file():
                lost.append(f"{path.relative_to(HTML)}: {link}")

    assert lost == []


def test_no_page_has_one_id_twice(pages):
    """An anchor means one place."""
    twice = {}
    for path, text in pages.items():
        ids = _Anchors(text).ids
        if repeated := sorted({one for one in ids if ids.count(one) > 1}):
            twice[path.name] = repeated

    assert twice == {}


def test_no_page_carries_sources_or_machine_paths(pages, root):
    """Sources are not copied, and no page names a folder of the machine that built it."""
    assert not (HTML / "_sources").exists()
    assert [path.name for path, text in pages.items() if str(root) in text] == []


def test_every_page_says_that_a_deadline_is_an_aid(pages):
    """The foot of every page keeps the deadline from being taken for the last word."""
    assert [path.name for path, text in pages.items() if "期限推算是辅助，不是最后的话" not in text] == []


def _built(root, folder, day):
    """Build from scratch into `folder`, for a commit of that time, and return every file's bytes."""
    out = folder / "html"
    words = [sys.executable, "-m", "tools.build_book", "--out", str(out), "--work", str(folder / "work")]
    subprocess.run(words, cwd=root, env={**os.environ, "SOURCE_DATE_EPOCH": day}, check=True, capture_output=True)
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    shutil.rmtree(folder)
    return found


def test_two_builds_differ_in_nothing_but_the_dated_stamp(root, tmp_path):
    """Built twice on different days, every file is the same byte for byte, once the stamp's day is taken away."""
    first = _built(root, tmp_path / "one", "1790000000")
    second = _built(root, tmp_path / "two", "1800000000")
    stamp = re.compile(rb"2026-09-21|2027-01-15")
    differing = sorted(
        name
        for name in first.keys() | second.keys()
        if stamp.sub(b"", first.get(name, b"-")) != stamp.sub(b"", second.get(name, b"+"))
    )

    # Sphinx notes there what it built with, the stamp among it, as one digest.
    assert differing in ([], [".buildinfo"])
