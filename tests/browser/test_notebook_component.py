"""A component in a notebook: the same module, its calls answered by the kernel, in JupyterLab, in Voilà and in the built JupyterLite."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

import ipcoord_sim as ip

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}
MACHINE = {"offence": "crl-215", "field": "labels", "amount": 14000, "on": "2024-05-06", "handled": "2025-06-16"}
WAIT = 90_000
# A component that a test brings along: it lies beside copies of ours, so the cell is the same with and without files of the machine.
ASKING = """import { callOf, argsOf } from "./lib/call.js";
import { h, live } from "./lib/dom.js";
export default { render({ model, el }) {
  const said = live();
  const ask = async () => {
    try { said.textContent = JSON.stringify(await callOf(model)(...argsOf(model).ask)); }
    catch (refused) { said.textContent = `${refused.name}：${refused.message}`; }
    said.dataset.done = "1";
  };
  el.append(h("button", { onclick: ask, class: "asking" }, "推算"), said);
} };
"""
CELL = f"""from pathlib import Path
from shutil import copytree
from ipcoord_sim.components import bundle
from ipcoord_sim.components.notebook import component
copytree(bundle._sources(), "js", dirs_exist_ok=True)
Path("js", "asking.js").write_text({ASKING!r}, encoding="utf-8")
bundle._sources = lambda: Path("js")
from IPython.display import display
display(component("asking", ask=["deadline", {DEADLINE!r}]), component("asking", ask=["dedline", {{}}]))
"""


# The components that the notebooks use, as they use them.
USED = """from IPython.display import display
from ipcoord_sim.components.notebook import component
package = {"facts": {"has_goods": True}, "documents": ["referral_letter"]}
answers = {"kind": "clear", "amount": "not_met"} | dict.fromkeys(("cleared", "suspicion", "leads", "official"), "no")
row = "case,id,at,received,actor,act,to,documents,ref,data\\nA,e1,2026-03-02T09:00:00+08:00,,amr/xinyang/gushi,case.open,,,,\\n"
display(
    component("experiment", name="ten_days"), component("deadline", period="orn310-approve-3d", start="2026-04-30T10:00", show=True),
    component("time-machine", offence="crl-215", field="labels", amount=14000, on="2024-05-06", handled="2025-06-16"),
    component("evidence", **package), component("referral", answers=answers, start="2026-09-29T15:00"), component("case", case="C-20"),
    component("register", sample={"name": "a.csv", "text": row}),
)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with a notebook of two cells: a component that asks, and those that the notebooks use."""
    made = tmp_path_factory.mktemp("notebooks")
    cells = [nbformat.v4.new_code_cell(CELL), nbformat.v4.new_code_cell(USED)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}), made / "one.ipynb")
    return made


@contextmanager
def _served(folder: Path, *words: str):
    """A program of this environment that serves the folder on a free port of this machine alone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"JUPYTER_CONFIG_DIR": str(folder / ".config"), "JUPYTER_RUNTIME_DIR": str(folder / ".run"), "PYTHONPATH": str(ROOT)}
    log = (folder / "log.txt").open("w", encoding="utf-8")
    command = [sys.executable, "-m", *(word.format(port=port) for word in words)]
    running = subprocess.Popen(command, cwd=folder, env=os.environ | own, stdout=log, stderr=subprocess.STDOUT)
    home = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{home}/favicon.ico", timeout=5)
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                assert running.poll() is None, (folder / "log.txt").read_text("utf-8")[-2000:]
                time.sleep(0.2)
        yield home
    finally:
        running.terminate()
        running.wait(timeout=20)
        log.close()


def _works(page) -> None:
    """Both widgets are drawn; one answers as the command line does, the other with the command line's sentence."""
    page.locator("button.asking").nth(1).wait_for(timeout=WAIT)
    said = []
    for place in (0, 1):
        page.locator("button.asking").nth(place).click()
        page.locator(".ipc-live-region[data-done]").nth(place).wait_for(state="attached", timeout=WAIT)
        said.append(page.locator(".ipc-live-region").nth(place).inner_text())
    assert json.loads(said[0]) == ip.call("deadline", DEADLINE)
    assert said[1] == "CallError：没有这个调用：dedline；最接近的是 deadline。"


def _operated(page) -> None:
    """Each component is drawn and answered by the kernel; moving one gives the command line's answer."""
    boxes = page.locator(".ipc .ipc-live-box")
    boxes.nth(6).wait_for(timeout=WAIT)
    form = boxes.nth(0)
    form.get_by_label("公安几天以后移交", exact=True).fill("12")
    expect(form.locator(".ipc-finding")).to_have_text(ip.call("experiment", {"name": "ten_days", "values": {"over": 12}})["sentence_zh"], timeout=WAIT)
    said = ("最稳妥", ip.call("time_machine", MACHINE)["verdict_zh"], "移送书", "结论", "国庆前一天的通知书", "用一份虚构的样例")
    for place, words in enumerate(said, 1):
        expect(boxes.nth(place)).to_contain_text(words, timeout=WAIT)
    assert page.locator(".ipc .ipc-alert:not(:empty)").count() == 0


def test_in_jupyterlab(browser, folder):
    """A live kernel on this machine answers."""
    words = ("jupyterlab", "--no-browser", "--ip=127.0.0.1", "--port={port}", "--allow-root", "--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True")
    with _served(folder, *words) as home:
        page = browser.new_page()
        page.goto(f"{home}/lab/tree/one.ipynb")
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=WAIT)
        page.evaluate("async () => { const panel = jupyterapp.shell.currentWidget; await panel.context.ready; await panel.sessionContext.ready; }")
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        _works(page)
        _operated(page)
        page.close()


def test_in_voila(browser, folder):
    """A page made of the notebook's outputs, with a kernel behind it."""
    with _served(folder, "voila", "one.ipynb", "--no-browser", "--Voila.ip=127.0.0.1", "--port={port}") as home:
        page = browser.new_page()
        page.goto(home)
        _works(page)
        _operated(page)
        page.close()


@pytest.mark.parametrize("where", ["site", "room_site"])
def test_in_jupyterlite(browser, request, where):
    """Python in the browser answers, on this machine's address and on the room's."""
    page = browser.new_page()
    page.goto(f"{request.getfixturevalue(where)}/lite/notebooks/index.html?path=nb07-deadlines.ipynb")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=WAIT)
    page.evaluate(
        """async (text) => { const panel = jupyterapp.shell.currentWidget; await panel.context.ready; await panel.sessionContext.ready;
        panel.context.model.cells.get(1).sharedModel.setSource(text); panel.content.activeCellIndex = 1;
        await jupyterapp.commands.execute("notebook:run-cell"); }""",
        f"{CELL}\n{USED}",
    )
    _works(page)
    _operated(page)
    page.close()


def test_a_stored_output_has_words_and_a_picture_and_no_widget():
    """What a page without a kernel shows: the stand-in; the widget's own type is what tools.run_notebooks leaves out."""
    from ipcoord_sim.components import bundle
    from ipcoord_sim.components.notebook import component
    from ipcoord_sim.experiments.views import View

    names = bundle.component_names()
    shown = component(names[0], still=View("三日以内。", "<p>图</p>"))._repr_mimebundle_() if names else None
    data = shown[0] if isinstance(shown, tuple) else shown
    assert data is None or (data["text/plain"] == "三日以内。" and "<p>图</p>" in data["text/html"])
