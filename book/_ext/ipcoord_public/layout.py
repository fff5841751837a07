"""How public pages look: our own theme, nothing a browser has to fetch but one style sheet."""

from __future__ import annotations

from os import path
from pathlib import Path

from docutils import nodes
from ipcoord_book.toolchain import build_day
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import os_path

from .local import local_fields

__all__ = ["setup"]

ROOM = "book/public/"
THEMES = Path(__file__).resolve().parents[2] / "_themes"


def _context(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Say in the template's words what a page is."""
    context["local"] = local_fields()
    context["built_on"] = build_day()
    told = app.env.metadata.get(pagename, {})
    context["summary"] = told.get("summary", "")
    context["short_name"] = pagename.removeprefix(ROOM)
    # Sphinx brings scripts for its own search and highlighting; public pages have neither.
    context["script_files"] = []
    context["css_files"] = []


class PublicBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder; the sources lie in a folder that no address shows."""

    name = "html"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return super().get_target_uri(docname.removeprefix(ROOM), typ)

    def get_outfilename(self, pagename: str) -> str:
        return path.join(self.outdir, os_path(pagename.removeprefix(ROOM)) + self.out_suffix)


def setup(app: Sphinx) -> None:
    """Register the theme, the addresses and the context."""
    app.add_builder(PublicBuilder, override=True)
    app.add_html_theme("ipcoord_public", str(THEMES / "ipcoord_public"))
    app.connect("html-page-context", _context, priority=900)
