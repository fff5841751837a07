"""Boxes of components in the book: each with a stand-in, each carrying what it needs so that drawing it asks the engine nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ipcoord_book.aid_boxes import filled, player

import ipcoord_sim as ip
from ipcoord_sim.casebank import case

CHAPTERS = Path(__file__).parent.parent / "book" / "chapters"
MODULES = {path.stem for path in (Path(ip.__file__).parent / "components" / "js").glob("*.js")}
BOX = re.compile(r"^```\{(component|case-player|experiment|register-box)\} ?(\S*)\n((?::[\w-]+:[^\n]*\n)*)(.*?)^```$", re.M | re.S)
BOXES = [(path.relative_to(CHAPTERS).as_posix(), *found.groups()) for path in sorted(CHAPTERS.rglob("*.md")) for found in BOX.finditer(path.read_text("utf-8"))]


def test_the_aids_stand_on_the_pages_where_they_are_needed():
    """The officer's page, the deadlines, the thresholds; and a page without code for each notebook whose experiment they are."""
    pages = {page for page, *_ in BOXES}
    assert {"start/officer.md", "appendix/deadlines.md", "appendix/thresholds.md", "part1/thresholds-over-time.md"} <= pages
    notebooks = {path.name.partition("-")[0] for path in (CHAPTERS.parent.parent / "notebooks").glob("nb*.ipynb")}
    tries = {path.stem for path in (CHAPTERS / "try").glob("nb*.md")}
    assert tries == notebooks and {f"try/{name}.md" for name in tries} <= pages


@pytest.mark.parametrize(("page", "kind", "name", "options", "body"), BOXES)
def test_every_box_has_a_stand_in_and_settings_that_answer(page, kind, name, options, body):
    """Without JavaScript and in print words stand there; a component exists; its preset is one the engine can answer."""
    assert body.strip(), page
    if kind == "experiment":
        first = json.loads(found[1]) if (found := re.search(r":first: (.*)", options)) else {}
        assert ip.call("experiment_form", {"name": name, "first": first})["answer"]["sentence_zh"]
    if kind != "component":
        return
    args = json.loads(found[1]) if (found := re.search(r":args: (.*)", options)) else {}
    assert name in MODULES
    if name == "deadline" and args:
        assert ip.call("deadline", {"period": args["period"], "start": "2026-03-10T09:00:00+08:00"})["readings"]
    assert isinstance(filled(name, args), dict)


def test_what_a_box_carries_is_what_the_engine_says():
    """Choices, form, first question and first answer are those of the calls."""
    assert filled("deadline", {})["choices"] == ip.call("deadline_choices", {})["groups"]
    assert filled("referral", {})["first"] == ip.call("referral", {"answers": {}})
    assert filled("evidence", {})["form"] == ip.call("evidence_form", {})
    made = filled("time-machine", {"offence": "crl-215", "field": "labels"})
    assert made["first"] == ip.call("time_machine", {key: made[key] for key in ("offence", "field", "amount", "on", "handled")})
    assert filled("network", {})["waits"] is True and filled("case", {"story": 1}) == {"story": 1}


def test_a_cases_box_holds_its_story_and_words_for_print():
    """The whole story, and a sentence where no script runs."""
    box = player(case("C-07"))
    assert box["args"]["story"] == ip.call("story", {"case": "C-07"}) and "推演" in box.astext()
