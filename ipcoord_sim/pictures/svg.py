"""Small pieces of SVG text, every word escaped."""

from __future__ import annotations

from html import escape
from zlib import crc32

__all__ = ["element", "named", "picture", "text", "wrapped"]

# One list for all pictures; the reader's own fonts are used, none is shipped.
FONTS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif"


def element(tag: str, *children: str, **attributes: object) -> str:
    """One element; `_` in an attribute's name stands for `-`, and a trailing one is dropped.

    >>> element("rect", x=1, stroke_width=2, class_="day")
    '<rect x="1" stroke-width="2" class="day"/>'
    """
    pairs = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"' for key, value in attributes.items() if value is not None)
    body = "".join(children)
    return f"<{tag}{pairs}>{body}</{tag}>" if body else f"<{tag}{pairs}/>"


def text(x: float, y: float, words: str, size: float, **attributes: object) -> str:
    """One line of words with its baseline at `y`."""
    return element("text", escape(words), x=x, y=y, font_size=size, **({"fill": "currentColor"} | attributes))


def named(stem: str, told: str) -> str:
    """An id for a pattern or a marker of the picture that tells `told`: on one page each picture refers to its own, also where another is hidden.

    >>> named("ip-tip", "甲") == named("ip-tip", "甲") != named("ip-tip", "乙")
    True
    """
    return f"{stem}-{crc32(told.encode()):08x}"


def wrapped(words: str, width: int) -> list[str]:
    """`words` cut into lines of at most `width` Chinese characters; Latin letters and digits count as half.

    >>> wrapped("十二个字写成三行看看效果", 5)
    ['十二个字写', '成三行看看', '效果']
    >>> wrapped("第八条第一款（补正）", 7)
    ['第八条第一款', '（补正）']
    """
    lines, used = [""], 0.0
    for char in words:
        size = 0.55 if ord(char) < 0x2000 else 1.0
        closing = char in "，。；：、）》”？"
        if used + size > width and not closing:
            # An opening bracket goes to the next line with what it opens.
            opening = lines[-1][-1:] if lines[-1][-1:] in tuple("（《“〔") and len(lines[-1]) > 1 else ""
            lines[-1] = lines[-1].removesuffix(opening)
            lines.append(opening)
            used = float(len(opening))
        lines[-1] += char
        used += size
    return lines


def picture(width: float, height: float, title: str, description: str, *children: str, class_: str) -> str:
    """A whole picture that scales with its box; `title` and `description` are what a screen reader says."""
    return element(
        "svg", element("title", escape(title)), element("desc", escape(description)), *children,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_plain(width)} {_plain(height)}", role="img", class_=class_,
        style=f"display:block;width:100%;height:auto;max-width:{_plain(width)}px;font-family:{FONTS};color:inherit",
    )


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
