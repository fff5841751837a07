"""Serve the built book to this machine and to the room: `ipcoord serve _build/html`, or `python -m ipcoord_sim.serve`.

Standard library only, so that the same folder runs from a USB stick; segno, where it is there, adds a QR code.
"""

from importlib import import_module

__all__ = ["add_arguments", "addresses", "main", "make_server", "run"]

_HOMES = {"add_arguments": ".arguments", "addresses": ".room", "main": ".running", "make_server": ".server", "run": ".running"}


def __getattr__(name: str):
    # Loaded on first use: the command line names this command in every run, and starts a server in few.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
