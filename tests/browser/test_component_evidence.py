"""The check of a referral's papers as a case handler operates it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

import ipcoord_sim as ip

from .looking import EVIL, assert_fine, assert_not_run, broken_call
from .stage import staged

pytestmark = pytest.mark.browser
PACKAGE = {
    "facts": {"has_goods": True, "test_made": False}, "documents": ["referral_letter", "investigation_report", "goods_list"],
    "contents": {
        "investigation_report": {"items": [{"name": "刹车片", "quantity": 47, "unit": "箱"}]},
        "goods_list": {"items": [{"name": "刹车片", "quantity": 46, "unit": "箱"}]},
        "evidence": [{"id": "p1", "kind": "party", "name": "店主的陈述"}],
    },
}


@pytest.mark.parametrize("width", [1280, 360])
def test_the_findings_are_those_of_the_engine(context: BrowserContext, width: int):
    """What is missing by name with its article, what does not agree, what the police take anew: word for word."""
    told = ip.call("evidence", PACKAGE)
    with staged(context, "evidence", PACKAGE, width=width) as page:
        page.get_by_role("button", name="体检", exact=True).click()
        expect(page.locator("#el [data-head]")).to_be_focused()
        text = page.locator("#el").inner_text()
        assert all(row["message_zh"] in text for row in (*told["findings"], *told["evidence"]))
        expect(page.get_by_role("status").last).to_contain_text("对不上1处")
        expect(page.get_by_role("status").last).to_contain_text("重新收集的证据1件")
        assert_fine(page)


def test_putting_it_right_takes_the_finding_away(context: BrowserContext):
    """The quantity made equal and the missing paper ticked: nothing left but the hints."""
    with staged(context, "evidence", PACKAGE | {"documents": ["referral_letter", "goods_list", "investigation_report"]}) as page:
        page.get_by_role("group", name="物品清单里写的物品：第1行").get_by_label("数量").fill("47")
        page.get_by_role("checkbox", name="其他涉嫌犯罪的材料").check()
        page.get_by_role("button", name="体检", exact=True).click()
        expect(page.get_by_role("status").last).to_contain_text("材料齐，内容对得上")


def test_lines_are_added_and_taken_away_by_keyboard(context: BrowserContext):
    """A new line takes the focus; taking it away gives it back to the button."""
    with staged(context, "evidence", {}) as page:
        page.get_by_text("核对内容（可以不填）").click()
        more = page.get_by_role("button", name="物品清单里写的物品：加一行")
        more.focus()
        page.keyboard.press("Enter")
        line = page.get_by_role("group", name="物品清单里写的物品：第1行")
        expect(line.get_by_label("名称")).to_be_focused()
        line.get_by_role("button", name="去掉这一行").click()
        expect(more).to_be_focused()


def test_wrong_and_foreign_input(context: BrowserContext):
    """A negative number is one sentence; a name with markup and a formula stays text."""
    with staged(context, "evidence", PACKAGE) as page:
        line = page.get_by_role("group", name="物品清单里写的物品：第1行")
        line.get_by_label("数量").fill("-1")
        page.get_by_role("button", name="体检", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("“物品清单里写的物品：第1行”的数量写的是 -1")
        expect(line.get_by_label("数量")).to_be_focused()
        line.get_by_label("数量").fill("46")
        line.get_by_label("名称").fill(EVIL)
        page.get_by_role("group", name="证据第1件").get_by_label("名称").fill(EVIL)
        page.get_by_role("button", name="体检", exact=True).click()
        expect(page.get_by_role("table", name="每件证据怎么用")).to_contain_text("onerror")
        assert_not_run(page)
        broken_call(page, "evidence", {}, "推算程序没有装进来。")
        expect(page.get_by_role("alert")).to_contain_text("没有装进来")
