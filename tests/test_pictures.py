"""Pictures say in words what they draw, and a map that does not fit the data is refused."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from ipcoord_sim import call
from ipcoord_sim.errors import DataError
from ipcoord_sim.pictures.deadline_timeline import deadline_svg
from ipcoord_sim.procedure import steps as procedure
from ipcoord_sim.procedure.steps import parts


@pytest.mark.parametrize(("key", "wrong"), [("norms", ["N99"]), ("basis", ["no-such"]), ("limit", "no-such"), ("next", [{"to": "nowhere", "label_zh": ""}])])
def test_a_map_that_names_an_unknown_id_is_refused(monkeypatch, key, wrong):
    """The sentence names the file, the step, the field and what was found."""
    known = procedure.data.load()
    changed = deepcopy(known["procedure"])
    changed["map"]["parts"][0]["steps"][0][key] = wrong
    monkeypatch.setattr(procedure.data, "load", lambda: known | {"procedure": changed})
    parts.cache_clear()
    try:
        with pytest.raises(DataError, match=r"procedure/map.yaml 的 find\..*(N99|no-such|nowhere)"):
            parts()
    finally:
        parts.cache_clear()


def test_a_timeline_tells_in_words_what_it_draws():
    """Title and description name every reading, its day and weight; names from the data are escaped."""
    answer = call("deadline", {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"})
    svg = deadline_svg(answer | {"label_zh": "<b>&"})
    assert "<b>" not in svg and "&lt;b&gt;&amp;" in svg
    told = re.search(r"<desc>(.*?)</desc>", svg)[1]
    assert all(words in told for words in ("自然日", "末日顺延", "工作日", "稳妥", "误读", "10月3日"))
    assert svg.count("国庆节") == 7 and ">班<" in svg


def test_a_long_period_is_drawn_without_its_middle():
    """Ninety days show their first and last weeks and say that the rest is left out."""
    svg = deadline_svg(call("deadline", {"period": "samr-proc-64-90d#1", "start": "2026-03-02"}))
    assert "中间的几周没有画出" in svg and svg.count("<g>") <= 6 * 7
