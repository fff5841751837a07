"""The reader's progress: nothing that can be kept is lost, and a sentence otherwise."""

from __future__ import annotations

import json

import pytest
from ipcoord_book.learner import progress_settings

from tests.browser.quizstage import BANK, COLOURS, KEEP, answered, own, plain, quiz_args, violations
from tests.browser.stage import staged

pytestmark = pytest.mark.browser
__all__ = ["own"]

ONE = BANK["Q-2.2-02"]
DENIED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });"
# A storage that takes so many characters and no more, as a full one does.
FULL = "const real = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value) { if (window.full) throw new DOMException('full', 'QuotaExceededError'); real.call(this, key, value); };"
OPEN = "import('/lib/progress.js').then(({ openProgress }) => "


def settings():
    """The page 我的进度."""
    return plain(progress_settings())


def answer(page, sure="有把握"):
    """Choose the first option of the item on the screen."""
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name=sure).click()


def chosen(name, text):
    """A file for an upload field."""
    return {"name": name, "mimeType": "application/json", "buffer": text.encode()}


def test_denied_storage_keeps_in_memory_and_says_so(own):
    """The quiz works, the sentence is there, the answers of this page can be exported."""
    with staged(own, "quiz", quiz_args([ONE]), progress=KEEP, script=DENIED) as page:
        assert "进度只留在这一页" in page.locator("#el").inner_text()
        answer(page)
        assert page.locator(".ipc-verdict").inner_text() != ""
        held = page.evaluate(OPEN + "{ const p = openProgress(); p.add('play', { case: 'C-07' }); return [p.all('play').length, p.file().includes('C-07'), p.trouble]; })")
    assert held[:2] == [1, True] and "无痕模式" in held[2]


def test_a_full_storage_loses_no_answer_of_the_page(own):
    """What does not fit is held and told; it is written as soon as there is room."""
    with staged(own, "quiz", quiz_args([ONE, BANK["Q-2.2-03"]]), progress="(window.kept = openProgress())", script=FULL) as page:
        page.evaluate("window.full = true")
        answer(page)
        assert "满了" in page.locator("#el").inner_text()
        assert page.evaluate("window.kept.all('answer').length") == 1
        assert answered(page) == []
        page.evaluate("window.full = false")
        page.get_by_role("button", name="下一题").click()
        answer(page)
        assert len(answered(page)) == 2
        assert page.evaluate("window.kept.trouble") == ""


def test_what_was_held_is_written_when_the_page_is_left(own):
    """Room was made in another tab and nothing was answered since: leaving the page keeps the answer."""
    with staged(own, "quiz", quiz_args([ONE]), progress="(window.kept = openProgress())", script=FULL) as page:
        page.evaluate("window.full = true")
        answer(page)
        assert answered(page) == []
        page.evaluate("window.full = false")
        page.reload()
        assert len(answered(page)) == 1


def test_two_tabs_at_once_lose_no_answer(own):
    """Both open the same set, both answer, both stay open; a third reading finds all, and each hears of the other."""
    args = quiz_args([ONE, BANK["Q-2.2-03"]])
    with staged(own, "quiz", args, progress=KEEP) as one, staged(own, "quiz", args, progress="(window.kept = openProgress())") as two:
        two.evaluate("window.heard = 0; window.kept.onchange(() => { window.heard += 1; }); 0")
        answer(one)
        two.wait_for_function("window.heard > 0", polling=50)
        answer(two)
        one.get_by_role("button", name="下一题").click()
        two.get_by_role("button", name="下一题").click()
        answer(two)
        answer(one)
        assert sorted(row["item"] for row in answered(one)) == ["Q-2.2-02", "Q-2.2-02", "Q-2.2-03", "Q-2.2-03"]
        assert two.evaluate("window.kept.all('answer').length") == 4


@pytest.mark.parametrize("broken", ['{"at": "2026', "null", "[]", '{"at": "no day"}', "<script>", ""])
def test_what_cannot_be_read_is_put_aside_and_told(own, broken):
    """One broken record harms no other; its text is kept and goes out with the export."""
    with staged(own, "progress", settings(), progress=KEEP) as page:
        page.evaluate(OPEN + "openProgress().add('answer', { item: 'x', digest: 'y', correct: true }))")
        page.evaluate("text => localStorage.setItem('ipcoord:1:answer:bad-1', text)", broken)
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert "有1条进度读不出来" in page.locator("#el").inner_text()
        assert len(answered(page)) == 1
        assert page.evaluate("localStorage.getItem('ipcoord:1:aside:answer:bad-1')") == broken
        out = json.loads(page.evaluate(OPEN + "openProgress().file())"))
        assert out["aside"] == {"answer:bad-1": broken}
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert "有1条进度读不出来" in page.locator("#el").inner_text()


def test_a_broken_place_does_not_stop_the_quiz(own):
    """The set begins anew, the answers are still there."""
    args = quiz_args([ONE])
    with staged(own, "quiz", args, progress=KEEP) as page:
        answer(page)
        at, results = "2026-11-30T00:00:00Z", {ONE.id: {"digest": ONE.digest, "answer": "zz"}}
        for place in ("{", json.dumps({"at": at, "value": 7}), json.dumps({"at": at, "value": {"results": results}})):
            page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"ipcoord:1:place:quiz/{args['set']}", place])
            page.reload()
            page.wait_for_selector("body[data-ready]")
            assert page.get_by_role("radio").count() == len(ONE.options)
        assert len(answered(page)) == 1


def test_a_newer_format_is_left_alone(own):
    """An older build beside a newer one destroys nothing."""
    with staged(own, "progress", settings(), progress=KEEP, script="if (!localStorage.length) localStorage.setItem('ipcoord:2:answer:n', 'new');") as page:
        assert "更新的版本" in page.locator("#el").inner_text()
        assert page.evaluate("localStorage.getItem('ipcoord:2:answer:n')") == "new"


def test_progress_goes_out_and_comes_in_as_one_file(own, browser):
    """Exported on one machine, united on another; the same file twice adds nothing."""
    with staged(own, "quiz", quiz_args([ONE]), progress=KEEP) as page:
        answer(page)
    with staged(own, "progress", settings(), progress=KEEP) as page:
        page.get_by_label("称呼").fill("=小郑/1桌")
        with page.expect_download() as saved:
            page.get_by_role("button", name="导出进度").click()
        assert saved.value.suggested_filename.startswith("进度-=小郑-1桌-")
        text = saved.value.path().read_text("utf-8")
    other = browser.new_context(locale="zh-CN")
    try:
        with staged(other, "quiz", quiz_args([BANK["Q-2.2-03"]]), progress=KEEP) as page:
            answer(page)
        with staged(other, "progress", settings(), progress=KEEP) as page:
            for said in ("并入了1条，0条本来就有。", "并入了0条，1条本来就有。"):
                page.get_by_label("导入进度").set_input_files(chosen("进度.json", text))
                page.get_by_text(said).wait_for()
            assert sorted(one["item"] for one in answered(page)) == ["Q-2.2-02", "Q-2.2-03"]
            assert page.locator("tr", has_text="二(二)").get_by_text("2题").count() == 1
    finally:
        other.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", "不是导出的进度"), ("[]", "不是导出的进度"), ('{"format": "ipcoord-case/1"}', "不是导出的进度"), ('{"format": "ipcoord-progress/9", "records": []}', "这一版只读"),
        ('{"format": "ipcoord-progress/1"}', "缺少 records"), ('{"format": "ipcoord-progress/1", "records": [null, {"kind": "answer"}, {"kind": "place", "uid": "x", "at": "2026-01-01"}]}', "有3条读不懂"),
    ],
)
def test_a_wrong_file_is_one_sentence_and_changes_nothing(own, text, said):
    """It names the file; what was kept is as it was."""
    with staged(own, "progress", settings(), progress=KEEP) as page:
        before = page.evaluate("JSON.stringify(localStorage)")
        page.get_by_label("导入进度").set_input_files(chosen("错.json", text))
        page.get_by_text(said).wait_for()
        assert page.evaluate("JSON.stringify(localStorage)") == before


def test_the_export_holds_no_number_of_an_identity_card(own):
    """A name that looks like one is refused before anything is saved."""
    with staged(own, "progress", settings(), progress=KEEP) as page:
        page.get_by_label("称呼").fill("413021199001011234")
        page.get_by_role("button", name="导出进度").click()
        page.get_by_text("像有证件号").wait_for()


def test_wiping_asks_first_and_leaves_nothing(own):
    """Keys of ours, of the notebooks and of the theme; databases of the notebooks; another tab does not write them back."""
    keys = "localStorage.setItem('mode', 'dark'); localStorage.setItem('JupyterLite note', '1'); sessionStorage.setItem('ipcoord:tab', '1');"
    with staged(own, "progress", settings(), progress=KEEP) as page, staged(own, "quiz", quiz_args([ONE]), progress=KEEP) as other:
        answer(other)
        page.evaluate(keys)
        page.evaluate("new Promise((done) => { const asked = indexedDB.open('JupyterLite Storage - ./'); asked.onsuccess = () => { asked.result.close(); done(); }; })")
        page.get_by_role("button", name="清除全部进度").click()
        assert page.evaluate("document.activeElement.textContent") == "不清除"
        page.get_by_role("button", name="不清除").click()
        assert len(answered(page)) == 1
        page.get_by_role("button", name="清除全部进度").click()
        page.get_by_role("button", name="确认清除").click()
        page.get_by_text("没有留下进度").wait_for()
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
        assert other.evaluate("localStorage.length") == 0


def test_a_page_is_read_when_its_end_was_seen_after_a_while(own):
    """Once, by its name below the site's root; not when one only looked at the top."""
    with staged(own, "quiz", quiz_args([ONE])) as page:
        page.evaluate("const low = document.createElement('div'); low.style.height = '3000px'; document.querySelector('main').append(low, Object.assign(document.createElement('p'), { textContent: '完' }));")
        page.evaluate("Promise.all([import('/lib/progress.js'), import('/lib/reading.js')]).then(([{ openProgress }, { watchReading }]) => { window.kept = openProgress(); watchReading(window.kept, document, 0.1); })")
        page.wait_for_timeout(300)
        assert page.evaluate("window.kept.all('read').length") == 0
        page.evaluate("window.scrollTo(0, 99999)")
        page.wait_for_function("window.kept.all('read').length === 1")
        assert page.evaluate("window.kept.all('read')[0].page") == "index.html"
        assert page.evaluate("import('/lib/reading.js').then(({ pageName }) => [pageName('/book/chapters/part1/plan.html', '../../'), pageName('/', './'), pageName('/a/', './')])") == ["chapters/part1/plan.html", "index.html", "index.html"]


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_has_no_violation_and_does_not_scroll_sideways(own, width):
    """In light and in dark, with the objectives open and the question of the wipe asked."""
    with staged(own, "quiz", quiz_args([ONE]), progress=KEEP) as page:
        answer(page)
    with staged(own, "progress", settings(), width=width, progress=KEEP) as page:
        page.add_style_tag(content=COLOURS)
        page.locator("summary").first.click()
        page.get_by_role("button", name="清除全部进度").click()
        for mode in ("light", "dark"):
            page.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)
            assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
