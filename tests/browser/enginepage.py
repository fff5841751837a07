"""A page of the site with nothing but boxes on it: the real host, the real engine, and a component that a test brings along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from ipcoord_sim.serve.policy import POLICY

__all__ = ["ASKING", "BREAKING", "DEADLINE", "SOURCES", "answer_of", "engine_page", "host_page"]

SOURCES = Path(__file__).resolve().parents[2] / "ipcoord_sim" / "components" / "js"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
BOX = (
    '<div class="ipc" data-component="{name}"><script type="application/json" class="ipc-args">{args}</script>'
    '<div class="ipc-still"><p>静态的内容</p></div></div>'
)
PAGE = """<!doctype html><html lang="zh-CN" data-content_root="./" data-theme="light"><head><meta charset="utf-8"><title>部件</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="_static/components-test/components.css"><link rel="stylesheet" href="_static/components-test/host/host.css">
<script type="module" src="_static/components-test/host/page.js"></script></head><body><main><h1>部件</h1>{boxes}</main></body></html>"""
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


def answer_of(page, place=0):
    """What the box at this place says once its button was clicked."""
    box = page.locator(".ipc").nth(place)
    box.get_by_role("button", name="推算").click()
    box.locator(".ipc-live-region[data-done]").wait_for(state="attached", timeout=60_000)
    return box.locator(".ipc-live-region").inner_text()


def host_page(context: BrowserContext, home: str, boxes: list[tuple[str, dict]], modules: dict[str, str]) -> Page:
    """A new tab with these boxes; `modules` are scripts of the test by component name. The engine comes from the built site."""
    page = context.new_page()

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        name = path.removeprefix("/_static/components-test/")
        file = SOURCES / name
        if path == "/host-test.html":
            shown = "".join(BOX.format(name=escape(name), args=json.dumps(args, ensure_ascii=False).replace("<", "\\u003c")) for name, args in boxes)
            route.fulfill(body=PAGE.format(boxes=shown), content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})
        elif name.removesuffix(".js") in modules:
            route.fulfill(body=modules[name.removesuffix(".js")], content_type=TYPES[".js"])
        elif file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "application/octet-stream"), headers={"Content-Security-Policy": POLICY})
        else:
            route.fulfill(status=404)

    page.route(f"{home}/host-test.html", answer)
    page.route(f"{home}/_static/components-test/**", answer)
    page.goto(f"{home}/host-test.html")
    return page


@contextmanager
def engine_page(context: BrowserContext, home: str) -> Iterator[Page]:
    """A tab whose engine is used by itself, as `window.ipcoord.engine`."""
    page = host_page(context, home, [], {})
    try:
        page.wait_for_selector("html")
        yield page
    finally:
        page.close()
