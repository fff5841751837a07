"""The picture of a threshold over time says in words what it draws."""

from datetime import date
from xml.etree import ElementTree

import pytest

from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.pictures.threshold_timeline import threshold_svg
from ipcoord_sim.thresholds import offences
from ipcoord_sim.thresholds.figures import read_ever

UNTIL = date(2026, 11, 23)
NAME = "{http://www.w3.org/2000/svg}"


def _all() -> list[tuple[str, str]]:
    conditions = frozenset()
    return [
        (o.id, field) for o in offences() for h in o.heads if o.id != "crl-219-1"
        for field in sorted(read_ever(h, h.conducts, conditions)) if field != "bankruptcy"
    ]


@pytest.mark.parametrize(("offence", "field"), sorted(set(_all())))
def test_every_amount_of_every_offence_has_a_picture_within_its_box(offence, field):
    """Well-formed, with title and description, text as text, nothing drawn outside, no script and no fixed black."""
    svg = threshold_svg(offence, field, until=UNTIL, amount=60000)
    root = ElementTree.fromstring(svg)
    width, height = (float(n) for n in root.get("viewBox").split()[2:])
    assert root.find(f"{NAME}title").text and root.find(f"{NAME}desc").text.endswith("。")
    for word in root.iter(f"{NAME}text"):
        assert 0 <= float(word.get("x")) <= width and 0 <= float(word.get("y")) <= height
    assert "<script" not in svg and "black" not in svg and "currentColor" in svg


def test_the_description_says_each_step_and_whether_the_case_reaches_it():
    """700 copies: not reached under 1,000, reached under 500."""
    root = ElementTree.fromstring(threshold_svg("crl-217", "copies", until=UNTIL, amount=700))
    words = root.find(f"{NAME}desc").text
    assert "2004-12-22到2007-04-04：1,000（法释〔2004〕19号），本案没有达到" in words
    assert "2007-04-05到2025-04-25：500（法释〔2007〕6号），本案达到" in words


def test_a_picture_needs_an_amount_that_the_offence_reads():
    """The error names the nearest one."""
    with pytest.raises(UnknownIdError, match="clicks"):
        threshold_svg("crl-217", "click", until=UNTIL)
