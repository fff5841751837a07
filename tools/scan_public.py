"""Nothing internal in the public edition: every file that was built is read again and held against every source that is not public.

    python -m tools.scan_public _build/public

A run of signs that stands in an internal source and in no public one is a leak, wherever it stands: text, attribute, comment, picture, metadata.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.public_sources import CHINESE, LATIN, ROOT, grams, internal_ids, internal_sources, public_words
from tools.public_texts import HtmlParts, raw_of, texts_of

__all__ = ["faults"]

# Hosts that are names of a format and no address that is asked.
NAMES = {"www.w3.org", "www.sitemaps.org"}
FORBIDDEN = {
    "待核": "有待核的内容", "<script": "有脚本", "<form": "有表单", "<iframe": "嵌了别的页面", "document.cookie": "用了 cookie", "localstorage": "在读者的机器上存东西",
    "sessionstorage": "在读者的机器上存东西", "indexeddb": "在读者的机器上存东西", "sendbeacon": "会往外发东西", "file:///": "有本机路径",
}
SHOWN, LONGEST = 100, 60
_FULL = re.compile(r"""\b(?:https?|ftp|wss?)://[^\s"'<>()（）。，；]+""")
_BARE = re.compile(r"""(?:=\s*["']?|url\(\s*["']?)(//[^\s"'<>()]+)""")


def faults(out: Path, *, site: str = "", root: Path = ROOT) -> list[str]:
    """Every fault of a built edition, each one sentence; `site` is the address at which it will stand."""
    texts = {path: texts_of(path) for path in sorted(out.rglob("*")) if path.is_file()}
    found = [f"{path.relative_to(out)}：扫描不认识这种文件；公众版只放网页、样式、图片、PDF 和 XML，请去掉。" for path, parts in texts.items() if parts is None]
    known = {path: parts for path, parts in texts.items() if parts is not None}
    found += _leaks(known, out, root)
    for path, parts in known.items():
        name, whole = path.relative_to(out), "\n".join([*parts, raw_of(path)])
        found += [f"{name}：出现了内部编号 {id}；公开页面不写内部编号，请改用文字。" for id in internal_ids(root).findall(whole)]
        found += [f"{name}：{said}（{sign}）。" for sign, said in FORBIDDEN.items() if sign in whole.lower()]
        if str(root) in whole:
            found.append(f"{name}：有本机路径。")
        if path.suffix == ".png" and whole:
            found.append(f"{name}：图片文件里带着文字信息；请只留图像。")
    found += _addresses(known, out, site) + _dead_links(known, out)
    return list(dict.fromkeys(found))


def _leaks(texts: dict[Path, list[str]], out: Path, root: Path) -> list[str]:
    """Runs of signs that an output has from an internal source, the longest piece of each told."""
    where: dict[str, set[Path]] = {}
    for path, parts in texts.items():
        for part in parts:
            for run in grams(part):
                where.setdefault(run, set()).add(path)
    for words in public_words(root):
        for run in grams(words):
            where.pop(run, None)
    found: dict[tuple[Path, Path], str] = {}
    for source, words in internal_sources(root):
        last: dict[Path, int] = {}
        for place, run in enumerate(grams(words)):
            for path in where.get(run, ()):
                told = found.get((path, source), run)
                # Runs one after the other are one piece of text; the first piece is enough to find the rest.
                grows = last.get(path) == place - 1 and told.endswith(run[:-1]) and len(told) < LONGEST
                found[path, source] = told + run[-1] if grows else told
                last[path] = place
    return [
        f"{path.relative_to(out)}：有 {source.relative_to(root)} 里的内部文字“{words}”；请从公开页面里去掉，或者改写成公开的说法。"
        for (path, source), words in sorted(found.items())[:SHOWN]
    ]


def _addresses(texts: dict[Path, list[str]], out: Path, site: str) -> list[str]:
    """Addresses outside the site: written in full anywhere, or without a scheme where a browser would follow them."""
    found = []
    for path, parts in texts.items():
        for address in _addresses_in([*parts, raw_of(path)]):
            same = site and (address == site or address.startswith((site + "/", site + "?")))
            if not same and urlsplit(address).hostname not in NAMES:
                found.append(f"{path.relative_to(out)}：有外部地址 {address[:80]}；公众版不指向、也不读取别的网站，请改成文字。")
    return found


def _addresses_in(parts: list[str]) -> Iterator[str]:
    for part in parts:
        yield from _FULL.findall(part)
        yield from _BARE.findall(part)


def _dead_links(texts: dict[Path, list[str]], out: Path) -> list[str]:
    """Links within the edition that lead to no file or to no place in it: the target was never public."""
    pages = {path: HtmlParts.of(path.read_text("utf-8")) for path in texts if path.suffix == ".html"}
    found = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = Path(os.path.normpath(path.parent / unquote(parts.path))) if parts.path else path
            if not target.is_file() or (parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids):
                found.append(f"{path.relative_to(out)}：链接 {link} 在公众版里没有去处；请删去，或者先写一页公开的。")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and scan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "_build" / "public", help="the folder of the built edition")
    parser.add_argument("--site", default="", help="the address at which it will stand")
    chosen = parser.parse_args(arguments)
    if not any(chosen.out.glob("*.html")):
        print(f"{chosen.out} 里没有网页；请先运行 make public。", file=sys.stderr)
        return 2
    found = faults(chosen.out, site=chosen.site.rstrip("/"))
    print("\n".join(found) or f"扫描了 {sum(1 for p in chosen.out.rglob('*') if p.is_file())} 个文件（按 {CHINESE} 个汉字、{LATIN} 个字母的片段），没有发现不该公开的内容。", file=sys.stderr if found else sys.stdout)
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
