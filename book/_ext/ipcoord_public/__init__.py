"""The extension of the public edition: a few parts of the book's own, and what only public pages have."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sphinx.application import Sphinx

__all__ = ["SHARED", "setup"]

# Taken from the book as they are; nothing else of it is loaded, so nothing else can come along.
SHARED = ("links", "problems", "backlinks", "figures", "clauses", "linebreaks", "rows")
OWN = ("basis", "guard", "layout", "local", "pictures", "questions", "sheets", "terms")


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up every part."""
    for name in SHARED:
        import_module(f"ipcoord_book.{name}").setup(app)
    for name in OWN:
        import_module(f"{__name__}.{name}").setup(app)
    return {"version": "0.1.0", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
