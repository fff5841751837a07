"""What the USB folder is staged with: the kit of the built book, and a reader who opens its pages as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import HTML, PATIENCE
from tools.make_kit import make

__all__ = ["PRACTICE", "Opened", "kit", "opened", "opened_wide_or_narrow", "settle", "width"]

PRACTICE = "chapters/practice/p1-2.html"


class Opened:
    """One reader's browser: pages of the kit as files, what they asked for beyond files, what they complained of."""

    def __init__(self, browser: Browser, kit: Path, width: int = 1280) -> None:
        self.kit, self.asked, self.errors = kit, [], []
        self.context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce")
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", self._asks)
        # A page that opens itself once more lets go of what was on its way; that is no missing file.
        self.context.on("requestfailed", lambda request: request.failure == "net::ERR_ABORTED" or self.errors.append(f"not there: {request.url} {request.failure}"))
        self.context.on("console", lambda said: said.type in ("error", "warning") and self.errors.append(said.text))
        self.context.on("weberror", lambda failed: self.errors.append(str(failed.error)))
        self.page = self.context.new_page()

    def _asks(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("file", "data", "blob") or (parts.scheme == "file" and not unquote(parts.path).startswith(str(self.kit))):
            self.asked.append(request.url)

    def show(self, name: str, page: Page | None = None) -> Page:
        """Open a page of the site and wait until its boxes stand."""
        page = page or self.page
        page.goto((self.kit / "site" / name).as_uri())
        settle(page)
        return page

    def clean(self) -> bool:
        """Nothing was asked of anyone and nothing complained; said in full where it is not so."""
        assert (self.asked, self.errors) == ([], []), (self.asked, self.errors)
        return True


def settle(page: Page) -> None:
    """Wait for the reader's progress and for every box, drawn or left as a picture with its sentence."""
    page.wait_for_function("globalThis.ipcoordProgress && [...document.querySelectorAll('.ipc[data-component]')].every((box) => box.dataset.drawn !== undefined || box.querySelector('.ipc-server'))")


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Path:
    """The kit of the built book, in a folder whose name has a blank and Chinese characters."""
    return make(HTML, tmp_path_factory.mktemp("u 盘"))


@pytest.fixture(params=[1280, 360])
def width(request) -> int:
    """A screen of an office and one of a pocket."""
    return request.param


@pytest.fixture
def opened(browser: Browser, kit: Path) -> Iterator[Opened]:
    """A reader who has opened nothing yet."""
    reader = Opened(browser, kit)
    yield reader
    reader.context.close()


@pytest.fixture
def opened_wide_or_narrow(browser: Browser, kit: Path, width: int) -> Iterator[Opened]:
    """The same on both screens."""
    reader = Opened(browser, kit, width)
    yield reader
    reader.context.close()
