"""Build the public edition: public pages alone, on a theme of their own, scanned, and put in place of the old one only when everything holds.

Only book/public is a source of this build; what is not in book/_toc.public.yml, or is not public, is never read.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

import yaml

from tools.editions import EditionError, toc

ROOT = Path(__file__).resolve().parent.parent
EXTENSIONS = ROOT / "book" / "_ext"
SOURCES = "book/public/"
STATIC = ("public.css", "sheet.css", "favicon.svg")


def order(root: Path = ROOT) -> dict:
    """The order of reading, its pages named as they lie in their folder.

    Raises EditionError for a page that is not public, or lies elsewhere.
    """
    def named(entry: dict) -> dict:
        found = {}
        for key, value in entry.items():
            if key in ("root", "file"):
                if not value.startswith(SOURCES):
                    raise EditionError(f"_toc.public.yml 里的 {value} 不在 {SOURCES} 里；公众版的页面都放在那里，请移过去或者从目录里去掉。")
                value = value.removeprefix(SOURCES)
            found[key] = [named(child) for child in value] if isinstance(value, list) else value
        return found

    return named(toc("public", root))


def _conf(folder: Path, cards: bool) -> None:
    """Write `conf.py` and the order of reading."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "toc.yml").write_text(yaml.safe_dump(order(), allow_unicode=True, sort_keys=False), encoding="utf-8")
    settings = {
        "project": "知识产权保护公众版", "author": "", "copyright": "", "language": "zh_CN",
        "extensions": ["myst_parser", "sphinx_external_toc", "ipcoord_public"],
        "external_toc_path": os.path.relpath(folder / "toc.yml", ROOT / SOURCES), "external_toc_exclude_missing": True,
        "html_theme": "ipcoord_public", "html_copy_source": False, "html_show_sourcelink": False, "html_use_index": False, "html_domain_indices": False,
        "html_permalinks": False, "html_title": "知识产权保护，两个部门怎样帮您", "smartquotes": False, "nitpicky": True,
        "myst_enable_extensions": ["attrs_block", "attrs_inline", "colon_fence", "deflist"], "myst_heading_anchors": 2,
        "ipcoord_link_pages": {"law": "sources", "clause": "plan", "norm": "plan", "term": "plan"}, "ipcoord_public_cards": cards,
    }
    lines = ["import sys", f"sys.path[:0] = [{str(EXTENSIONS)!r}, {str(ROOT)!r}]", *(f"{key} = {value!r}" for key, value in settings.items())]
    (folder / "conf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(out: Path, work: Path, *, cards: bool = True, quiet: bool = True) -> list[str]:
    """Build into `out`, which is replaced only by an edition without a fault; the faults, each a sentence.

    Raises EditionError, and ExtensionError for what the unit filled in.
    """
    from sphinx.cmd.build import main as sphinx_build

    if str(EXTENSIONS) not in sys.path:
        sys.path.insert(0, str(EXTENSIONS))
    from ipcoord_public.local import local_fields

    from tools.public_cards import draw_all
    from tools.public_feeds import write_feeds
    from tools.scan_public import faults

    if out.exists() and not (out / "index.html").is_file() and (not out.is_dir() or any(out.iterdir())):
        raise EditionError(f"{out} 里不是以前生成的网页，不能换掉它；请写一个空文件夹，或者还没有的文件夹。")
    site = local_fields()["site"]
    fresh = work / "site"
    for folder in ("conf", "doctrees", "site"):
        shutil.rmtree(work / folder, ignore_errors=True)
    _conf(work / "conf", cards)
    options = ["-b", "html", "-W", "--keep-going", "-n", "-E", "-c", str(work / "conf"), "-d", str(work / "doctrees")]
    if sphinx_build([*options, *(["-q"] if quiet else []), str(ROOT / SOURCES), str(fresh)]):
        return ["上面的每一行都要先改好。"]
    _strip(fresh)
    sheets = json.loads((work / "doctrees" / "sheets.json").read_text(encoding="utf-8"))
    write_feeds(fresh, sheets, site)
    if cards:
        draw_all(fresh, sheets, work / "cards")
    found = faults(fresh, site=site)
    if not found:
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh.rename(out)
    return found


def _strip(site: Path) -> None:
    """Take away what Sphinx writes for its own search and for other books: nothing of it is read on public pages."""
    for name in ("objects.inv", ".buildinfo", "searchindex.js", "search.html", "genindex.html", "_sources", ".doctrees"):
        path = site / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in (site / "_static").iterdir():
        if path.name not in STATIC:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _told(out: Path) -> None:
    """Say what was built, and what the unit has still to fill in."""
    from ipcoord_public.local import empty_fields, local_fields

    files = [path for path in out.rglob("*") if path.is_file()]
    pages = sum(1 for path in out.glob("*.html"))
    print(f"公众版已生成：{out}（{pages} 页，{sum(p.suffix == '.png' for p in files)} 张图，{sum(p.stat().st_size for p in files) // 1024} KB）；扫描没有发现不该公开的内容。")
    if empty := empty_fields():
        print(f"还有 {len(empty)} 处由本地单位填写（book/public/local.yaml）：{'、'.join(empty)}。")
    if not local_fields()["site"]:
        print("没有填网址：卡片和海报上没有二维码，也不写站点地图和更新订阅。填好 site 再生成一次就有了。")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and build."""
    from sphinx.errors import ExtensionError

    from ipcoord_sim.errors import IpcoordError

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "public", help="where the pages go")
    parser.add_argument("--work", type=Path, default=ROOT / "_build" / "book-public", help="where everything else goes")
    parser.add_argument("--no-cards", action="store_true", help="draw no share cards (no browser is needed then)")
    parser.add_argument("--loud", action="store_true", help="print what Sphinx does")
    chosen = parser.parse_args(arguments)
    try:
        found = build(chosen.out, chosen.work, cards=not chosen.no_cards, quiet=not chosen.loud)
    except (EditionError, ExtensionError, IpcoordError) as wrong:
        print(getattr(wrong, "zh", None) or wrong, file=sys.stderr)
        return 2
    if found:
        print("\n".join(["公众版没有生成，原来的还在：", *(f"- {line}" for line in found)]), file=sys.stderr)
        return 1
    _told(chosen.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
