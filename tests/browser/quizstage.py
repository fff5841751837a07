"""What the quiz, review, exam and progress are staged with: the settings that the book's directives make, and a fresh browser profile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from ipcoord_book.exams import exam_settings
from ipcoord_book.quiz_items import Address
from ipcoord_book.quizzes import quiz_settings
from playwright.sync_api import Browser, BrowserContext, Page

from ipcoord_sim.quiz import Item, items

__all__ = ["BANK", "COLOURS", "KEEP", "answered", "exam_stage", "first_of", "own", "plain", "quiz_args"]

LOOKS = Path(__file__).resolve().parents[2] / "book" / "_ext" / "ipcoord_book" / "assets" / "ipcoord.css"
# The book's colours, light and dark, as far as the first rule that is about something else.
COLOURS = LOOKS.read_text("utf-8").partition('html[data-theme="light"], html')[0] + "body { background: var(--ip-ground); color: var(--ip-ink); font-family: sans-serif; } a { color: var(--ip-teal); }"
KEEP = "openProgress()"
BANK = {one.id: one for one in items()}


@pytest.fixture
def own(browser: Browser) -> Iterator[BrowserContext]:
    """A profile in which nothing is kept yet."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce", accept_downloads=True)
    made.set_default_timeout(15_000)
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
