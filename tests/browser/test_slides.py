"""The slides: they open by double click and from a server, ask nobody, can be read from the last row, by keyboard, on paper, with notes that follow."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ipcoord_sim.serve import make_server
from tools.build_slides import build, deck, decks

from .looking import assert_fine

LEAST = 28  # px at 1280 × 720: what the last row of a room can read

MEASURE = """() => {
  const slide = document.querySelector(".slides > section.present"), scale = slide.getBoundingClientRect().width / slide.offsetWidth;
  const bar = document.querySelector(".bar-of-deck").getBoundingClientRect().top, small = [], outside = [];
  const walk = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, parent = text.parentElement;
    if (!text.textContent.trim() || parent.closest("title, desc")) continue;
    const svg = parent.closest("svg"), size = parseFloat(getComputedStyle(parent).fontSize) * (svg ? svg.getScreenCTM().a : scale);
    if (size < LEAST - 0.2) small.push([size, text.textContent]);
    const range = document.createRange(); range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.left < 0 || box.right > innerWidth || box.bottom > bar) outside.push(text.textContent);
  }
  return { small, outside };
}""".replace("LEAST", str(LEAST))


@pytest.fixture(scope="module")
def every(tmp_path_factory) -> Path:
    """The slides of every lesson, in a folder with a blank and Chinese characters in its name."""
    return build(tmp_path_factory.mktemp("幻灯 片"))[0].parent.parent


@pytest.fixture(scope="module")
def folder(every) -> Path:
    """Those of the half day."""
    return every / "half"


@pytest.fixture(scope="module")
def server(every):
    """The address of all on this machine."""
    with make_server(every, port=0, bind="127.0.0.1") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def served(server) -> str:
    """The address of the half day's."""
    return f"{server}/half"


@pytest.fixture
def page(browser: Browser):
    """A window as wide as a projector; what went wrong or asked elsewhere is kept in `asked` and `wrong`."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN", reduced_motion="reduce")
    made = context.new_page()
    made.asked, made.wrong = [], []
    context.on("request", lambda one: made.asked.append(one.url))
    context.on("console", lambda said: said.type == "error" and made.wrong.append(said.text))
    context.on("weberror", lambda failed: made.wrong.append(str(failed.error)))
    yield made
    context.close()


def _open(page: Page, address: str) -> int:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    return page.locator(".slides > section").count()


@pytest.mark.parametrize("id", decks())
def test_every_slide_is_read_from_the_last_row(page, every, id):
    """Opened by double click: all slides of the source are there, no word is smaller than 28 px, none runs out of the window or under the buttons."""
    count = _open(page, (every / id / "index.html").as_uri())
    assert count == len(deck(id)[2])
    for n in range(count):
        page.evaluate(f"Reveal.slide({n}, 0, 9)")
        page.wait_for_selector(f".slides > section.present[data-n='{n + 1}']")
        found = page.evaluate(MEASURE)
        assert found == {"small": [], "outside": []}, n + 1
    assert page.wrong == [] and all(url.startswith(("file:", "data:")) for url in page.asked)


@pytest.mark.parametrize("id", decks())
def test_served_they_ask_no_other_origin_and_axe_finds_nothing(page, server, id):
    """Every slide by all of axe's usual rules, colours among them, and the page of notes too, there on a phone."""
    served = f"{server}/{id}"
    for n in range(_open(page, f"{served}/index.html")):
        page.evaluate(f"Reveal.slide({n}, 0, 9)")
        page.wait_for_timeout(60)
        assert_fine(page)
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(f"{served}/notes.html")
    assert_fine(page)
    assert page.wrong == [] and {url.split("/")[2] for url in page.asked if not url.startswith("data:")} == {served.split("/")[2]}


def test_keys_and_buttons_turn_the_pages_and_the_answer_waits(page, served):
    """Arrow and button go on, the place is told, an answer is hidden until it is asked for."""
    _open(page, f"{served}/index.html")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="下一张").click()
    expect(page.locator(".place")).to_contain_text("第3张")
    page.get_by_role("button", name="上一张").click()
    expect(page.locator(".place")).to_contain_text("第2张")
    asked = next(n for n, row in enumerate(deck("half")[2], 1) if "answer" in row)
    page.evaluate(f"Reveal.slide({asked - 1})")
    assert page.locator("section.present .answer").evaluate("e => getComputedStyle(e).visibility") == "hidden"
    page.keyboard.press("ArrowRight")
    expect(page.locator("section.present .answer")).to_have_css("visibility", "visible")


@pytest.mark.parametrize("how", ["file", "served"])
def test_the_notes_follow_the_slides_and_turn_them(page, folder, served, how):
    """S opens a second window, also without a server; it shows the slide's note, follows, and its own keys turn the slides."""
    _open(page, (folder / "index.html").as_uri() if how == "file" else f"{served}/index.html")
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    notes = opened.value
    notes.wait_for_selector("article[data-now][data-n='1']")
    page.keyboard.press("ArrowRight")
    notes.wait_for_selector("article[data-now][data-n='2']")
    notes.keyboard.press("ArrowRight")
    expect(page.locator(".place")).to_contain_text("第3张")
    assert deck("half")[2][2]["notes"][0] in notes.locator("article[data-now]").inner_text()
    assert page.wrong == []


def test_on_paper_each_slide_is_a_page(page, served, tmp_path):
    """The print view has one page a slide and none of the buttons; the notes print as a script to read."""
    from pypdf import PdfReader

    page.goto(f"{served}/index.html?view=print")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_selector(".pdf-page")
    target = tmp_path / "slides.pdf"
    page.pdf(path=target, prefer_css_page_size=True, print_background=True)
    pages = PdfReader(target).pages
    assert len(pages) == len(deck("half")[2]) and not any("上一张" in one.extract_text() for one in pages)
