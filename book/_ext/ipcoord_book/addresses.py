"""Short addresses: the front page is `index.html`, `book/chapters/part1/plan` is `chapters/part1/plan.html`."""

from __future__ import annotations

from os import path
from pathlib import Path

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
        return Path(self.get_outfilename(page_name))


def _remove_what_was(app: Sphinx, error: Exception | None) -> None:
    """Remove pages of an earlier build that are no longer in the book: a page taken out, or one of another edition."""
    if error or app.builder.name != "html":
        return
    now = {Path(app.builder.get_outfilename(docname)) for docname in app.env.found_docs}
    for folder in {Path(app.outdir) / page.relative_to(app.outdir).parts[0] for page in now if page.parent != Path(app.outdir)}:
        for page in folder.rglob(f"*{app.builder.out_suffix}"):
            if page not in now:
                page.unlink()
                page.with_name(page.name + ".gz").unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Put our builder in the place of Sphinx's own, and leave nothing of an earlier build."""
    app.add_builder(BookBuilder, override=True)
    app.connect("build-finished", _remove_what_was)
