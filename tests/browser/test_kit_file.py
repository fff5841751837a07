"""The USB folder opened by double click: pages as files, no server, no request to anywhere, nothing in the console."""

from __future__ import annotations

import json
import threading
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import ipcoord_sim as ip
from ipcoord_sim.casebank import case as find_case
from ipcoord_sim.exercise.story import story
from ipcoord_sim.serve import make_server
from tests.browser.conftest import Watch
from tests.browser.kitstage import kit, opened, opened_wide_or_narrow, settle, width

__all__ = ["kit", "opened", "opened_wide_or_narrow", "width"]

pytestmark = pytest.mark.browser

NEED = {"deadline": "chapters/appendix/deadlines.html", "time-machine": "chapters/part1/thresholds-over-time.html", "exam": "chapters/practice/exam.html", "experiment": "chapters/try/nb19.html"}
CASE = "chapters/cases/c07.html"
SERVER = "启动程序"
STORY = story(find_case("C-07"))


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
