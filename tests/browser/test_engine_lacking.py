"""Where the engine cannot run, falls, or does not come: a sentence and the static picture, and one more try where that may help."""

from __future__ import annotations

import json

import pytest

import ipcoord_sim as ip
from ipcoord_sim.components.bundle import classic
from tests.browser.enginepage import ASKING, BREAKING, answer_of, host_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("missing", ["WebAssembly", "Worker"])
def test_without_what_it_needs_there_is_a_sentence_and_the_static_picture(context, watch, site, missing):
    """A browser without WebAssembly or workers says what to do, shows the stand-in again, and reports no error."""
    watch.clear(site)
    context_page = host_page(context, site, [("asking", {"ask": ["periods", {}]})], {"asking": ASKING})
    context_page.wait_for_selector(".ipc[data-drawn]", state="attached")
    before = context_page.locator(".ipc-still").is_visible()
    context_page.evaluate(f"delete globalThis.{missing}")
    said = answer_of(context_page)
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
    first = answer_of(page)
    made = page.evaluate("globalThis.made")
    page.evaluate("document.querySelector('.ipc-live-region').removeAttribute('data-done'); globalThis.falls = 0")
    second = answer_of(page)
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
    said = answer_of(page)
    context.unroute("**/lite/static/pyodide/**")
    page.close()

    assert said.startswith("CallError：推算程序没有启动起来。请检查网络或服务器")


def test_without_the_kept_memory_python_starts_from_the_beginning(context, site):
    """A browser that cannot unpack it, or a file that does not come, costs time and nothing else."""
    page = host_page(context, site, [("asking", {"ask": ["cases", {}]})], {"asking": ASKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    context.route("**/memory-*.bin", lambda route: route.abort())
    said = answer_of(page)
    context.unroute("**/memory-*.bin")
    page.close()

    assert json.loads(said) == ip.call("cases", {})


def test_a_component_that_fails_leaves_the_static_picture(context, site):
    """The reader sees what was there before and a sentence; the others on the page are drawn."""
    page = host_page(context, site, [("breaking", {}), ("asking", {"ask": ["periods", {}]})], {"asking": ASKING, "breaking": BREAKING})
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    boxes = page.locator(".ipc")
    shown = (boxes.nth(0).locator(".ipc-still").is_visible(), boxes.nth(0).get_by_role("status").last.inner_text(), boxes.nth(1).get_attribute("data-drawn"))
    page.close()

    assert shown == (True, "可以操作的部分没有画出来，下面是静态的内容。请刷新本页再试。", "")


def test_a_page_opened_as_a_file_draws_its_components_and_says_what_the_engine_needs(context, tmp_path):
    """Classic scripts alone: the component is there, its question gets the sentence, nothing is fetched."""
    asking = ASKING.replace("export default", "const component =").replace('import { callOf, argsOf } from "./lib/call.js";', "").replace('import { h, live } from "./lib/dom.js";', "")
    box = '<div class="ipc" data-component="asking"><script type="application/json" class="ipc-args">{"ask": ["periods", {}]}</script><div class="ipc-still">静态</div></div>'
    lib = "const callOf = (model) => model.call, argsOf = (model) => model.get('args');\nconst h = (tag, given, words) => { const made = document.createElement(tag); made.textContent = words; made.onclick = given.onclick; return made; };\nconst live = () => Object.assign(document.createElement('p'), { className: 'ipc-live-region' });"
    script = f"(() => {{ {lib}\n{asking}\n(globalThis.ipcoordComponents ??= {{}}).asking = component; }})();"
    (tmp_path / "asking.js").write_text(script, encoding="utf-8")
    (tmp_path / "page.js").write_text(classic("host/page"), encoding="utf-8")
    (tmp_path / "index.html").write_text(f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>{box}<script src="asking.js"></script><script src="page.js"></script></body></html>', encoding="utf-8")
    errors = []
    page = context.new_page()
    page.on("pageerror", lambda failed: errors.append(str(failed)))
    page.goto((tmp_path / "index.html").as_uri())
    page.wait_for_selector(".ipc[data-drawn]", state="attached")
    said = answer_of(page)
    page.close()

    assert said.startswith("CallError：这一页是直接从文件打开的")
    assert errors == []
