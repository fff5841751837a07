"""The law beside the plan: every provision with what a class asks for before it believes a table."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

from ipcoord_sim import data
from ipcoord_sim.norms import within
from ipcoord_sim.parameters import find
from tests import test_book_ext as small

NEEDED = ("chapters/part1/plan", "chapters/appendix/provenance")


def test_the_law_beside_the_plan_says_since_when_it_stands(tmp_path):
    """A07: whoever is doubted in class shows provision, beginning, state and day of the check without leaving the table."""
    app = small.build(tmp_path / "src", {name: small.PAGES[name] for name in NEEDED})
    plan = (Path(app.outdir) / "chapters" / "part1" / "plan.html").read_text("utf-8")
    (table,) = re.findall(r'<table class="[^"]*ip-gaps[^"]*".*?</table>', plan.partition('id="clause-2-2"')[2].partition('id="clause-2-3"')[0], re.S)
    words = unescape(re.sub(r"<[^>]+>", "", table))
    provisions = [find(above.basis).value for n in within("2.2") for above in n.superior]

    assert provisions and words.count("，现行") + words.count("待核") + words.count("未施行") >= len(provisions)
    assert f"上位法核对到{data.load()['parameters']['gaps']['as_of']}" in words
    assert all(f"{one.start}起" in words for one in provisions if one.start)
