"""The one Sphinx extension of this book: every module here that has a `setup` is a part of it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up every part, by name; a part adds its own directives, roles and events."""
    for found in sorted(iter_modules(__path__), key=lambda part: part.name):
        part = import_module(f"{__name__}.{found.name}")
        if hasattr(part, "setup"):
            part.setup(app)
    return {"version": "0.1.0", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
