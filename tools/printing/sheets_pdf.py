"""Each page of the site as a PDF of its own, printed by one Chromium from our own server; what has not changed is not printed again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from ipcoord_sim.cli.paper import find_browser
from ipcoord_sim.serve import make_server

__all__ = ["HOME", "print_html", "print_sheets"]

# Links between pages are told apart from others by this host, which no browser ever asks.
HOME = "http://book.invalid/"
MARGIN = {"top": "20mm", "bottom": "20mm", "left": "16mm", "right": "16mm"}
# A TrueType font: in a PDF the outlines of CFF fonts turn some signs into radicals, and 立案 is found no more.
STYLE = """
html, body, body * { font-family: "WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC", sans-serif !important; }
pre, code, kbd, samp, pre *, code * { font-family: "WenQuanYi Micro Hei Mono", "WenQuanYi Micro Hei", monospace !important; }
.fa, .fas, .fa-solid, .fa-regular, .fa-brands { display: none !important; }
a[href^="http://book.invalid/"]::after { content: none !important; }
@page { size: A4; }
"""
# Folded answers open, boxes show their stand-ins, and each place that another page points to gets a name in the PDF.
PREPARE = """([wanted, style]) => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const wide of document.querySelectorAll("[style*='overflow']")) wide.style.overflow = "visible";
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  const room = document.querySelector("article") ?? document.body;
  const names = document.createElement("p");
  names.setAttribute("aria-hidden", "true");
  names.style.cssText = "font-size:1px;line-height:1px;margin:0;color:transparent;white-space:nowrap;overflow:hidden";
  for (const id of wanted) if (document.getElementById(id)) names.append(Object.assign(document.createElement("a"), { href: "#" + id, textContent: "." }));
  room.append(names);
}"""


def wanted_anchors(site: Path, addresses: Iterable[str]) -> dict[str, set[str]]:
    """For each page the anchors that any page of the book points to."""
    from bs4 import BeautifulSoup

    found: dict[str, set[str]] = {address: set() for address in addresses}
    for address in found:
        body = BeautifulSoup((site / address).read_text(encoding="utf-8"), "html.parser")
        for link in body.select("article a[href], main a[href]"):
            target, anchor = urldefrag(urljoin(HOME + address, link["href"]))
            name = urlsplit(target).path.lstrip("/")
            if anchor and target.startswith(HOME) and name in found and name != address:
                found[name].add(anchor)
    return found


def print_sheets(site: Path, addresses: list[str], cache: Path, told: Callable[[int, int], None] = lambda done, whole: None) -> list[Path]:
    """The PDF of each page, in the order given; `told(done, whole)` is called after each.

    Raises FileNotFoundError where there is no browser.
    """
    anchors = wanted_anchors(site, addresses)
    looks = sha256(STYLE.encode() + PREPARE.encode() + b"".join(path.read_bytes() for path in sorted((site / "_static").rglob("*.css"))))
    files = {}
    for address in addresses:
        digest = looks.copy()
        digest.update(address.encode() + (site / address).read_bytes() + ",".join(sorted(anchors[address])).encode())
        files[address] = cache / f"{digest.hexdigest()[:24]}.pdf"
    missing = [address for address in addresses if not files[address].is_file()]
    done = len(addresses) - len(missing)
    if missing:
        cache.mkdir(parents=True, exist_ok=True)
        with make_server(site, port=0, bind="127.0.0.1") as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            home = f"http://127.0.0.1:{server.server_address[1]}/"
            with _browser() as context:
                context.route("**/host/page.js*", lambda route: route.abort())
                page = context.new_page()
                page.emulate_media(media="print", color_scheme="light", reduced_motion="reduce")
                for address in missing:
                    page.goto(home + address, wait_until="load")
                    page.evaluate(PREPARE, [sorted(anchors[address]), STYLE])
                    page.evaluate("document.fonts.ready.then(() => null)")
                    page.evaluate("(home) => { for (const a of document.querySelectorAll('a[href]')) if (a.href.startsWith(home[0]) && !a.getAttribute('href').startsWith('#')) a.setAttribute('href', home[1] + a.href.slice(home[0].length)); }", [home, HOME])
                    half = files[address].with_suffix(".part")
                    page.pdf(path=str(half), format="A4", margin=MARGIN, print_background=True, tagged=True, outline=True)
                    half.rename(files[address])
                    done += 1
                    told(done, len(addresses))
            server.shutdown()
    told(len(addresses), len(addresses))
    _forget(cache, set(files.values()))
    return [files[address] for address in addresses]


def print_html(texts: dict[Path, str], *, margin: dict[str, str] | None = None) -> None:
    """Print each HTML text to its file."""
    with _browser() as context:
        page = context.new_page()
        for target, text in texts.items():
            page.set_content(text, wait_until="load")
            page.pdf(path=str(target), format="A4", margin=margin or MARGIN, print_background=True, tagged=True)


def _forget(cache: Path, kept: set[Path]) -> None:
    """Pages that are no longer printed leave the cache."""
    for path in cache.glob("*.pdf"):
        if path not in kept:
            path.unlink()


class _browser:
    """One Chromium that can reach this machine alone."""

    def __enter__(self):
        from playwright.sync_api import sync_playwright

        program = find_browser()
        if program is None:
            raise FileNotFoundError("没有找到 Chromium、Chrome 或者 Edge，印不成 PDF。请先安装，或者用环境变量 IPCOORD_BROWSER 写明。")
        self._player = sync_playwright().start()
        options = ["--disable-gpu", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-sandbox"]
        self._chromium = self._player.chromium.launch(executable_path=program, args=options)
        return self._chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")

    def __exit__(self, *_) -> None:
        self._chromium.close()
        self._player.stop()
