"""A stage for one component: an empty page with the module, its settings, and Python's own `call` behind it; no engine to load.

with staged(context, "deadline", {"period": "orn310-send-24h"}) as page: page.get_by_role("button", name="推算").click()
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

import ipcoord_sim as ip

__all__ = ["staged"]

SOURCES = Path(__file__).resolve().parents[2] / "ipcoord_sim" / "components" / "js"
# What the site takes from npm stands there beside our own modules.
PARTS = {"ts-fsrs.mjs": SOURCES.parents[2] / "book" / "node_modules" / "ts-fsrs" / "dist" / "index.mjs"}
HOME = "http://stage.test"
PAGE = """<!doctype html><html lang="zh-CN" data-theme="light"><meta charset="utf-8"><title>{name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/components.css">
<main><h1>{name}</h1><div id="el" class="ipc"></div></main>
<script type="module">
import component from "/{name}.js";
{before}const call = async (name, args) => {{
  const [ok, said] = await window.pythonCall(name, args);
  if (ok) return JSON.parse(said);
  throw Object.assign(new Error(said), {{ name: "CallError" }});
}};
const held = {{ args: {args} }};
const model = {{ call, progress: {progress}, get: (key) => held[key], set: (key, value) => {{ held[key] = value; }}, on() {{}}, off() {{}}, send() {{}}, save_changes() {{}} }};
await component.render({{ model, el: document.querySelector("#el") }});
document.body.dataset.ready = "1";
</script></html>"""
TYPES = {".js": "text/javascript", ".css": "text/css", ".mjs": "text/javascript"}


def _call(name: str, args: dict) -> tuple[bool, str]:
    try:
        return True, json.dumps(ip.call(name, args), ensure_ascii=False)
    except ip.IpcoordError as refused:
        return False, refused.zh


@contextmanager
def staged(
    context: BrowserContext, name: str, args: dict, *, width: int = 1280, progress: str = "null", files: dict[str, str] | None = None, script: str = "",
) -> Iterator[Page]:
    """The component `name`, drawn; a console error or a request elsewhere fails when the stage is left.

    `progress` is the JavaScript that makes the reader's progress (`openProgress()`), `files` stand on the site too,
    `script` runs before everything on every load.
    """
    page, said = context.new_page(), []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    page.expose_function("pythonCall", _call)
    if script:
        page.add_init_script(script)
    before = "" if progress == "null" else 'import { openProgress } from "/lib/progress.js";\n'

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOME).partition("?")[0]
        file = PARTS.get(path.lstrip("/"), SOURCES / path.lstrip("/"))
        if path == "/":
            settings = json.dumps(args, ensure_ascii=False).replace("<", "\\u003c")
            route.fulfill(body=PAGE.format(name=name, args=settings, before=before, progress=progress), content_type="text/html; charset=utf-8")
        elif path in (files or {}):
            route.fulfill(body=files[path], content_type=TYPES.get(Path(path).suffix, "application/json"))
        elif file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "application/octet-stream"))
        elif path == "/favicon.ico":
            route.fulfill(status=204)
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto(f"{HOME}/")
    try:
        page.wait_for_selector("body[data-ready]")
        yield page
        assert said == []
    finally:
        page.close()
