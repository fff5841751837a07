"""The built book on a server of its own, and one Chromium that cannot reach anything else."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ipcoord_sim.serve import addresses, make_server

HTML = Path(__file__).resolve().parents[2] / "_build" / "html"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
# Stands for the room's address on a machine that has no network at all; it is no secure context either.
STAND_IN = "room.test"
# Milliseconds. A wait ends when what is waited for is there; how long that may take on a busy machine is no claim of any test.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


def built_pages() -> list[str]:
    """Return every page of the built book as its path below the site's root."""
    pages = sorted(path.relative_to(HTML).as_posix() for path in HTML.rglob("*.html") if not {"_static", "lite"} & set(path.parts))
    if not pages:
        raise pytest.UsageError(f"{HTML} 里没有网页，请先运行 make book。No built book, run: make book")
    return pages


class Watch:
    """What a page asked for and complained about, since the last `clear`."""

    def __init__(self, context: BrowserContext) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.home = ""
        context.on("request", self._asked)
        context.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        context.on("weberror", lambda failed: self.errors.append(str(failed.error)))
        context.on("response", lambda answer: answer.status >= 400 and self.errors.append(f"{answer.status} {answer.url}"))

    def _asked(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and f"{parts.scheme}://{parts.netloc}" != self.home:
            self.outside.append(request.url)

    def clear(self, home: str) -> None:
        """Start anew; only `home` may be asked from now on."""
        self.outside, self.errors, self.home = [], [], home


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one test of each page for every test that takes `page_name`; the tests of a page follow one another, so that it is opened once for all."""
    if "page_name" in metafunc.fixturenames:
        metafunc.parametrize("page_name", built_pages(), scope="module")


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    """The port of the server that shows the built book on every address of this machine."""
    built_pages()
    with make_server(HTML, port=0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture(scope="session")
def site(port: int) -> str:
    """The address on this machine, without a last slash."""
    return f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def room_site(port: int) -> str:
    """The address for others in the room, where a page is no secure context."""
    found = addresses(port)
    return found[1].rstrip("/") if len(found) > 1 else f"http://{STAND_IN}:{port}"


@pytest.fixture(scope="session")
def launch(room_site: str) -> Iterator[Callable[..., BrowserContext]]:
    """Start a Chromium of the machine with a profile on disk, where it keeps what it compiled; no name leads anywhere but to this machine."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.fail("没有找到浏览器，请先安装 chromium。No Chromium-type browser found, install chromium.", pytrace=False)
    rules = f"MAP {STAND_IN} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE {urlsplit(room_site).hostname}"
    options = ["--disable-gpu", "--disable-background-networking", f"--host-resolver-rules={rules}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")
    with ExitStack() as done, sync_playwright() as player:

        def start(**more) -> BrowserContext:
            kept = done.enter_context(TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True))
            made = player.chromium.launch_persistent_context(
                kept, executable_path=program, args=options, viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai", **more
            )
            made.set_default_timeout(PATIENCE)
            return made

        yield start


@pytest.fixture(scope="session")
def context(launch) -> Iterator[BrowserContext]:
    """One profile for all tests, so that files are fetched once."""
    # Colours that are still on their way would be measured as wrong ones.
    made = launch(reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture(scope="session")
def browser(context: BrowserContext) -> Browser:
    """The Chromium of `context`; profiles that a test opens in it keep nothing."""
    return context.browser


@pytest.fixture(scope="session")
def watch(context: BrowserContext) -> Watch:
    """What the pages of `context` asked for."""
    return Watch(context)


@pytest.fixture(scope="module")
def browser_page(context: BrowserContext, watch: Watch, site: str) -> Iterator[Page]:
    """One tab for a module of tests."""
    watch.clear(site)
    page = context.new_page()
    yield page
    page.close()
