"""A chapter as a new officer works it on a phone: think first, open by keyboard, find each part."""

from __future__ import annotations

import pytest

from ipcoord_sim.teaching import chapters

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


def open_chapter(page, site: str, id: str) -> None:
    """Open the chapter's page on a phone."""
    from .conftest import built_pages

    name = next(name for name in built_pages() if name.rpartition("/")[2].startswith(f"{id}-"))
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/{name}")


@pytest.mark.parametrize("id", chapters())
def test_answers_wait_until_they_are_opened(browser_page, site, id):
    """Claim: at least four questions stand before any answer is seen, and the page does not scroll sideways."""
    open_chapter(browser_page, site, id)
    seen = browser_page.evaluate("[...document.querySelectorAll('.ip-answer')].filter(one => one.checkVisibility()).length")
    asked = browser_page.locator(".ip-teach-pretest summary").count() + browser_page.locator("p.ip-blank").count()
    wide = browser_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert seen == 0
    assert asked >= 4 + 5
    assert wide == 0


@pytest.mark.parametrize("id", chapters())
def test_an_answer_opens_by_keyboard(browser_page, site, id):
    """Claim: Enter on a question shows its answer and on what it rests."""
    open_chapter(browser_page, site, id)
    first = browser_page.locator(".ip-teach-pretest summary").first
    first.focus()
    browser_page.keyboard.press("Enter")
    answer = browser_page.locator(".ip-teach-pretest .ip-answer").first

    assert answer.is_visible()
    assert "依据：" in answer.inner_text()


@pytest.mark.parametrize("id", chapters())
def test_the_list_of_parts_leads_to_each_part(browser_page, site, id):
    """Claim: nine links with minutes, each to a heading of the page."""
    open_chapter(browser_page, site, id)
    links = browser_page.locator("ol.ip-parts a")
    places = links.evaluate_all("all => all.map(one => document.querySelector(one.getAttribute('href'))?.tagName ?? '')")

    assert links.count() == 9
    assert set(places) <= {"SECTION", "SPAN"}
