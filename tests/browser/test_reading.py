"""How the book is read: by keyboard, and in the colours one has chosen."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_the_first_tab_stop_leads_past_the_side_column(browser_page, site):
    """The first Tab reaches 跳到正文, and Enter goes to the text."""
    browser_page.goto(f"{site}/index.html")
    browser_page.keyboard.press("Tab")
    words = browser_page.evaluate("document.activeElement.textContent.trim()")
    browser_page.keyboard.press("Enter")

    assert words == "跳到正文"
    assert browser_page.url.endswith("#main-content")


def test_the_colours_change_and_stay_changed(browser_page, site):
    """The button for light and dark works, and the next page remembers."""
    browser_page.goto(f"{site}/index.html")
    before = browser_page.evaluate("document.documentElement.dataset.mode")
    browser_page.locator(".theme-switch-button").first.click()
    after = browser_page.evaluate("document.documentElement.dataset.mode")
    browser_page.goto(f"{site}/search.html")
    later = browser_page.evaluate("document.documentElement.dataset.mode")
    browser_page.evaluate("localStorage.clear()")

    assert before != after
    assert later == after
