"""Every page of the built book in a real browser: alone with its own origin, readable by all, no wider than a phone, on paper, without scripts."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.readers import DESK, PHONE, readers_of

pytestmark = pytest.mark.browser

# Violations that stay, each with the proof that they are the theme's own: rule -> (piece of the selector, reason).
THEMES_OWN: dict[str, tuple[str, str]] = {}


def _colours(page, mode):
    page.evaluate("mode => { for (const name of ['mode', 'theme']) document.documentElement.dataset[name] = mode }", mode)


def _violations(page, *rules):
    """What axe finds, by all its usual rules or by `rules` alone."""
    # Without preloading, axe reads the style sheets that are there and does not fetch them a second time.
    options = {"preload": False, "resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
    found = []
    for violation in Axe().run(page, options=options).response["violations"]:
        own = THEMES_OWN.get(violation["id"])
        for node in violation["nodes"]:
            target = str(node["target"])
            if own is None or own[0] not in target:
                found.append(f"{violation['id']}: {target} {node['html'][:120]}")
    return found


@pytest.fixture(scope="module")
def readers(browser):
    """Three readers: at this machine, on a phone in the room, and with scripts off."""
    with readers_of(browser, desk={"viewport": DESK}, phone={"viewport": PHONE}, plain={"viewport": DESK, "java_script_enabled": False}) as made:
        yield made


@pytest.fixture(scope="module")
def opened(readers, site, room_site, page_name):
    """One page, opened once by each reader for all that is asked about it."""
    for name, home in (("desk", site), ("phone", room_site), ("plain", site)):
        readers[name].show(home, page_name)
    return readers


def test_a_page_has_no_accessibility_violation(opened):
    """axe finds nothing, in light and in dark, but what is listed above as the theme's own."""
    page = opened["desk"].settled()
    _colours(page, "light")
    light = _violations(page)
    _colours(page, "dark")
    # The two differ in colours and in nothing else, so dark need not be asked about the rest again.
    dark = _violations(page, "color-contrast", "link-in-text-block")
    _colours(page, "light")

    assert (light, dark) == ([], [])


def test_every_button_of_the_theme_has_a_chinese_name(opened):
    """No button is named in English, by its words, its label or its title."""
    names = opened["desk"].settled().eval_on_selector_all(
        "button, [role=button]",
        "all => all.map(one => one.getAttribute('aria-label') || one.textContent.trim() || one.title)",
    )

    assert [name for name in names if not any("\u4e00" <= sign <= "\u9fff" for sign in name)] == []


def test_no_page_scrolls_sideways_on_a_phone(opened):
    """At 360 pixels nothing but a box of its own is wider than the page."""
    page = opened["phone"].settled()
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.evaluate("window.scrollTo(200, 0)")
    moved = page.evaluate("window.scrollX")

    assert (wide, moved) == (360, 0)


@pytest.mark.parametrize("reader", ["desk", "phone"])
def test_a_page_asks_no_other_origin_and_reports_no_error(opened, reader):
    """On this machine's address and on the room's, a page asks only its own origin and its console stays clean."""
    one = opened[reader]
    one.settled().wait_for_load_state("networkidle")

    assert one.watch.outside == []
    assert one.watch.errors == []


def test_paper_shows_the_text_and_nothing_to_click(opened):
    """On paper the side columns and buttons are gone, tables are not cut off, and what was folded is open."""
    page = opened["desk"].settled()
    page.emulate_media(media="print")
    try:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        shown = page.evaluate(
            "[...document.querySelectorAll('.bd-sidebar-primary, .bd-sidebar-secondary, .bd-header-article, .prev-next-footer')]"
            ".filter(part => part.getClientRects().length).length"
        )
        # A component's own folds are not printed: its static stand-in is.
        folded = page.evaluate("[...document.querySelectorAll('article details:not([open])')].filter(part => part.getClientRects().length).length")
        cut = page.evaluate(
            "[...document.querySelectorAll('.ip-table')].filter(box => getComputedStyle(box).overflowX !== 'visible').length"
        )
    finally:
        page.emulate_media(media="screen")

    assert (shown, folded, cut) == (0, 0, 0)


def test_without_scripts_the_text_is_there_and_nothing_dead_is_offered(opened):
    """With scripts off a page shows its title, and no button for what only scripts can do."""
    page = opened["plain"].page

    assert page.locator(".bd-article-container h1:visible").first.inner_text().strip()
    page.wait_for_load_state("load")
    assert page.locator(".search-button__button:visible, .theme-switch-button:visible, .ip-print:visible").count() == 0


@pytest.mark.parametrize("where", ["site", "room_site"])
def test_the_search_dialog_asks_no_other_origin(browser_page, watch, request, where):
    """Opening the search, typing and following a result stays within the origin, on both addresses."""
    home = request.getfixturevalue(where)
    watch.clear(home)

    browser_page.goto(f"{home}/index.html")
    browser_page.keyboard.press("Control+k")
    browser_page.wait_for_selector("#pst-search-dialog[open]")
    browser_page.locator("#pst-search-dialog input").fill("移送")
    browser_page.locator("#pst-search-dialog .ip-search__hit").first.click()
    browser_page.wait_for_load_state("networkidle")

    assert watch.outside == []
    assert watch.errors == []


def test_the_open_search_dialog_has_no_accessibility_violation(browser_page, site):
    """axe finds nothing in the search dialog with results, in light and in dark."""
    browser_page.goto(f"{site}/index.html")
    browser_page.keyboard.press("Control+k")
    browser_page.locator("#pst-search-dialog input").fill("移送")
    browser_page.wait_for_selector("#pst-search-dialog .ip-search__hit")
    for mode in ("light", "dark"):
        _colours(browser_page, mode)
        assert _violations(browser_page) == []
