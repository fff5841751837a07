"""A quiz that was left: it goes on where it stopped, keeps its verdicts, and asks a changed item again."""

from __future__ import annotations

import pytest

from tests.browser.quizstage import BANK, KEEP, answered, first_of, own, quiz_args
from tests.browser.stage import staged

pytestmark = pytest.mark.browser
__all__ = ["own"]



def test_one_goes_on_exactly_where_one_stopped(own):
    """After a reload: the same item, the half-given answer, the answers before; also when the tab crashed."""
    items = [BANK["Q-2.2-02"], BANK["Q-2.2-03"], *first_of("match", "order")]
    with staged(own, "quiz", quiz_args(items), progress=KEEP) as page:
        page.get_by_role("radio").nth(1).check()
        page.get_by_role("button", name="大概对").click()
        page.get_by_role("button", name="下一题").click()
        page.get_by_role("button", name="跳过").click()
        page.get_by_role("combobox").first.select_option(index=2)
        given = page.get_by_role("combobox").first.input_value()
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert page.get_by_text("第3题，共4题").count() == 1
        assert page.get_by_role("combobox").first.input_value() == given
        assert page.get_by_role("combobox").nth(1).input_value() == ""
    # The tab is gone without a farewell; a new one finds the same.
    with staged(own, "quiz", quiz_args(items), progress=KEEP) as page:
        assert page.get_by_role("combobox").first.input_value() == given
        page.get_by_role("button", name="跳过").click()
        page.get_by_role("button", name="跳过").click()
        assert page.get_by_text("答了1题").count() == 1
        page.get_by_role("button", name="做跳过的3题").click()
        assert page.get_by_text("第2题，共4题").count() == 1


def test_a_set_that_was_left_is_marked_for_the_front_page_until_its_end(own):
    """B04: after an answer the place is kept; a set that was only looked at leaves no mark, one at its end takes it away."""
    mark = "import('/lib/progress.js').then(({ openProgress }) => openProgress().get('left') ?? null)"
    with staged(own, "quiz", quiz_args([BANK["Q-2.2-02"], BANK["Q-2.2-03"]]), progress=KEEP) as page:
        assert page.evaluate(mark) is None
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="大概对").click()
        kept = page.evaluate(mark)
        assert (kept["page"], kept["anchor"]) == ("index.html", "el") and kept["words"].endswith("，第1题，共2题。")
        page.get_by_role("button", name="下一题").click()
        page.get_by_role("button", name="跳过").click()
        assert page.get_by_text("答了1题").count() == 1
        assert page.evaluate(mark) is None


def test_a_verdict_is_there_again_after_a_reload(own):
    """Who left while reading the reasons finds the reasons."""
    with staged(own, "quiz", quiz_args([BANK["Q-2.2-02"], BANK["Q-2.2-03"]]), progress=KEEP) as page:
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="有把握").click()
        before = page.locator(".ipc-verdicts").inner_text()
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert page.locator(".ipc-verdicts").inner_text() == before
        assert len(answered(page)) == 1


def test_a_changed_item_is_asked_again_and_says_why(own):
    """The digest tells; the unchanged ones keep their answers."""
    items = [BANK["Q-2.2-02"], BANK["Q-2.2-03"]]
    with staged(own, "quiz", quiz_args(items), progress=KEEP) as page:
        for _ in items:
            page.get_by_role("radio").first.check()
            page.get_by_role("button", name="有把握").click()
            page.locator(".ipc-after .ipc-main").click()
    args = quiz_args(items)
    args["items"][1]["digest"] = "another"
    with staged(own, "quiz", args, progress=KEEP) as page:
        assert page.get_by_text("第2题，共2题").count() == 1
        assert page.get_by_text("这道题改过了").count() == 1
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="有把握").click()
        page.get_by_role("button", name="看结果").click()
        assert page.get_by_text("答了2题").count() == 1
        assert [one["digest"] for one in answered(page)][-1] == "another"
