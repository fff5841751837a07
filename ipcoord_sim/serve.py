"""Serve the built book to this machine and to the room: `python -m ipcoord_sim.serve _build/html`.

Standard library only, keep-alive connections, no folder listings, and no page may ask another origin for anything.
"""

from __future__ import annotations

import argparse
import socket
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

__all__ = ["addresses", "main", "make_server"]

# Scripts within a page stay allowed: the theme sets light or dark before the first paint with one.
POLICY = (
    "default-src 'self'; img-src 'self' data:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self' blob:; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# The notebooks in the browser load Python with a function made from text, and show pictures that a kernel made.
NOTEBOOK_POLICY = POLICY.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval' blob:").replace(
    "img-src 'self' data:", "img-src 'self' data: blob:"
).replace("default-src 'self'", "default-src 'self' blob: data:")
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".ipynb": "application/json; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}
TRIES = 20


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar[dict[str, str]] = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}
    timeout = 60

    def send_head(self):
        """Answer only for files that lie inside the folder, links followed."""
        here = Path(self.directory).resolve()
        try:
            found = Path(self.translate_path(self.path)).resolve()
        except (OSError, ValueError):
            found = None
        if found is None or not found.is_relative_to(here):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path):
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self):
        self.send_header("Content-Security-Policy", NOTEBOOK_POLICY if self.path.startswith("/lite/") else POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format, *args):
        """Keep quiet: who reads what is nobody's business."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Otherwise two servers can share a port and each answers half of the requests.
    allow_reuse_port = False
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A reader who closes the page early is no error of ours."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def make_server(folder: Path, *, port: int = 8000, bind: str = "0.0.0.0") -> ThreadingHTTPServer:
    """Return a server of `folder` on `port`; raises `OSError` when the port is taken."""
    return _Server((bind, port), partial(_Handler, directory=str(folder)))


def addresses(port: int) -> list[str]:
    """Return the addresses to type into a browser: this machine's own first, then that for the room."""
    found = [f"http://localhost:{port}/"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # No packet leaves: a datagram socket only looks up which of our addresses it would use.
            probe.connect(("192.0.2.1", 9))
            own = probe.getsockname()[0]
        except OSError:
            own = ""
    if own and not own.startswith(("127.", "0.")):
        found.append(f"http://{own}:{port}/")
    return found


def _listen(folder: Path, port: int, bind: str) -> ThreadingHTTPServer | None:
    for number in range(port, min(port + TRIES, 65536)):
        try:
            server = make_server(folder, port=number, bind=bind)
        except OSError:
            continue
        if port and number != port:
            print(f"端口 {port} 已被别的程序占用，改用 {number}。", file=sys.stderr)
        return server
    return None


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C; 2 when the folder is no built book or no port is free."""
    parser = argparse.ArgumentParser(prog="python -m ipcoord_sim.serve", description="在本机和局域网里打开教程。")
    parser.add_argument("folder", type=Path, help="生成好的网页所在的文件夹")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000；被占用时依次试后面的端口")
    parser.add_argument("--bind", default="0.0.0.0", help="只给本机看时写 127.0.0.1")
    chosen = parser.parse_args(arguments)
    if not 0 <= chosen.port <= 65535:
        print(f"端口是 {chosen.port}，只能是 0 到 65535 的整数，请改 PORT。", file=sys.stderr)
        return 2
    if not (chosen.folder / "index.html").is_file():
        print(f"{chosen.folder} 里没有 index.html，请先运行 make book。", file=sys.stderr)
        return 2
    server = _listen(chosen.folder, chosen.port, chosen.bind)
    if server is None:
        print(f"端口 {chosen.port} 和后面 {TRIES - 1} 个都打不开，请换一个，例如：make serve PORT=9000。", file=sys.stderr)
        return 2
    with server:
        local, *room = addresses(server.server_address[1])
        print("按 Ctrl-C 停止。", flush=True)
        if chosen.bind == "0.0.0.0":
            for address in room:
                print(f"同一局域网里的人打开：{address}", flush=True)
        print(f"教程已经打开，请在浏览器里访问：{local}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\n已停止。")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
