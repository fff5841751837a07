"""The printed book: pages numbered through, places found, words found, nothing cut off. A few pages of the built book stand for all."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from tools.build_pdf import TITLES, main
from tools.printing.order import sheets

from .painted import writing

pytestmark = pytest.mark.book

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
PAGES = ["index.html", "chapters/part1/plan.html", "notebooks/nb04-time-machine.html", "chapters/part3/ch17-after-receipt.html", "chapters/appendix/deadlines.html"]
EDGE = 16 / 25.4 * 72 - 3  # points: the margin at the sides, less a hair for rounding
LARGEST = 50_000  # bytes a page, of which the fonts of this little book are most


def _printed(out: Path) -> Path:
    """The PDF of a few pages, made by the program as it is called: the browser's tests may have a browser of their own in this process."""
    ran = subprocess.run([sys.executable, "-m", "tools.build_pdf", "--out", str(out), "--pages", *PAGES], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return out / "ipcoord-learner.pdf"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The PDF of a few pages."""
    out = tmp_path_factory.mktemp("print")
    return _printed(out)


@pytest.fixture(scope="module")
def pdf(made) -> PdfReader:
    """The same, read."""
    return PdfReader(made)


@pytest.fixture(scope="module")
def texts(pdf) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in pdf.pages]


def _close(words: str) -> str:
    """Without the blanks that reading a PDF puts between signs."""
    return re.sub(r"\s", "", words)


def _named(outline: list, depth: int = 0) -> list[tuple[int, str, object]]:
    found = []
    for entry in outline:
        found += _named(entry, depth + 1) if isinstance(entry, list) else [(depth, str(entry.title), entry)]
    return found


def _links(pdf: PdfReader) -> list[tuple[int, dict]]:
    """Each link, with the page it stands on (from 0)."""
    notes = [(n, note.get_object()) for n, page in enumerate(pdf.pages) for note in page.get("/Annots", [])]
    return [(n, note) for n, note in notes if note["/Subtype"] == "/Link"]


def test_chinese_words_are_found(texts):
    """立案 and its like are the real signs, not look-alikes that no search finds."""
    text = "\n".join(texts)
    assert text.count("立案") > 50 and text.count("移送") > 50
    assert not re.search(r"[\u2e80-\u2fdf\uf900-\ufaff\ufffd\ufffe]", text)


def test_no_sign_is_missing_from_its_font(made):
    """The sign number 0 of a font is the box for what it lacks."""
    shown = 0
    with pikepdf.open(made) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            fonts = {str(name): font for name, font in page.resources.get("/Font", {}).items()}
            font = None
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    font = fonts[str(operands[0])]
                elif str(operator) == "Tj" and font["/Subtype"] == "/Type0":
                    signs = bytes(operands[0])
                    assert b"\0\0" not in [signs[n : n + 2] for n in range(0, len(signs), 2)], number
                    shown += len(signs) // 2
    assert shown > 10_000


def test_pages_are_numbered_through_the_book(pdf, texts):
    """Each page after the list of contents carries its own number and the title of its chapter; the list names the first page of each."""
    wanted = [sheet for sheet in sheets(SITE) if sheet.address in PAGES]
    starts = {title: pdf.get_destination_page_number(entry) + 1 for _, title, entry in _named(pdf.outline) if title in [sheet.title for sheet in wanted]}
    first = min(starts.values())
    contents = re.sub(r"\s+", " ", "".join(texts[: first - 1]))
    for sheet in wanted:
        assert re.search(rf"{re.escape(sheet.title)}\D*{starts[sheet.title]}\b", contents), sheet.title
    for number in range(first, len(texts) + 1):
        head = next(sheet.title for sheet in reversed(wanted) if starts[sheet.title] <= number)
        lines = texts[number - 1].split("\n")
        assert str(number) in [line.strip() for line in lines], number
        assert any(line.strip().startswith(head) for line in lines), number


def test_bookmarks_are_parts_pages_and_sections(pdf, texts):
    """A part holds its pages, a page its sections; each leads to a page that has its words."""
    marks = _named(pdf.outline)
    assert {"第一编　基础", "读懂方案", "公安收到之后", "讲解", "答案"} <= {title for _, title, _ in marks}
    depths = {title: depth for depth, title, _ in marks}
    assert depths["第一编　基础"] < depths["读懂方案"] and depths["公安收到之后"] < depths["讲解"]
    assert not [title for _, title, _ in marks if "¶" in title]
    for _, title, entry in marks:
        if title in ("公安收到之后", "讲解", "小测和复习卡"):
            assert title in _close(texts[pdf.get_destination_page_number(entry)])


def test_links_stay_in_the_file(pdf):
    """Every link is a place of this file, high enough on its page to be seen; none names the server that printed it."""
    places, top = pdf.named_destinations, float(pdf.pages[0].mediabox.top)
    links = _links(pdf)
    assert len(links) > 300
    for number, link in links:
        assert "/A" not in link, (number, link["/A"])
        goal = places[str(link["/Dest"])]
        assert pdf.get_destination_page_number(goal) is not None
        assert 0 <= float(goal["/Top"]) <= top, link["/Dest"]


def test_answers_stand_later_and_numbers_lead_there_and_back(pdf, texts):
    """No answer on the page of its question; the printed page numbers are right both ways."""
    places = {name.removeprefix("/"): pdf.get_destination_page_number(goal) + 1 for name, goal in pdf.named_destinations.items()}
    pairs = [(name, name.replace("-q", "-a")) for name in places if re.fullmatch(r"s\d+-q\d+", name)]
    assert len(pairs) >= 25
    for question, answer in pairs:
        number = answer.rsplit("a", 1)[1]
        assert places[question] < places[answer]
        there, back = (_close(texts[places[place] - 1]) for place in (question, answer))
        assert f"答案{number}，第{places[answer]}页" in there
        assert re.search(rf"答案{number}\D[^（]*.*?题在第{places[question]}页", back), answer


def test_nothing_asks_to_be_pressed_and_stand_ins_are_printed(texts):
    """What is folded on the screen is there, without the words for opening it."""
    text = _close("".join(texts))
    assert "学员能在" in text and "打开：" not in text and "先遮住下面" not in text
    # Those in programs stay: they are what one types.
    assert set(re.findall(r".{8}再打开", text)) <= {'d("先自己想，再打开'}
    assert "【你来写】" in text


def test_it_is_tagged_and_says_what_it_is(made):
    """Headings, paragraphs, lists, tables and their heads, links and pictures with words for them; language and title."""
    with pikepdf.open(made) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked and str(root.Lang) == "zh-CN" and root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == TITLES["learner"] and "/CreationDate" not in pdf.docinfo
        kinds: dict[str, list] = {}
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem":
                kinds.setdefault(str(item.S), []).append(item)
        assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/Figure"} <= set(kinds)
        assert len(kinds["/H1"]) == len(PAGES) + 2
        assert all(str(picture.get("/Alt", "")).strip() for picture in kinds["/Figure"])
        assert all("/StructParents" in page.obj for page in pdf.pages)


def test_running_heads_and_page_numbers_are_no_part_of_the_text(made):
    """After the list of contents the two heads and the number of each page are artifacts; nothing tagged and nothing bare stands in a margin."""
    kinds = []
    with pikepdf.open(made) as pdf:
        for page in pdf.pages:
            kinds.append([])
            for name, place, mark in writing(page):
                if name == "Tm":
                    margin = not 17 / 25.4 * 72 < place.f < float(page.mediabox[3]) - 19 / 25.4 * 72
                    assert (bool(mark) and str(mark[0]) == "/Artifact") == margin, (len(kinds), place)
                    kinds[-1] += [str(mark[1].Subtype)] if margin else []
    first = next(number for number, found in enumerate(kinds) if found)
    assert 0 < first < 5 and all(found == ["/Header", "/Header", "/Footer"] for found in kinds[first:])


def test_it_holds_each_font_once(made, pdf):
    """And is no heavier than it has to be."""
    fonts = set()
    with pikepdf.open(made) as book:
        for item in book.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                fonts.add((str(item.FontName).split("+")[-1], item.FontFile2.objgen))
    assert len(fonts) <= 12
    assert made.stat().st_size < LARGEST * len(pdf.pages)


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


def test_writing_has_the_size_it_was_given(made):
    """A page that holds something too wide would make the browser set the whole book smaller: 10 points stay 10 points."""
    sizes: dict[float, int] = {}
    with pikepdf.open(made) as pdf:
        for page in pdf.pages:
            for name, place, _ in writing(page):
                if name == "Tf":
                    size = round(abs(place.a), 1)
                    sizes[size] = sizes.get(size, 0) + 1
    assert max(sizes, key=sizes.get) in (8.5, 9.0, 10.0), sizes
    assert 10.0 in sizes and 18.0 in sizes


def test_a_second_run_gives_the_same_bytes(made, tmp_path):
    """The same site is the same book."""
    assert _printed(tmp_path).read_bytes() == made.read_bytes()


def test_without_a_site_the_sentence_says_what_to_do(tmp_path, capsys):
    """No built book: exit 2 and what to run."""
    assert main(["--site", str(tmp_path), "--out", str(tmp_path)]) == 2
    assert "make book" in capsys.readouterr().err
