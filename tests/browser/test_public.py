"""The public edition as a citizen meets it: on a phone, with large letters, by keyboard, without scripts, on paper, on both addresses."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from ipcoord_sim.serve import make_server
from tests.browser.conftest import PATIENCE
from tests.browser.readers import DESK, PHONE, readers_of

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.stem for path in (ROOT / "book" / "public").glob("*.md"))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The edition of this checkout, for a unit that has said its address; its pictures are not needed here."""
    work = tmp_path_factory.mktemp("public")
    words = [sys.executable, "-m", "tools.build_public", "--no-cards", "--out", str(work / "out"), "--work", str(work / "work")]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "IPCOORD_PUBLIC_SITE": "http://example.test/zscq"})
    return work / "out"


@pytest.fixture(scope="module")
def home(built):
    """The address on this machine."""
    with make_server(built, port=0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def page(context, watch, home):
    """One tab; the width of a phone unless a test says otherwise."""
    watch.clear(home)
    tab = context.new_page()
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def quiet(browser):
    """A tab of a phone, touched, with scripts off."""
    made = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, has_touch=True, locale="zh-CN")
    made.set_default_timeout(PATIENCE)
    yield made.new_page()
    made.close()


def _axe(page) -> list[str]:
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:120]}" for one in found for node in one["nodes"]]


# Pages first in both, so that what is asked of a page follows at once.
every_page = pytest.mark.parametrize("opened", PAGES, indirect=True, scope="module")
every_page_and_poster = pytest.mark.parametrize("opened", [*PAGES, *(f"posters/{name}" for name in PAGES)], indirect=True, scope="module")


@pytest.fixture(scope="module")
def readers(browser):
    """Two readers: at this machine, and on a phone in the room."""
    with readers_of(browser, desk={"viewport": DESK}, phone={"viewport": PHONE}) as made:
        yield made


@pytest.fixture(scope="module")
def opened(request, readers, home, room_site):
    """A page or a poster, opened once by each reader for all that is asked about it."""
    room = f"http://{urlsplit(room_site).hostname}:{urlsplit(home).port}"
    for name, base in (("desk", home), ("phone", room)):
        readers[name].show(base, f"{request.param}.html")
    return readers


@every_page_and_poster
def test_axe_finds_nothing_in_light_and_in_dark(opened):
    """Claim (C09): no violation, whatever colours the machine asks for."""
    page, found = opened["desk"].settled(), []
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        found += _axe(page)
    page.emulate_media(color_scheme="light")

    assert found == []


@every_page_and_poster
@pytest.mark.parametrize("reader", ["desk", "phone"])
def test_a_page_asks_nobody_else_and_keeps_nothing(opened, reader):
    """Claim: no other origin, no error, no cookie, nothing stored; on this machine's address and on the room's."""
    one = opened[reader]
    page = one.settled()
    page.wait_for_load_state("networkidle")

    assert (one.watch.outside, one.watch.errors, page.context.cookies(one.watch.home)) == ([], [], [])
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.scripts.length, document.forms.length]") == [0, 0, 0, 0]


@every_page
def test_colour_alone_says_nothing(opened):
    """Claim (C09): links in the text are underlined, and what must not be done says so in words."""
    page = opened["desk"].settled()
    plain = page.eval_on_selector_all("article p a, article li > a", "all => all.filter(a => !a.closest('.pb-doors') && getComputedStyle(a).textDecorationLine === 'none').map(a => a.textContent)")
    silent = page.eval_on_selector_all(".pb-dont", "all => all.filter(box => !/^(不要|别)/.test(box.textContent.trim())).length")

    assert (plain, silent) == ([], 0)


@every_page
def test_a_phone_with_letters_twice_as_large_scrolls_one_way(opened):
    """Claim (C01): 360 px wide at 200 %, nothing stands out at the side, and headings come in order."""
    page = opened["phone"].settled()
    page.add_style_tag(content="html { font-size: 200% }")
    wide = page.evaluate("document.documentElement.scrollWidth")
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))")

    assert wide == 360
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels


def test_the_first_answer_is_one_tap_away(quiet, home):
    """Claim (C01): from the front page to 先停用 in one touch, no script."""
    quiet.goto(f"{home}/index.html")
    quiet.get_by_text("买到疑似假货，怎么办").tap()

    assert quiet.locator(".pb-answer").inner_text().startswith("一、先停用")


def test_a_term_opens_by_touch_and_closes_again_without_a_script(quiet, home):
    """Claim (C03): a touch on 移送 shows what it means in its place, on the screen; 收起 hides it."""
    quiet.goto(f"{home}/p04-what-happens.html")
    meaning = quiet.locator(".pb-meaning").first
    assert not meaning.is_visible()
    quiet.locator(".pb-word").first.tap()
    assert meaning.is_visible() and "行政机关把涉嫌犯罪的案件交给公安机关" in meaning.inner_text()
    box = meaning.bounding_box()
    assert 0 <= box["y"] and box["y"] + box["height"] <= 740
    meaning.get_by_text("收起").tap()
    assert not meaning.is_visible()


def test_a_term_opens_by_key_and_is_read_out(page, home):
    """Claim (C09): Enter on the word puts the focus on its meaning, which has a role and a way back that is named."""
    page.goto(f"{home}/p04-what-happens.html")
    word = page.locator(".pb-word").first
    word.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "pb-meaning"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "收起移送的解释"
    page.keyboard.press("Enter")
    assert not page.locator(".pb-meaning").first.is_visible()
    assert word.get_attribute("aria-label") == "移送，看解释"


def test_six_questions_answer_with_advice_and_never_with_a_verdict(quiet, home):
    """Claim (C06): an answer opens its own advice and no other, without a script; a reload forgets it."""
    for name in ("p07-shop-self-check", "p08-do-not-help"):
        quiet.goto(f"{home}/{name}.html")
        asked = quiet.locator(".pb-ask")
        assert asked.count() == 6 and quiet.locator(".pb-said > div:visible").count() == 0
        asked.nth(5).locator("label").first.tap()
        assert quiet.locator(".pb-said > div:visible").count() == 1
        asked.nth(5).locator("label").nth(1).tap()
        assert quiet.locator(".pb-said > div:visible").inner_text().startswith("答“不是”")
        quiet.reload()
        assert quiet.locator("input:checked").count() == 0


def test_questions_are_answered_by_key_alone(page, home):
    """Claim (C09): Tab reaches a question, an arrow chooses, and the focus can be seen."""
    page.goto(f"{home}/p07-shop-self-check.html")
    page.locator(".pb-ask input").first.focus()
    page.keyboard.press("ArrowRight")
    shown = page.locator(".pb-said > div:visible")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")

    assert shown.count() == 1 and outline != "none"
    assert page.locator(".pb-said").first.get_attribute("aria-live") == "polite"


def _printed(page, **size) -> int:
    import io

    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(page.pdf(**size))).pages)


def test_the_checklist_is_one_sheet(page, home):
    """Claim (C02): page 3 prints on one A4, with its sources and day."""
    page.goto(f"{home}/p03-keep-evidence.html")

    assert _printed(page, prefer_css_page_size=True) == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_poster_fills_one_sheet_of_either_paper(page, home, name):
    """Claim (C08): one page on A4 and on A3, nothing cut off at its foot."""
    page.goto(f"{home}/posters/{name}.html")
    page.emulate_media(media="print")
    # A4 and A3 have one shape: what fits this window fits both.
    page.set_viewport_size({"width": 794, "height": 1123})
    over = page.evaluate("(s => s.scrollHeight - s.clientHeight)(document.querySelector('.sheet'))")
    foot = page.evaluate("innerHeight - document.querySelector('.sh-foot').getBoundingClientRect().bottom")
    page.emulate_media(media="null")
    page.set_viewport_size({"width": 1280, "height": 900})

    assert over <= 0 and foot > 20
    assert (_printed(page, format="A4"), _printed(page, format="A3")) == (1, 1)


def test_on_paper_terms_and_advice_stand_open(page, home):
    """Claim: what a touch opens on a screen stands on paper, and nothing to click does."""
    page.emulate_media(media="print")
    page.goto(f"{home}/p04-what-happens.html")
    word = page.locator(".pb-meaning").first.is_visible()
    page.goto(f"{home}/p07-shop-self-check.html")
    said, folded = page.locator(".pb-said > div:visible").count(), page.locator("details p:visible").count()
    gone = page.locator(".pb-take:visible, .pb-back:visible").count()
    page.emulate_media(media="null")

    assert (word, said, gone) == (True, 12, 0) and folded >= 4
