"""All that the real site sends before a paper is handed in: not one key of an exam item among it."""

from __future__ import annotations

from urllib.request import urlopen

import pytest

from tests.browser.quizstage import own
from tests.keyhunt import found_keys

pytestmark = pytest.mark.browser
__all__ = ["own"]


def test_nothing_that_the_site_sends_before_the_hand_in_tells_a_key(own, site):
    """The real page, its engine woken and asked, the search, the notebooks' editor with its kernel: every file they took, opened, tells no key; exam items are refused."""
    asked = set()
    own.on("request", lambda one: asked.add(one.url.partition("#")[0]))
    page = own.new_page()
    page.goto(f"{site}/chapters/practice/exam.html")
    page.get_by_role("button", name="开始答题").first.click()
    refused = page.evaluate("ipcoord.engine.call('items', { use: 'exam' }).then(() => '', (error) => error.message)")
    known, missing = page.evaluate("ipcoord.engine.call('items', {}).then(({ items, left_out }) => [items.map(({ use }) => use), left_out])")
    page.keyboard.press("Control+k")
    page.keyboard.type("移送")
    page.wait_for_load_state("networkidle")
    page.goto(f"{site}/lite/notebooks/index.html?path=nb07-deadlines.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.evaluate("async () => { const panel = jupyterapp.shell.currentWidget; await panel.context.ready; await panel.sessionContext.ready; }")
    page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
    page.close()

    names = {address.rpartition("/")[2].partition("?")[0].partition("-")[0] for address in asked}
    assert "考试题和答案不随网页" in refused and set(known) == {"practice", "delayed"} and missing > 0
    assert {"exam.html", "cases", "memory", "ipcoord_sim"} <= names and not any("/_static/exam/" in address for address in asked)
    bodies = []
    for address in asked:
        if address.startswith(site):
            with urlopen(address) as answer:
                bodies.append((address, answer.read()))
    assert found_keys(bodies) == set()
