"""What a folder of results says about itself, and whether a new run may go on in it."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from os.path import exists, isdir
from pathlib import Path

from ... import data
from ...errors import InputError
from ...files import reason, whole_file

__all__ = ["FORMAT", "NAME", "joined", "law_fingerprint", "read_manifest", "write_manifest"]

FORMAT = "ipcoord-sweep/1"
NAME = "manifest.json"
# What two runs must agree in to share a folder, with the words for it.
_SAME = {
    "format": ("格式", "format"),
    "version": ("软件包版本", "package version"),
    "law": ("法律数据的指纹", "fingerprint of the law data"),
    "model": ("模型", "model"),
    "seed": ("种子", "seed"),
    "chunk": ("每块的次数", "replications a chunk"),
    "cases": ("是否存逐案表", "whether cases are kept"),
}


@cache
def law_fingerprint() -> str:
    """The hash of all authored data, the same from a checkout and from a wheel."""
    text = json.dumps(data.load(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:16]


def read_manifest(folder: Path) -> dict | None:
    """The manifest of the folder; None where there is no folder, or an empty one.

    Raises InputError where it cannot be read, or where the folder holds something else.
    """
    path = folder / NAME
    if not exists(path):
        if isdir(folder) and any(folder.iterdir()):
            raise InputError(f"{folder} 里有别的东西；请换一个空文件夹。", f"{folder} holds something else; choose an empty folder.")
        return None
    try:
        found = json.loads(path.read_text("utf-8"))
        if not isinstance(found, dict) or not isinstance(found["scenarios"], dict) or not isinstance(found["chunk"], int):
            raise ValueError
        return found
    except (OSError, ValueError, KeyError):
        raise InputError(
            f"{path} 读不懂；这个文件夹不能接着用，请换一个 --out。", f"{path} cannot be read; the folder cannot be used, choose another --out.",
        ) from None


def joined(kept: dict | None, wanted: dict, folder: Path) -> dict:
    """The manifest for both: what stands there and what is wanted now.

    More replications, cities or scenarios are welcome; anything that would mix two computations is an InputError.
    """
    if kept is None:
        return wanted
    for field, (zh, en) in _SAME.items():
        if kept.get(field) != wanted[field]:
            raise InputError(
                f"{folder} 里的结果是用另一个{zh}算的（那里 {kept.get(field)}，现在 {wanted[field]}），不能混在一起；请换一个 --out。",
                f"The results in {folder} were computed with another {en} (there {kept.get(field)}, now {wanted[field]}) and cannot be mixed; choose another --out.",
            )
    for name, row in wanted["scenarios"].items():
        there = kept["scenarios"].get(name)
        if there is not None and there.get("hash") != row["hash"]:
            raise InputError(
                f"情景 {name} 改过了（{folder} 里是 {there.get('hash')}，现在是 {row['hash']}），新旧结果不能混在一起；请给它换一个名字，或者换一个 --out。",
                f"The scenario {name} has changed ({there.get('hash')} in {folder}, {row['hash']} now); give it another name or choose another --out.",
            )
    merged = kept | {"scenarios": kept["scenarios"] | wanted["scenarios"]}
    return merged | {field: max(kept[field], wanted[field]) for field in ("replications", "cities")}


def write_manifest(folder: Path, manifest: dict) -> None:
    """Write it whole or not at all.

    Raises InputError where the folder cannot be made or written.
    """
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(folder / NAME) as file:
            file.write(text)
    except OSError as broken:
        zh, en = reason(broken)
        raise InputError(f"写不了 {folder}（{zh}）；请核对权限和磁盘空间。", f"Cannot write {folder} ({en}); check permissions and space.") from None
