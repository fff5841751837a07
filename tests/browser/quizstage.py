"""What the quiz, review, exam and progress are staged with: the settings that the book's directives make, and a fresh browser profile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from ipcoord_book.exams import exam_settings
from ipcoord_book.quiz_items import Address
from ipcoord_book.quizzes import quiz_settings
from playwright.sync_api import Browser, BrowserContext, Page

from ipcoord_sim.quiz import Item, items, key
from tests.browser.conftest import PATIENCE

__all__ = ["BANK", "COLOURS", "KEEP", "answered", "exam_stage", "first_of", "give_key", "own", "plain", "quiz_args", "tab_to", "violations"]

LOOKS = Path(__file__).resolve().parents[2] / "book" / "_ext" / "ipcoord_book" / "assets" / "ipcoord.css"
# The book's colours, light and dark, as far as the first rule that is about something else.
COLOURS = LOOKS.read_text("utf-8").partition('html[data-theme="light"], html')[0] + "body { background: var(--ip-ground); color: var(--ip-ink); font-family: sans-serif; } a { color: var(--ip-teal); }"
KEEP = "openProgress()"
BANK = {one.id: one for one in items()}


@pytest.fixture
def own(browser: Browser) -> Iterator[BrowserContext]:
    """A profile in which nothing is kept yet."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce", accept_downloads=True)
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


def plain(value):
    """Settings as JSON; an address in the book becomes one that leads nowhere else."""
    if isinstance(value, Address):
        return f"#{value.anchor or 'there'}"
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def first_of(*types: str) -> list[Item]:
    """The first item of practice of each type."""
    return [next(one for one in BANK.values() if one.type == kind and one.use != "exam") for kind in types]


def quiz_args(found: list[Item], use: str = "practice") -> dict:
    """A box with these items."""
    return plain(quiz_settings(found, list(dict.fromkeys(one.clause for one in found)), use, set="page/practice/here"))


def exam_stage(name: str = "A") -> tuple[dict, dict[str, str]]:
    """The settings of a paper, and its keys as the file beside the page."""
    args, keys, _ = exam_settings(name)
    return {**plain(args), "keys": "keys.json"}, {"/keys.json": json.dumps(plain(keys), ensure_ascii=False)}


def answered(page: Page) -> list[dict]:
    """The answers that the browser keeps, oldest first."""
    return page.evaluate("import('/lib/progress.js').then(({ openProgress }) => openProgress().all('answer'))")


def violations(page):
    """What axe finds by its usual rules."""
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


def tab_to(page, name, role="button", most=80):
    """Press Tab until the control with this name has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    for _ in range(most):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def give_key(page, item):
    """Answer with the item's key, with the keyboard alone."""
    right = key(item)
    if item.type in ("single", "next_step", "date"):
        place = [o.id for o in item.options].index(right)
        page.locator(".ipc-answer input").first.focus()
        page.keyboard.press("Space")
        for _ in range(place):
            page.keyboard.press("ArrowDown")
    elif item.type == "multiple":
        for o in item.options:
            if o.id in right:
                tab_to(page, o.text.replace("**", ""), "checkbox")
                page.keyboard.press("Space")
    elif item.type == "order":
        order = [o.id for o in item.options]
        names = {o.id: o.text.replace("**", "") for o in item.options}
        for place, id in enumerate(right):
            page.evaluate("document.activeElement.blur()")
            for _ in range(order.index(id) - place):
                button = page.get_by_role("button", name=f"上移：{names[id]}", exact=True)
                button.focus()
                page.keyboard.press("Enter")
            order.remove(id)
            order.insert(place, id)
    elif item.type == "match":
        for o in item.options:
            choice = page.get_by_role("combobox", name=o.text.replace("**", ""), exact=True)
            choice.focus()
            choice.select_option(right[o.id])
    else:
        page.get_by_role("textbox", name="你的答案").focus()
        page.keyboard.type(str(right))
