"""The network explorer as a reader operates it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

import ipcoord_sim as ip

from .looking import assert_fine, broken_call
from .stage import staged

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 360])
def test_what_is_lost_without_an_agency_stands_beside_the_map(context: BrowserContext, width: int):
    """Taking away and putting back: numbers and names of the engine, announced, with the map."""
    told = ip.call("network", {"without": ["psb/xinyang"]})
    lost, names = told["measures"]["lost_without"], {n["id"]: n["name_zh"] for n in told["graph"]["nodes"]}
    with staged(context, "network", {}, width=width) as page:
        page.get_by_label("拿走哪一个").select_option("psb/xinyang")
        page.get_by_role("button", name="拿走，看断了什么").click()
        expect(page.get_by_role("heading", name="断了什么")).to_be_focused()
        expect(page.get_by_role("status")).to_contain_text(f"到不了原来最上级的{len(lost['questions'])}个")
        text = page.get_by_role("table", name="断了什么").inner_text()
        assert all(names[id] in text for id in (*lost["questions"], *lost["referrals"]))
        assert page.locator(".ipc-wide svg").count() == 1
        assert_fine(page)
        page.get_by_role("button", name=f"放回{names['psb/xinyang']}").click()
        expect(page.get_by_role("heading", name="现在的网络")).to_be_visible()


def test_on_a_page_nothing_is_asked_before_the_reader_asks(context: BrowserContext):
    """With `waits` there is a button, and the keyboard presses it; a wrong agency is one sentence."""
    with staged(context, "network", {"waits": True}) as page:
        assert page.locator("svg").count() == 0
        page.get_by_role("button", name="画出信阳的协作网络").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="现在的网络")).to_be_focused()
        broken_call(page, "network", {}, "没有这个机关：psb/xinyng。")
        expect(page.get_by_role("alert")).to_contain_text("没有这个机关")
