"""The procedure drawn as lanes side by side, one an agency, read from top to bottom."""

from __future__ import annotations

from ..parameters import find
from ..procedure.steps import FORMS_ZH, Part, Step, lanes, parts, steps
from ..wording import number_zh
from .svg import element, picture, text, wrapped

__all__ = ["limit_words", "procedure_svg"]

_LANE, _BOX, _GAP, _HEAD, _BAND, _LINE = 320, 276, 30, 46, 44, 23
_COLOURS = {"amr": "var(--ip-reading-1,#0b8a76)", "psb": "var(--ip-reading-2,#2f78c4)", "procuratorate": "var(--ip-reading-3,#c2571a)"}


def limit_words(step: Step) -> str:
    """By when, in few words: the figure, the plan's own word, or that nothing is written."""
    if step.limit:
        return number_zh(find(step.limit).numbers[0]) + "内"
    return step.when_zh or "没有写期限"


def procedure_svg() -> str:
    """The whole map as SVG text; each step numbered as in the table beside it."""
    width = _LANE * len(lanes())
    pieces, y = [_heads()], _HEAD
    for part in parts():
        drawn, y = _part(part, y, width)
        pieces.append(drawn)
    y += 10
    lines = [element("line", x1=n * _LANE, x2=n * _LANE, y1=_HEAD, y2=y, stroke="currentColor", stroke_opacity=0.25)
             for n in range(1, len(lanes()))]
    told = "；".join(f"{s.number}. {lanes()[s.lane]}：{s.label_zh}（{limit_words(s)}）" for s in steps().values())
    return picture(width, y, "移送、审查、监督和移交的全部步骤", told, _arrow_head(), *lines, *pieces, class_="ip-procedure")


def _heads() -> str:
    return "".join(
        text((n + 0.5) * _LANE, 30, title, 20, text_anchor="middle", font_weight="bold") for n, title in enumerate(lanes().values())
    )


def _arrow_head() -> str:
    tip = element("path", d="M0 0 L9 4.5 L0 9 z", fill="currentColor")
    return element("defs", element("marker", tip, id="ip-tip", markerWidth=9, markerHeight=9, refX=8, refY=4.5, orient="auto"))


def _words(step: Step) -> list[str]:
    """The lines of a box: what is done, by when and how, where it goes on if that is far away."""
    near = _near(step)
    far = [f"{label or '然后'} → 第{steps()[to].number}步" for to, label in step.next if to not in near]
    form = f" · {FORMS_ZH[step.form]}" if step.form != "unspecified" else ""
    return [*wrapped(f"{step.number}. {step.label_zh}", 15), limit_words(step) + form, *far]


def _near(step: Step) -> set[str]:
    """The following steps to which an arrow is drawn: same row, or the very next row of the same lane."""
    part = next(p for p in parts() if step in p.steps)
    order = [s for s in part.steps if s.lane == step.lane]
    after = order[order.index(step) + 1 :][:1]
    same_row = {s.id for s in part.steps if s.row == step.row}
    return {to for to, _ in step.next if to in same_row or to in {s.id for s in after if s.row - step.row <= 1}}


def _part(part: Part, y: float, width: float) -> tuple[str, float]:
    """A band with the part's title, then its rows; a row is as high as its highest box."""
    names = list(lanes())
    pieces = [
        element("rect", x=0, y=y, width=width, height=_BAND - 10, fill="currentColor", fill_opacity=0.08),
        text(12, y + 24, part.title_zh, 19, font_weight="bold"),
    ]
    y += _BAND + 4
    places: dict[str, tuple[float, float, float]] = {}
    for row in range(1, max(s.row for s in part.steps) + 1):
        inside = [s for s in part.steps if s.row == row]
        height = max(len(_words(s)) for s in inside) * _LINE + 20
        for step in inside:
            x = names.index(step.lane) * _LANE + (_LANE - _BOX) / 2
            places[step.id] = (x, y, height)
            pieces.append(_box(step, x, y, height))
        y += height + _GAP
    for step in part.steps:
        pieces += [_arrow(places[step.id], places[to], dict(step.next)[to]) for to in sorted(_near(step))]
    return "".join(pieces), y


def _box(step: Step, x: float, y: float, height: float) -> str:
    lines, count = _words(step), len(wrapped(f"{step.number}. {step.label_zh}", 15))
    written = [
        text(x + 14, y + 26 + n * _LINE, line, 17, font_weight="bold" if n < count else None, fill_opacity=1 if n <= count else 0.85)
        for n, line in enumerate(lines)
    ]
    frame = element("rect", x=x, y=y, width=_BOX, height=height, rx=8, fill="var(--ip-ground,none)", stroke="currentColor", stroke_opacity=0.45)
    edge = element("rect", x=x, y=y, width=6, height=height, rx=3, fill=_COLOURS[step.lane])
    return element("g", frame, edge, *written)


def _arrow(start: tuple[float, float, float], end: tuple[float, float, float], label: str) -> str:
    (x1, y1, h1), (x2, y2, _) = start, end
    if y1 == y2:
        side = (x1 + _BOX + 1, x2 - 2) if x2 > x1 else (x1 - 1, x2 + _BOX + 2)
        points, at = (side[0], y1 + h1 / 2, side[1], y1 + h1 / 2), None
    else:
        points, at = (x1 + _BOX / 2, y1 + h1, x2 + _BOX / 2, y2 - 2), (x1 + _BOX / 2 + 12, y1 + h1 + 20)
    drawn = element("line", **dict(zip(("x1", "y1", "x2", "y2"), points, strict=True)), stroke="currentColor", stroke_width=2, marker_end="url(#ip-tip)")
    return drawn + (text(*at, label, 15, fill_opacity=0.9) if label and at else "")
