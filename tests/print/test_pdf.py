"""The printed book: pages numbered through, places found, words found, nothing cut off. A few pages of the built book stand for all."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tools.build_pdf import main
from tools.printing.order import sheets

pytestmark = pytest.mark.book

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
PAGES = ["index.html", "chapters/part1/plan.html", "chapters/part3/ch17-after-receipt.html", "chapters/appendix/deadlines.html"]
EDGE = 16 / 25.4 * 72 - 3  # points: the margin at the sides, less a hair for rounding


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The PDF of a few pages."""
    out = tmp_path_factory.mktemp("print")
    assert main(["--out", str(out), "--pages", *PAGES]) == 0
    return out / "ipcoord-learner.pdf"


@pytest.fixture(scope="module")
def pdf(made) -> PdfReader:
    """The same, read."""
    return PdfReader(made)


def _named(outline: list, depth: int = 0) -> list[tuple[int, str, object]]:
    found = []
    for entry in outline:
        found += _named(entry, depth + 1) if isinstance(entry, list) else [(depth, str(entry.title), entry)]
    return found


def test_chinese_words_are_found(pdf):
    """立案 and its like are the real signs, not look-alikes that no search finds; no sign is missing from its font."""
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert text.count("立案") > 50 and text.count("移送") > 50
    assert not re.search(r"[\u2e80-\u2fdf\uf900-\ufaff\ufffd\ufffe]", text)


def test_pages_are_numbered_through_the_book(pdf):
    """Each page after the list of contents carries its own number, and the list names the first page of each sheet."""
    texts = [page.extract_text() for page in pdf.pages]
    first = next(n for n, text in enumerate(texts, 1) if n > 1 and re.search(rf"(^|\n){n}\s*$", text.rstrip()))
    for number in range(first, len(texts) + 1):
        assert re.search(rf"(^|\D){number}(\D|$)", texts[number - 1]), number
    contents = "".join(texts[1 : first - 1])
    for depth, title, entry in _named(pdf.outline):
        start = pdf.get_destination_page_number(entry) + 1
        if title in [sheet.title for sheet in sheets(SITE) if sheet.address in PAGES] and depth <= 1:
            assert re.search(rf"{re.escape(title)}\D*{start}\b", re.sub(r"\s+", " ", contents)), title


def test_bookmarks_are_parts_pages_and_sections(pdf):
    """A part holds its pages, a page its sections; each leads to a page that has its words."""
    marks = _named(pdf.outline)
    assert {"第一编　基础", "读懂方案", "公安收到之后", "讲解"} <= {title for _, title, _ in marks}
    depths = {title: depth for depth, title, _ in marks}
    assert depths["第一编　基础"] < depths["读懂方案"] and depths["公安收到之后"] < depths["讲解"]
    for _, title, entry in marks:
        if title in ("公安收到之后", "讲解", "小测和复习卡"):
            assert title in pdf.pages[pdf.get_destination_page_number(entry)].extract_text()


def test_links_between_pages_stay_in_the_file(pdf):
    """A link to another printed page is a place of this file; none names the server that printed it."""
    places, outside = 0, []
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(pdf.pages)}
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            link = note.get_object()
            if "/Dest" in link and not isinstance(link["/Dest"], str):
                assert link["/Dest"][0].idnum in numbers
                places += 1
            elif "/A" in link and "/URI" in link["/A"]:
                outside.append(str(link["/A"]["/URI"]))
    assert places > 100
    assert not [address for address in outside if "127.0.0.1" in address or "localhost" in address]


def test_folded_answers_and_stand_ins_are_printed(pdf):
    """What is closed on the screen is open on paper; a component is its static words."""
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "想好了，看答案" in text and "学员能在" in text


def test_nothing_is_cut_off_at_the_sides(made, tmp_path):
    """The outer margins of every page are white."""
    program = shutil.which("pdftoppm")
    assert program, "没有 pdftoppm；make test 会装上，或者先运行 apt-get install poppler-utils"
    subprocess.run([program, "-r", "36", "-gray", str(made), str(tmp_path / "p")], check=True)
    for path in sorted(tmp_path.glob("p*.pgm")):
        head, size, _, body = path.read_bytes().split(b"\n", 3)
        assert head == b"P5"
        wide, high = map(int, size.split())
        edge = int(EDGE / 2)
        for row in range(high):
            line = body[row * wide : (row + 1) * wide]
            assert min(line[:edge]) > 200 and min(line[wide - edge :]) > 200, f"{path.name}, row {row}"


def test_a_second_run_prints_nothing_anew_and_gives_the_same_bytes(made):
    """What has not changed is not printed again."""
    before = made.read_bytes()
    kept = {path: path.stat().st_mtime_ns for path in (made.parent / ".learner" / "sheets").glob("*.pdf")}
    assert main(["--out", str(made.parent), "--pages", *PAGES]) == 0
    assert kept == {path: path.stat().st_mtime_ns for path in (made.parent / ".learner" / "sheets").glob("*.pdf")}
    assert len(before) > 100_000


def test_without_a_site_the_sentence_says_what_to_do(tmp_path, capsys):
    """No built book: exit 2 and what to run."""
    assert main(["--site", str(tmp_path), "--out", str(tmp_path)]) == 2
    assert "make book" in capsys.readouterr().err
