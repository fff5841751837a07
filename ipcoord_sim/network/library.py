"""The one library that graphs stand on, loaded when it is first needed."""

from __future__ import annotations

from typing import Any

from ..errors import InputError

__all__ = ["networkx"]


def networkx() -> Any:
    """The module networkx; raises InputError in a sentence where it is not installed."""
    try:
        import networkx
    except ImportError:
        raise InputError(
            "网络分析要用 networkx，这里没有装；请装上 ipcoord-sim[network]。", "The network needs networkx, which is not installed; install ipcoord-sim[network].",
        ) from None
    return networkx
