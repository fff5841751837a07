"""The authored data, as one dictionary: folder → file → content.

A wheel carries `compiled.json`. In a checkout the YAML is the source: it is compiled
(and checked) again whenever a byte of it has changed, and the result is kept beside it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from ..errors import DataError

__all__ = ["case_files", "folder", "fresh", "load", "load_cases", "read"]

_COMPILED = "compiled.json"
_COMPILED_CASES = "compiled_cases.json"


def folder() -> Path:
    """The folder the data is read from; the environment variable IPCOORD_DATA names another one."""
    named = os.environ.get("IPCOORD_DATA")
    return Path(named) if named else Path(__file__).parent


@cache
def load() -> dict:
    """All data, checked: `load()["parameters"]["a-referral"]` is that file's content.

    Raises DataError naming file, path, what was found and what is allowed.
    """
    return read(folder())


@cache
def load_cases() -> dict:
    """The case bank, checked: `casebank` by slug, `items` by clause, `catalogue` by name, `teaching` by chapter.

    In a checkout it is the folder `casebank`, or the one that IPCOORD_CASES names; a wheel carries it compiled.
    """
    root, named = _case_folder()
    sources = sorted(root.glob("**/*.yaml")) if root.is_dir() else []
    kept = Path(__file__).parent / _COMPILED_CASES
    if not sources and not kept.is_file():
        return {"casebank": {}, "items": {}, "catalogue": {}, "teaching": {}}

    def make() -> dict:
        from .compiler import compile_cases

        return compile_cases(root)

    return _kept(root / f".{_COMPILED}" if named else kept, sources, make)


def case_files() -> list[Path]:
    """The authored case files of a checkout; none where the package was installed from a wheel."""
    root, _ = _case_folder()
    return sorted(root.glob("*.yaml")) if root.is_dir() else []


def _case_folder() -> tuple[Path, bool]:
    """Where the cases are authored, and whether IPCOORD_CASES named the place."""
    named = os.environ.get("IPCOORD_CASES")
    return (Path(named), True) if named else (Path(__file__).parents[2] / "casebank", False)


def fresh() -> None:
    """Forget what was loaded, so that the next call reads the files again."""
    load.cache_clear()
    load_cases.cache_clear()


def read(root: Path) -> dict:
    """The data under `root`, from its YAML where there is any, else from its compiled file."""

    def make() -> dict:
        from .compiler import compile_folder

        return compile_folder(root)

    return _kept(root / _COMPILED, sorted(root.glob("*/*.yaml")), make)


def _kept(compiled: Path, sources: list[Path], make: Callable[[], dict]) -> dict:
    """What `compiled` holds, made anew where a source has changed since."""
    if not sources:
        return _compiled(compiled)
    stamp = _stamp(sources)
    if compiled.is_file():
        try:
            kept = json.loads(compiled.read_text("utf-8"))
            if kept["stamp"] == stamp:
                return kept["data"]
        except (ValueError, KeyError, TypeError):
            pass  # a damaged copy is made anew
    from .compiler import write

    data = make()
    write(compiled, stamp, data)
    return data


def _compiled(path: Path) -> dict:
    try:
        return json.loads(path.read_text("utf-8"))["data"]
    except (OSError, ValueError, KeyError, TypeError):
        raise DataError.at(
            path.name, "", "读不到编译好的数据", "完整安装的软件包；请重新安装 ipcoord-sim",
            "the compiled data cannot be read", "a complete package; install ipcoord-sim again",
        ) from None


def _stamp(sources: list[Path]) -> str:
    digest = sha256()
    own = sorted(Path(__file__).parent.glob("*.py")) + sorted((Path(__file__).parent / "schema").glob("*.yaml"))
    for path in [*own, *sources]:
        digest.update(path.name.encode())
        digest.update(path.parent.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
