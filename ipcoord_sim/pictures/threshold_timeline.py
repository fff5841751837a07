"""One threshold of the law over time as steps, with the case's amount as a line across them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..thresholds import Step, epochs, field_label, offence_named, steps
from ..wording import amount_zh
from .svg import element, picture, text

__all__ = ["threshold_svg"]

_WIDTH, _LEFT, _RIGHT, _TOP, _BASE, _HEIGHT, _NARROW = 672, 24, 648, 84, 340, 412, 130
_TIER_ZH = {"basic": "入罪门槛", "aggravated": "加重档门槛"}
# Hues of middle lightness are legible on white and on near-black; line styles tell the two apart in grey.
_STEP, _CASE = "var(--ip-reading-1,#0b8a76)", "var(--ip-reading-3,#c2571a)"


def threshold_svg(
    offence: str, field: str, *, until: date, tier: str = "basic", amount: int | float | None = None, facts: dict | None = None
) -> str:
    """The picture of the lowest figure for one amount, up to the day `until`, as SVG text.

    Raises UnknownIdError for an offence or an amount that has no figure.

    >>> from datetime import date
    >>> threshold_svg("crl-217", "copies", until=date(2026, 1, 1), amount=700).count("500")
    3
    """
    known = [step for step in steps(offence, field, tier=tier, facts=facts) if step.start <= until]
    runs = _runs(known)
    most = max([run.threshold for run in runs if run.threshold] + ([amount] if amount else []), default=1) * 1.15
    scale = _Scale(runs[0].start, max(until, runs[-1].start), most)
    parts = [_axis(runs, scale)]
    for n, run in enumerate(runs):
        parts.append(_step(run, runs[n - 1] if n else None, runs[n + 1] if n + 1 < len(runs) else None, scale, amount))
    if amount is not None:
        parts.append(_case_line(amount, runs, scale))
    kind = f"{field_label(field)}的{_TIER_ZH[tier]}"
    title = f"{offence_named(offence).name_zh}：{kind}，{runs[0].start.year}—{scale.last.year}年"
    heading = text(_LEFT, 34, kind, 24, font_weight="bold")
    return picture(_WIDTH, _HEIGHT, title, _described(known, amount), heading, *parts, class_="ip-threshold")


def _runs(known: Sequence[Step]) -> list[Step]:
    """What is drawn: from the first figure of the data on, steps of equal height joined."""
    begin = epochs()[1]
    runs: list[Step] = []
    for step in known:
        if step.end is not None and step.end < begin:
            continue
        if not runs or runs[-1].threshold != step.threshold:
            runs.append(replace(step, start=max(step.start, begin)))
    return runs or [known[-1]]


class _Scale:
    """From days and amounts to places on the drawing."""

    def __init__(self, first: date, last: date, most: float) -> None:
        self._first, self._days, self._most = first, max(1, (last - first).days), most
        self.last = last

    def x(self, day: date) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (day - self._first).days / self._days, 1)

    def y(self, amount: float) -> float:
        return round(_BASE - (_BASE - _TOP) * amount / self._most, 1)


def _axis(drawn: Sequence[Step], scale: _Scale) -> str:
    """The base line and the days of change, in two rows so that near ones do not run into each other."""
    parts = [element("path", d=f"M{_LEFT} {_BASE}H{_RIGHT}", stroke="currentColor", stroke_width=2, fill="none")]
    ends = [0.0, 0.0]
    for step in drawn:
        x = scale.x(step.start)
        row = 0 if x >= ends[0] else 1
        anchor = "end" if x > _RIGHT - 120 else "start"
        ends[row] = (x if anchor == "end" else x + 128) + 8
        parts.append(element("line", x1=x, y1=_BASE, x2=x, y2=_BASE + 10, stroke="currentColor", stroke_width=2))
        parts.append(text(x, _BASE + 34 + 30 * row, str(step.start), 21, text_anchor=anchor))
    return "".join(parts)


def _step(run: Step, before: Step | None, after: Step | None, scale: _Scale, amount: int | float | None) -> str:
    x1, x2 = scale.x(run.start), scale.x(after.start if after else scale.last)
    if run.threshold is None:
        return text((x1 + x2) / 2, _BASE - 12, "没有数额", 21, text_anchor="middle", fill_opacity=0.85)
    y = scale.y(run.threshold)
    rise = f"V{scale.y(after.threshold)}" if after and after.threshold is not None else ""
    line = element("path", d=f"M{x1} {y}H{x2}{rise}", stroke=_STEP, stroke_width=6, fill="none")
    narrow = x2 - x1 < _NARROW
    # Below the line where an upright beside a fall, or the line of the case, would cross the words.
    crossed = amount is not None and 0 <= y - scale.y(amount) < 44
    fallen = crossed or bool(narrow and before and before.threshold and before.threshold > run.threshold)
    place = (x2, "end") if narrow and x2 > _RIGHT - _NARROW else (x1 + 4, "start")
    words = text(place[0], y + 30 if fallen else y - 14, amount_zh(run.threshold), 24, font_weight="bold", text_anchor=place[1])
    return line + words


def _case_line(amount: int | float, runs: Sequence[Step], scale: _Scale) -> str:
    """The amount of the case across the whole time, named in the middle of the widest step."""
    ends = [scale.x(run.start) for run in runs[1:]] + [scale.x(scale.last)]
    wide, run = max(zip(ends, runs, strict=True), key=lambda pair: pair[0] - scale.x(pair[1].start))
    y, middle = scale.y(amount), (scale.x(run.start) + wide) / 2
    below = run.threshold is None or amount < run.threshold
    line = element("line", x1=_LEFT, y1=y, x2=_RIGHT, y2=y, stroke=_CASE, stroke_width=4, stroke_dasharray="12 7")
    return line + text(middle, y + 29 if below else y - 12, f"本案 {amount_zh(amount)}", 24, font_weight="bold", text_anchor="middle")


def _described(drawn: Sequence[Step], amount: int | float | None) -> str:
    """The steps in words, for a screen reader and for print."""
    words = []
    for step in drawn:
        until = f"到{step.end}" if step.end else "起"
        figure = f"{amount_zh(step.threshold)}（{step.instrument}）" if step.threshold is not None else "没有数额"
        reached = ""
        if amount is not None and step.threshold is not None:
            reached = "，本案达到" if amount >= step.threshold else "，本案没有达到"
        words.append(f"{step.start}{until}：{figure}{reached}")
    return "；".join(words) + "。"
