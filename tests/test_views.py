"""What the views share: the same in words and in HTML, tables with names, words that are never markup."""

from __future__ import annotations

import re

from ipcoord_sim.aids import verdicts
from ipcoord_sim.cli import assessing
from ipcoord_sim.experiments.views import Folded, View, listed, table


def test_every_table_has_a_name_and_heads():
    """A table says what it is about; its columns and rows are named for those who hear it."""
    html = table("价", ["货", "元"], [["酒", "5"], ["茶", "6"]])
    assert "<caption>价</caption>" in html and html.count('scope="col"') == 2 and html.count('scope="row"') == 2


def test_words_of_a_case_cannot_become_markup():
    """What a register or a stock table names is shown as it is written."""
    for html in (table("<b>", ["<i>", "<s>"], [["<u>", "<s>"]]), listed(["<b>"]), View("<b>", "")._repr_html_(), Folded("<b>", View("x", ""))._repr_html_()):
        assert not re.search(r"<[bius]>", html), html


def test_the_words_of_a_verdict_are_those_of_the_command_line():
    """A notebook and the command `assess` say the same."""
    assert verdicts.ENTRY_ZH == assessing.ENTRY_ZH and verdicts.TIER_ZH == assessing.TIER_ZH
    assert set(verdicts.ACT_ZH) == set(assessing.ACT_ZH)
