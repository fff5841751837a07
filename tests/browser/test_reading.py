"""How the book is read: by keyboard, on paper, and without scripts."""

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


def test_every_button_of_the_theme_has_a_chinese_name(browser_page, site, page_name):
    """No button is named in English, by its words, its label or its title."""
    browser_page.goto(f"{site}/{page_name}")
    names = browser_page.eval_on_selector_all(
        "button, [role=button]",
        "all => all.map(one => one.getAttribute('aria-label') || one.textContent.trim() || one.title)",
    )

    assert [name for name in names if not any("\u4e00" <= sign <= "\u9fff" for sign in name)] == []


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


def test_paper_shows_the_text_and_nothing_to_click(browser_page, site, page_name):
    """On paper the side columns and buttons are gone, tables are not cut off, and what was folded is open."""
    browser_page.goto(f"{site}/{page_name}")
    browser_page.emulate_media(media="print")
    try:
        browser_page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        shown = browser_page.evaluate(
            "[...document.querySelectorAll('.bd-sidebar-primary, .bd-sidebar-secondary, .bd-header-article, .prev-next-footer')]"
            ".filter(part => part.getClientRects().length).length"
        )
        # A component's own folds are not printed: its static stand-in is.
        folded = browser_page.evaluate("[...document.querySelectorAll('article details:not([open])')].filter(part => part.getClientRects().length).length")
        cut = browser_page.evaluate(
            "[...document.querySelectorAll('.ip-table')].filter(box => getComputedStyle(box).overflowX !== 'visible').length"
        )
    finally:
        browser_page.emulate_media(media="screen")

    assert (shown, folded, cut) == (0, 0, 0)


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


@pytest.fixture(scope="module")
def plain_page(browser):
    """A tab in which scripts are off."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(5_000)
    yield context.new_page()
    context.close()


def test_without_scripts_the_text_is_there_and_nothing_dead_is_offered(plain_page, site, page_name):
    """With scripts off a page shows its title, and no button for what only scripts can do."""
    plain_page.goto(f"{site}/{page_name}")

    assert plain_page.locator(".bd-article-container h1:visible").first.inner_text().strip()
    assert plain_page.locator(".search-button__button:visible, .theme-switch-button:visible, .ip-print:visible").count() == 0
