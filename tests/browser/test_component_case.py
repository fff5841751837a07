"""The case player as learners operate it: one chair, the other, both in hot seat; what is seen, kept, reviewed and compared."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import ipcoord_sim as ip
from ipcoord_sim.casebank import case as find_case
from ipcoord_sim.exercise.story import story

from .looking import EVIL, assert_fine, assert_not_run
from .stage import staged

pytestmark = pytest.mark.browser
STORY = story(find_case("C-07"))
KEPT = """async ([story, kept]) => {
  const component = (await import("/case.js")).default;
  window.kept = new Map(Object.entries(kept)); window.added = [];
  const progress = { get: (name) => window.kept.get(name), set: (name, value) => window.kept.set(name, JSON.parse(JSON.stringify(value))), add: (...row) => window.added.push(row) };
  const el = document.querySelector("#el"); el.replaceChildren();
  await component.render({ model: { call: async () => { throw Object.assign(new Error("推算程序没有装进来。"), { name: "CallError" }); }, progress, get: () => ({ story }), set() {}, on() {}, off() {} }, el });
}"""


def _begin(page: Page, seat: str) -> None:
    page.get_by_role("radio", name=STORY["seats"][seat][0]).check()
    page.get_by_role("button", name="开始", exact=True).click()


def _decide(page: Page, shown: dict, option: str) -> None:
    words = next(o["text"] for o in shown["decision"]["options"] if o["id"] == option)
    page.get_by_role("radio", name=f"{option}. {words}", exact=True).check()
    page.get_by_role("button", name="就这样决定").click()


def _go_on(page: Page) -> None:
    page.get_by_role("button", name="接着演").or_(page.get_by_role("button", name="看结局和复盘")).click()


def _best(shown: dict) -> str:
    """The option that the case calls best."""
    step = next(s for s in STORY["steps"] if s["id"] == shown["decision"]["id"])
    order = list(STORY["qualities"])
    return min((o for o in step["options"] if o["id"] in {x["id"] for x in shown["decision"]["options"]}), key=lambda o: order.index(o["quality"]))["id"]


def _to_the_end(page: Page, seat: str, pick=lambda shown: shown["decision"]["options"][0]["id"]) -> list[str]:
    """Play a chair to the end; every screen shows what the engine shows and no paper of the other chair's."""
    choices: list[str] = []
    while (shown := ip.call("play", {"case": "C-07", "seat": seat, "choices": choices}))["decision"] is not None:
        if page.get_by_role("heading", name="请换人").count():
            page.get_by_role("button", name="我是").click()
        expect(page.get_by_role("group", name=shown["decision"]["prompt"])).to_be_visible()
        text = page.locator("#el").evaluate("el => el.textContent")
        assert all(part in text for part in shown["scene"]["text"].split("\n\n")) and shown["scene"]["title"] in text
        seen = {x["id"] for x in shown["exhibits"]}
        assert all((x["text"] in text) == (id in seen or any(x["text"] == STORY["exhibits"][s]["text"] for s in seen)) for id, x in STORY["exhibits"].items())
        option = pick(shown)
        choices.append(f"{shown['decision']['id']}:{option}")
        _decide(page, shown, option)
        _go_on(page)
    return choices


@pytest.mark.parametrize("width", [1280, 360])
def test_each_chair_to_its_end_and_both_runs_compared(context: BrowserContext, width: int):
    """A04, A08, B07: what is shown is the engine's, the review too; after both chairs both runs stand side by side."""
    with staged(context, "case", {"story": STORY}, width=width) as page:
        assert_fine(page)
        _begin(page, "amr")
        assert_fine(page)
        runs = {"amr": _to_the_end(page, "amr", lambda shown: shown["decision"]["options"][-1]["id"])}
        told = ip.call("play", {"case": "C-07", "seat": "amr", "choices": runs["amr"]})
        expect(page.get_by_role("button", name="打印复盘")).to_be_visible()
        text = page.locator("#el").inner_text()
        assert all(f["message_zh"] in text for f in told["review"]["findings"] if f["breach"])
        assert all(row["text"] in text for row in told["review"]["takeaways"])
        assert all(row["message_zh"] in text for event in told["review"]["timeline"] for row in event["verdicts"])
        assert f"得分 {told['score']['points']} / {told['score']['of']}" in text and told["review"]["ending"]["title"] in text
        assert page.locator(".ipc-wide svg").count() == 1
        again, review = (page.get_by_role("button", name="换到公安席再演一次"), page.get_by_role("heading", name="你的每个决定"))
        assert again.bounding_box()["y"] < review.bounding_box()["y"], "the other chair is offered below the whole review"
        page.get_by_role("button", name="换到公安席再演一次").click()
        runs["psb"] = _to_the_end(page, "psb")
        both = page.get_by_role("table", name="同一个案件，两次推演")
        expect(both).to_be_visible()
        for seat, choices in runs.items():
            end = ip.call("play", {"case": "C-07", "seat": seat, "choices": choices})
            expect(both).to_contain_text(f"{end['score']['points']} / {end['score']['of']}")
            expect(both).to_contain_text(end["review"]["ending"]["title"])
        heads = page.locator("#el").get_by_role("heading").all_inner_texts()
        assert heads.index("两席对照") < heads.index("复盘")
        assert_fine(page)


def test_between_two_chairs_nothing_of_the_other_stays_on_the_screen(context: BrowserContext):
    """Hot seat: the verdict is for the chair that chose; then a screen with no word of the story; then the other chair's own."""
    with staged(context, "case", {"story": STORY}) as page:
        _begin(page, "both")
        expect(page.get_by_role("heading", name="请换人")).to_be_focused()
        choices: list[str] = []
        before, handed = "amr", 0
        while (shown := ip.call("play", {"case": "C-07", "seat": "both", "choices": choices}))["decision"] is not None:
            if page.get_by_role("heading", name="请换人").count():
                text = page.locator("#el").evaluate("el => el.textContent")
                texts = [words for step in STORY["steps"] for words in step.get("text", {}).values()] + [x["text"] for x in STORY["exhibits"].values()]
                assert not any(words in text for words in texts)
                handed += 1
                page.get_by_role("button", name=f"我是{STORY['seats'][shown['viewer']][0]}").click()
            else:
                assert before == shown["viewer"]
            text = page.locator("#el").evaluate("el => el.textContent")
            other = "psb" if shown["viewer"] == "amr" else "amr"
            assert STORY["briefing"][other] not in text and shown["scene"]["text"].split("\n\n")[0] in text
            before = shown["viewer"]
            choices.append(f"{shown['decision']['id']}:{_best(shown)}")
            _decide(page, shown, choices[-1][-1])
            _go_on(page)
        expect(page.get_by_role("button", name="打印复盘")).to_be_visible()
        assert handed >= 2


def test_a_case_is_played_by_keyboard_alone_and_verdicts_are_announced(context: BrowserContext):
    """Tab, arrows, space and Enter; the heading of each screen has the focus, each verdict is said."""
    first = ip.call("play", {"case": "C-07", "seat": "amr"})
    with staged(context, "case", {"story": STORY}) as page:
        page.get_by_role("radio", name="市监席").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=first["scene"]["title"])).to_be_focused()
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "radio":
                break
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        told = ip.call("play", {"case": "C-07", "seat": "amr", "choices": [f"{first['decision']['id']}:{first['decision']['options'][1]['id']}"]})["last"]
        expect(page.get_by_role("heading", name="结论：")).to_be_focused()
        expect(page.get_by_role("status").last).to_contain_text(told["reason"])


def test_no_choice_is_a_sentence_and_verdicts_can_wait(context: BrowserContext):
    """Deciding nothing says so; with the setting, nothing is told before the review."""
    first = ip.call("play", {"case": "C-07", "seat": "amr"})
    with staged(context, "case", {"story": STORY}) as page:
        page.get_by_label("每步先不说结论").check()
        _begin(page, "amr")
        page.get_by_role("button", name="就这样决定").click()
        expect(page.get_by_role("alert").filter(has_text="还没有选")).to_be_visible()
        _decide(page, first, first["decision"]["options"][0]["id"])
        expect(page.get_by_role("heading", name="已经记下")).to_be_focused()
        text, option = page.locator("#el").inner_text(), STORY["steps"][2]["options"][0]
        assert option["reason"] not in text and "得分" not in text


def test_a_game_that_was_left_goes_on_and_one_of_a_changed_case_says_so(context: BrowserContext):
    """The choices are kept by case, and over a look at the first screen; a case with another digest is not gone on with; an end is recorded once."""
    with staged(context, "case", {"story": STORY}) as page:
        page.evaluate(KEPT, [STORY, {}])
        _begin(page, "psb")
        shown = ip.call("play", {"case": "C-07", "seat": "psb"})
        _decide(page, shown, "b")
        kept = page.evaluate("Object.fromEntries(window.kept)")
        assert kept["case/C-07"]["choices"] == [f"{shown['decision']['id']}:b"]
        page.evaluate(KEPT, [STORY, kept])
        page.get_by_role("button", name="接着上次：公安席，已经做了1个决定").click()
        after = ip.call("play", {"case": "C-07", "seat": "psb", "choices": kept["case/C-07"]["choices"]})
        text = page.locator("#el").inner_text()
        assert (after["decision"] or after["review"]["ending"])[("prompt" if after["decision"] else "title")] in text
        page.get_by_role("button", name="回到开头").click()
        page.get_by_role("button", name="接着上次：公安席，已经做了1个决定").click()
        assert page.locator("#el").inner_text() == text
        page.evaluate(KEPT, [STORY | {"digest": "other"}, kept])
        expect(page.get_by_role("alert").first).to_contain_text("案例更新过")
        broken = {"case/C-07": kept["case/C-07"] | {"choices": ["d9:z"], "runs": {}}}
        page.evaluate(KEPT, [STORY, broken])
        expect(page.get_by_role("button", name="开始", exact=True)).to_be_visible()


def test_without_the_engine_the_case_is_played_and_the_review_says_what_it_lacks(context: BrowserContext):
    """Ending, score and reasons need no engine; the review is a sentence and can be asked for again."""
    with staged(context, "case", {"story": STORY}) as page:
        page.evaluate(KEPT, [STORY, {}])
        _begin(page, "psb")
        choices = _to_the_end(page, "psb")
        expect(page.get_by_role("alert").filter(has_text="复盘没有生成：推算程序没有装进来。")).to_be_visible()
        text = page.locator("#el").inner_text()
        assert ip.call("play", {"case": "C-07", "seat": "psb", "choices": choices})["last"]["reason"] in text
        expect(page.get_by_role("button", name="再试一次")).to_be_visible()
        assert [(row[0], row[1]["choices"], row[1]["ended"]) for row in page.evaluate("window.added")] == [("play", choices, True)]


def test_the_review_is_saved_printed_and_a_step_taken_back(context: BrowserContext):
    """Files of the engine; the printed copy has the note and no button; 重新选 goes back to that very decision."""
    with staged(context, "case", {"story": STORY}) as page:
        _begin(page, "psb")
        choices = _to_the_end(page, "psb")
        page.get_by_label("哪一步最晚").fill("签收那一步")
        for words, form in (("存成网页", "html"), ("存成表格", "csv"), ("存成数据", "json")):
            with page.expect_download() as found:
                page.get_by_role("button", name=words).click()
            text = found.value.path().read_bytes().decode()
            assert text == ip.call("review_file", {"case": "C-07", "seat": "psb", "choices": choices, "form": form})["text"]
        page.get_by_role("button", name="打印复盘").click()
        copy = page.frame_locator("iframe.ipc-print-frame").locator("body")
        expect(copy).to_contain_text("签收那一步")
        expect(copy.get_by_role("heading", name="复盘 C-07", include_hidden=True)).to_have_count(1)
        assert copy.get_by_role("button").count() == 0 and copy.locator("svg").count() == 1
        told = ip.call("play", {"case": "C-07", "seat": "psb", "choices": choices})["review"]["counterfactuals"][0]
        page.get_by_role("button", name=f"回到第{choices.index(told['choice']) + 1}个决定，重新选").click()
        expect(page.get_by_role("group", name=told["prompt"])).to_be_visible()


def test_text_of_a_case_is_never_run(context: BrowserContext):
    """Markup and handlers in every text of a story stay text, from the first screen to the end."""
    evil = json.loads(json.dumps(STORY, ensure_ascii=False))
    for step in evil["steps"]:
        step["text"] = {seat: EVIL + words for seat, words in step.get("text", {}).items()}
        step["title"] = EVIL
        for option in step.get("options", []):
            option |= {"text": EVIL + option["text"], "reason": EVIL, "then": EVIL}
    for paper in evil["exhibits"].values():
        paper |= {"title": EVIL, "text": EVIL}
    evil["title"] = evil["seats"]["psb"][1] = EVIL
    with staged(context, "case", {"story": evil}) as page:
        page.get_by_role("radio", name="公安席").check()
        page.get_by_role("button", name="开始", exact=True).click()
        while page.get_by_role("button", name="就这样决定").count():
            page.get_by_role("radio").first.check()
            page.get_by_role("button", name="就这样决定").click()
            assert_not_run(page)
            _go_on(page)
        expect(page.locator("#el")).to_contain_text("onerror")
        assert_not_run(page)
