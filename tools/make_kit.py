"""The USB folder: `python -m tools.make_kit _build/html _build/kit`. The site, a start page to double-click, a server for machines with Python.

`--trainer _build/trainer` makes the trainer's folder: his edition with the slides, the papers of every lesson, an order of printing,
and the learner's site, which alone is served to the room.

Made anew each time beside the old one and put in its place at the end, so that a kit is whole or not there.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from ipcoord_sim.cli.paper import find_browser
from ipcoord_sim.errors import IpcoordError
from tools.compress_site import compress
from tools.kit.check import digest
from tools.kit.pages import open_as_files
from tools.lesson_kit import write
from tools.lessons import lesson, lesson_ids

__all__ = ["main", "make", "make_trainer"]

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "tools" / "kit"
NAME = "知识产权行刑衔接教程"
TRAINERS_NAME = "知识产权行刑衔接教员包"
_LEFT_OUT = shutil.ignore_patterns(".buildinfo", ".doctrees", "objects.inv")

# Windows' own shell reads its scripts in the system's code page, which is GBK where Chinese is spoken.
_BAT = """@echo off\r
cd /d "%~dp0"\r
set PY=\r
for %%p in ("py -3" "python" "python3") do if not defined PY (%%~p -c "import sys; sys.exit(sys.version_info < (3, 9))" >nul 2>nul && set "PY=%%~p")\r
if not defined PY (\r
  echo 这台电脑没有 Python 3.9 或更新的版本。双击“先看我.html”也能读书、做题、推演案例。\r
  pause\r
  exit /b 2\r
)\r
set PYTHONUTF8=1\r
set PYTHONDONTWRITEBYTECODE=1\r
set PYTHONPATH=%~dp0server\r
{run}\r
pause\r
"""
_SH = """#!/bin/sh
# 统信、麒麟、macOS 等系统用。
cd "$(dirname "$0")" || exit 2
for py in python3 python; do
  if command -v "$py" >/dev/null 2>&1 && "$py" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
    PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$PWD/server" exec "$py" {run}
  fi
done
echo "这台电脑没有 Python 3.9 或更新的版本。用浏览器打开“先看我.html”也能读书、做题、推演案例。" >&2
exit 2
"""
_SCRIPTS = {"启动": "-m serve site {more}", "核对": "server/check.py"}


def make(site: Path, out: Path) -> Path:
    """Write the kit of a built site below `out` and return its folder.

    The compressed copies go along: they are a quarter of the size, and a room of phones waits for the engine's bytes.
    Raises FileNotFoundError when the site has no front page, DataError for a page with a script that would not run from a file.
    """
    _built(site, "make book")

    def fill(work: Path) -> None:
        shutil.copyfile(PARTS / "start.html", work / "先看我.html")

    return _made(site, out, NAME, fill)


def make_trainer(site: Path, trainer: Path, out: Path, *, pdf: bool = True) -> Path:
    """Write the trainer's folder below `out`: `site` for the room, `trainer` for himself, `papers` to print, and return it.

    Raises FileNotFoundError when one of the sites, or the slides, were not built.
    """
    _built(site, "make book")
    _built(trainer, "make trainer")
    if not list(trainer.glob("slides/*/index.html")):
        raise FileNotFoundError(f"{trainer} 里没有幻灯片，请先运行 make trainer。")

    def fill(work: Path) -> None:
        shutil.copytree(trainer, work / "trainer", ignore=_LEFT_OUT)
        open_as_files(work / "trainer")
        for id in lesson_ids():
            write(id, work / "papers", pdf=pdf)
        shutil.copyfile(PARTS / "start-trainer.html", work / "先看我.html")
        (work / "印刷顺序.txt").write_text(_order(bool(pdf and find_browser())), encoding="utf-8-sig", newline="\r\n")

    return _made(site, out, TRAINERS_NAME, fill)


def _order(pdf: bool) -> str:
    """What to print, lesson by lesson, how often; the ending of the files as they are."""
    ending = "pdf" if pdf else "html"
    lines = ["印刷顺序。教员用，不发给学员。", "每份课包里，教员的单子在前，两席的单子在后，按席分开装袋。", ""]
    for id in lesson_ids():
        found = lesson(id)
        lines += [f"{found.minutes}分钟　{found.title}", f"  文件：papers/{id}-kit.{ending}"]
        lines += [f"  {n}. {what}：{copies}" for n, (what, copies) in enumerate(found.materials, 1)]
        lines.append("")
    return "\n".join(lines)


def _built(site: Path, command: str) -> None:
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"{site} 里没有 index.html，请先运行 {command}。")


def _made(site: Path, out: Path, name: str, fill: Callable[[Path], None]) -> Path:
    """The folder with the site that is served, the server, its scripts, what `fill` adds, and the list of all files."""
    done, work = out / name, out / f".{name}"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(site, work / "site", ignore=_LEFT_OUT)
    open_as_files(work / "site")
    compress(work / "site")
    _server(work / "server")
    fill(work)
    for script_name, run in _SCRIPTS.items():
        (work / f"{script_name}.bat").write_bytes(_BAT.format(run=f"%PY% {run.format(more='%*')}").encode("gbk"))
        script = work / f"{script_name}.sh"
        script.write_text(_SH.format(run=run.format(more='"$@"')), encoding="utf-8", newline="\n")
        script.chmod(0o755)
    files = sorted(path for path in work.rglob("*") if path.is_file())
    lines = [f"{digest(path)}  {path.relative_to(work).as_posix()}\n" for path in files]
    (work / "SHA256SUMS.txt").write_text("".join(lines), encoding="utf-8", newline="\n")
    shutil.rmtree(done, ignore_errors=True)
    work.rename(done)
    return done


def _server(folder: Path) -> None:
    """The server's own modules, and segno beside them: both are plain Python."""
    shutil.copytree(ROOT / "ipcoord_sim" / "serve", folder / "serve", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(PARTS / "check.py", folder / "check.py")
    found = find_spec("segno")
    if found and found.submodule_search_locations:
        shutil.copytree(found.submodule_search_locations[0], folder / "segno", ignore=shutil.ignore_patterns("__pycache__", "*.pyi"))


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and make the folder; 2 where something is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the learner's site, as built")
    parser.add_argument("out", type=Path, help="where the folder goes")
    parser.add_argument("--trainer", type=Path, metavar="SITE", help="the trainer's site, as built: makes the trainer's folder")
    chosen = parser.parse_args(arguments)
    try:
        made = make_trainer(chosen.site, chosen.trainer, chosen.out) if chosen.trainer else make(chosen.site, chosen.out)
    except (IpcoordError, FileNotFoundError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    print(f"U 盘文件夹：{made}（{size / 1e6:.0f} MB）。把整个文件夹拷到 U 盘，双击“先看我.html”。")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
