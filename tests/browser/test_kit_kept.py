"""What a reader has done in the USB folder stays: over a reload, a page, a storage that is shown late or denied."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.kitstage import PRACTICE, kit, opened, opened_wide_or_narrow, settle, width
from tests.browser.stage import staged

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


# The tab and its storage are stand-ins: what a file's page is shown cannot be staged in the browser that sometimes shows it wrongly.
TAB = """async () => {
  const { ownProgress } = await import("/host/own-progress.js");
  const sees = { getItem: (key) => localStorage.getItem(key) }, blind = { getItem: () => null };
  const tab = { name: "", localStorage: sees, reloads: 0, location: { protocol: "file:", reload: () => { tab.reloads += 1; } } };
  const told = (progress) => [progress.all("answer").length, tab.reloads, tab.name.split(" ")[0]];
  const open = (storage) => { tab.localStorage = storage; return ownProgress(tab); };
  const first = open(sees);
  first.add("answer", { item: "x", right: true });
  const steps = [told(first)];
  const held = open(blind);
  held.add("answer", { item: "y", right: true });
  steps.push([Object.keys(localStorage).filter((key) => key.includes(":answer:")).length, tab.reloads, tab.name.split(" ")[0]]);
  steps.push(told(open(sees)), told(open(sees)));
  localStorage.clear();
  open(sees);
  steps.push(told(open(sees)), told(open(sees)));
  tab.location.protocol = "http:";
  tab.name = "ipcoord:seen ipcoord:1:answer:gone";
  open(blind);
  steps.push(tab.reloads);
  return steps;
}"""


def test_a_page_that_does_not_see_the_last_record_opens_itself_once_more(context):
    """Chromium shows a page of a file now and then an old storage: it opens itself once more and writes nothing until then; what is really gone is looked for once."""
    with staged(context, "deadline", {}) as page:
        steps = page.evaluate(TAB)
    assert steps == [
        [1, 0, "ipcoord:seen"],  # kept, and its key in the tab's name
        [1, 1, "ipcoord:again"],  # not seen: opened again, and nothing written meanwhile
        [1, 1, "ipcoord:seen"], [1, 1, "ipcoord:seen"],  # seen again, and nothing more to do on the next page
        [0, 2, ""], [0, 2, ""],  # wiped by the browser: looked for once
        2,  # from a server it is never asked
    ]


def test_storage_that_is_denied_is_told_and_the_item_still_answered(opened):
    """A browser that gives a file no storage: the answer is judged, and the page says that it will not be kept."""
    opened.context.add_init_script("Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });")
    page = opened.show(PRACTICE)
    quiz = page.locator('.ipc[data-component="quiz"]').first
    quiz.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="大概对").click()
    expect(quiz.locator(".ipc-verdicts").first).to_be_visible()
    assert page.evaluate("ipcoordProgress.trouble") and quiz.get_by_text(page.evaluate("ipcoordProgress.trouble")).count() == 1
