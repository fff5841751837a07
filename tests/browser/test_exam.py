"""The exam: no key in what the browser has received before the paper is handed in; time, result by clause, slip, three papers."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from ipcoord_book.exams import exam_settings
from ipcoord_book.quiz_items import assumptions

from ipcoord_sim.quiz import key
from tests.browser.quizstage import BANK, COLOURS, KEEP, exam_stage, own, violations
from tests.browser.stage import staged

pytestmark = pytest.mark.browser
__all__ = ["own"]

PAPERS = [row["id"] for row in assumptions()["exam"]["papers"]]
CLOCK = "openProgress(undefined, { now: () => new Date(Date.parse('2026-11-30T01:00:00Z') + Number(sessionStorage.getItem('ipcoord:skip') || 0)) })"


def skip(page, minutes):
    """Let so many minutes pass."""
    page.evaluate("minutes => sessionStorage.setItem('ipcoord:skip', String(Number(sessionStorage.getItem('ipcoord:skip') || 0) + minutes * 60000))", minutes)


def fill_in(page, item, right=True):
    """Answer the item on the screen with its key, or with something else."""
    if item.type == "multiple":
        for n, o in enumerate(item.options):
            if (o.id in key(item)) == right:
                page.get_by_role("checkbox").nth(n).check()
    elif item.type == "number":
        page.get_by_role("textbox").fill(str(key(item)) if right else "9999")
    elif item.type == "match":
        for n, o in enumerate(item.options):
            page.get_by_role("combobox").nth(n).select_option(o.pair)
    elif item.type == "order":
        names = [o.text for o in item.options]
        for place, o in enumerate(sorted(item.options, key=lambda o: o.place)):
            for _ in range(names.index(o.text) - place):
                page.get_by_role("button", name=f"上移：{o.text}", exact=True).click()
            names.remove(o.text)
            names.insert(place, o.text)
    else:
        wanted = [o.correct == right for o in item.options].index(True)
        page.get_by_role("radio").nth(wanted).check()


def take(page, items, wrong=()):
    """Answer the whole paper and hand it in."""
    page.get_by_role("button", name="开始答题").click()
    for n, item in enumerate(items):
        fill_in(page, item, n not in wrong)
        if n < len(items) - 1:
            page.get_by_role("button", name="下一题").click()
    page.get_by_role("button", name="交卷").click()
    page.get_by_role("button", name="现在交卷").click()
    page.locator(".ipc-verdict", has_text="合格").wait_for()


@pytest.mark.parametrize("name", PAPERS)
def test_no_key_reaches_the_browser_before_the_paper_is_handed_in(own, name):
    """Every body that came is read: no reason, no mark of the right one, no key file, no engine; the ids of options tell nothing."""
    args, files = exam_stage(name)
    _, _, items = exam_settings(name)
    bodies = []
    own.on("response", lambda answer: bodies.append((answer.url, answer.body())))
    with staged(own, "exam", args, progress=KEEP, files=files) as page:
        page.get_by_role("button", name="开始答题").click()
        for _ in range(3):
            page.get_by_role("button", name="下一题").click()
        page.wait_for_load_state("networkidle")
        before = list(bodies)
    assert before
    for url, body in before:
        text = body.decode("utf-8", "replace")
        assert "keys.json" not in url and "pyodide" not in url and not url.endswith(".whl")
        for item in items:
            assert not any(o.reason in text or json.dumps(o.reason)[1:-1] in text for o in item.options), (url, item.id)
    page_args = json.dumps(args, ensure_ascii=False)
    assert not any(f'"{word}"' in page_args for word in ("correct", "reason", "basis", "misconception", "place", "pair", "value", "own"))
    for row, item in zip(args["items"], items, strict=True):
        assert [o["id"] for o in row["options"]] == ([] if item.type == "number" else [str(n + 1) for n in range(len(item.options))])


@pytest.mark.parametrize("name", PAPERS)
def test_all_keys_make_a_pass_and_the_slip_says_so(own, name):
    """Answered with the keys: twenty right, by clause, kept with a code that can be computed again."""
    args, files = exam_stage(name)
    _, _, items = exam_settings(name)
    with staged(own, "exam", args, progress=KEEP, files=files) as page:
        take(page, items)
        assert "合格：20题对20题" in page.locator(".ipc-verdict").inner_text()
        row = page.evaluate("import('/lib/progress.js').then(({ openProgress }) => openProgress().all('exam')[0])")
        with page.expect_download() as saved:
            page.get_by_role("button", name="存成绩单").click()
        slip = saved.value.path().read_text("utf-8")
    assert (row["right"], row["total"], row["passed"]) == (20, 20, True)
    for one in row["rows"]:
        if BANK[one["item"]].type in ("single", "next_step", "date"):
            assert one["answer"] == next(o.id for i in items if i.id == one["item"] for o in i.options if o.correct)
    told = "\n".join([name, args["version"], row["started"], row["handed"], "", *(f"{one['item']}:1" for one in row["rows"])])
    digest = sha256(told.encode()).hexdigest()[:16].upper()
    assert row["code"] == "-".join(digest[n : n + 4] for n in range(0, 16, 4))
    assert row["code"] in slip and "合格，20题对20题" in slip and "二(二) 公安收到以后：" in slip


def test_sixteen_pass_and_fifteen_do_not(own):
    """The limit of the data, exactly."""
    args, files = exam_stage()
    _, _, items = exam_settings("A")
    for wrong, said in ((range(4), "合格：20题对16题"), (range(5), "不合格：20题对15题")):
        with staged(own, "exam", args, progress=KEEP, files=files) as page:
            take(page, items, set(wrong))
            assert page.locator(".ipc-verdict").inner_text().startswith(said)
            assert page.get_by_text(f"答错或者没有答的{len(wrong)}题").count() == 1
            page.locator("details summary").first.click()
            reason = next(o.reason for o in items[0].options if o.correct)
            assert reason in page.locator("details").first.inner_text()
            page.get_by_role("button", name="从头再答一遍").click()


def test_what_is_not_answered_is_told_and_counts_as_wrong(own):
    """Before the last step the open ones are named, each with the way back."""
    args, files = exam_stage()
    with staged(own, "exam", args, progress=KEEP, files=files) as page:
        page.get_by_role("button", name="开始答题").click()
        page.get_by_role("button", name="交卷").click()
        assert page.get_by_text("还有20题没有答").count() == 1
        page.get_by_role("button", name="第7题").click()
        assert page.get_by_text("第7题，共20题").count() == 1
        page.get_by_role("button", name="交卷").click()
        page.get_by_role("button", name="现在交卷").click()
        page.get_by_text("不合格：20题对0题").wait_for()
        assert page.get_by_text("这一题没有答。").count() == 20


def test_a_paper_goes_on_after_a_reload(own):
    """The item, the answers, the clock."""
    args, files = exam_stage()
    _, _, items = exam_settings("A")
    with staged(own, "exam", args, progress=CLOCK, files=files) as page:
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="开始答题").click()
        fill_in(page, items[0])
        page.get_by_role("button", name="下一题").click()
        skip(page, 12)
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert "第2题，共20题" in page.locator(".ipc-head").inner_text()
        assert "已答1题" in page.locator(".ipc-head").inner_text()
        assert "还有18分钟" in page.locator(".ipc-head").inner_text()
        page.get_by_role("button", name="上一题").click()
        assert page.get_by_role("radio", checked=True).count() == 1


def test_when_the_time_is_over_the_paper_is_handed_in(own):
    """Five minutes before the end are announced; at the end what stands there counts."""
    args, files = exam_stage()
    _, _, items = exam_settings("A")
    with staged(own, "exam", args, progress=CLOCK, files=files) as page:
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="开始答题").click()
        fill_in(page, items[0])
        skip(page, 25)
        page.get_by_role("alert").filter(has_text="还有5分钟").wait_for()
        skip(page, 5)
        page.get_by_text("不合格：20题对1题").wait_for()


def test_keys_that_cannot_be_reached_lose_nothing(own):
    """One sentence, the answers stay, the second try counts."""
    args, files = exam_stage()
    _, _, items = exam_settings("A")
    down = "const real = window.fetch; window.fetch = (...rest) => (window.down ? Promise.reject(new TypeError('down')) : real(...rest));"
    with staged(own, "exam", args, progress=KEEP, files=files, script=down) as page:
        page.get_by_role("button", name="开始答题").click()
        fill_in(page, items[0])
        page.get_by_role("button", name="交卷").click()
        page.evaluate("window.down = true")
        page.get_by_role("button", name="现在交卷").click()
        page.get_by_role("alert").filter(has_text="没有取到答案，卷子还在").wait_for()
        page.evaluate("window.down = false")
        page.get_by_role("button", name="现在交卷").click()
        page.get_by_text("20题对1题").wait_for()
        assert page.get_by_role("alert").inner_text() == ""


def test_keys_of_another_version_judge_nothing(own):
    """A page that is older than its keys says so."""
    args, files = exam_stage()
    files["/keys.json"] = files["/keys.json"].replace(args["version"], "another")
    with staged(own, "exam", args, progress=KEEP, files=files) as page:
        page.get_by_role("button", name="开始答题").click()
        page.get_by_role("button", name="交卷").click()
        page.get_by_role("button", name="现在交卷").click()
        page.get_by_role("alert").filter(has_text="换了新版").wait_for()
        assert page.evaluate("import('/lib/progress.js').then(({ openProgress }) => openProgress().all('exam').length)") == 0


def test_the_page_says_what_it_can_and_cannot_promise(own):
    """Before the first item: when the keys come, what nobody can hinder, what it is fit for."""
    args, files = exam_stage()
    with staged(own, "exam", args, files=files) as page:
        words = page.locator("#el").inner_text()
    assert "交卷以前，这个网站发给浏览器的东西里都没有这份卷子的答案" in words and "相同的题就见过答案了" in words
    assert "不交卷也能打开" in words and "认不出是谁在答" in words and "当面监考" in words


@pytest.mark.parametrize("width", [1280, 360])
def test_the_exam_has_no_violation_at_any_step(own, width):
    """Before, within, at the last question, after; light and dark; nothing wider than the page."""
    args, files = exam_stage()

    def look(page):
        for mode in ("light", "dark"):
            page.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)
            assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width

    with staged(own, "exam", args, width=width, progress=KEEP, files=files) as page:
        page.add_style_tag(content=COLOURS)
        look(page)
        page.get_by_role("button", name="开始答题").click()
        look(page)
        page.get_by_role("button", name="交卷").click()
        look(page)
        page.get_by_role("button", name="现在交卷").click()
        page.get_by_text("不合格").wait_for()
        page.locator("details summary").first.click()
        look(page)


def test_the_digest_of_plain_addresses_is_sha_256(own):
    """Against Python's own, over the lengths at which blocks begin and end."""
    texts = ["", "abc", "二(二)不立案怎么办", *("x" * n for n in (54, 55, 56, 63, 64, 65, 119, 120, 1000))]
    with staged(own, "exam", exam_stage()[0]) as page:
        found = page.evaluate("texts => import('/lib/hash.js').then(({ sha256 }) => texts.map(sha256))", texts)
    assert found == [sha256(text.encode()).hexdigest() for text in texts]
