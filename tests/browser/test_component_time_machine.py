"""The threshold time machine as a reader operates it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

import ipcoord_sim as ip

from .looking import assert_fine, broken_call
from .stage import staged

pytestmark = pytest.mark.browser
LABELS = {"offence": "crl-215", "field": "labels", "amount": 15000, "on": "2024-05-20", "handled": "2025-06-16"}


@pytest.mark.parametrize("width", [1280, 360])
def test_every_period_of_law_stands_there_as_the_engine_gives_it(context: BrowserContext, width: int):
    """B09: each period with its figure and both verdicts, the picture, old, new and which one applies."""
    told = ip.call("time_machine", LABELS)
    with staged(context, "time-machine", LABELS, width=width) as page:
        expect(page.get_by_role("heading", name=told["verdict_zh"])).to_be_visible()
        rows = page.get_by_role("table", name="放到每一段法律里").get_by_role("row").all_inner_texts()
        assert len(rows) - 1 == len(told["rows"])
        for row, shown in zip(told["rows"], rows[1:], strict=True):
            assert all(row[key] in shown for key in ("from", "figure_zh", "instrument", "then_zh", "later_zh", "applied_zh"))
        for side in told["sides"]:
            expect(page.locator("#el")).to_contain_text(f"{side['law_zh']}：{side['verdict_zh']}")
        expect(page.locator("#el")).to_contain_text(told["chosen_zh"])
        assert page.locator(".ipc-picture svg").count() == 1
        assert_fine(page)


def test_another_day_of_conduct_crosses_the_line(context: BrowserContext):
    """The same labels after the change of law are over the line; the verdict is announced."""
    with staged(context, "time-machine", LABELS) as page:
        page.get_by_label("行为日").fill("2025-05-20")
        told = ip.call("time_machine", LABELS | {"on": "2025-05-20"})
        expect(page.get_by_role("status")).to_have_text(told["sentence_zh"])
        assert told["result"]["entry"] == "met"


def test_the_slider_works_by_keyboard_and_moves_the_number(context: BrowserContext):
    """Arrow keys on the slider, the number beside follows, the answer too."""
    with staged(context, "time-machine", LABELS) as page:
        page.get_by_label("数额或者数量（拖动）").focus()
        page.keyboard.press("End")
        top = next(c["most"] for c in ip.call("time_machine_choices", {})["choices"] if c["field"] == "labels" and c["offence"] == "crl-215")
        expect(page.get_by_label("数额或者数量（输入）")).to_have_value(str(top))
        expect(page.get_by_role("status")).to_have_text(ip.call("time_machine", LABELS | {"amount": top})["sentence_zh"])


@pytest.mark.parametrize(("label", "typed", "said"), [("数额或者数量（输入）", "", "还没有写数额"), ("数额或者数量（输入）", "-3", "-3"), ("行为日", "", "行为日和处理日都要写"), ("行为日", "1990-01-01", "1990-01-01")])
def test_wrong_input_is_one_sentence(context: BrowserContext, label: str, typed: str, said: str):
    """A missing or impossible amount or day: a sentence and no verdict."""
    with staged(context, "time-machine", LABELS) as page:
        page.get_by_label(label).fill(typed)
        expect(page.get_by_role("alert")).to_contain_text(said)
        assert page.get_by_role("table").count() == 0


def test_without_an_engine_a_sentence_stands_there(context: BrowserContext):
    """The refusal is shown, and where to look instead."""
    with staged(context, "time-machine", LABELS) as page:
        broken_call(page, "time-machine", LABELS, "推算程序没有装进来。")
        expect(page.get_by_role("alert")).to_contain_text("门槛一览")
