"""An exercise kept in a file: written whole after every choice, read back whole or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..casebank.model import Case
from ..errors import InputError
from ..files import find_file, reason, whole_file
from .playing import HARDEST
from .replay import SEATS_PLAYED

__all__ = ["FORMAT", "Saved", "read_save", "write_save"]

FORMAT = "ipcoord-play/1"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Saved:
    """What a file holds: which case (and its digest at that time), chair, difficulty, choices."""

    case: str
    digest: str
    seat: str
    difficulty: int
    choices: tuple[str, ...]

    def changed(self, case: Case) -> bool:
        """Whether the case has been edited since."""
        return self.digest != case.digest


def write_save(target: Path | str, case: Case, seat: str, difficulty: int, choices: tuple[str, ...] | list[str]) -> Path:
    """Write the exercise to `target` at once or not at all: whoever is killed meanwhile keeps the file as it was before.

    Raises InputError where nothing can be written there.
    """
    target = Path(target)
    body = {"format": FORMAT, "case": case.id, "digest": case.digest, "seat": seat, "difficulty": difficulty, "choices": list(choices)}
    text = json.dumps(body | {"seal": _seal(body)}, ensure_ascii=False, indent=1) + "\n"
    try:
        with whole_file(target, lasting=True) as file:
            file.write(text)
    except OSError as broken:
        zh, en = reason(broken)
        raise InputError(f"写不了存档 {target}（{zh}）；请核对文件夹、权限和磁盘空间。", f"Cannot write {target} ({en}); check folder, permissions and space.") from None
    return target


def read_save(source: Path | str) -> Saved:
    """What `source` holds.

    Raises InputError for a file that cannot be read, is damaged, or is no saved exercise.
    """
    source = find_file(source, "存档", "saved exercise")
    with source.open("rb") as file:
        raw = file.read(_MOST_BYTES + 1)
    try:
        body = json.loads(raw.decode("utf-8")) if len(raw) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        raise _damaged(source) from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise InputError(f"{source} 不是本程序的存档（应为 {FORMAT}）；请选 case play 写出的文件。", f"{source} is no saved exercise ({FORMAT}); choose a file that case play wrote.")
    seal = body.pop("seal", None)
    if set(body) != {"format", "case", "digest", "seat", "difficulty", "choices"} or not _sound(body) or seal != _seal(body):
        raise _damaged(source)
    return Saved(body["case"], body["digest"], body["seat"], body["difficulty"], tuple(body["choices"]))


def _sound(body: dict) -> bool:
    return (
        isinstance(body["case"], str) and isinstance(body["digest"], str) and body["seat"] in SEATS_PLAYED
        and type(body["difficulty"]) is int and 0 <= body["difficulty"] <= HARDEST
        and isinstance(body["choices"], list) and all(isinstance(c, str) for c in body["choices"])
    )


def _seal(body: dict) -> str:
    return sha256(json.dumps(body, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:32]


def _damaged(source: Path) -> InputError:
    return InputError(f"存档 {source} 已经损坏，不能接着做；请换一份存档，或者重新开始。", f"The saved exercise {source} is damaged; use another one or begin again.")
