"""A page that is opened once for all that is asked about it: by a reader at this machine, and by one with a phone in the room.

opened = Opened(context); opened.show(home, "index.html"); opened.settled().evaluate(…); assert opened.watch.errors == []
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import PATIENCE, Watch

__all__ = ["DESK", "PHONE", "Opened", "readers_of"]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


class Opened:
    """What one reader has open: the tab, and what its page asked for and complained of since it was opened."""

    def __init__(self, context: BrowserContext) -> None:
        self.watch, self.page = Watch(context), context.new_page()

    def show(self, home: str, name: str) -> None:
        """Begin to open a page; `settled` waits for it."""
        self.watch.clear(home)
        self.page.goto(f"{home}/{name}", wait_until="commit")

    def settled(self) -> Page:
        """The tab, once the page is there and all its boxes are drawn."""
        self.page.wait_for_load_state("load")
        self.page.evaluate("globalThis.ipcoord?.ready")
        return self.page


@contextmanager
def readers_of(browser: Browser, **each: dict) -> Iterator[dict[str, Opened]]:
    """Readers by name, each with a profile of these settings."""
    contexts = {name: browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce", **more) for name, more in each.items()}
    for made in contexts.values():
        made.set_default_timeout(PATIENCE)
    yield {name: Opened(made) for name, made in contexts.items()}
    for made in contexts.values():
        made.close()
