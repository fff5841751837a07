"""Where cases went: stages from left to right, ribbons as wide as the number of cases that took that way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import InputError
from .svg import element, picture, text, wrapped

__all__ = ["flow_svg", "flows_of"]

_BAR, _STAGE, _HEIGHT, _TOP, _GAP, _LABEL = 16, 214, 420, 44, 46, 9


def flow_svg(flows: Sequence[dict], *, title: str = "案件去了哪里", unit_zh: str = "件") -> str:
    """The flow as SVG text: `flows` is a list of `{"from": …, "to": …, "count": n}` between named stages, without circles.

    Raises InputError where there is none, a count is no number above 0, or the stages run in a circle.

    >>> flow_svg([{"from": "移送", "to": "立案", "count": 7}, {"from": "移送", "to": "不予立案", "count": 3}]).count("移送：10件")
    1
    """
    rows = _read(flows)
    stage = _stages(rows)
    weight = {name: max(sum(n for a, _, n in rows if a == name), sum(n for _, b, n in rows if b == name)) for name in stage}
    columns: list[list[str]] = [[name for name in stage if stage[name] == n] for n in range(max(stage.values()) + 1)]
    scale = min((_HEIGHT - _GAP * len(column)) / sum(weight[name] for name in column) for column in columns)
    scale = max(scale, 0.01)
    spots = _placed(columns, rows, weight, scale)
    width = _STAGE * len(columns)
    bottom = max(y + high for _, y, high in spots.values())
    leaving, arriving = dict.fromkeys(stage, 0.0), dict.fromkeys(stage, 0.0)
    ribbons = []
    for one, other, n in sorted(rows, key=lambda row: (spots[row[0]][1], spots[row[1]][1])):
        (x1, y1, _), (x2, y2, _) = spots[one], spots[other]
        ribbons.append(_ribbon(x1 + _BAR, y1 + leaving[one], x2, y2 + arriving[other], n * scale, f"{one} → {other}：{n:g}{unit_zh}"))
        leaving[one] += n * scale
        arriving[other] += n * scale
    nodes = []
    for name, (x, y, high) in spots.items():
        nodes.append(element("rect", x=x, y=y, width=_BAR, height=round(high, 1), fill="currentColor"))
        lines = wrapped(f"{name} {weight[name]:g}", _LABEL)[:2]
        for m, line in enumerate(lines):
            nodes.append(text(x, y - 6 - 19 * (len(lines) - 1 - m), line, 17, font_weight="bold", stroke="var(--ip-ground,#fff)", stroke_width=4, paint_order="stroke"))
    told = "；".join(f"{name}：{weight[name]:g}{unit_zh}" for name in stage) + "。" + "；".join(f"{a}到{b}{n:g}{unit_zh}" for a, b, n in rows) + "。"
    return picture(width, round(bottom + 16, 1), title, told, *ribbons, *nodes, class_="ip-flow")


def flows_of(ways: Iterable[Sequence[str]]) -> list[dict]:
    """The flows of many cases, each given as the stages it went through; a stage entered again stands as a stage of its own.

    >>> flows_of([["移送", "立案"], ["移送", "补正", "移送", "立案"]])[:2]
    [{'from': '移送', 'to': '立案', 'count': 1}, {'from': '移送', 'to': '补正', 'count': 1}]
    """
    sums: dict[tuple[str, str], int] = {}
    for way in ways:
        seen: dict[str, int] = {}
        names = []
        for stage in way:
            seen[stage] = seen.get(stage, 0) + 1
            names.append(stage if seen[stage] == 1 else f"{stage}（第{seen[stage]}次）")
        for pair in zip(names, names[1:], strict=False):
            sums[pair] = sums.get(pair, 0) + 1
    return [{"from": one, "to": other, "count": n} for (one, other), n in sums.items()]


def _read(flows: Sequence[dict]) -> list[tuple[str, str, float]]:
    """The flows with equal ends added up, in the order of first appearance."""
    sums: dict[tuple[str, str], float] = {}
    for row in flows:
        try:
            one, other, n = str(row["from"]), str(row["to"]), float(row["count"])
        except (TypeError, ValueError, KeyError):
            raise InputError(f"流向 {row!r:.60} 读不懂；写成 from、to、count。", f"The flow {row!r:.60} cannot be read; write from, to, count.") from None
        if not 0 <= n < float("inf"):
            raise InputError(f"{one} 到 {other} 的件数应不小于 0，写的是 {n:g}。", f"The count from {one} to {other} must not be below 0, found {n:g}.")
        if n:
            sums[one, other] = sums.get((one, other), 0) + n
    if not sums:
        raise InputError("没有要画的流向；至少要有一条件数大于 0。", "There is no flow to draw; at least one count must be above 0.")
    return [(one, other, n) for (one, other), n in sums.items()]


def _stages(rows: list[tuple[str, str, float]]) -> dict[str, int]:
    """How many steps each stage is from a beginning, on its longest way."""
    stage = dict.fromkeys([name for one, other, _ in rows for name in (one, other)], 0)
    for _ in range(len(stage) + 1):
        changed = False
        for one, other, _n in rows:
            if stage[other] < stage[one] + 1:
                stage[other], changed = stage[one] + 1, True
        if not changed:
            return stage
    raise InputError("流向绕成了圈，画不出先后；请把退回的案件写成另一个阶段。", "The flows run in a circle; give what comes back a stage of its own.")


def _placed(columns: list[list[str]], rows: list[tuple[str, str, float]], weight: dict[str, float], scale: float) -> dict[str, tuple[float, float, float]]:
    """Corner and height of each stage's bar; within a column ordered by where its cases come from."""
    spots: dict[str, tuple[float, float, float]] = {}
    for n, column in enumerate(columns):
        def middle(name: str) -> float:
            from_here = [(spots[a][1], c) for a, b, c in rows if b == name and a in spots]
            return sum(y * c for y, c in from_here) / sum(c for _, c in from_here) if from_here else 0.0

        y = float(_TOP)
        for name in sorted(column, key=lambda name: (middle(name), column.index(name))):
            high = max(weight[name] * scale, 2.0)
            spots[name] = (n * _STAGE + 8, round(y, 1), high)
            y += high + _GAP
    return spots


def _ribbon(x1: float, y1: float, x2: float, y2: float, high: float, words: str) -> str:
    """A band from one bar to the next, with its number as a title that the pointer shows."""
    middle = (x1 + x2) / 2
    shape = (
        f"M{x1:g} {y1:.1f} C{middle:g} {y1:.1f} {middle:g} {y2:.1f} {x2:g} {y2:.1f} "
        f"V{y2 + high:.1f} C{middle:g} {y2 + high:.1f} {middle:g} {y1 + high:.1f} {x1:g} {y1 + high:.1f} Z"
    )
    return element("path", element("title", words), d=shape, fill="currentColor", fill_opacity=0.16, stroke="currentColor", stroke_opacity=0.5, stroke_width=0.8)
