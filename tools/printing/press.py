"""Printing by Chromium, from our own server: to learn on which page each place is, again where ends were set closer, and once more with the numbers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from ipcoord_sim.cli.paper import find_browser
from ipcoord_sim.serve import make_server

from .fitting import TIGHTEN, loose_ends

__all__ = ["print_book"]

OLDEST = 131  # the first Chromium that writes page numbers and running heads itself
_FILL = """(pages) => { for (const n of document.querySelectorAll(".pr-n")) n.textContent = pages[n.dataset.to] ?? ""; }"""
_ROUNDS = 3


def print_book(site: Path, html: str, target: Path, told: Callable[[str], None] = lambda words: None) -> None:
    """Print `html`, whose styles and pictures lie in `site`, to `target`; `told` hears how far it is.

    Raises FileNotFoundError where there is no browser, or one that is too old.
    """
    program = find_browser()
    if program is None:
        raise FileNotFoundError("没有找到 Chromium、Chrome 或者 Edge，印不成 PDF。请先安装，或者用环境变量 IPCOORD_BROWSER 写明。")
    from playwright.sync_api import sync_playwright

    with make_server(site, port=0, bind="127.0.0.1") as server, sync_playwright() as player:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/book.html"
        options = ["--disable-gpu", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-sandbox"]
        chromium = player.chromium.launch(executable_path=program, args=options)
        try:
            if int(chromium.version.split(".")[0]) < OLDEST:
                raise FileNotFoundError(f"浏览器是{chromium.version}版，太旧，印不出页码。请换{OLDEST}版以后的。")
            context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 672, "height": 960})
            context.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
            page = context.new_page()
            page.set_default_timeout(0)
            page.emulate_media(media="print", color_scheme="light", reduced_motion="reduce")
            page.goto(address, wait_until="load")
            page.evaluate("document.fonts.ready.then(() => null)")
            told("排版，数页码")
            _put(page, target, final=False)
            known = _places(target)
            ends = loose_ends(target, known)
            if ends:
                told(f"把{len(ends)}处收紧")
                page.evaluate(TIGHTEN, ends)
                _put(page, target, final=False)
                known = _places(target)
            for _ in range(_ROUNDS):
                page.evaluate(_FILL, known)
                told("印")
                _put(page, target, final=True)
                now = _places(target)
                if now == known:
                    break
                known = now
        finally:
            chromium.close()
            server.shutdown()


def _put(page: object, target: Path, *, final: bool) -> None:
    page.pdf(path=str(target), prefer_css_page_size=True, print_background=True, tagged=final, outline=final)


def _places(target: Path) -> dict[str, int]:
    """On which page, from 1, each place is that a link leads to."""
    import pikepdf

    with pikepdf.open(target) as pdf:
        number = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
        return {name.removeprefix("/"): number[goal[0].objgen] for name, goal in pdf.Root.get("/Dests", {}).items() if goal[0].objgen in number}
