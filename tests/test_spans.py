"""Spans of days: every line and mark is drawn and told, long stretches get fewer ticks, nothing a reader types becomes markup."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from ipcoord_sim.pictures.spans import KINDS_ZH, Line, Span, spans_svg

DAY = date(2026, 9, 30)


def test_every_line_is_drawn_and_told():
    """Names and notes stand in the picture and in its description; the legend names what is used and nothing else."""
    svg = spans_svg("等", [Line("县局", (Span(DAY, DAY + timedelta(days=3), "work"),)), Line("期限", (Span(DAY, DAY, "limit"),), "当天")])
    assert "<desc>县局：在办9/30到10/3；期限：当天</desc>" in svg and ">当天</text>" in svg
    assert [word for word in KINDS_ZH.values() if f">{word}</text>" in svg] == ["在办", "期限"]


@pytest.mark.parametrize("days", [0, 1, 6, 30, 90, 400])
def test_ticks_never_stand_too_close(days):
    """Whatever the length, two days on the axis keep room for their words."""
    svg = spans_svg("等", [Line("县局", (Span(DAY, DAY + timedelta(days=days), "work"),))])
    places = [float(x) for x in re.findall(r'<text [^>]*x="([\d.]+)" y="22"', svg)]
    assert places and all(b - a >= 80 for a, b in zip(places, places[1:], strict=False))


def test_marks_cross_all_lines_and_have_names():
    """A mark has a line and a name below the lines, each in a row of its own."""
    svg = spans_svg("等", [Line("县局", (Span(DAY, DAY + timedelta(days=9), "amr"),))], [(DAY, "提请"), (DAY + timedelta(days=9), "移送")])
    rows = [float(y) for word in ("提请", "移送") for y in re.findall(rf'y="([\d.]+)"[^>]*>{word}</text>', svg)]
    assert len(rows) == 2 and rows[1] - rows[0] >= 20


def test_what_is_drawn_stays_inside():
    """No bar begins left of the picture or ends right of it."""
    svg = spans_svg("等", [Line(kind, (Span(DAY, DAY + timedelta(days=44), kind), Span(DAY, DAY, kind))) for kind in KINDS_ZH])
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    assert len(bars) >= 2 * len(KINDS_ZH)
    for x, width in bars:
        assert 0 <= float(x) and float(x) + float(width) <= 560


def test_words_cannot_become_markup():
    """A name with signs of markup is shown as it is written."""
    svg = spans_svg("<b>", [Line("<i>", (Span(DAY, DAY, "done"),), "<u>")], [(DAY, "<s>")])
    assert not re.search(r"<[bius]>", svg)
