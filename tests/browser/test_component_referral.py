"""The referral aid as an officer answers it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import ipcoord_sim as ip

from .looking import assert_fine, broken_call
from .stage import staged

pytestmark = pytest.mark.browser
# B02: counterfeit liquor found on the spot, value near the threshold, punished once before.
NEAR = {"kind": "clear", "cleared": "no", "amount": "not_met", "suspicion": "yes", "penalised": "yes", "large": "yes", "leads": "no", "official": "no"}


def _answer(page: Page, answers: dict) -> int:
    """Answer one question after the other by the words on the screen; returns how many were asked."""
    questions = {q["id"]: q for q in ip.call("referral", {})["questions"]}
    known: dict[str, str] = {}
    while (asked := ip.call("referral", {"answers": known})["next"]) is not None:
        question = questions[asked]
        expect(page.get_by_role("heading", name=question["ask_zh"])).to_be_visible()
        words = next(a["label_zh"] for a in question["answers"] if a["id"] == answers[asked])
        page.get_by_role("button", name=words, exact=True).click()
        known[asked] = answers[asked]
    return len(known)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_case_near_the_threshold_ends_within_eight_questions(context: BrowserContext, width: int):
    """B02: conclusion, clauses, checklist, due time and what would flip it are those of the engine."""
    told = ip.call("referral", {"answers": NEAR, "start": "2026-09-30T10:00:00+08:00"})["conclusion"]
    with staged(context, "referral", {}, width=width) as page:
        assert _answer(page, NEAR) <= 8
        expect(page.get_by_role("heading", name=f"结论：{told['act_zh']}")).to_be_focused()
        expect(page.get_by_role("status").last).to_contain_text(told["because_zh"])
        page.get_by_label("从什么时候起算").fill("2026-09-30T10:00")
        page.get_by_role("button", name="推算期限").click()
        expect(page.get_by_role("table", name="移送的期限")).to_contain_text(told["due"][0]["safest_zh"])
        text = page.locator("#el").inner_text()
        for row in (*told["also"], *told["due"]):
            assert row["say_zh"] in text
        for row in told["checklist"]:
            expect(page.get_by_role("checkbox", name=row["zh"])).to_be_visible()
        for row in told["flips"]:
            assert f"{row['ask_zh']}改答“{row['answer_zh']}”" in text
        assert all(row["zh"] in text for row in told["basis"])
        assert_fine(page)


def test_back_and_restart_and_the_flip_it_named(context: BrowserContext):
    """One question back keeps the others; the other answer gives the act that was named."""
    with staged(context, "referral", {}) as page:
        _answer(page, NEAR | {"suspicion": "no"})
        expect(page.get_by_role("heading", name="结论：依法处罚")).to_be_visible()
        expect(page.get_by_role("table", name="换一个回答")).to_contain_text("应当移送")
        page.get_by_role("button", name="重新来").click()
        expect(page.get_by_role("heading", name="第1问")).to_be_focused()
        page.get_by_role("button", name="像其中一种").click()
        expect(page.get_by_role("heading", name="第2问")).to_be_focused()
        page.get_by_role("button", name="上一问").click()
        expect(page.get_by_role("heading", name="第1问")).to_be_focused()


def test_one_tap_answers_and_the_keyboard_is_enough(context: BrowserContext):
    """B02: a question is one tap; Tab and Enter answer it too, and the next question has the focus."""
    with staged(context, "referral", {}) as page:
        assert page.get_by_role("radio").count() == 0
        assert_fine(page)
        page.get_by_role("button", name="像其中一种").click()
        expect(page.get_by_role("heading", name="第2问")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="第3问")).to_be_focused()


def test_the_question_of_the_amount_says_where_to_look(context: BrowserContext):
    """In the book the question of the amount leads to the figures, in a tab of its own; elsewhere no link goes nowhere."""
    with staged(context, "referral", {"answers": {"kind": "clear", "cleared": "no"}}) as page:
        expect(page.get_by_role("heading", name="第3问")).to_be_visible()
        assert page.get_by_role("link").count() == 0
        page.evaluate("document.documentElement.dataset.content_root = '/'")
        page.get_by_role("button", name="上一问").click()
        page.get_by_role("button", name="没有排除").click()
        link = page.get_by_role("link", name="门槛一览")
        assert (link.get_attribute("href"), link.get_attribute("target")) == ("/chapters/appendix/thresholds.html", "_blank")


def test_a_wrong_answer_in_the_settings_and_a_dead_engine_are_sentences(context: BrowserContext):
    """What the engine refuses is shown as its sentence."""
    with staged(context, "referral", {"answers": {"kind": "nonsense"}}) as page:
        expect(page.get_by_role("alert")).to_contain_text("nonsense")
        broken_call(page, "referral", {}, "推算程序没有装进来。")
        expect(page.get_by_role("alert")).to_contain_text("没有装进来")
