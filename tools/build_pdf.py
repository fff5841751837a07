"""The whole book as one PDF: `python -m tools.build_pdf [--edition learner|trainer|public]`, from the built site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.printing.order import sheets

__all__ = ["SITES", "TITLES", "main", "told"]

ROOT = Path(__file__).resolve().parent.parent
SITES = {"learner": "html", "trainer": "trainer", "public": "public"}
TITLES = {
    "learner": "知识产权行刑衔接协作：可以推演的教程", "trainer": "知识产权行刑衔接协作：教员版", "public": "知识产权保护，两个部门怎样帮您",
}


def told(edition: str) -> list[str]:
    """The lines of the title page."""
    sys.path.insert(0, str(ROOT / "book" / "_ext"))
    from ipcoord_book.toolchain import build_day

    lines = ["以信市监〔2022〕157号实施方案为样本", f"本册按{build_day() or '未提交'}的内容印制"]
    if edition != "public":
        lines += ["案例里的人物、企业、商标和编号都是虚构的", "标“待核”的没有读到原文，不用来下结论"]
    return [*lines, "期限推算和说明是辅助，最后以承办机关和法律文本为准", "文字、表格、图和案例：CC BY 4.0；程序：MIT"]


def main(arguments: list[str] | None = None) -> int:
    """Print, bind, and say where the file is; 2 where something is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edition", choices=sorted(SITES), default="learner")
    parser.add_argument("--site", type=Path, help="the built site")
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "print", help="folder of the PDF")
    parser.add_argument("--pages", nargs="*", help="addresses of single pages, for a try")
    chosen = parser.parse_args(arguments)
    site = chosen.site or ROOT / "_build" / SITES[chosen.edition]
    try:
        from tools.printing.binding import bind
        from tools.printing.paper import paper
        from tools.printing.press import print_book

        order = [sheet for sheet in sheets(site, chosen.edition) if not chosen.pages or sheet.address in chosen.pages]
        chosen.out.mkdir(parents=True, exist_ok=True)
        target = chosen.out / f"ipcoord-{chosen.edition}.pdf"
        raw = target.with_suffix(".raw")
        book = paper(site, order, title=TITLES[chosen.edition], told=told(chosen.edition))
        print_book(site, book.html, raw, _progress)
        made = bind(raw, target, order, book.places, title=TITLES[chosen.edition])
        raw.unlink()
    except FileNotFoundError as missing:
        print(missing, file=sys.stderr)
        return 2
    print(f"PDF：{target}（{made.pages} 页，{target.stat().st_size / 1e6:.1f} MB）")
    return 0


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
