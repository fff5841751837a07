"""The USB folder opened by double click: pages as files, no server, no request to anywhere, nothing in the console."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

import ipcoord_sim as ip
from ipcoord_sim.casebank import case as find_case
from ipcoord_sim.exercise.story import story
from ipcoord_sim.serve import make_server
from tests.browser.conftest import HTML, PATIENCE, Watch
from tools.make_kit import make

pytestmark = pytest.mark.browser

NEED = {"deadline": "chapters/appendix/deadlines.html", "time-machine": "chapters/part1/thresholds-over-time.html", "exam": "chapters/practice/exam.html", "experiment": "chapters/try/nb19.html"}
CASE, PRACTICE = "chapters/cases/c07.html", "chapters/practice/p1-2.html"
SERVER = "启动程序"
STORY = story(find_case("C-07"))


class Opened:
    """One reader's browser: pages of the kit as files, what they asked for beyond files, what they complained of."""

    def __init__(self, browser: Browser, kit: Path, width: int = 1280) -> None:
        self.kit, self.asked, self.errors = kit, [], []
        self.context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce")
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", self._asks)
        self.context.on("requestfailed", lambda request: self.errors.append(f"not there: {request.url}"))
        self.context.on("console", lambda said: said.type in ("error", "warning") and self.errors.append(said.text))
        self.context.on("weberror", lambda failed: self.errors.append(str(failed.error)))
        self.page = self.context.new_page()

    def _asks(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("file", "data", "blob") or (parts.scheme == "file" and not unquote(parts.path).startswith(str(self.kit))):
            self.asked.append(request.url)

    def show(self, name: str, page: Page | None = None) -> Page:
        """Open a page of the site and wait until its boxes stand."""
        page = page or self.page
        page.goto((self.kit / "site" / name).as_uri())
        settle(page)
        return page

    def clean(self) -> bool:
        """Nothing was asked of anyone and nothing complained; said in full where it is not so."""
        assert (self.asked, self.errors) == ([], [])
        return True


def settle(page: Page) -> None:
    """Wait for the reader's progress and for every box, drawn or left as a picture with its sentence."""
    page.wait_for_function("globalThis.ipcoordProgress && [...document.querySelectorAll('.ipc[data-component]')].every((box) => box.dataset.drawn !== undefined || box.querySelector('.ipc-server'))")


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Path:
    """The kit of the built book, in a folder whose name has a blank and Chinese characters."""
    return make(HTML, tmp_path_factory.mktemp("u 盘"))


@pytest.fixture(params=[1280, 360])
def width(request) -> int:
    """A screen of an office and one of a pocket."""
    return request.param


@pytest.fixture
def opened(browser: Browser, kit: Path) -> Iterator[Opened]:
    """A reader who has opened nothing yet."""
    reader = Opened(browser, kit)
    yield reader
    reader.context.close()


@pytest.fixture
def opened_wide_or_narrow(browser: Browser, kit: Path, width: int) -> Iterator[Opened]:
    """The same on both screens."""
    reader = Opened(browser, kit, width)
    yield reader
    reader.context.close()


def test_every_page_stands_by_double_click(opened, kit):
    """All pages but the notebooks' own programs: boxes drawn or explained, nothing asked, nothing complained of."""
    pages = sorted(path.relative_to(kit / "site").as_posix() for path in (kit / "site").rglob("*.html") if not {"_static", "lite"} & set(path.relative_to(kit / "site").parts))
    assert len(pages) > 50
    for name in pages:
        opened.show(name)
        assert opened.page.locator(".ipc-live > .ipc-alert:visible, .ipc-host > .ipc-alert").count() == 0, name
    assert opened.clean()


def test_the_start_page_leads_into_the_book(opened, kit):
    """Its door opens the first page, and the first page leads on."""
    page = opened.page
    page.goto((kit / "先看我.html").as_uri())
    page.get_by_role("link", name="直接打开教程").click()
    settle(page)
    page.get_by_role("link", name="下一页").click()
    settle(page)
    assert page.url.endswith("/chapters/start/officer.html") and opened.clean()


def test_search_finds_and_opens_what_it_found(opened):
    """The search is all there; its find is opened as a file and marked."""
    page = opened.show("index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("退卷")
    hit = page.locator(".ip-search__hit").first
    hit.wait_for()
    hit.click()
    page.wait_for_url("file:**?find=*")
    settle(page)
    assert "退卷" in page.locator("main").inner_text() and opened.clean()


def test_an_item_answered_is_kept_over_a_reload_and_a_page(opened_wide_or_narrow):
    """The verdict and its reasons come without a server; the count stands after a reload and on the page of one's progress."""
    opened = opened_wide_or_narrow
    page = opened.show(PRACTICE)
    quiz = page.locator('.ipc[data-component="quiz"]').first
    quiz.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="大概对").click()
    expect(quiz.locator(".ipc-verdicts").first).to_be_visible()
    kept = page.evaluate("ipcoordProgress.all('answer')")
    # In the storage itself before the reload: what is missing afterwards the browser keeps from the page, which has held nothing back.
    assert len(kept) == 1 and page.evaluate("(uid) => localStorage.getItem(`ipcoord:1:answer:${uid}`)", kept[0]["uid"]) and page.evaluate("ipcoordProgress.trouble") == ""
    page.reload()
    settle(page)
    assert page.evaluate("ipcoordProgress.all('answer')") == kept
    opened.show("chapters/practice/progress.html")
    assert page.evaluate("ipcoordProgress.all('answer')") == kept
    opened.show("chapters/practice/review.html")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and opened.clean()


def test_a_page_that_does_not_see_the_last_record_opens_itself_once_more(opened):
    """Chromium shows a page of a file now and then an old storage: no answer is lost from sight, nothing is written over, and it is tried only once."""
    blind = """if (sessionStorage.blind > 0) {
      sessionStorage.blind -= 1;
      const real = Storage.prototype.getItem;
      Storage.prototype.getItem = function (key) { return this === localStorage && /^ipcoord:/.test(key) ? null : real.call(this, key); };
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) { if (this === localStorage && /^ipcoord:/.test(key)) sessionStorage.wrote = key; set.call(this, key, value); };
    } else sessionStorage.opened = Number(sessionStorage.opened ?? 0) + 1;"""
    opened.context.add_init_script(blind)
    page = opened.show(PRACTICE)
    uid = page.evaluate("ipcoordProgress.add('answer', { item: 'x', right: true }).uid")
    reader = page.evaluate("ipcoordProgress.get('reader')")
    page.evaluate("sessionStorage.blind = 1; sessionStorage.opened = 0")
    page.reload()
    page.wait_for_function("sessionStorage.opened === '1' && globalThis.ipcoordProgress?.all('answer').length === 1")
    settle(page)

    assert page.evaluate("[ipcoordProgress.all('answer')[0].uid, ipcoordProgress.get('reader'), sessionStorage.wrote ?? null, sessionStorage.blind]") == [uid, reader, None, "0"]

    # Really gone, as after the browser's own clearing: looked for once more, then taken as it is.
    page.evaluate("Object.keys(localStorage).forEach((key) => localStorage.removeItem(key)); sessionStorage.opened = 0")
    page.reload()
    page.wait_for_function("sessionStorage.opened === '2' && globalThis.ipcoordProgress?.trouble === ''")
    assert page.evaluate("[ipcoordProgress.all('answer').length, window.name]") == [0, ""]
    assert opened.clean()


def test_a_case_is_played_taken_up_again_and_says_what_its_review_needs(opened_wide_or_narrow):
    """Two decisions, a reload, on to the end: ending and reasons are there, and one sentence says where the review is made."""
    opened = opened_wide_or_narrow
    page = opened.show(CASE)
    box = page.locator('.ipc[data-component="case"]')
    box.get_by_role("button", name="开始", exact=True).click()

    choices: list[str] = []

    def decide() -> None:
        decision = ip.call("play", {"case": "C-07", "seat": "amr", "choices": choices})["decision"]
        step = next(s for s in STORY["steps"] if s["id"] == decision["id"])
        best = min((o for o in step["options"] if o["id"] in {x["id"] for x in decision["options"]}), key=lambda o: list(STORY["qualities"]).index(o["quality"]))
        choices.append(f"{step['id']}:{best['id']}")
        box.get_by_role("radio", name=f"{best['id']}. {best['text']}", exact=True).check()
        box.get_by_role("button", name="就这样决定").click()
        box.get_by_role("button", name="接着演").or_(box.get_by_role("button", name="看结局和复盘")).click()

    decide()
    decide()
    page.reload()
    settle(page)
    box.get_by_role("button", name="接着").first.click()
    while ip.call("play", {"case": "C-07", "seat": "amr", "choices": choices})["decision"]:
        decide()
    expect(box.get_by_text("复盘没有生成")).to_contain_text(SERVER)
    assert box.get_by_role("button", name="再试一次").count() == 0 and not box.locator(":scope > .ipc-still").is_visible()
    assert len(page.evaluate("ipcoordProgress.all('play')")) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and opened.clean()


@pytest.mark.parametrize("name", NEED)
def test_what_needs_the_server_says_so_and_leaves_its_picture(opened, name):
    """One sentence above the static stand-in, which stays in sight."""
    box = opened.show(NEED[name]).locator(f'.ipc[data-component="{name}"]').first
    expect(box.locator(".ipc-server")).to_contain_text(SERVER)
    assert box.locator(":scope > .ipc-still").is_visible() and box.locator("input, select, textarea").count() == 0 and opened.clean()


def test_a_notebook_page_shows_its_results_and_no_button_that_leads_nowhere(opened, kit):
    """No link from a page leads into the notebooks' programs once it is opened as a file."""
    for path in sorted((kit / "site" / "notebooks").glob("*.html")):
        page = opened.show(f"notebooks/{path.name}")
        assert page.locator('a[href*="lite/"]').count() == 0, path.name
        expect(page.locator(".ip-lite")).to_contain_text(SERVER)
    assert opened.clean()


def test_storage_that_is_denied_is_told_and_the_item_still_answered(opened):
    """A browser that gives a file no storage: the answer is judged, and the page says that it will not be kept."""
    opened.context.add_init_script("Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });")
    page = opened.show(PRACTICE)
    quiz = page.locator('.ipc[data-component="quiz"]').first
    quiz.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="大概对").click()
    expect(quiz.locator(".ipc-verdicts").first).to_be_visible()
    assert page.evaluate("ipcoordProgress.trouble") and quiz.get_by_text(page.evaluate("ipcoordProgress.trouble")).count() == 1


def test_from_a_server_the_same_pages_run_the_modules(browser, kit):
    """The kit served: the site's own modules are loaded, none of the scripts for files, and the engine is asked for as ever."""
    with make_server(kit / "site", port=0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_address[1]}"
        context = browser.new_context(locale="zh-CN")
        watch, asked = Watch(context), []
        watch.clear(home)
        context.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page = context.new_page()
        page.goto(f"{home}/{NEED['deadline']}")
        page.wait_for_selector('.ipc[data-component="deadline"][data-drawn]', state="attached")
        assert any(path.endswith("/host/page.js") for path in asked) and not [path for path in asked if path.endswith(("from-file/page.js", "from-file/progress.js"))]
        assert page.locator(".ipc-server").count() == 0 and (watch.outside, watch.errors) == ([], [])
        context.close()
        server.shutdown()


def test_the_engine_goes_along_whole(kit):
    """Every file that the engine's own list names is in the kit, and in its list of checksums."""
    folder = kit / "site" / "lite" / "static" / "pyodide"
    told = json.loads((folder / "engine.json").read_text(encoding="utf-8"))
    names = {*told["whole"], *told["short"], *told["files"]}
    listed = (kit / "SHA256SUMS.txt").read_text(encoding="utf-8")
    assert names and all((folder / name).is_file() and f"site/lite/static/pyodide/{name}\n" in listed for name in names)
