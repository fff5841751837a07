"""A room of forty: every client asks `ipcoord serve` for a whole page, all at once; when the last one has it, how many failed, bytes.

    python -m benchmarks.serve --json       # needs the built site (make book) and a Chromium

What a page asks for is learned from a browser that opens it once. Server and clients are two processes and share the machine,
so the server is a little faster than this on its own. A client asks as a browser does: the page first, then the rest over six connections.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.measure import report

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
CLIENTS, CONNECTIONS, SECONDS = 40, 6, 60
# A page of the book, and what shows that a reader has it.
PAGES = {"front": ("index.html", "main h1"), "quiz": ("chapters/practice/p2-2.html", ".ipc[data-drawn] .ipc-answer input")}
ASKED = "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\n\r\n"


@contextmanager
def _serving() -> Iterator[str]:
    """The server as a reader starts it, in a process of its own; host and port."""
    command = [sys.executable, "-u", "-m", "ipcoord_sim.serve", str(HTML), "--port", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as program:
        address = next(line for line in program.stdout if "http://localhost" in line).rpartition("：")[2].strip()
        yield f"127.0.0.1:{urlsplit(address).port}"
        program.terminate()


def _asked(host: str) -> dict[str, list[str]]:
    """What a browser asks this server for until a page stands, by page: the page itself first."""
    from playwright.sync_api import sync_playwright

    from ipcoord_sim.cli.paper import find_browser

    found = {}
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        for name, (path, shown) in PAGES.items():
            context, paths = browser.new_context(), {}
            context.on("request", lambda one, paths=paths: paths.setdefault(urlsplit(one.url)._replace(scheme="", netloc="", fragment="").geturl()) if host in one.url else None)
            page = context.new_page()
            page.goto(f"http://{host}/{path}", wait_until="networkidle")
            page.wait_for_selector(shown, state="attached")
            found[name] = list(paths)
            context.close()
        browser.close()
    return found


async def _get(reader, writer, host: str, path: str) -> int:
    """Ask for one file on an open connection; its bytes, head and all."""
    writer.write(ASKED.format(path=path, host=host).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(": ", 1) for line in head.decode("latin-1").splitlines()[1:] if ": " in line)
    if head.split(None, 2)[1] != b"200":
        raise OSError(f"{path}: {head.splitlines()[0].decode('latin-1')}")
    length = int(fields["content-length"])
    await reader.readexactly(length)
    return len(head) + length


async def _client(host: str, paths: list[str]) -> int:
    """One reader with an empty cache; the bytes of the whole page."""
    name, _, port = host.partition(":")
    left = list(reversed(paths[1:]))

    async def line(first: str | None) -> int:
        if first is None and not left:
            return 0
        reader, writer = await asyncio.open_connection(name, int(port))
        try:
            came = await _get(reader, writer, host, first) if first else 0
            others = [asyncio.create_task(line(None)) for _ in range(CONNECTIONS - 1)] if first else []
            while left:
                came += await _get(reader, writer, host, left.pop())
            return came + sum(await asyncio.gather(*others))
        finally:
            writer.close()

    return await line(paths[0])


async def _room(host: str, paths: list[str]) -> dict:
    """All clients at once."""
    begun = time.perf_counter()

    async def one() -> tuple[float, int] | None:
        try:
            came = await asyncio.wait_for(_client(host, paths), SECONDS)
        except (OSError, EOFError, TimeoutError, ValueError, KeyError):
            return None
        return time.perf_counter() - begun, came

    found = await asyncio.gather(*(one() for _ in range(CLIENTS)))
    there = [one for one in found if one]
    first, last = (choose((ended for ended, _ in there), default=SECONDS) for choose in (min, max))
    megabytes = sum(came for _, came in there) / 1e6
    return {"files": len(paths), "first_s": first, "last_s": last, "failed": found.count(None), "megabytes": megabytes, "megabytes_per_s": megabytes / last}


def main() -> None:
    """Measure both pages and print them."""
    if not (HTML / "index.html").is_file():
        sys.exit("没有生成好的网页，请先运行 make book。No built site, run: make book")
    with _serving() as host:
        asked = _asked(host)
        found = {name: asyncio.run(_room(host, paths)) for name, paths in asked.items()}
    rows = []
    for name, zh in (("front", "首页 · front page"), ("quiz", "做题页到第一题 · first question")):
        one = found[name]
        rows += [
            (f"{CLIENTS} 台一起开{zh}，最后一台", f"{one['last_s']:.2f} s（第一台 {one['first_s']:.2f} s）", "≤ 10 s"),
            ("　没有打开的 · failed", f"{one['failed']}", "0"),
            ("　一台 · each", f"{one['files']} 个文件，{one['megabytes'] / max(CLIENTS - one['failed'], 1):.2f} MB", ""),
            ("　一共 · all", f"{one['megabytes']:.0f} MB，{one['megabytes_per_s']:.0f} MB/s", ""),
        ]
    report("一间教室一台服务器 · serve", rows, {"benchmark": "serve", "clients": CLIENTS, **found})


if __name__ == "__main__":
    main()
