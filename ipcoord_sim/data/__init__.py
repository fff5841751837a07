"""The authored data, as one dictionary: folder → file → content.

A wheel carries `compiled.json`. In a checkout the YAML is the source: it is compiled
(and checked) again whenever a byte of it has changed, and the result is kept beside it.
"""

from __future__ import annotations

import json
import os
from functools import cache
from hashlib import sha256
from pathlib import Path

from ..errors import DataError

__all__ = ["folder", "fresh", "load", "read"]

_COMPILED = "compiled.json"


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


def fresh() -> None:
    """Forget what was loaded, so that the next call reads the files again."""
    load.cache_clear()


def read(root: Path) -> dict:
    """The data under `root`, from its YAML where there is any, else from its compiled file."""
    compiled = root / _COMPILED
    sources = sorted(root.glob("*/*.yaml"))
    if not sources:
        return _compiled(compiled)
    stamp = _stamp(root, sources)
    if compiled.is_file():
        try:
            kept = json.loads(compiled.read_text("utf-8"))
            if kept["stamp"] == stamp:
                return kept["data"]
        except (ValueError, KeyError, TypeError):
            pass  # a damaged copy is made anew
    from .compiler import compile_folder, write

    data = compile_folder(root)
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


def _stamp(root: Path, sources: list[Path]) -> str:
    digest = sha256()
    own = sorted(Path(__file__).parent.glob("*.py")) + sorted((Path(__file__).parent / "schema").glob("*.yaml"))
    for path in [*own, *sources]:
        digest.update(path.name.encode())
        digest.update(path.parent.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
