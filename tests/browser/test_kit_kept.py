"""What a reader has done in the USB folder stays: over a reload, a page, a storage that is shown late or denied."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.kitstage import PRACTICE, kit, opened, opened_wide_or_narrow, settle, width

__all__ = ["kit", "opened", "opened_wide_or_narrow", "width"]

pytestmark = pytest.mark.browser


def test_an_item_answered_is_kept_over_a_reload_and_a_page(opened_wide_or_narrow):
    """The verdict and its reasons come without a server; the count stands after a reload and on the page of one's progress."""
    opened = opened_wide_or_narrow
    page = opened.show(PRACTICE)
    quiz = page.locator('.ipc[data-component="quiz"]').first
    quiz.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="大概对").click()
    expect(quiz.locator(".ipc-verdicts").first).to_be_visible()
    kept = page.evaluate("ipcoordProgress.all('answer')")
    # In the storage itself before the reload: what is missing afterwards the browser keeps from the page, which has held nothing back.
    assert len(kept) == 1 and page.evaluate("(uid) => localStorage.getItem(`ipcoord:1:answer:${uid}`)", kept[0]["uid"]) and page.evaluate("ipcoordProgress.trouble") == ""
    page.reload()
    settle(page)
    assert page.evaluate("ipcoordProgress.all('answer')") == kept
    opened.show("chapters/practice/progress.html")
    assert page.evaluate("ipcoordProgress.all('answer')") == kept
    opened.show("chapters/practice/review.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and opened.clean()


def test_a_page_that_does_not_see_the_last_record_opens_itself_once_more(opened):
    """Chromium shows a page of a file now and then an old storage: no answer is lost from sight, nothing is written over, and it is tried only once."""
    blind = """if (sessionStorage.blind > 0) {
      sessionStorage.blind -= 1;
      const real = Storage.prototype.getItem;
      Storage.prototype.getItem = function (key) { return this === localStorage && /^ipcoord:/.test(key) ? null : real.call(this, key); };
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) { if (this === localStorage && /^ipcoord:/.test(key)) sessionStorage.wrote = key; set.call(this, key, value); };
    } else sessionStorage.opened = Number(sessionStorage.opened ?? 0) + 1;"""
    opened.context.add_init_script(blind)
    page = opened.show(PRACTICE)
    uid = page.evaluate("ipcoordProgress.add('answer', { item: 'x', right: true }).uid")
    reader = page.evaluate("ipcoordProgress.get('reader')")
    page.evaluate("sessionStorage.blind = 1; sessionStorage.opened = 0")
    page.reload()
    page.wait_for_function("sessionStorage.opened === '1' && globalThis.ipcoordProgress?.all('answer').length === 1")
    settle(page)

    assert page.evaluate("[ipcoordProgress.all('answer')[0].uid, ipcoordProgress.get('reader'), sessionStorage.wrote ?? null, sessionStorage.blind]") == [uid, reader, None, "0"]

    # Really gone, as after the browser's own clearing: looked for once more, then taken as it is.
    page.evaluate("Object.keys(localStorage).forEach((key) => localStorage.removeItem(key)); sessionStorage.opened = 0")
    page.reload()
    page.wait_for_function("sessionStorage.opened === '2' && globalThis.ipcoordProgress?.trouble === ''")
    assert page.evaluate("[ipcoordProgress.all('answer').length, window.name]") == [0, ""]
    assert opened.clean()


def test_storage_that_is_denied_is_told_and_the_item_still_answered(opened):
    """A browser that gives a file no storage: the answer is judged, and the page says that it will not be kept."""
    opened.context.add_init_script("Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });")
    page = opened.show(PRACTICE)
    quiz = page.locator('.ipc[data-component="quiz"]').first
    quiz.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="大概对").click()
    expect(quiz.locator(".ipc-verdicts").first).to_be_visible()
    assert page.evaluate("ipcoordProgress.trouble") and quiz.get_by_text(page.evaluate("ipcoordProgress.trouble")).count() == 1
