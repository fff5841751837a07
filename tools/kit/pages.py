"""Make the pages of a built site work by double click too: a browser loads no module from a file, so a small script chooses.

From a server the same modules run as in the site. From a file one classic script, made of the same sources, takes their place.
"""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path

from ipcoord_sim.components.bundle import classic, classic_page
from ipcoord_sim.errors import DataError

__all__ = ["FOLDER", "open_as_files"]

HERE = Path(__file__).resolve().parent
FOLDER = "_static/from-file"
# The notebooks' own programs run from a server alone; no page that works from a file leads into them.
APART = "lite"
MODULE = re.compile(r'<script type="module" src="(?P<up>(?:\.\./)*)_static/(?P<path>components-\w+/(?P<host>host/(?:page|progress))\.js(?:\?[\w=.&;-]*)?)"></script>')
LEFT = re.compile(r"<script\b[^>]*\btype=[\"']?module[^>]*>")


def open_as_files(site: Path) -> int:
    """Change the pages below `site` in place, lay the classic scripts beside them, and return the number of pages changed.

    Raises DataError, before a page is written, for a module that no classic script stands for.
    """
    changed = {}
    for page in sorted(site.rglob("*.html")):
        if page.relative_to(site).parts[0] == APART:
            continue
        text = page.read_text(encoding="utf-8")
        mended = MODULE.sub(_chosen, text)
        if left := LEFT.search(mended):
            name = page.relative_to(site).as_posix()
            raise DataError(f"{name} 里的 {left[0]} 双击打开时不能运行；请改成普通脚本。", f"{left[0]} in {name} would not run from a file.")
        if mended != text:
            changed[page] = mended
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(HERE / "choose.js", folder / "choose.js")
    for name, script in {"page": classic_page(), "progress": classic("host/progress")}.items():
        (folder / f"{name}.js").write_text(script, encoding="utf-8", newline="\n")
    for page, text in changed.items():
        page.write_text(text, encoding="utf-8", newline="\n")
    return len(changed)


def _chosen(found: re.Match[str]) -> str:
    """The script in the place of a module: it knows the module and the classic script, by their paths from its own folder."""
    classic_name = found["host"].removeprefix("host/")
    return f'<script defer src="{found["up"]}{FOLDER}/choose.js" data-module="../{escape(found["path"], quote=True)}" data-classic="{classic_name}.js"></script>'
