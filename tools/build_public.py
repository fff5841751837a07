"""Build the public edition: public pages alone, on a theme of their own, made beside the old one and put in its place when it is whole.

Nothing of the learner's book is read: what is not in book/_toc.public.yml, or is not public, is no source of this build.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

import yaml

from tools.editions import EditionError, toc

ROOT = Path(__file__).resolve().parent.parent
EXTENSIONS = ROOT / "book" / "_ext"


def _conf(folder: Path) -> None:
    """Write `conf.py` and the order of reading."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "toc.yml").write_text(yaml.safe_dump(toc("public"), allow_unicode=True, sort_keys=False), encoding="utf-8")
    settings = {
        "project": "知识产权保护公众版", "author": "", "copyright": "", "language": "zh_CN",
        "extensions": ["myst_parser", "sphinx_external_toc", "ipcoord_public"],
        "external_toc_path": os.path.relpath(folder / "toc.yml", ROOT), "external_toc_exclude_missing": True,
        # A tree of sources is named, not a list of what to leave out.
        "include_patterns": ["book/public/**"],
        "html_theme": "ipcoord_public", "html_copy_source": False, "html_show_sourcelink": False, "html_use_index": False, "html_domain_indices": False,
        "html_permalinks": False, "html_title": "知识产权保护，两个部门怎样帮您", "smartquotes": False, "nitpicky": True,
        "myst_enable_extensions": ["attrs_block", "attrs_inline", "colon_fence", "deflist"], "myst_heading_anchors": 2,
        "ipcoord_link_pages": {"law": "public/sources", "clause": "public/plan", "norm": "public/plan", "term": "public/plan"},
    }
    lines = ["import sys", f"sys.path[:0] = [{str(EXTENSIONS)!r}, {str(ROOT)!r}]", *(f"{key} = {value!r}" for key, value in settings.items())]
    (folder / "conf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(out: Path, work: Path, *, quiet: bool = True) -> int:
    """Build into `out`; Sphinx's exit code. `out` is replaced only by a build without a warning."""
    from sphinx.cmd.build import main as sphinx_build

    fresh = work / "site"
    shutil.rmtree(work, ignore_errors=True)
    _conf(work / "conf")
    options = ["-b", "html", "-W", "--keep-going", "-n", "-E", "-c", str(work / "conf"), "-d", str(work / "doctrees")]
    code = sphinx_build([*options, *(["-q"] if quiet else []), str(ROOT), str(fresh)])
    if code:
        return code
    _strip(fresh)
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh.rename(out)
    return 0


def _strip(site: Path) -> None:
    """Take away what Sphinx writes for its own search and for other books: nothing of it is read on public pages."""
    for name in ("objects.inv", ".buildinfo", "searchindex.js", "search.html", "genindex.html", "_sources", ".doctrees"):
        path = site / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in (site / "_static").iterdir():
        if path.name not in ("public.css", "favicon.svg"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "public", help="where the pages go")
    parser.add_argument("--work", type=Path, default=ROOT / "_build" / "book-public", help="where everything else goes")
    parser.add_argument("--loud", action="store_true", help="print what Sphinx does")
    chosen = parser.parse_args(arguments)
    try:
        code = build(chosen.out, chosen.work, quiet=not chosen.loud)
    except EditionError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    print(f"公众版已生成：{chosen.out}（{sum(1 for _ in chosen.out.rglob('*.html'))} 页）" if code == 0 else "公众版没有生成：上面的每一行都要先改好。", file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
