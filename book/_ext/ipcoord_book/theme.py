"""How the book looks: style sheets, templates, Chinese words of the theme, and what the theme leaves to be mended."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from jinja2.ext import Extension
from sphinx.application import Sphinx

__all__ = ["setup"]

HERE = Path(__file__).resolve().parent
# The theme ships these sentences in English only; the rest comes from its own Chinese catalogue.
WORDS = (
    ('title="Collapse navigation"', 'title="收起目录"'),
    ('title="Link to this heading"', 'title="本节的链接"'),
    ('title="Permalink to this heading"', 'title="本节的链接"'),
)


# The theme draws its icons a second time with a script of 1.5 MB; its style sheet has them from a font of a tenth of that.
_HEAVY = "scripts/fontawesome.js"


class _WithoutDrawnIcons(Extension):
    """Drop the script from the templates, so that a phone reads the page and answers a question before it would have come."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return "\n".join(line for line in source.split("\n") if "<script" not in line or _HEAVY not in line)


def _lighten(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.builder.templates.environment.add_extension(_WithoutDrawnIcons)


def _drop(app: Sphinx, error: Exception | None) -> None:
    if not error and app.builder.format == "html":
        (Path(app.outdir) / "_static" / _HEAVY).unlink(missing_ok=True)


def _prepare(app: Sphinx, config: object) -> None:
    """Add our folders; they lie beside this file, wherever `conf.py` was written."""
    app.config.html_static_path = [*app.config.html_static_path, str(HERE / "assets")]
    app.config.html_favicon = str(HERE / "assets" / "favicon.svg")
    # First, so that ours are found before the theme's of the same name.
    app.config.templates_path = [str(HERE / "templates"), *app.config.templates_path]


def _scroll_tables(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put every table into a box of its own, so that a wide one scrolls and the page does not."""
    for table in list(doctree.findall(nodes.table)):
        if isinstance(table.parent, nodes.container) and "ip-table" in table.parent["classes"]:
            continue
        box = nodes.container(classes=["ip-table"])
        # Not `replace_self`: that would give the box the table's own anchor a second time.
        table.parent.replace(table, box)
        box += table


def _mend(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Say in Chinese what the theme says in English."""
    body = context.get("body") or ""
    for found, better in WORDS:
        body = body.replace(found, better)
    context["body"] = body
    # Sphinx's plural rules for its own search are made with `new Function`, which our policy refuses; nothing here needs them.
    context["script_files"] = [file for file in context.get("script_files", []) if "translations.js" not in str(file)]


def setup(app: Sphinx) -> None:
    """Register style sheets, the script and the two steps that mend pages."""
    app.connect("config-inited", _prepare)
    app.connect("builder-inited", _lighten)
    app.connect("build-finished", _drop)
    app.connect("doctree-resolved", _scroll_tables)
    app.connect("html-page-context", _mend, priority=600)
    app.add_css_file("ipcoord.css", priority=900)
    app.add_css_file("ipcoord-print.css", priority=901)
    app.add_js_file("ipcoord.js", loading_method="defer")
