"""A plan for joint IP enforcement as data, and the engine that reads it.

>>> import ipcoord_sim as ip
>>> ip.call("law", {"id": "orn310-send-24h", "on": "2026-11-23"})["value"]
24
"""

from importlib import import_module

__all__ = ["IpcoordError", "call"]
__version__ = "0.1.0"

_HOMES = {"IpcoordError": ".errors", "call": ".api"}


def __getattr__(name: str):
    # Loaded on first use, so that importing the package costs next to nothing.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
