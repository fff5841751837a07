"""Short addresses: the front page is `index.html`, `book/chapters/part1/plan` is `chapters/part1/plan.html`."""

from __future__ import annotations

from os import path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import os_path

__all__ = ["BookBuilder", "setup", "short_name"]


def short_name(docname: str) -> str:
    """Return where a source page goes in the site, without its suffix."""
    if docname == "book/chapters/index":
        return "index"
    return docname.removeprefix("book/")


class BookBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder; sources lie in two folders, and the reader's addresses need not show it."""

    name = "html"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return super().get_target_uri(short_name(docname), typ)

    def get_outfilename(self, pagename: str) -> str:
        return path.join(self.outdir, os_path(short_name(pagename)) + self.out_suffix)

    def get_output_path(self, page_name: str, /):  # newer Sphinx asks for this one
        from pathlib import Path

        return Path(self.get_outfilename(page_name))


def setup(app: Sphinx) -> None:
    """Put our builder in the place of Sphinx's own."""
    app.add_builder(BookBuilder, override=True)
