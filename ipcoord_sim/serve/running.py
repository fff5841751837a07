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
from .room import addresses, qr_text
from .server import make_server
from .words import said

__all__ = ["main", "run"]

TRIES = 20


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and serve; 2 when the folder is no built book or no port is free."""
    parser = argparse.ArgumentParser(prog="python -m ipcoord_sim.serve", description="在本机和局域网里打开教程。")
    add_arguments(parser)
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="用的语言")
    return run(parser.parse_args(arguments))


def run(chosen: argparse.Namespace) -> int:
    """Serve until Ctrl-C or a request to end; the exit code."""
    lang = chosen.lang
    if not 0 <= chosen.port <= 65535:
        return _refuse(said("port_range", lang, port=chosen.port))
    if not isfile(chosen.folder / "index.html"):
        return _refuse(said("no_book", lang, folder=chosen.folder))
    server, why = _listen(chosen.folder, chosen.port, chosen.bind, lang)
    if server is None:
        return _refuse(why)
    with server:
        _welcome(server, chosen.bind, lang)
        # Asked to end from outside (a closed window, a system going down), the loop is left as with Ctrl-C.
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown, daemon=True).start())
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
    print(f"\n{said('ended', lang)}")
    return 0


def _welcome(server, bind: str, lang: str) -> None:
    port = server.server_address[1]
    local, *room = addresses(port)
    server.is_own(*(urlsplit(address).hostname for address in room))
    print(said("how_to_stop", lang), flush=True)
    if bind == "0.0.0.0":
        for address in room:
            print(said("room", lang, address=address), flush=True)
            if code := qr_text(address):
                print(f"{said('code', lang)}\n{code}", flush=True)
        print(said("help", lang, port=port) if room else said("no_room", lang), flush=True)
    print(said("open", lang, address=local), flush=True)


def _listen(folder: Path, port: int, bind: str, lang: str):
    """A server on this port or one of the next; else None and what to do."""
    for number in range(port, min(port + TRIES, 65536)):
        try:
            server = make_server(folder, port=number, bind=bind, on_guest=lambda: print(said("guest", lang), flush=True))
        except PermissionError:
            return None, said("not_allowed", lang, port=number)
        except OSError as error:
            if isinstance(error, UnicodeError) or getattr(error, "errno", None) in (None, -2, -3, -5, 99, 10049):
                return None, said("no_address", lang, bind=bind)
            continue
        if port and number != port:
            print(said("taken", lang, port=port, used=number), file=sys.stderr)
        return server, ""
    return None, said("all_taken", lang, port=port, more=TRIES - 1)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
