"""How notebooks look in the book: their printed sentences wrap, their pictures keep to the reader's theme, and two buttons lead on: without code, and into the browser."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx

__all__ = ["setup"]

FOLDER = "notebooks/"
# On a narrow screen the editor is of no use: a picture of it and a note stand there instead.
OPENING = """<div class="ip-lite" data-notebook="{name}.ipynb">
<p class="ip-lite__try"><a class="ip-lite__button" href="{up}chapters/try/{short}.html">不写代码，直接动手</a> <span>同一个实验，改数字、看结论，手机上也行。</span></p>
<p class="ip-lite__open"><a class="ip-lite__button ip-lite__second" href="{up}lite/notebooks/index.html?path={name}.ipynb">在浏览器里打开</a>
<span>想看代码、改代码的：不用安装，也不用联网；改动只存在这个浏览器里，不会传出去。</span></p>
<div class="ip-lite__narrow"><img src="{up}_static/notebook-open.svg" width="640" height="380" loading="lazy"
alt="笔记本打开以后的样子：上面是菜单和运行按钮，中间是文字和代码，代码下面是推算结果。">
<p>屏幕太窄，这里不打开笔记本。下面的内容可以照样看；要改代码，请用电脑打开本页。</p></div>
<div class="ip-lite__own" role="status"></div>
</div>"""


def _opening(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Below the title of a notebook's page stand the way to the same experiment without code and the button that opens the notebook."""
    if not docname.startswith(FOLDER) or app.builder.format != "html":
        return
    top = next(doctree.findall(nodes.section), None)
    if top is not None:
        name, up = escape(docname.removeprefix(FOLDER)), "../" * docname.count("/")
        top.insert(1, nodes.raw("", OPENING.format(name=name, short=name.partition("-")[0], up=up), format="html"))


def _script(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Only a notebook's page looks for a reader's own copy."""
    if '<div class="ip-lite"' in (context.get("body") or ""):
        app.add_js_file("notebooks.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Add the style sheet of notebook pages, the button and its script."""
    app.add_css_file("notebooks.css", priority=910)
    app.connect("doctree-resolved", _opening)
    app.connect("html-page-context", _script)
