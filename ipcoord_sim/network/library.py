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
            "网络分析要用 networkx，这里没有装；请装上 ipcoord-sim[network]；在浏览器的笔记本里，先运行一行 import networkx。",
            "The network needs networkx, which is not installed; install ipcoord-sim[network]; in a notebook in the browser run import networkx first.",
        ) from None
    return networkx
