"""Build the notebooks that run in the reader's browser: JupyterLite in Chinese, on our own engine, asking nobody else.

    python -m tools.build_lite          # into _build/html/lite

Always from nothing: JupyterLite's incremental build silently returns to outside addresses. What has not changed is not built.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.build_engine import NEEDS
from tools.build_engine import build as build_engine
from tools.engine_packages import INSTALLED, STAND_INS
from tools.keeping import ROOT, given, kept, site_asked

__all__ = ["build", "main"]

CACHE = ROOT / "_build" / "lite"
NOTEBOOKS = ROOT / "notebooks"
APPS = ("notebooks", "tree")
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension", "anywidget")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# What few need is loaded where a cell imports it by name; the kernel sees to that before it runs the cell.
NAMED = {name for names in NEEDS.values() for name in names}
# What the kernel has before the first cell: all that it would otherwise look for outside.
PACKAGES = sorted({*INSTALLED, *STAND_INS, "ipcoord-sim", "ipykernel", "piplite", "pyodide-kernel", "widgetsnbextension"} - NAMED)
STORAGE = "ipcoord-notebooks"
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "知识产权行刑衔接协作", "appUrl": "./tree", "faviconUrl": "./notebooks/favicon.ico",
        # Named, so that a page of the book finds what a reader has changed.
        "contentsStorageName": STORAGE, "settingsStorageName": STORAGE, "workspacesStorageName": STORAGE,
        "disabledExtensions": ["@jupyterlite/application-extension:service-worker-manager", "@jupyter-notebook/console-extension:scratchpad-console"],
        "enableMemoryStorage": True, "exposeAppInBrowser": True,
        "litePluginSettings": {
            KERNEL: {
                "pyodideUrl": "./static/pyodide/pyodide.mjs", "disablePyPIFallback": True, "pipliteUrls": [],
                "loadPyodideOptions": {"packages": PACKAGES},
            },
        },
    },
}
OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
    "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN"},
}
# The one outside address in the programs is where the kernel would look if no other were set.
DEFAULT = re.compile(r"https://cdn\.jsdelivr\.net/pyodide/v[\d.]+/full/pyodide\.mjs")
# An address that a browser would ask; names of licences, schemas and help pages in texts are not asked.
ASKED = re.compile(r"https?://[\w.-]*(?:jsdelivr|unpkg|pythonhosted|googleapis|gstatic|//cdn\.|pypi\.org)[^\"'`\s)]*")
# What is of no use here: the kernel's own wheels (they are in the engine), other programs' settings.
USELESS = ("extensions/@jupyterlite/pyodide-kernel-extension/static/pypi", "doc", "service-worker.js", "rspack.config*.js", "extensions/*/*/static/third-party-licenses.json", "**/*.map")


def _inputs() -> list[Path]:
    files = [p for p in NOTEBOOKS.rglob("*") if p.is_file() and ".ipynb_checkpoints" not in p.parts]
    return sorted([*files, Path(__file__), Path(__file__).with_name("engine_packages.py"), ROOT / "constraints.txt"])


def _make(target: Path, work: Path) -> None:
    """Build the whole of it into `target`."""
    (work / "jupyter-lite.json").write_text(json.dumps(SETTINGS, ensure_ascii=False), encoding="utf-8")
    (work / "overrides.json").write_text(json.dumps(OVERRIDES), encoding="utf-8")
    shutil.copytree(NOTEBOOKS, work / "files", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for notebook in (work / "files").rglob("*.ipynb"):
        _trust(notebook)
    extensions = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    config = {"LiteBuildConfig": {
        "lite_dir": str(work), "output_dir": str(target), "contents": [str(work / "files")], "apps": list(APPS),
        "ignore_sys_prefix": ["federated_extensions"], "federated_extensions": [str(extensions / name) for name in EXTENSIONS],
        "no_sourcemaps": True, "no_unused_shared_packages": True, "no_libarchive": True, "cache_dir": str(work / ".cache"),
        "source_date_epoch": 1580601600,
    }}
    (work / "jupyter_lite_config.json").write_text(json.dumps(config), encoding="utf-8")
    made = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build", "--disable-addons", "serviceworker"], cwd=work, capture_output=True, text=True, env=os.environ | {"SOURCE_DATE_EPOCH": "1580601600"},
    )
    if made.returncode:
        raise SystemExit(f"浏览器里的笔记本没有生成。JupyterLite does not build:\n{made.stdout[-2000:]}\n{made.stderr[-2000:]}")
    _mend(target)


def _mend(site: Path) -> None:
    """Take away what nobody needs and the last outside address; refuse when another is found."""
    for pattern in USELESS:
        for found in sorted(site.glob(pattern)):
            shutil.rmtree(found) if found.is_dir() else found.unlink()
    for path in (p for p in site.rglob("*") if p.suffix in (".js", ".json", ".html", ".css", ".webmanifest")):
        text = path.read_text(encoding="utf-8")
        mended = DEFAULT.sub("./static/pyodide/pyodide.mjs", text)
        if path.name == "index.html":
            mended = mended.replace("<html>", '<html lang="zh-CN">').replace("<head>", '<head><link rel="icon" href="./favicon.ico">', 1).replace("WASM powered Jupyter running in the browser.", "在浏览器里运行的笔记本")
        if found := None if path.suffix == ".json" and "schema" in path.parts else ASKED.search(mended):
            raise SystemExit(f"{path.relative_to(site)} 里有外部地址：{found[0]}。An outside address in the built notebooks.")
        if mended != text:
            path.write_text(mended, encoding="utf-8")


def _trust(path: Path) -> None:
    """Say that the stored pictures are ours: without it they are shown as their bare words."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def build(out: Path, *, cache: Path = CACHE) -> bool:
    """Put the notebooks and their engine below the site `out`; whether anything had to be built."""
    build_engine(out)
    site, place = cache / "site", out / "lite"
    fresh = kept(site, _inputs(), _make)
    given(site, place, but=place / "static" / "pyodide")
    return fresh


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and build."""
    out = site_asked(__doc__, arguments)
    made = build(out)
    print(f"浏览器里的笔记本：{out / 'lite'}（{'重新做成' if made else '没有变化'}）")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
