"""The deadline aid as a reader operates it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

import ipcoord_sim as ip

from .looking import assert_fine, broken_call
from .stage import staged

pytestmark = pytest.mark.browser
NOTICE = {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00"}


@pytest.mark.parametrize("width", [1280, 360])
def test_the_three_readings_stand_there_as_the_engine_gives_them(context: BrowserContext, width: int):
    """B03: all readings with day, weight and reason, the safest first and marked; axe finds nothing, the phone scrolls only downwards."""
    told = ip.call("deadline_aid", {"period": NOTICE["period"], "start": "2026-09-30T15:00:00+08:00"})
    with staged(context, "deadline", NOTICE, width=width) as page:
        page.get_by_role("button", name="推算").click()
        expect(page.get_by_role("heading", name=f"最稳妥：{told['safest_zh']}以前做完")).to_be_focused()
        rows = page.get_by_role("table", name="各种读法").get_by_role("row").all_inner_texts()
        for reading, row in zip(told["readings"], rows[1:], strict=True):
            assert all(reading[key] in row for key in ("title_zh", "how_zh", "last_zh", "standing_zh", "because_zh")), row
            assert ("最稳妥" in row) == reading["safest"]
        expect(page.get_by_role("status").last).to_contain_text(f"最稳妥：{told['safest_zh']}")
        assert page.locator(".ipc-picture svg").count() == 2 and page.locator(".ipc-picture svg").first.is_visible()
        expect(page.get_by_text(told["horizon_zh"])).to_be_visible()
        assert_fine(page)


@pytest.mark.parametrize(("own", "said"), [("2026-10-03", "你的答案可以"), ("2026-10-08", "你的答案可以"), ("2026-10-10", "你的答案不对"), ("2026-10-02", "把当天也数进去了"), ("2026-10-12", "误期了")])
def test_an_own_answer_is_graded_with_its_reason(context: BrowserContext, own: str, said: str):
    """B03: the reader's own day is judged in words and announced."""
    with staged(context, "deadline", NOTICE) as page:
        page.get_by_label("先自己想").fill(own)
        page.get_by_role("button", name="推算").click()
        expect(page.locator(".ipc-grade")).to_contain_text(said)
        expect(page.get_by_role("status").last).to_contain_text(said)


def test_a_situation_is_found_by_plain_words(context: BrowserContext):
    """Typing what happened narrows the list; nothing found says so and keeps the list."""
    with staged(context, "deadline", {}) as page:
        assert page.get_by_text("换一件事").count() == 0
        page.get_by_label("遇到的事").fill("退卷")
        options = page.get_by_label("是哪一件").locator("option").all_inner_texts()
        assert options and all("不予立案通知书" in words for words in options)
        page.get_by_label("遇到的事").fill("下雨")
        expect(page.get_by_text("没有找到")).to_be_visible()
        assert page.get_by_label("是哪一件").locator("option").count() == len(ip.call("periods", {})["periods"])


def test_a_page_that_names_the_period_asks_for_two_days_alone(context: BrowserContext):
    """B03: no list and no clock where the page has said which notice it is about; another matter is one fold away, and where custody changes nothing it is not asked."""
    with staged(context, "deadline", {"period": NOTICE["period"]}) as page:
        assert page.locator("input:visible, select:visible").count() == 2
        assert page.get_by_label("哪一天发生的").get_attribute("type") == page.get_by_label("先自己想").get_attribute("type") == "date"
        page.get_by_label("哪一天发生的").fill("2026-09-30")
        page.get_by_text("换一件事").click()
        expect(page.get_by_label("犯罪嫌疑人在押")).to_be_visible()
        page.get_by_label("是哪一件").select_option("orn310-send-24h")
        expect(page.get_by_label("什么时候发生的")).to_have_value("2026-09-30T09:00")
        expect(page.get_by_label("犯罪嫌疑人在押")).to_be_hidden()


def test_a_safest_day_without_office_names_the_last_day_at_work(context: BrowserContext):
    """B03: the third day after 30 September is a holiday; whoever delivers by hand goes the same day."""
    with staged(context, "deadline", NOTICE) as page:
        page.get_by_role("button", name="推算").click()
        expect(page.get_by_text("那天不上班。要当面送的，2026年9月30日（周三）就送。")).to_be_visible()


def test_a_limit_in_hours_asks_for_a_moment_and_gives_one(context: BrowserContext):
    """24 hours: the field takes a moment, the answer names the hour."""
    with staged(context, "deadline", {"period": "orn310-send-24h", "start": "2026-09-30T16:20"}) as page:
        assert page.get_by_label("先自己想：最晚到几点").get_attribute("type") == "datetime-local"
        page.get_by_role("button", name="推算").click()
        expect(page.get_by_role("heading", name="最稳妥")).to_contain_text("16:20")
        expect(page.get_by_role("table", name="各种读法")).to_contain_text("17:00")


def test_wrong_input_is_one_sentence_and_the_focus_goes_there(context: BrowserContext):
    """No time, and a day past the known calendar: a sentence, no table, the field in focus."""
    with staged(context, "deadline", NOTICE) as page:
        start, alarm = page.get_by_label("哪一天发生的"), page.get_by_role("alert")
        start.fill("")
        page.get_by_role("button", name="推算").click()
        expect(alarm).to_have_text("还没有写日子；请写成年月日。")
        expect(start).to_be_focused()
        start.fill("2027-03-01")
        page.get_by_role("button", name="推算").click()
        expect(alarm).to_contain_text("超出了日历")
        assert page.get_by_role("table").count() == 0


def test_after_a_refusal_nothing_speaks_of_the_answer_before(context: BrowserContext):
    """What a screen reader finds in the status is the answer on the screen, or nothing."""
    with staged(context, "deadline", NOTICE) as page:
        start, spoken = page.get_by_label("哪一天发生的"), page.get_by_role("status").last
        start.fill("2026-09-30")
        page.get_by_role("button", name="推算").click()
        expect(spoken).to_contain_text("最稳妥")
        start.fill("2027-03-01")
        page.get_by_role("button", name="推算").click()
        expect(page.get_by_role("alert")).to_contain_text("超出了日历")
        expect(spoken).to_have_text("")


def test_the_keyboard_is_enough_and_the_calendar_file_is_saved(context: BrowserContext):
    """From the first field to the file by Tab, typing and Enter; the file is the engine's."""
    with staged(context, "deadline", NOTICE) as page:
        page.get_by_label("哪一天发生的").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="最稳妥")).to_be_focused()
        button = page.get_by_role("button", name="存进手机日历")
        for _ in range(20):
            page.keyboard.press("Tab")
            if button.evaluate("node => node === document.activeElement"):
                break
        with page.expect_download() as found:
            page.keyboard.press("Enter")
        text = found.value.path().read_text("utf-8")
        assert text.startswith("BEGIN:VCALENDAR") and "DTSTART;VALUE=DATE:20261003" in text and "DTSTART;VALUE=DATE:20261008" in text


def test_custody_is_said_where_it_matters(context: BrowserContext):
    """In custody the last day does not move."""
    with staged(context, "deadline", NOTICE) as page:
        page.get_by_text("换一件事，或者有人在押").click()
        page.get_by_label("犯罪嫌疑人在押").check()
        page.get_by_role("button", name="推算").click()
        expect(page.get_by_text("犯罪嫌疑人在押，末日不往后推。")).to_be_visible()
        rolled = page.get_by_role("table", name="各种读法").get_by_role("row").filter(has_text="末日顺延")
        expect(rolled).to_contain_text("最后一天遇节假日也不往后推。")


def test_how_to_count_is_said_once(context: BrowserContext):
    """Where the article itself says how its working days count, the sentence does not stand there twice."""
    with staged(context, "deadline", {"period": "samr-proc-35-register", "start": "2026-09-30"}) as page:
        page.get_by_role("button", name="推算").click()
        row = page.get_by_role("table", name="各种读法").get_by_role("row").nth(1)
        expect(row).to_contain_text("条文写明")
        assert row.inner_text().count("只数工作日，调休上班的周末算工作日") == 1


def test_without_an_engine_a_sentence_stands_there(context: BrowserContext):
    """The refusal is shown, and where to look instead."""
    with staged(context, "deadline", {}) as page:
        broken_call(page, "deadline", {}, "这个浏览器不能运行推算程序。")
        expect(page.get_by_role("alert")).to_contain_text("不能运行推算程序")
