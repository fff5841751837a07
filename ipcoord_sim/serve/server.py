"""The server itself: keep-alive, compressed copies where they lie beside a file, tags by content, no folder listings."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, ClassVar
from urllib.parse import urlsplit

from .policy import TYPES, caching, policy

__all__ = ["make_server"]

_ENCODED = ".gz"


class _Tags:
    """The tag of a file's content, computed once for as long as the file is the same."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int], str]] = {}

    def of(self, path: Path) -> str:
        state = path.stat()
        mark = (state.st_mtime_ns, state.st_size)
        known = self._known.get(path)
        if known is None or known[0] != mark:
            with path.open("rb") as file:
                digest = sha256()
                while block := file.read(1 << 20):
                    digest.update(block)
            known = self._known[path] = (mark, digest.hexdigest()[:32])
        return known[1]


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar[dict[str, str]] = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}
    timeout = 60
    # Head and body are two writes; held back for each other they would cost each file 40 ms.
    disable_nagle_algorithm = True

    def send_head(self) -> BinaryIO | None:
        """Open what the path names and say what it is; None where the answer has no body."""
        parts = urlsplit(self.path)
        found = self._file(parts.path)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if found.is_dir():
            return self._page_of_folder(found, parts)
        packed = found.with_name(found.name + _ENCODED)
        use_packed = self._takes_gzip() and packed.is_file() and packed.stat().st_mtime_ns >= found.stat().st_mtime_ns
        try:
            sent = packed if use_packed else found
            tag = f'"{self.server.tags.of(found)}{"-gz" if use_packed else ""}"'
            body = sent.open("rb")
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        fresh = tag in [word.strip().removeprefix("W/") for word in self.headers.get("If-None-Match", "").split(",")]
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else HTTPStatus.OK)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", caching(parts.path, parts.query))
        self.send_header("Vary", "Accept-Encoding")
        if fresh:
            body.close()
            self.end_headers()
            return None
        self.send_header("Content-Type", self.guess_type(str(found)))
        self.send_header("Content-Length", str(sent.stat().st_size))
        if use_packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return body

    def _file(self, path: str) -> Path | None:
        """The file or folder below ours that a path names, links followed; None where it lies outside or is not there."""
        here = Path(self.directory).resolve()
        try:
            found = Path(self.translate_path(path)).resolve()
            # A file is no folder: `page.html/` would make every link on the page a wrong one.
            wrong = not found.is_relative_to(here) or not found.exists() or (path.endswith("/") and not found.is_dir())
        except (OSError, ValueError):
            return None
        return None if wrong else found

    def _page_of_folder(self, folder: Path, parts) -> BinaryIO | None:
        """A folder is its index page, under an address that ends with a slash; without one it is not there."""
        if not (folder / "index.html").is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if not parts.path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            # One slash at the front: two would name another machine.
            self.send_header("Location", "/" + parts.path.strip("/") + "/" + (f"?{parts.query}" if parts.query else ""))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        self.path = parts.path + "index.html" + (f"?{parts.query}" if parts.query else "")
        return self.send_head()

    def _takes_gzip(self) -> bool:
        offered = [word.strip().partition(";") for word in self.headers.get("Accept-Encoding", "").split(",")]
        return any(name.strip() == "gzip" and quality.strip().replace(" ", "") not in ("q=0", "q=0.0") for name, _, quality in offered)

    def send_response(self, code: int, message: str | None = None) -> None:
        """Tell the server who asked, so that it can say when the first other machine has got through."""
        self.server.reached(self.client_address[0])
        super().send_response(code, message)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy(urlsplit(self.path).path))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def log_message(self, format, *args) -> None:
        """Keep quiet: who reads what is nobody's business."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Otherwise two servers can share a port and each answers half of the requests.
    allow_reuse_port = False
    request_queue_size = 256

    def __init__(self, address, handler, on_guest: Callable[[], None] | None = None) -> None:
        super().__init__(address, handler)
        self.tags = _Tags()
        self._on_guest = on_guest
        self._own = {"127.0.0.1", "::1"}

    def reached(self, client: str) -> None:
        """Call `on_guest` once, for the first answer to a machine that is not this one."""
        if self._on_guest and client not in self._own:
            told, self._on_guest = self._on_guest, None
            told()

    def is_own(self, *addresses: str) -> None:
        """Name more addresses of this machine."""
        self._own.update(addresses)

    def handle_error(self, request, client_address) -> None:
        """A reader who closes the page early is no error of ours."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def make_server(folder: Path, *, port: int = 8000, bind: str = "0.0.0.0", on_guest: Callable[[], None] | None = None) -> _Server:
    """A server of `folder` on `port` (0: any free one); `on_guest` is called when the first other machine gets an answer.

    Raises OSError when the port is taken.
    """
    return _Server((bind, port), partial(_Handler, directory=str(folder)), on_guest)
