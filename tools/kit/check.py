"""Compare every file of the kit with SHA256SUMS.txt: `python server/check.py`. Reads only; 1 where something differs."""

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "SHA256SUMS.txt"


def digest(path):
    """The SHA-256 of a file, as hexadecimal digits."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            found.update(block)
    return found.hexdigest()


def main():
    """Print what is missing, changed or was not delivered."""
    sys.dont_write_bytecode = True
    if not LIST.is_file():
        print("没有找到 SHA256SUMS.txt，没法核对。请重新拷一份完整的文件夹。")
        return 2
    wanted = dict(reversed(line.split("  ", 1)) for line in LIST.read_text(encoding="utf-8").splitlines())
    there = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file() and "__pycache__" not in path.parts} - {LIST.name}
    wrong = [f"缺少：{name}" for name in sorted(set(wanted) - there)]
    wrong += [f"多出来：{name}" for name in sorted(there - set(wanted))]
    wrong += [f"内容变了：{name}" for name in sorted(set(wanted) & there) if digest(ROOT / name) != wanted[name]]
    for line in wrong:
        print(line)
    print(f"核对了 {len(wanted)} 个文件，" + (f"{len(wrong)} 处不一致。请重新拷一份。" if wrong else "全部一致。"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
