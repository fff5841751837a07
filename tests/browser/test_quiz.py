"""The quiz as its reader works it: by keyboard and by names, every type of item, stopping and going on, light and dark, on a phone."""

from __future__ import annotations

import pytest

from ipcoord_sim.quiz.model import TYPES
from tests.browser.quizstage import BANK, COLOURS, KEEP, answered, first_of, give_key, own, quiz_args, tab_to, violations
from tests.browser.stage import staged

pytestmark = pytest.mark.browser
__all__ = ["own"]

ALL = first_of(*TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_answered_by_keyboard_and_its_verdict_is_announced(own, kind):
    """The key given by keys alone is right; the status says so, the reasons get the focus, the answer is kept with its confidence."""
    (item,) = first_of(kind)
    with staged(own, "quiz", quiz_args([item]), progress=KEEP) as page:
        give_key(page, item)
        tab_to(page, "有把握")
        page.keyboard.press("Enter")
        assert page.get_by_role("status").filter(has_text="答对了。").count() == 1
        assert page.evaluate("document.activeElement.textContent") == "为什么"
        for o in item.options:
            assert page.locator(".ipc-verdicts").get_by_text(o.reason.replace("**", "")[:18]).count() >= 1
        kept = answered(page)
    assert [(one["item"], one["correct"], one["confidence"], one["digest"]) for one in kept] == [(item.id, True, 3, item.digest)]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("width", [1280, 360])
def test_no_violation_before_and_after_the_answer_in_light_and_dark(own, kind, width):
    """axe finds nothing, and nothing is wider than the page."""
    (item,) = first_of(kind)
    with staged(own, "quiz", quiz_args([item]), width=width, progress=KEEP) as page:
        page.add_style_tag(content=COLOURS)
        for mode in ("light", "dark"):
            page.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)
            assert violations(page) == []
        give_key(page, item)
        page.get_by_role("button", name="没把握").click()
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        for mode in ("light", "dark"):
            page.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)
            assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_link_to_an_item_opens_it(own):
    """From the search or a lesson plan: the item of the address is asked, now and when the page is opened by it; another address changes nothing."""
    found = first_of("single", "match", "order")
    with staged(own, "quiz", quiz_args(found), progress=KEEP) as page:
        head = page.locator(".ipc-quiz .ipc-head")
        page.evaluate("id => { location.hash = `q-${id}` }", found[2].id)
        page.wait_for_function("document.querySelector('.ipc-quiz .ipc-head').textContent.includes('第3题')")
        assert page.evaluate("document.querySelector('.ipc-quiz').contains(document.activeElement)")
        page.evaluate("location.hash = 'elsewhere'")
        page.wait_for_timeout(100)
        assert "第3题" in head.inner_text()
        page.evaluate("id => { location.hash = `q-${id}` }", found[1].id)
        page.wait_for_function("document.querySelector('.ipc-quiz .ipc-head').textContent.includes('第2题')")
    with staged(own, "quiz", quiz_args(found), script=f"history.replaceState(null, '', '#q-{found[2].id}')") as page:
        assert "第3题" in page.locator(".ipc-quiz .ipc-head").inner_text()


def test_a_wrong_answer_names_the_right_one_the_reason_and_the_misconception(own):
    """Why the chosen one is wrong, what was right, with links to what both rest on."""
    item = BANK["Q-2.2-02"]
    wrong = next(o for o in item.options if not o.correct)
    with staged(own, "quiz", quiz_args([item])) as page:
        page.get_by_role("radio", name=wrong.text).check()
        page.get_by_role("button", name="大概对").click()
        right = next(o for o in item.options if o.correct)
        assert page.get_by_role("status").filter(has_text=f"答错了。正确的是：{right.text}").count() == 1
        rows = page.locator(".ipc-verdicts > ul > li")
        assert rows.count() == 2
        assert wrong.reason in rows.filter(has_text=wrong.text).inner_text()
        assert "误区：越级提复议" in rows.filter(has_text=wrong.text).locator(".ipc-belief").inner_text()
        assert rows.nth(0).get_by_role("link").count() >= 1
        page.locator("summary").click()
        assert page.locator(".ipc-verdicts li").count() == len(item.options)


def test_without_an_answer_nothing_is_handed_in(own):
    """An alert says what is wanted, and the first control gets the focus."""
    with staged(own, "quiz", quiz_args([BANK["Q-2.2-02"]]), progress=KEEP) as page:
        page.get_by_role("button", name="有把握").click()
        assert page.get_by_role("alert").inner_text() == "先选一项。"
        assert page.evaluate("document.activeElement.type") == "radio"
        assert answered(page) == []


@pytest.mark.parametrize(("typed", "right"), [("２", True), (" 2 ", True), ("2.0", True), ("3", False), ("7", False)])
def test_a_number_is_read_as_it_is_typed_in_china(own, typed, right):
    """Full-width digits count; a number that is none of the options is wrong and is repeated."""
    with staged(own, "quiz", quiz_args([BANK["Q-1.4-05"]])) as page:
        page.get_by_role("textbox").fill(typed)
        page.get_by_role("button", name="大概对").click()
        assert page.locator(".ipc-verdict").inner_text().startswith("答对了" if right else "答错了")
        assert page.get_by_text("你填的是 7人。").count() == (typed == "7")


@pytest.mark.parametrize("typed", ["两个", "", "2个", "1e", "--2"])
def test_what_is_no_number_is_asked_again(own, typed):
    """Words are no answer and cost nothing."""
    with staged(own, "quiz", quiz_args([BANK["Q-1.4-05"]]), progress=KEEP) as page:
        page.get_by_role("textbox").fill(typed)
        page.get_by_role("button", name="大概对").click()
        assert page.get_by_role("alert").inner_text().startswith("先填一个数")
        assert answered(page) == []


def test_a_pretest_counts_nothing_and_asks_for_no_confidence(own):
    """It is answered from experience; the record says that it does not count."""
    with staged(own, "quiz", quiz_args([BANK["Q-2.2-02"]], "pretest"), progress=KEEP) as page:
        assert page.get_by_role("button", name="有把握").count() == 0
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="看答案").click()
        page.get_by_role("button", name="看结果").click()
        assert page.get_by_text("不计分").count() >= 1
        assert [one["counts"] for one in answered(page)] == [False]


def test_the_end_shows_objectives_calibration_and_the_wrong_ones_again(own):
    """Mastered or not, by norm; said to be sure and wrong; one button for the wrong ones."""
    items = [BANK["Q-2.2-01"], BANK["Q-2.2-02"]]
    with staged(own, "quiz", quiz_args(items), progress=KEEP) as page:
        page.get_by_role("radio").nth([o.correct for o in items[0].options].index(True)).check()
        page.get_by_role("button", name="有把握").click()
        page.get_by_role("button", name="下一题").click()
        page.get_by_role("radio").nth([o.correct for o in items[1].options].index(False)).check()
        page.get_by_role("button", name="有把握").click()
        page.get_by_role("button", name="看结果").click()
        assert page.get_by_text("答了2题，对1题").count() == 1
        assert page.get_by_text("说“有把握”的2题，对1题").count() == 1
        assert "还没掌握" in page.locator(".ipc-goals li", has_text="N19").inner_text()
        page.get_by_role("button", name="再做错的1题").click()
        page.get_by_role("radio").nth([o.correct for o in items[1].options].index(True)).check()
        page.get_by_role("button", name="有把握").click()
        page.get_by_role("button", name="看结果").click()
        assert "掌握" in page.locator(".ipc-goals li", has_text="N19").inner_text()


def test_it_works_without_any_place_to_keep_progress(own):
    """A host without progress: one answers and reads why."""
    with staged(own, "quiz", quiz_args([BANK["Q-2.2-02"]])) as page:
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="没把握").click()
        page.get_by_role("button", name="看结果").click()
        assert page.get_by_text("答了1题").count() == 1
        assert page.evaluate("localStorage.length") == 0


def test_text_of_an_item_is_never_run(own):
    """Script tags, handlers and addresses that are scripts stay words."""
    evil = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>'
    args = quiz_args([BANK["Q-2.2-02"], *first_of("match", "order")])
    for item in args["items"]:
        item["stem"] = evil + "**" + evil + "**"
        for o in item["options"]:
            o["text"], o["reason"] = evil, evil
            if "pair" in o:
                o["pair"] = evil + o["id"]
        item["pairs"] = [o["pair"] for o in item["options"] if "pair" in o]
    for words in args["beliefs"].values():
        words.update(title=evil, believed=evil, remedy=evil)
    for words in args["basis"].values():
        words["zh"] = evil
    args["title"] = evil
    with staged(own, "quiz", args, progress=KEEP) as page:
        for kind in ("single", "match", "order"):
            if kind == "single":
                page.get_by_role("radio").first.check()
            for choice in page.get_by_role("combobox").all():
                choice.select_option(index=1)
            page.get_by_role("button", name="有把握").click()
            assert page.locator("#el img, #el script").count() == 0
            page.locator(".ipc-after .ipc-main").click()
        assert page.evaluate("window.ran") is None
