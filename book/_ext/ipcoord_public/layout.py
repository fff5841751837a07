"""How public pages look: our own theme, nothing a browser has to fetch but one style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from ipcoord_book.toolchain import build_day
from sphinx.application import Sphinx

from .local import local_fields
from .sheets import NAME, Sheet, poster_html, sheet_of, sheets

__all__ = ["setup"]

THEMES = Path(__file__).resolve().parents[2] / "_themes"


def _context(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Say in the template's words what a page is."""
    told = app.env.metadata.get(pagename, {})
    context["local"] = local_fields()
    context["site_name"] = NAME
    context["built_on"] = build_day()
    context["summary"] = told.get("summary", "")
    context["sheet"] = sheet_of(app.env, pagename) if pagename in app.env.found_docs else None
    context["cards"] = app.config.ipcoord_public_cards
    # Sphinx brings scripts for its own search and highlighting; public pages have neither.
    context["script_files"] = []
    context["css_files"] = []


def _posters(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """One poster a page, to be printed on A4 or A3."""
    if app.builder.name == "html":
        for sheet in sheets(app.env):
            yield f"posters/{sheet.name}", _told(sheet), "poster.html"


def _told(sheet: Sheet) -> dict:
    return {"title": f"{sheet.title}（海报）", "poster": poster_html(sheet), "page": sheet.name}


def setup(app: Sphinx) -> None:
    """Register the theme, the context and the posters."""
    app.add_config_value("ipcoord_public_cards", True, "html", bool)
    app.add_html_theme("ipcoord_public", str(THEMES / "ipcoord_public"))
    app.connect("html-page-context", _context, priority=900)
    app.connect("html-collect-pages", _posters)
