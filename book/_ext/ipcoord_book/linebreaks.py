"""A line break in the source between two Chinese characters is no space on the page.

Prose is written one sentence a line; HTML would show each break as a blank after the full stop.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

__all__ = ["JoinChineseLines", "setup"]

_BREAK = re.compile(r"[ \t]*\n[ \t]*")


class JoinChineseLines(SphinxTransform):
    """Drop line breaks that have a wide character (or its punctuation) on either side."""

    default_priority = 880

    def apply(self, **kwargs) -> None:
        for block in self.document.findall(nodes.TextElement):
            if isinstance(block, (nodes.literal_block, nodes.literal, nodes.raw, nodes.FixedTextElement)):
                continue
            if not isinstance(block, (nodes.Inline, nodes.reference)):
                _join(block)


def _join(block: nodes.TextElement) -> None:
    texts = [t for t in block.findall(nodes.Text) if not isinstance(t.parent, (nodes.literal, nodes.raw))]
    whole = "".join(str(t) for t in texts)
    place = 0
    for text in texts:
        old = str(text)
        if "\n" in old:
            start = place
            new = _BREAK.sub(lambda m, s=start: "" if _wide_around(whole, s + m.start(), s + m.end()) else "\n", old)
            if new != old:
                text.parent.replace(text, nodes.Text(new))
        place += len(old)


def _wide_around(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before and after) and (_wide(before) and _wide(after) or before in "。！？；：，、”）》")


def _wide(char: str) -> bool:
    return east_asian_width(char) in "WF" or char in "“”‘’…—"


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_transform(JoinChineseLines)
