"""The rules of one clause as lanes: each rule a row, the cause in its agency's lane, the act owed in its own, the limit in the box."""

from __future__ import annotations

from collections.abc import Iterable

from ..conformance.messages import AGENCY_KINDS_ZH
from .rule_rows import RuleRow, rule_rows
from .svg import element, named, picture, text, wrapped

__all__ = ["clause_lanes_svg"]

_LANE, _SIDE, _GAP, _HEAD, _LINE, _ARROW, _SIZE = 320, 24, 26, 46, 23, 34, 17
_COLOURS = {"amr": "var(--ip-reading-1,#0b8a76)", "psb": "var(--ip-reading-2,#2f78c4)"}
_OTHER = "var(--ip-reading-3,#c2571a)"


def clause_lanes_svg(ids: Iterable[str], title: str = "") -> str:
    """The lanes of these rules (`R09`, `R10.notice`) as SVG text, in the given order.

    A box over several lanes means that either agency may do it. Raises UnknownIdError, InputError.

    >>> clause_lanes_svg(["R12"]).count("3日内（有争议）")
    1
    """
    rows = rule_rows(ids)
    lanes, told = _lanes(rows), "；".join(f"{row.rule.key}：{row.who_zh}，{row.duty_zh}" for row in rows) + "。"
    tip = named("ip-clause-tip", told)
    width, y, drawn = _LANE * len(lanes), float(_HEAD), []
    for before, row in zip((None, *rows), rows, strict=False):
        piece, y = _row(row, lanes, y, before, tip)
        drawn.append(piece)
    heads = [text((n + 0.5) * _LANE, 30, AGENCY_KINDS_ZH[lane], 20, text_anchor="middle", font_weight="bold") for n, lane in enumerate(lanes)]
    point = element("path", d="M0 0 L9 4.5 L0 9 z", fill="currentColor")
    head = element("defs", element("marker", point, id=tip, markerWidth=9, markerHeight=9, refX=8, refY=4.5, orient="auto"))
    title = title or f"{'、'.join(dict.fromkeys(row.rule.id for row in rows))}：谁在什么之后做什么"
    return picture(width, y, title, told, head, *heads, *drawn, class_="ip-clause-lanes")


def _lanes(rows: tuple[RuleRow, ...]) -> list[str]:
    """The lanes that some row needs; the two agencies of the plan always stand side by side."""
    used = {"amr", "psb"} | {kind for row in rows for kind in (*row.causers, *row.owers)}
    return [kind for kind in AGENCY_KINDS_ZH if kind in used]


def _row(row: RuleRow, lanes: list[str], y: float, before: RuleRow | None, tip: str) -> tuple[str, float]:
    """The box of the cause and the box of the duty with an arrow between them, under a band with the rule's id and title.

    Parts of one rule share its band, and their cause where it is one.
    """
    pieces, together = [], before is not None and before.rule.id == row.rule.id
    if not together:
        pieces.append(element("rect", x=0, y=y, width=_LANE * len(lanes), height=34, fill="currentColor", fill_opacity=0.08))
        pieces.append(text(12, y + 23, f"{row.rule.id}　{row.rule.title_zh}", 18, font_weight="bold"))
        y += 46
    top, owed = y, _span(row.owers, lanes)
    say = _fit(row.duty_zh, owed)
    limit = [row.limit_zh] if row.limit_zh and row.limit_zh not in row.duty_zh else []
    cause = _span(row.causers, lanes) if row.causers else owed
    begins = _fit(row.cause_zh if row.causers else f"{row.cause_zh}的时候", cause)
    if not row.causers:
        pieces.append(_box(say, begins, row.owers, owed, y))
        y += _height(len(begins), len(say))
    elif cause[1] < owed[0] or owed[1] < cause[0]:
        high = max(_height(len(begins), 0), _height(len(say), len(limit)))
        x1, x2 = (_right(cause) + 1, _left(owed) - 2) if cause[1] < owed[0] else (_left(cause) - 1, _right(owed) + 2)
        pieces += [_box([], begins, row.causers, cause, y, high), _box(say, limit, row.owers, owed, y, high), _arrow((x1, y + high / 2, x2, y + high / 2), tip)]
        y += high
    else:
        if together and (before.cause_zh, before.causers, before.owers) == (row.cause_zh, row.causers, row.owers):
            y -= _GAP - 6
        else:
            first = _height(len(begins), 0)
            middle = (max(_left(cause), _left(owed)) + min(_right(cause), _right(owed))) / 2
            pieces += [_box([], begins, row.causers, cause, y), _arrow((middle, y + first, middle, y + first + _ARROW - 2), tip)]
            y += first + _ARROW
        pieces.append(_box(say, limit, row.owers, owed, y))
        y += _height(len(say), len(limit))
    # The lanes' edges stop where a box lies over both.
    free = [n for n in range(1, len(lanes)) if not any(first < n <= last for first, last in (cause, owed))]
    pieces += [element("line", x1=n * _LANE, x2=n * _LANE, y1=top, y2=y, stroke="currentColor", stroke_opacity=0.25, stroke_dasharray="3 5") for n in free]
    return element("g", *pieces), y + _GAP


def _span(kinds: tuple[str, ...], lanes: list[str]) -> tuple[int, int]:
    """The first and the last lane that a box of these kinds covers."""
    places = [lanes.index(kind) for kind in kinds]
    return min(places), max(places)


def _left(span: tuple[int, int]) -> float:
    return span[0] * _LANE + _SIDE


def _right(span: tuple[int, int]) -> float:
    return (span[1] + 1) * _LANE - _SIDE


def _fit(words: str, span: tuple[int, int]) -> list[str]:
    return wrapped(words, int((_right(span) - _left(span) - 28) // _SIZE))


def _height(bold: int, plain: int) -> float:
    return (bold + plain) * _LINE + 20


def _box(bold: list[str], plain: list[str], kinds: tuple[str, ...], span: tuple[int, int], y: float, high: float = 0) -> str:
    """A box over the lanes of `span` with its top at `y`; a coloured edge where one kind alone acts, a grey one where either may."""
    left, high = _left(span), high or _height(len(bold), len(plain))
    edge = _COLOURS.get(kinds[0], _OTHER) if len(kinds) == 1 else "currentColor"
    frame = element("rect", x=left, y=y, width=_right(span) - left, height=high, rx=8, fill="var(--ip-ground,none)", stroke="currentColor", stroke_opacity=0.45)
    lines = [
        text(left + 16, y + 27 + n * _LINE, line, _SIZE, font_weight="bold" if n < len(bold) else None) for n, line in enumerate([*bold, *plain])
    ]
    return frame + element("rect", x=left, y=y, width=6, height=high, rx=3, fill=edge) + "".join(lines)


def _arrow(way: tuple[float, float, float, float], tip: str) -> str:
    return element("line", **dict(zip(("x1", "y1", "x2", "y2"), way, strict=True)), stroke="currentColor", stroke_width=2, marker_end=f"url(#{tip})")
