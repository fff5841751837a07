"""What the server says of a file: its type, how long it may be kept, and that no page may ask another origin for anything."""

from __future__ import annotations

import re

__all__ = ["KEPT", "POLICY", "REVALIDATED", "TYPES", "caching", "policy"]

# Scripts within a page stay allowed: the theme sets light or dark before the first paint with one.
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self' data: blob:; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# Jupyter compiles its schemas with `Function` and loads widgets from blobs; nothing else does.
_WIDER = POLICY.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval' blob:").replace("default-src 'self'", "default-src 'self' blob: data:")
_WIDER_BELOW = "/lite/"

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".epub": "application/epub+zip",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".ipynb": "application/json; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}

# An address that names the content's hash never means another content; anything else is asked for again by its tag.
KEPT, REVALIDATED = "public, max-age=31536000, immutable", "no-cache"
# The editor's parts, the packages and kept memory of the browser's Python, and the components have theirs in the name.
_HASHED = re.compile(r"/lite/build/.*\.[0-9a-f]{7}\.js|/lite/static/pyodide/.*-0?[0-9a-f]{10}[-.].*|/_static/components-[0-9a-f]{10}/.*")


def policy(path: str) -> str:
    """The content security policy of a path of the site."""
    return _WIDER if path.startswith(_WIDER_BELOW) else POLICY


def caching(path: str, query: str = "") -> str:
    """How long an answer may be kept: for good where the address carries the content's hash, in the name or as `v`.

    >>> caching("/ipcoord.css", "v=1a2b3c4d"), caching("/lite/build/142.f44e24f.js"), caching("/index.html")
    ('public, max-age=31536000, immutable', 'public, max-age=31536000, immutable', 'no-cache')
    """
    hashed = _HASHED.fullmatch(path) or any(part.startswith("v=") and len(part) >= 8 for part in query.split("&"))
    return KEPT if hashed else REVALIDATED
