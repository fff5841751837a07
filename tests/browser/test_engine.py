"""The engine in a page: on both addresses, alone with its origin, once for all boxes, and with a sentence where it cannot run."""

from __future__ import annotations

import json

import pytest

import ipcoord_sim as ip
from tests.browser.enginepage import host_page

pytestmark = pytest.mark.browser

DEADLINE = {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}
# A component as small as can be: a button that asks, a place that shows the answer or the refusal.
ASKING = """
import { callOf, argsOf } from "./lib/call.js";
import { h, live } from "./lib/dom.js";
export default { render({ model, el }) {
  const said = live();
  const ask = async () => {
    try { said.textContent = JSON.stringify(await callOf(model)(...argsOf(model).ask)); }
    catch (refused) { said.textContent = `${refused.name}：${refused.message}`; }
    said.dataset.done = "1";
  };
  el.append(h("button", { onclick: ask }, "推算"), said);
} };
"""
BREAKING = 'export default { render() { throw new Error("坏了"); } };'


def _boxes(page):
    return page.locator(".ipc")


def _answer(page, place=0):
    box = _boxes(page).nth(place)
    box.get_by_role("button", name="推算").click()
    box.locator(".ipc-live-region[data-done]").wait_for(state="attached", timeout=60_000)
    return box.locator(".ipc-live-region").inner_text()


@pytest.mark.parametrize("where", ["site", "room_site"])
def test_the_engine_answers_on_both_addresses_and_asks_no_other_origin(context, watch, request, where):
    """On this machine's address and on the room's the page gives the command line's answer, within its origin, without an error."""
    home = request.getfixturevalue(where)
    watch.clear(home)
    page = host_page(context, home, [("asking", {"ask": ["deadline", DEADLINE]})], {"asking": ASKING})

    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    said = _answer(page)
    page.close()

    assert json.loads(said) == ip.call("deadline", DEADLINE)
    assert (watch.outside, watch.errors) == ([], [])
