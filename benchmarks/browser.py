"""In the reader's browser: the engine of a page cold, warm and on a phone, a call after that, a notebook's first widget, the site by part.

    python -m benchmarks.browser --json     # needs the built site (make book) and a Chromium

A plain build of the same versions stands beside ours: the same packages as they are published, started from the beginning.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from os import fstat
from pathlib import Path
from statistics import quantiles

from benchmarks.measure import report
from ipcoord_sim.cli.paper import find_browser
from ipcoord_sim.serve import make_server
from ipcoord_sim.serve.server import _Handler
from tools.compress_site import compress

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
NOTEBOOK = "nb07-deadlines.ipynb"
DEADLINE = ["deadline", {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}]
ASSESS = ["assess", {"on": "2026-01-01", "handled": "2026-11-01", "facts": {"conduct": ["sell_counterfeit_goods"], "sales_amount": 50000, "unsold_value": 120000}}]
ENGINE = """
async (asked) => { const begun = performance.now(); await ipcoord.engine.call(...asked); return performance.now() - begun; }
"""
CALLS = """
async ([asked, times]) => { const took = [];
  for (let n = 0; n < times; n += 1) { const begun = performance.now(); await ipcoord.engine.call(...asked); took.push(performance.now() - begun); }
  return took; }
"""


class _Counting(_Handler):
    """The site as `ipcoord serve` sends it; the bytes of the files that went out are counted."""

    sent = 0

    def copyfile(self, source, outputfile):
        _Counting.sent += fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)


def _served(folder: Path) -> str:
    compress(folder)
    server = make_server(folder, port=0, bind="127.0.0.1")
    server.RequestHandlerClass = partial(_Counting, directory=str(folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


@contextmanager
def _reader(player) -> Iterator:
    """A reader's own browser with nothing kept yet; unlike a private window it keeps compiled programs too."""
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = player.chromium.launch_persistent_context(folder, executable_path=find_browser(), locale="zh-CN", args=options)
        yield context
        context.close()


def _page_with_a_component() -> str:
    """Some page of the site that has the host."""
    for path in sorted(HTML.rglob("*.html")):
        if "lite" not in path.parts and "/host/page.js" in path.read_text("utf-8"):
            return path.relative_to(HTML).as_posix()
    # A page of ours with the host alone, where the book has no component yet.
    host = next((HTML / "_static").glob("components-*")).name
    return f"data:{host}"


def _open(context, home: str, phone: bool = False):
    page = context.new_page()
    where = _page_with_a_component()
    if where.startswith("data:"):
        script = f'<!doctype html><html data-content_root="./"><meta charset="utf-8"><script type="module" src="_static/{where[5:]}/host/page.js"></script></html>'
        page.route("**/bench.html", lambda route: route.fulfill(body=script, content_type="text/html; charset=utf-8"))
        where = "bench.html"
    page.goto(f"{home}/{where}")
    if phone:
        told = context.new_cdp_session(page)
        told.send("Network.enable")
        told.send("Network.emulateNetworkConditions", PHONE)
        told.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page


def _engine(player, home: str, phone: bool = False) -> dict:
    """Seconds to the first answer and bytes sent for it, cold and then warm."""
    found = {}
    with _reader(player) as context:
        for name in ("cold", "warm"):
            page = _open(context, home, phone)
            before = _Counting.sent
            found[name] = page.evaluate(ENGINE, DEADLINE) / 1000
            found[f"{name}_megabytes"] = (_Counting.sent - before) / 1e6
            page.close()
    return found


def _calls(player, home: str) -> dict:
    """95th percentile of a call once the engine is there, in milliseconds."""
    with _reader(player) as context:
        page = _open(context, home)
        page.evaluate(ENGINE, DEADLINE)
        return {asked[0]: quantiles(page.evaluate(CALLS, [asked, 100]), n=20)[-1] for asked in (DEADLINE, ASSESS)}


def _notebook(player, home: str) -> dict:
    """Seconds from opening a notebook and running it all to its first widget, cold and warm, and the bytes sent for it."""
    found = {}
    with _reader(player) as context:
        for name in ("cold", "warm"):
            page, begun, before = context.new_page(), time.perf_counter(), _Counting.sent
            page.goto(f"{home}/lite/notebooks/index.html?path={NOTEBOOK}")
            page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
            page.evaluate("async () => { const panel = jupyterapp.shell.currentWidget; await panel.context.ready; await panel.sessionContext.ready; }")
            page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
            page.locator(".jp-OutputArea .ipc-live-box button").first.wait_for(timeout=180_000)
            found[name] = time.perf_counter() - begun
            found[f"{name}_megabytes"] = (_Counting.sent - before) / 1e6
            page.close()
    return found


def _plain(folder: Path) -> Path:
    """The same site with the packages as published and Python's library as it comes."""
    from tools.build_engine import make

    shutil.copytree(HTML, folder / "html", ignore=shutil.ignore_patterns("pyodide"))
    make(folder / "html" / "lite" / "static" / "pyodide", folder / "work", compiled=False)
    return folder / "html"


def _size(*paths: Path) -> float:
    return sum(f.stat().st_size for path in paths for f in ([path] if path.is_file() else path.rglob("*")) if f.is_file()) / 1e6


def main() -> None:
    """Measure everything once and print it."""
    from playwright.sync_api import sync_playwright

    if not (HTML / "lite" / "static" / "pyodide" / "engine.json").is_file():
        sys.exit("没有生成好的网页，请先运行 make book。No built site, run: make book")
    home = _served(HTML)
    with sync_playwright() as player, tempfile.TemporaryDirectory() as temporary:
        engine, phone, calls, lite = _engine(player, home), _engine(player, home, phone=True), _calls(player, home), _notebook(player, home)
        plain = _notebook(player, _served(_plain(Path(temporary))))
    lite_folder = HTML / "lite"
    engine_folder = lite_folder / "static" / "pyodide"
    parts = {
        "engine": _size(engine_folder), "notebooks": _size(lite_folder) - _size(engine_folder),
        "components": _size(*(HTML / "_static").glob("components-*")), "static": _size(HTML / "_static"),
    }
    parts["pages"] = _size(HTML) - parts["engine"] - parts["notebooks"] - parts["static"]
    facts = {"benchmark": "browser", "engine": engine, "phone": phone, "call_p95_ms": calls, "notebook": lite, "plain_notebook": plain, "megabytes": parts}
    rows = [
        ("引擎第一次用 · engine, cold", f"{engine['cold']:.2f} s，{engine['cold_megabytes']:.2f} MB", "≤ 2.5 s，≤ 8 MB"),
        ("引擎再用 · engine, warm", f"{engine['warm']:.2f} s，{engine['warm_megabytes']:.2f} MB", "≤ 1.2 s"),
        ("手机第一次 · phone, cold", f"{phone['cold']:.1f} s", ""),
        ("手机再用 · phone, warm", f"{phone['warm']:.1f} s", ""),
        *((f"一次调用 {name} 的第95百分位 · p95", f"{took:.1f} ms", "≤ 50 ms") for name, took in calls.items()),
        ("笔记本第一个部件，第一次 · notebook, cold", f"{lite['cold']:.1f} s，{lite['cold_megabytes']:.1f} MB（原样 plain {plain['cold']:.1f} s）", "≤ 10 s"),
        ("笔记本第一个部件，再用 · notebook, warm", f"{lite['warm']:.1f} s，{lite['warm_megabytes']:.1f} MB（原样 plain {plain['warm']:.1f} s）", "≤ 6 s"),
        *((f"网站：{name}", f"{size:.1f} MB", "") for name, size in parts.items()),
    ]
    report("在读者的浏览器里 · browser", rows, facts)


if __name__ == "__main__":
    main()
