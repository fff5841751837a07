"""The command: find a port, say where to go, serve until Ctrl-C or until the system ends the program."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from os.path import isfile
from pathlib import Path
from urllib.parse import urlsplit

from .arguments import add_arguments
from .room import HELP_ZH, addresses, qr_text
from .server import make_server

__all__ = ["main", "run"]

TRIES = 20


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and serve; 2 when the folder is no built book or no port is free."""
    parser = argparse.ArgumentParser(prog="python -m ipcoord_sim.serve", description="在本机和局域网里打开教程。")
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def run(chosen: argparse.Namespace) -> int:
    """Serve until Ctrl-C or a request to end; the exit code."""
    if not 0 <= chosen.port <= 65535:
        return _refuse(f"端口是 {chosen.port}，只能是 0 到 65535 的整数，请改 --port（make serve 时改 PORT）。")
    if not isfile(chosen.folder / "index.html"):
        return _refuse(f"{chosen.folder} 里没有 index.html，请先运行 make book。")
    server, why = _listen(chosen.folder, chosen.port, chosen.bind)
    if server is None:
        return _refuse(why)
    with server:
        _welcome(server, chosen.bind)
        # Asked to end from outside (a closed window, a system going down), the loop is left as with Ctrl-C.
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown, daemon=True).start())
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
    print("\n已停止，端口已放开。")
    return 0


def _welcome(server, bind: str) -> None:
    port = server.server_address[1]
    local, *room = addresses(port)
    server.is_own(*(urlsplit(address).hostname for address in room))
    print("按 Ctrl-C 停止。", flush=True)
    if bind == "0.0.0.0":
        for address in room:
            print(f"同一局域网里的人打开：{address}", flush=True)
            if code := qr_text(address):
                print(f"手机扫这个码（先连同一个无线网）：\n{code}", flush=True)
        print(HELP_ZH.format(port=port) if room else "没有找到局域网地址：现在只有本机能打开。插上网线或者连上无线网，再重新启动。", flush=True)
    print(f"教程已经打开，请在浏览器里访问：{local}", flush=True)


def _listen(folder: Path, port: int, bind: str):
    """A server on this port or one of the next; else None and what to do."""
    for number in range(port, min(port + TRIES, 65536)):
        try:
            server = make_server(folder, port=number, bind=bind, on_guest=_first_guest)
        except PermissionError:
            return None, f"系统不许普通用户打开端口 {number}，请换一个 1024 以上的，例如 --port 8000。"
        except OSError as error:
            if isinstance(error, UnicodeError) or getattr(error, "errno", None) in (None, -2, -3, -5, 99, 10049):
                return None, f"这台电脑没有 {bind} 这个地址，请改 --bind，或者不写。"
            continue
        if port and number != port:
            print(f"端口 {port} 已被别的程序占用，改用 {number}。", file=sys.stderr)
        return server, ""
    return None, f"端口 {port} 和后面 {TRIES - 1} 个都打不开，请换一个，例如 --port 9000（make serve PORT=9000）。"


def _first_guest() -> None:
    print("有别的电脑连上了，网络和防火墙都通。", flush=True)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
