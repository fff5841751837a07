"""How notebooks look in the book: their printed sentences wrap, and their pictures keep to the reader's theme."""

from __future__ import annotations

from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> None:
    """Add the style sheet of notebook pages."""
    app.add_css_file("notebooks.css", priority=910)
