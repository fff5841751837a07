"""The book's own Chinese search: records and synonyms written beside the pages, Sphinx's search left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from jinja2.ext import Extension
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from .search_records import GROUPS, mark_searchable, records_of

__all__ = ["GROUPS", "load_synonyms", "mark_searchable", "setup"]

_FORMAT = 2
_HERE = Path(__file__).parent
_PAGE_GROUPS = (
    ("chapters/appendix/deadlines", "期限与门槛"),
    ("chapters/appendix/thresholds", "期限与门槛"),
    ("chapters/appendix/provenance", "期限与门槛"),
    ("chapters/appendix/forms", "表单"),
    ("chapters/cases", "案例"),
    ("chapters/items", "题"),
    ("chapters/practice", "题"),
    ("casebank/items", "题"),
    ("casebank", "案例"),
    ("notebooks", "笔记本"),
)
_THEIR_SCRIPTS = ("searchtools.js", "language_data.js", "searchindex.js")


def load_synonyms(path: Path = _HERE / "synonyms.yaml") -> list[list[str]]:
    """Read the sets of words that mean the same; a word that is no text or stands in two sets is an error."""
    sets = yaml.safe_load(path.read_text(encoding="utf-8"))["sets"]
    seen: set[str] = set()
    for words in sets:
        wrong = [word for word in words if not isinstance(word, str) or word in seen or words.count(word) > 1]
        if len(words) < 2 or wrong:
            raise ExtensionError(
                f"{path.name}：同义词组 {words} 少于两个词，或有词重复、不是文字（{wrong}）；请合并、删去或加引号。"
                f" / {path.name}: the set {words} has fewer than two words, or words repeated or no text ({wrong});"
                " merge, delete or quote them."
            )
        seen.update(words)
    return sets


class _WithoutTheirSearch(Extension):
    """Drop Sphinx's search scripts from the templates: they cannot read Chinese and would load on each page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        lines = source.split("\n")
        kept = [line for line in lines if "<script" not in line or not any(name in line for name in _THEIR_SCRIPTS)]
        return "\n".join(kept)


def _prepare(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    app.builder.search = False
    app.builder.templates.environment.add_extension(_WithoutTheirSearch)


def _search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if app.builder.format == "html":
        yield "search", {}, "search.html"


def _collect(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.builder.format != "html":
        return
    env = app.builder.env
    meta = env.metadata.get(docname, {})
    address = app.builder.get_target_uri(docname)
    group = next((group for start, group in _PAGE_GROUPS if address.startswith(start)), "正文")
    hidden = "nosearch" in meta or "no-search" in meta
    records = [] if hidden else records_of(doctree, env.titles[docname].astext(), meta.get("search_group", group))
    path = _cached(app, docname)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")


def _cached(app: Sphinx, docname: str) -> Path:
    return Path(app.doctreedir) / f"search-{_FORMAT}" / f"{docname}.json"


def _write(app: Sphinx, failure: Exception | None) -> None:
    if failure or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    pages, rows = [], []
    for docname in sorted(app.builder.env.found_docs):
        path = _cached(app, docname)
        if not path.exists():
            # Unchanged pages are not resolved again; with lost doctree notes they must be.
            app.builder.env.get_and_resolve_doctree(docname, app.builder)
        records = json.loads(path.read_text(encoding="utf-8"))
        if records:
            pages.append([app.builder.get_target_uri(docname), app.builder.env.titles[docname].astext()])
        for one in records:
            named = [len(pages) - 1, one["anchor"], GROUPS.index(one["group"]), one["title"], " › ".join(one["path"])]
            rows.append([*named, one["text"], " ".join(one["keys"]), one["state"]])
    index = {"format": _FORMAT, "groups": GROUPS, "pages": pages, "docs": rows, "synonyms": load_synonyms()}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (static / "search-docs.js").write_text(f"window.IPCOORD_SEARCH={text};\n", encoding="utf-8", newline="\n")
    for name in _THEIR_SCRIPTS:
        (static / name).unlink(missing_ok=True)
        (static.parent / name).unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the search to a Sphinx build; ``search.js`` takes over the theme's dialog."""
    app.add_css_file("search.css")
    app.add_js_file("search.js", loading_method="defer")
    app.connect("builder-inited", _prepare)
    app.connect("html-collect-pages", _search_page)
    app.connect("doctree-resolved", _collect, priority=900)
    app.connect("build-finished", _write)
    return {"version": "1", "env_version": _FORMAT, "parallel_read_safe": True, "parallel_write_safe": True}
