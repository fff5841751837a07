"""The notebooks in the browser: on both addresses each runs to its end, gives the outputs that are printed in the book, and asks nobody else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.browser.conftest import PATIENCE

pytestmark = pytest.mark.browser

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget-view+json"
PANEL = "nb07-deadlines.ipynb"
CHANGED = "print('改过的')"
OUTSIDE = re.compile(r"https?://[\w.-]*(?:jsdelivr|unpkg|pypi\.org|pythonhosted|googleapis|gstatic|cdnjs)")
# A notebook that simulates years takes its time in a browser's Python on a busy machine; how long is measured elsewhere.
RUN = 180_000


def _open(context, home, name):
    """The notebook in a new tab, its kernel ready."""
    page = context.new_page()
    page.goto(f"{home}/lite/notebooks/index.html?path={name}")
    _ready(page)
    return page


def _ready(page):
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate("async () => { const panel = jupyterapp.shell.currentWidget; await panel.context.ready; await panel.sessionContext.ready; }")


def _run(page, run):
    """Wait until every cell has run and give the notebook as it then is."""
    page.evaluate(run)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=RUN)
    return page.evaluate("() => jupyterapp.shell.currentWidget.context.model.toJSON()")


def _outputs(notebook):
    """What each code cell printed and showed, without the widgets' random ids."""
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        shown = []
        for output in cell["outputs"]:
            data = {mime: "".join(text) for mime, text in output.get("data", {}).items() if mime != WIDGET}
            shown.append((output["output_type"], "".join(output.get("text", "")), data))
        found.append(_merged(shown))
    return found


def _merged(shown):
    """Pieces of one stream are one text."""
    merged = []
    for kind, text, data in shown:
        if kind == "stream" and merged and merged[-1][0] == "stream":
            merged[-1] = (kind, merged[-1][1] + text, data)
        else:
            merged.append((kind, text, data))
    return merged


@pytest.fixture(scope="module")
def lite_context(launch):
    """A browser of its own, so that what is stored here disturbs no other test."""
    made = launch()
    yield made
    made.close()


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(path.name)) for path in NOTEBOOKS])
def test_a_notebook_runs_to_its_end_and_shows_what_the_book_prints(lite_context, site, room_site, path):
    """On both addresses, at once: every output equals the committed one, no other origin is asked, the console reports no error; networkx comes to whoever names it."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    ran, asked, errors, pages, wheels = {}, [], [], {}, set()
    for home in (site, room_site):
        page = pages[home] = lite_context.new_page()
        page.on("request", lambda one, home=home: None if one.url.startswith((home, "data:", "blob:")) else asked.append(one.url))
        page.on("request", lambda one: one.url.endswith(".whl") and wheels.add(one.url.rpartition("/")[2].partition("-")[0]))
        page.on("console", lambda said: said.type == "error" and errors.append(said.text))
        page.on("pageerror", lambda failed: errors.append(str(failed)))
        page.goto(f"{home}/lite/notebooks/index.html?path={path.name}", wait_until="commit")
    for page in pages.values():
        _ready(page)
        page.evaluate("() => { window.ran = jupyterapp.commands.execute('notebook:run-all-cells'); }")
    for home, page in pages.items():
        ran[home] = _run(page, "() => window.ran")
        page.close()

    assert {home: _outputs(notebook) for home, notebook in ran.items()} == dict.fromkeys(pages, _outputs(stored))
    assert (asked, errors) == ([], [])
    assert "ipcoord_sim" in wheels and ("networkx" in wheels) == ("import networkx" in "".join(stored["cells"][1]["source"]))


def test_no_program_of_the_editor_names_an_outside_store():
    """The built files, searched: no address of a content network or a package index but in the form that describes settings."""
    lite = NOTEBOOKS[0].parents[1] / "_build" / "html" / "lite"
    files = [p for p in lite.rglob("*") if p.suffix in (".js", ".mjs", ".json", ".html", ".css") and "schema" not in p.parts]

    assert len(files) > 100
    assert [p.name for p in files if OUTSIDE.search(p.read_text(encoding="utf-8"))] == []


def test_the_editor_speaks_chinese(lite_context, site):
    """Menus, and the page's language."""
    page = _open(lite_context, site, PANEL)
    menus = page.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    language = page.locator("html").get_attribute("lang")
    page.close()

    assert {"文件", "编辑", "运行", "内核"} <= set(menus)
    assert language.startswith("zh")


def test_a_changed_notebook_is_kept_told_apart_and_given_back(browser, site):
    """Edited and saved, it is still changed after a reload; its page says so, and 恢复原样 gives the original."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(PATIENCE)
    book = context.new_page()
    address = f"{site}/notebooks/{PANEL.replace('.ipynb', '.html')}"
    book.goto(address)
    own = book.locator(".ip-lite__own")
    untouched = own.inner_text(), book.evaluate("indexedDB.databases()")

    page = _open(context, site, PANEL)
    page.evaluate(
        """async (text) => { const { context } = jupyterapp.shell.currentWidget;
        context.model.cells.get(1).sharedModel.setSource(text); await context.save(); }""",
        CHANGED,
    )
    page.close()
    page = _open(context, site, PANEL)
    reopened = page.evaluate("() => jupyterapp.shell.currentWidget.context.model.cells.get(1).sharedModel.getSource()")
    page.close()
    book.goto(address)
    book.locator(".ip-lite[data-own='changed']").wait_for()
    said = own.inner_text()
    with book.expect_download() as saved:
        book.get_by_role("button", name="下载我的这一份").click()
    mine = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    book.once("dialog", lambda asked: asked.accept())
    book.get_by_role("button", name="恢复原样").click()
    book.get_by_text("已经恢复原样").wait_for()
    page = _open(context, site, PANEL)
    restored = page.evaluate("() => jupyterapp.shell.currentWidget.context.model.cells.get(1).sharedModel.getSource()")
    page.close()
    context.close()

    assert untouched == ("", [])
    assert reopened == CHANGED
    assert "你改过的一份" in said and "".join(mine["cells"][1]["source"]) == CHANGED
    assert restored.startswith("from ")


def test_on_a_narrow_screen_a_picture_and_a_note_stand_for_the_button(browser, site):
    """At 360 pixels nobody is sent to an editor that does not fit; the same experiment without code is one tap away."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}/notebooks/{PANEL.replace('.ipynb', '.html')}")
    picture = page.locator(".ip-lite__narrow img")
    shown = page.get_by_role("link", name="在浏览器里打开").is_visible(), picture.is_visible(), page.get_by_text("屏幕太窄").is_visible()
    picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    wide = picture.evaluate("image => image.naturalWidth")
    page.get_by_role("link", name="不写代码，直接动手").click()
    page.get_by_role("heading", name="动手：三种读法，哪天到期").wait_for()
    context.close()

    assert shown == (False, True, True)
    assert wide > 0
