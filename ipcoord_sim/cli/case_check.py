"""The command `ipcoord case check`: what does not fit in a case, where, and how to mend it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ..casebank import case as find_case
from ..casebank.authoring import is_file_name, read_draft
from ..casebank.remarks import HINT, WRONG
from ..data import case_files
from ..errors import InputError, IpcoordError
from ..exercise.examining import Examined, examine
from .terminal import fold

__all__ = ["run_check"]

_BAR = 24


def run_check(options) -> int:
    """Check the cases that are named, or all; 0: nothing to mend, 1: something to mend, 2: a file that cannot be read."""
    files = [Path(w) if is_file_name(w) else _file_of(w) for w in options.cases] or case_files()
    if not files:
        raise InputError("这里没有案例文件（安装好的软件包里只有编好的案例）；请写明文件。", "There are no case files here (an installed package carries them compiled); name a file.")
    worst, found = 0, []
    for n, path in enumerate(files, 1):
        try:
            one = examine(read_draft(path), _progress(path, n, len(files)))
        except IpcoordError as broken:
            _progress(path, n, len(files))(1.0, 0)
            print(" ".join(broken.sentence(options.lang).split()), file=sys.stderr)
            worst = 2
            continue
        _progress(path, n, len(files))(1.0, one.paths)
        worst = max(worst, 1 if one.wrong else 0)
        found.append(_examined_row(one))
        if not options.json:
            print(_examined_text(one, options.quiet))
    if options.json:
        print(json.dumps({"cases": found}, ensure_ascii=False, indent=2))
    return worst


def _file_of(id: str) -> Path:
    slug = find_case(id).slug
    for path in case_files():
        if path.stem == slug:
            return path
    raise InputError(f"{id} 没有源文件（安装好的软件包里只有编好的案例）；请写明文件。", f"{id} has no source file here (an installed package carries it compiled); name a file.")


def _progress(path: Path, n: int, of: int):
    """A bar on the terminal that tells how much of a case has been played; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return lambda share, count: None

    def tell(share: float, count: int) -> None:
        done = round(share * _BAR)
        end = "\r\033[K" if share >= 1 else ""
        print(f"\r{n}/{of} {path.stem[:28]} [{'█' * done}{'·' * (_BAR - done)}] {count} 条路 {end}", end="", file=sys.stderr, flush=True)

    return tell


def _examined_row(one: Examined) -> dict:
    draft = one.draft
    return {
        "file": draft.path.name, "id": draft.case.id if draft.case else None, "paths": one.paths, "wrong": one.wrong,
        "remarks": [{"level": r.level, "line": draft.line(r.place), "place": r.place, "found_zh": r.zh, "advice_zh": r.advice_zh} for r in one.remarks],
    }


def _examined_text(one: Examined, quiet: bool) -> str:
    draft = one.draft
    head = f"{draft.path.name}：" + (f"{draft.case.id}《{draft.case.title}》，" if draft.case else "")
    played = f"走了 {one.paths} 条路，" if one.paths else "还走不了（改好这些，再查一次，可能还有别的），"
    lines = [head + played + (f"要改 {one.wrong} 处。" if one.wrong else "都合适。")]
    for level, mark in ((WRONG, "✗"), (HINT, "提示")):
        for r in one.remarks:
            if r.level != level or (quiet and level == HINT):
                continue
            line = draft.line(r.place)
            where = (f"第 {line} 行 " if line else "") + r.place
            lines += [("  " if n else "") + part for n, part in enumerate(fold(f"  {mark} {where}：{r.zh.rstrip('。')}。{r.advice_zh}", 110))]
    return "\n".join(lines)
