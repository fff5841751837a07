"""Every page of the built book in a real browser: alone with its own origin, readable by all, and no wider than a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

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


@pytest.mark.parametrize("where", ["site", "room_site"])
def test_a_page_asks_no_other_origin_and_reports_no_error(browser_page, watch, request, page_name, where):
    """On this machine's address and on the room's, a page asks only its own origin and its console stays clean."""
    home = request.getfixturevalue(where)
    watch.clear(home)

    browser_page.goto(f"{home}/{page_name}", wait_until="networkidle")

    assert watch.outside == []
    assert watch.errors == []


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


def test_a_page_has_no_accessibility_violation(browser_page, site, page_name):
    """axe finds nothing, in light and in dark, but what is listed above as the theme's own."""
    browser_page.goto(f"{site}/{page_name}")
    _colours(browser_page, "light")
    light = _violations(browser_page)
    _colours(browser_page, "dark")
    # The two differ in colours and in nothing else, so dark need not be asked about the rest again.
    dark = _violations(browser_page, "color-contrast", "link-in-text-block")

    assert (light, dark) == ([], [])


def test_the_open_search_dialog_has_no_accessibility_violation(browser_page, site):
    """axe finds nothing in the search dialog with results, in light and in dark."""
    browser_page.goto(f"{site}/index.html")
    browser_page.keyboard.press("Control+k")
    browser_page.locator("#pst-search-dialog input").fill("移送")
    browser_page.wait_for_selector("#pst-search-dialog .ip-search__hit")
    for mode in ("light", "dark"):
        _colours(browser_page, mode)
        assert _violations(browser_page) == []


def test_no_page_scrolls_sideways_on_a_phone(browser_page, site, page_name):
    """At 360 pixels nothing but a box of its own is wider than the page."""
    browser_page.set_viewport_size({"width": 360, "height": 740})
    try:
        browser_page.goto(f"{site}/{page_name}")
        browser_page.wait_for_timeout(50)
        wide = browser_page.evaluate("document.documentElement.scrollWidth")
        browser_page.evaluate("window.scrollTo(200, 0)")
        moved = browser_page.evaluate("window.scrollX")
    finally:
        browser_page.set_viewport_size({"width": 1280, "height": 900})

    assert (wide, moved) == (360, 0)
