"""Build the book: settings from book/_config.yml, Sphinx with warnings as errors, all of it below _build."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import sys
from pathlib import Path

import yaml

from tools.editions import EditionError, toc

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "book" / "_ext"


# The public edition is made by tools.build_public, on a theme of its own.
EDITIONS = {"learner": "html", "trainer": "trainer"}


def _settings(toc_file: str) -> dict:
    """Return Sphinx's settings as jupyter-book reads them from `_config.yml`; `toc_file` is a path below the root."""
    from jupyter_book.config import get_final_config

    with contextlib.redirect_stdout(io.StringIO()):
        settings, _ = get_final_config(
            user_yaml=ROOT / "book" / "_config.yml",
            sourcedir=ROOT,
            cli_config={"external_toc_path": toc_file, "latex_individualpages": False},
            validate=False,
        )
    return settings


def write_conf(folder: Path, edition: str = "learner") -> None:
    """Write a plain Sphinx `conf.py` and the edition's order of reading, so that Sphinx alone builds the same book."""
    folder.mkdir(parents=True, exist_ok=True)
    order = folder / "toc.yml"
    text = yaml.safe_dump(toc(edition), allow_unicode=True, sort_keys=False)
    if not order.is_file() or order.read_text(encoding="utf-8") != text:
        order.write_text(text, encoding="utf-8")
    lines = ["import sys", f"sys.path[:0] = [{str(EXTENSION)!r}, {str(ROOT)!r}]"]
    lines += [f"{key} = {value!r}" for key, value in sorted(_settings(os.path.relpath(order, ROOT)).items())]
    (folder / "conf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(out: Path, work: Path, *, edition: str = "learner", quiet: bool = True) -> int:
    """Build into `out`, keep `conf.py` and doctrees in `work`, and return Sphinx's exit code."""
    from sphinx.cmd.build import main as sphinx_build

    write_conf(work / "conf", edition)
    options = ["-b", "html", "-W", "--keep-going", "-n", "-c", str(work / "conf"), "-d", str(work / "doctrees")]
    code = sphinx_build([*options, *(["-q"] if quiet else []), str(ROOT), str(out)])
    if code:
        # Sphinx warns of a page only when it reads it: kept doctrees would let the next run pass in silence.
        shutil.rmtree(work / "doctrees", ignore_errors=True)
    return code


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and build; the exit code is Sphinx's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edition", choices=sorted(EDITIONS), default="learner", help="for whom; default learner")
    parser.add_argument("--out", type=Path, help="where the pages go")
    parser.add_argument("--work", type=Path, help="where settings and doctrees go")
    parser.add_argument("--loud", action="store_true", help="print what Sphinx does")
    chosen = parser.parse_args(arguments)
    out = chosen.out or ROOT / "_build" / EDITIONS[chosen.edition]
    work = chosen.work or ROOT / "_build" / ("book" if chosen.edition == "learner" else f"book-{chosen.edition}")
    try:
        code = build(out, work, edition=chosen.edition, quiet=not chosen.loud)
    except EditionError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if code == 0:
        pages = sum(1 for page in out.rglob("*.html") if "lite" not in page.relative_to(out).parts)
        print(f"教程已生成：{out}（{pages} 页）")
    else:
        print("教程没有生成：上面的每一行都要先改好。", file=sys.stderr)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
