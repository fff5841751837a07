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


def test_the_progress_is_told_inside_the_box_that_asked_and_goes(context, site):
    """Bytes and steps stand in the asking box alone, are spoken as a status, and are gone with the answer."""
    boxes = [("asking", {"ask": ["deadline", DEADLINE]}), ("asking", {"ask": ["periods", {}]})]
    page = host_page(context, site, boxes, {"asking": ASKING})
    page.evaluate(
        """() => { window.heard = [];
        for (const [n, box] of document.querySelectorAll(".ipc").entries())
          new MutationObserver(() => { const load = box.querySelector(".ipc-load");
            if (load && !load.hidden) window.heard.push([n, box.querySelector(".ipc-load-step").textContent, load.textContent, box.querySelector("progress").value]); })
            .observe(box, { subtree: true, childList: true, attributes: true, characterData: true }); }"""
    )
    _answer(page)
    heard = page.evaluate("window.heard")
    hidden = page.locator(".ipc-load").first.is_hidden()
    role = page.locator(".ipc-load-step").first.get_attribute("role")
    label = page.locator("progress").first.get_attribute("aria-label")
    page.close()

    assert {place for place, *_ in heard} == {0}
    assert any("第1步，共3步" in step for _, step, _, _ in heard)
    assert any("MB" in shown for _, _, shown, _ in heard)
    assert [value for *_, value in heard] == sorted(value for *_, value in heard)
    assert hidden and role == "status" and label


def test_all_boxes_of_a_page_share_one_worker(context, site):
    """Many questions at once are answered by one engine, each with its own answer."""
    page = host_page(context, site, [], {})
    with page.expect_worker():
        page.evaluate("window.all = Promise.all(['2.1', '2.2', '2.3'].map((clause) => ipcoord.engine.call('norms', { clause })))")
    answers = page.evaluate("window.all")
    workers = len(page.workers)
    page.close()

    assert answers == [ip.call("norms", {"clause": clause}) for clause in ("2.1", "2.2", "2.3")]
    assert workers == 1


def test_a_refusal_is_the_command_lines_sentence(context, site):
    """Wrong input gives the sentence that the command line prints."""
    page = host_page(context, site, [("asking", {"ask": ["deadline", {"period": "nothing", "start": "x"}]})], {"asking": ASKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    said = _answer(page)
    page.close()

    with pytest.raises(ip.IpcoordError) as refused:
        ip.call("deadline", {"period": "nothing", "start": "x"})
    assert said == f"CallError：{refused.value.zh}"


@pytest.mark.parametrize("missing", ["WebAssembly", "Worker"])
def test_without_what_it_needs_there_is_a_sentence_and_the_static_picture(context, watch, site, missing):
    """A browser without WebAssembly or workers says what to do, shows the stand-in again, and reports no error."""
    watch.clear(site)
    context_page = host_page(context, site, [("asking", {"ask": ["periods", {}]})], {"asking": ASKING})
    context_page.wait_for_selector(".ipc[data-drawn]", state="attached")
    before = context_page.locator(".ipc-still").is_visible()
    context_page.evaluate(f"delete globalThis.{missing}")
    said = _answer(context_page)
    after = context_page.locator(".ipc-still").is_visible()
    context_page.close()

    assert said.startswith("CallError：这个浏览器缺少 WebAssembly 或后台线程")
    assert (before, after) == (False, True)
    assert watch.errors == []


# Workers that take questions, never answer them, and fall once they are ready.
FALLING = """
(falls) => {
  const real = Worker;
  globalThis.made = 0;
  globalThis.falls = falls;
  globalThis.Worker = class extends real {
    constructor(...given) {
      super(...given);
      this.falling = (globalThis.made += 1) <= globalThis.falls;
      this.addEventListener("message", ({ data }) => {
        if (this.falling && data.kind === "ready") setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { cancelable: true })), 20);
      });
    }
    postMessage(message) {
      if (!this.falling || !message.id) super.postMessage(message);
    }
  };
}
"""


@pytest.mark.parametrize(("falls", "workers", "said"), [(1, 2, "0"), (2, 2, "推算程序停了两次")])
def test_a_worker_that_falls_is_started_once_more_and_then_told(context, site, falls, workers, said):
    """After one crash the question is asked again and answered; after two there is a sentence, and the next click tries anew."""
    page = host_page(context, site, [("asking", {"ask": ["periods", {}]})], {"asking": ASKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    page.evaluate(FALLING, falls)
    first = _answer(page)
    made = page.evaluate("globalThis.made")
    page.evaluate("document.querySelector('.ipc-live-region').removeAttribute('data-done'); globalThis.falls = 0")
    second = _answer(page)
    page.close()

    assert made == workers
    if falls == 1:
        assert json.loads(first) == ip.call("periods", {})
    else:
        assert said in first
    assert json.loads(second) == ip.call("periods", {})


def test_an_engine_that_cannot_be_fetched_is_told(context, site):
    """A server that has gone gives a sentence, not a spinner."""
    page = host_page(context, site, [("asking", {"ask": ["periods", {}]})], {"asking": ASKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    page.route("**/lite/static/pyodide/**", lambda route: route.abort())
    context.route("**/lite/static/pyodide/**", lambda route: route.abort())
    said = _answer(page)
    context.unroute("**/lite/static/pyodide/**")
    page.close()

    assert said.startswith("CallError：推算程序没有启动起来。请检查网络或服务器")


def test_without_the_kept_memory_python_starts_from_the_beginning(context, site):
    """A browser that cannot unpack it, or a file that does not come, costs time and nothing else."""
    page = host_page(context, site, [("asking", {"ask": ["cases", {}]})], {"asking": ASKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    context.route("**/memory-*.bin", lambda route: route.abort())
    said = _answer(page)
    context.unroute("**/memory-*.bin")
    page.close()

    assert json.loads(said) == ip.call("cases", {})


def test_a_component_that_fails_leaves_the_static_picture(context, site):
    """The reader sees what was there before and a sentence; the others on the page are drawn."""
    page = host_page(context, site, [("breaking", {}), ("asking", {"ask": ["periods", {}]})], {"asking": ASKING, "breaking": BREAKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    boxes = _boxes(page)
    shown = (boxes.nth(0).locator(".ipc-still").is_visible(), boxes.nth(0).get_by_role("status").last.inner_text(), boxes.nth(1).get_attribute("data-drawn"))
    page.close()

    assert shown == (True, "可以操作的部分没有画出来，下面是静态的内容。请刷新本页再试。", "")


def test_in_print_the_static_picture_stands(context, site):
    """Paper shows the stand-in and nothing to click."""
    page = host_page(context, site, [("asking", {"ask": ["periods", {}]})], {"asking": ASKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    page.emulate_media(media="print")
    shown = page.locator(".ipc-still").is_visible(), page.get_by_role("button", name="推算").is_visible()
    page.close()

    assert shown == (True, False)


def test_without_scripts_the_static_picture_stands(browser, site):
    """A box whose script never runs shows its stand-in."""
    plain = browser.new_context(java_script_enabled=False)
    page = host_page(plain, site, [("asking", {})], {"asking": ASKING})
    shown = page.locator(".ipc-still").is_visible()
    plain.close()

    assert shown
