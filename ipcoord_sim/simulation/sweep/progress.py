"""A line on the terminal that says how far a long run is; nothing where nobody watches."""

from __future__ import annotations

import time
from typing import TextIO

__all__ = ["Bar"]

_EVERY = 0.1
_WIDTH = 24


class Bar:
    """`done` of `total`, with the time that is left, on one line of `stream`; silent where that is no terminal."""

    def __init__(self, total: int, stream: TextIO, clock=time.monotonic) -> None:
        self.total, self.done, self.failed = total, 0, 0
        self._stream, self._clock = stream, clock
        self._shown = stream.isatty() and total > 0
        self._begun, self._last = clock(), float("-inf")

    def step(self, failed: bool = False) -> None:
        """One more is done."""
        self.done += 1
        self.failed += failed
        if self._shown and (self.done == self.total or self._clock() - self._last >= _EVERY):
            self._last = self._clock()
            self._stream.write(f"\r{self.text()}\x1b[K")
            self._stream.flush()

    def close(self) -> None:
        """Leave the line."""
        if self._shown and self.done:
            self._stream.write("\n")

    def text(self) -> str:
        """The line."""
        full = _WIDTH * self.done // self.total
        left = (self._clock() - self._begun) / max(1, self.done) * (self.total - self.done)
        bad = f"，{self.failed} 块没有算成" if self.failed else ""
        return f"[{'█' * full}{'·' * (_WIDTH - full)}] {self.done}/{self.total} 块，还要约 {_span(left)}{bad}"


def _span(seconds: float) -> str:
    """A time in the words of a person who waits.

    >>> _span(42), _span(190), _span(7500)
    ('42 秒', '3 分', '2 小时 5 分')
    """
    if seconds < 90:
        return f"{round(seconds)} 秒"
    minutes = round(seconds / 60)
    return f"{minutes} 分" if minutes < 60 else f"{minutes // 60} 小时 {minutes % 60} 分"
