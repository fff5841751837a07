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


def test_a_page_loaded_again_stands_at_the_same_line(browser_page, site):
    """B04: in the middle of a quiz, below components that are drawn late, a reload shows the same words at the same height."""
    browser_page.goto(f"{site}/chapters/part3/ch18-declined.html")
    browser_page.evaluate("window.ipcoord.ready")
    browser_page.evaluate("document.querySelector('#ch18-mixed').scrollIntoView({ behavior: 'instant' })")
    browser_page.wait_for_timeout(100)
    before = browser_page.evaluate("document.querySelector('#ch18-mixed').getBoundingClientRect().top")
    browser_page.reload()
    browser_page.wait_for_function("window.ipcoord?.ready")
    browser_page.evaluate("window.ipcoord.ready.then(() => new Promise(requestAnimationFrame))")

    assert abs(browser_page.evaluate("document.querySelector('#ch18-mixed').getBoundingClientRect().top") - before) < 3
