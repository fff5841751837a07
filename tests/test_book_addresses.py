"""Where pages go in the site, and that nothing of an earlier build stays there."""

from __future__ import annotations

from pathlib import Path

from sphinx.testing.util import SphinxTestApp


def _built(folder: Path, pages: list[str]) -> Path:
    for name in pages:
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        others = "\n".join(page for page in pages if page != "index") if name == "index" else ""
        path.write_text(f"# {name}\n" + (f"\n```{{toctree}}\n{others}\n```\n" if others else ""), encoding="utf-8")
    (folder / "conf.py").write_text("extensions = ['myst_parser', 'ipcoord_book.addresses']\n", encoding="utf-8")
    app = SphinxTestApp("html", srcdir=folder)
    try:
        app.build()
    finally:
        app.cleanup()
    return Path(app.outdir)


def test_a_page_that_was_taken_out_is_no_longer_in_the_site(tmp_path):
    """A second build over the first leaves no page, and no compressed copy, of what is not in the book any more."""
    out = _built(tmp_path / "src", ["index", "chapters/kept", "chapters/gone", "chapters/deep/gone"])
    (out / "chapters" / "gone.html.gz").write_bytes(b"x")
    assert (out / "chapters" / "deep" / "gone.html").is_file()
    for name in ("gone", "deep/gone"):
        (tmp_path / "src" / "chapters" / f"{name}.md").unlink()

    _built(tmp_path / "src", ["index", "chapters/kept"])

    assert sorted(path.name for path in (out / "chapters").rglob("*.*")) == ["kept.html"]
