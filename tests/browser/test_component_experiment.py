"""The experiments as a reader operates them: every kind of control, the answer of the command line, one sentence for what cannot be."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import ipcoord_sim as ip
from ipcoord_sim.experiments.calls import NAMES

from .looking import assert_fine, broken_call
from .stage import staged

pytestmark = pytest.mark.browser
HEAD = "单位,查处件数,移送件数,案值,移送案值"


def _answers(page: Page, name: str, values: dict) -> None:
    """The page shows and announces what the command line says of these values."""
    told = ip.call("experiment", {"name": name, "values": values})
    expect(page.locator(".ipc-finding")).to_have_text(told["sentence_zh"])
    expect(page.get_by_role("status")).to_have_text(told["sentence_zh"])
    # Markup is only taken over, so the words below are those of the engine.
    shown = re.sub(r"\s", "", page.locator("section").inner_text())
    assert re.sub(r"\s", "", told["sentence_zh"]) in shown
    for words in re.findall(r"<(?:caption|strong)>([^<]+)<", told["html"])[:20]:
        assert re.sub(r"\s", "", words).replace("&lt;", "<") in shown


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", NAMES)
def test_every_experiment_opens_with_its_first_answer(context: BrowserContext, name: str, width: int):
    """All its controls are labelled, its first answer stands there, nothing is wider than the page, axe finds nothing."""
    form = ip.call("experiment_form", {"name": name})
    with staged(context, "experiment", {"name": name}, width=width) as page:
        _answers(page, name, {})
        for row in form["controls"]:
            expect(page.get_by_label(row["label_zh"], exact=True)).to_have_count(1)
        assert_fine(page)


def test_every_kind_of_control_moves_the_answer_and_reset_brings_it_back(context: BrowserContext):
    """A choice, a number typed, a slider by keyboard, a tick, a moment; 恢复原样 undoes them all."""
    with staged(context, "experiment", {"name": "consult"}) as page:
        page.get_by_label("谁问谁").select_option(label="公安问市监")
        _answers(page, "consult", {"seat": "psb"})
        page.get_by_label("第几天有合理嫌疑", exact=True).fill("4")
        _answers(page, "consult", {"seat": "psb", "suspicion": 4})
        page.get_by_label("每一级用几天（假设）（拖动）").focus()
        page.keyboard.press("End")
        expect(page.get_by_label("每一级用几天（假设）", exact=True)).to_have_value("15")
        _answers(page, "consult", {"seat": "psb", "suspicion": 4, "days": 15})
        page.get_by_label("县一级越过市一级").check()
        page.get_by_label("提出咨询的时间").fill("2026-03-02T10:30")
        _answers(page, "consult", {"seat": "psb", "suspicion": 4, "days": 15, "skips": True, "at": "2026-03-02 10:30"})
        page.get_by_role("button", name="恢复原样").click()
        _answers(page, "consult", {})
        expect(page.get_by_label("谁问谁")).to_have_value("0")


def test_first_values_are_where_reset_leads(context: BrowserContext):
    """A page may begin elsewhere than the experiment does."""
    first = {"decided": "2026-06-01 10:00", "over": 12}
    with staged(context, "experiment", {"name": "ten_days", "first": first}) as page:
        _answers(page, "ten_days", first)
        page.get_by_label("公安几天以后移交", exact=True).fill("3")
        _answers(page, "ten_days", first | {"over": 3})
        page.get_by_role("button", name="恢复原样").click()
        _answers(page, "ten_days", first)


@pytest.mark.parametrize(
    ("name", "label", "typed", "said"),
    [
        ("ten_days", "公安几天以后移交", "21", "0到20之间的整数"), ("ten_days", "公安几天以后移交", "", "0到20之间的整数"),
        ("ten_days", "公安几天以后移交", "1.5", "0到20之间的整数"), ("ten_days", "公安决定不构成犯罪的时间", "", "还没有写时间"),
        ("offence", "哪一天的法", "1990-01-01", "1990"), ("rates", "件数和案值", f"{HEAD}\n甲,5,6,100,0", "比查处件数"),
    ],
)
def test_what_cannot_be_computed_is_one_sentence_and_no_old_answer(context: BrowserContext, name: str, label: str, typed: str, said: str):
    """The sentence of the command line; the values typed stay, so that nothing is lost."""
    with staged(context, "experiment", {"name": name}) as page:
        page.get_by_label(label, exact=True).fill(typed)
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.locator(".ipc-finding")).to_have_count(0)
        expect(page.get_by_label(label, exact=True)).to_have_value(typed)


def test_words_typed_are_never_run(context: BrowserContext):
    """A script, a handler and a link in a table of counts are shown as they are written."""
    evil = "<img src=x onerror=window.hit=1><script>window.hit=1</script>"
    with staged(context, "experiment", {"name": "rates"}) as page:
        page.get_by_label("件数和案值").fill(f"{HEAD}\n{evil},5,1,100,0")
        expect(page.locator("section")).to_contain_text("window.hit=1")
        assert page.evaluate("window.hit") is None and page.locator("section img, section script").count() == 0


def test_markup_that_could_run_or_load_is_left_out(context: BrowserContext):
    """Whatever the answer holds: no script, no handler, no address elsewhere, no foreign element; its ids are fresh."""
    html = (
        '<p id="a" onclick="window.hit=1">好<script>window.hit=1</script><iframe src="/x"></iframe><a href="javascript:window.hit=1">去</a></p>'
        '<svg><defs><pattern id="p"></pattern></defs><rect fill="url(#p)" id="r"></rect><use href="#r"></use><use href="https://example.test/x#y"></use>'
        '<image href="https://example.test/x.png"></image><rect fill="url(https://example.test/y)"></rect><foreignObject><p>x</p></foreignObject></svg>'
    )
    form = {"name": "x", "title_zh": "x", "changes_zh": "x", "controls": [], "answer": {"sentence_zh": "好。", "html": html}}
    with staged(context, "experiment", {"name": "x", "form": form}) as page:
        made = page.locator("section")
        assert made.locator("script, iframe, a, image, foreignObject").count() == 0 and page.evaluate("window.hit") is None
        inside = made.inner_html()
        assert "example.test" not in inside and "onclick" not in inside and 'id="p"' not in inside
        fresh = made.locator("pattern").get_attribute("id")
        assert made.locator("rect").first.get_attribute("fill") == f"url(#{fresh})"


def test_a_quick_hand_gets_the_answer_to_its_last_move(context: BrowserContext):
    """Many moves in a row: what stands there in the end is the answer to the values that stand there."""
    with staged(context, "experiment", {"name": "ten_days"}) as page:
        slider = page.get_by_label("公安几天以后移交（拖动）")
        slider.focus()
        for _ in range(9):
            page.keyboard.press("ArrowRight")
        over = int(page.get_by_label("公安几天以后移交", exact=True).input_value())
        assert over == ip.call("experiment_form", {"name": "ten_days"})["controls"][1]["first"] + 9
        _answers(page, "ten_days", {"over": over})


def test_without_an_engine_a_sentence_stands_there(context: BrowserContext):
    """The refusal is shown; on a page the static picture stands below it."""
    with staged(context, "experiment", {"name": "ten_days"}) as page:
        broken_call(page, "experiment", {"name": "ten_days"}, "推算程序没有装进来。")
        expect(page.get_by_role("alert")).to_contain_text("推算程序没有装进来")
