"""What the command takes: folder, port and the address to listen on."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["BOOK", "add_arguments"]

BOOK = Path("_build") / "html"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add them to a parser."""
    parser.add_argument("folder", type=Path, nargs="?", default=BOOK, help=f"生成好的网页所在的文件夹，默认 {BOOK.as_posix()}")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000；被占用时依次试后面的端口")
    parser.add_argument("--bind", default="0.0.0.0", help="只给本机看时写 127.0.0.1")
