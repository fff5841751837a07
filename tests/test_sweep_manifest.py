"""A folder of results is never mixed with another computation: each refusal is one sentence, and nothing is written."""

from __future__ import annotations

import json

import pytest

from ipcoord_sim.errors import InputError
from ipcoord_sim.simulation.sweep import run_sweep, variant
from tests.sweepmodel import MORE, PLAN, SHAPE


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A finished sweep."""
    out = tmp_path_factory.mktemp("whole") / "out"
    return out, run_sweep([PLAN, MORE], out, **SHAPE)


CHANGED = {
    "seed": ({"seed": 158}, "种子"),
    "chunk": ({"chunk": 5}, "每块的次数"),
    "cases": ({"cases": True}, "是否存逐案表"),
    "model": ({"model": "tests.sweepmodel:_Model"}, "模型"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_another_computation_is_refused_in_one_sentence(name, whole):
    """Claim: results are never mixed; the sentence says what differs, where, and what to do; nothing is written."""
    change, words = CHANGED[name]
    before = {p: p.read_bytes() for p in whole[0].rglob("*") if p.is_file()}
    with pytest.raises(InputError) as refused:
        run_sweep([PLAN], whole[0], **SHAPE | change)
    assert words in refused.value.zh and str(whole[0]) in refused.value.zh and "--out" in refused.value.zh
    assert {p: p.read_bytes() for p in whole[0].rglob("*") if p.is_file()} == before


def test_a_changed_scenario_version_or_law_is_refused(whole, monkeypatch):
    """Claim: the same name with other content, another package version, other law data: each is one sentence."""
    with pytest.raises(InputError, match="情景 plan 改过了"):
        run_sweep([variant("plan", {"days": 6})], whole[0], **SHAPE)
    monkeypatch.setattr("ipcoord_sim.simulation.sweep.running.stamp", lambda: ("9.9.9", "ffff"))
    with pytest.raises(InputError, match="另一个软件包版本算的（那里 .*，现在 9.9.9）"):
        run_sweep([PLAN], whole[0], **SHAPE)
    version = json.loads((whole[0] / "manifest.json").read_text("utf-8"))["version"]
    monkeypatch.setattr("ipcoord_sim.simulation.sweep.running.stamp", lambda: (version, "ffff"))
    with pytest.raises(InputError, match="法律数据的指纹"):
        run_sweep([PLAN], whole[0], **SHAPE)


def test_a_folder_that_is_no_sweep_is_left_alone(tmp_path):
    """Claim: a folder with other things, a broken manifest, a file in the folder's place: one sentence each, nothing written."""
    (tmp_path / "letter.txt").write_text("x", "utf-8")
    with pytest.raises(InputError, match="里有别的东西"):
        run_sweep([PLAN], tmp_path, **SHAPE)
    broken = tmp_path / "broken"
    broken.mkdir()
    for text in ("{", "[]", '{"scenarios": 1, "chunk": 4}', "{}"):
        (broken / "manifest.json").write_text(text, "utf-8")
        with pytest.raises(InputError, match="读不懂"):
            run_sweep([PLAN], broken, **SHAPE)
    with pytest.raises(InputError, match="写不了"):
        run_sweep([PLAN], tmp_path / "letter.txt", **SHAPE)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["broken", "letter.txt", "manifest.json"]


@pytest.mark.parametrize(
    ("change", "words"),
    [({"replications": 0}, "次数"), ({"cities": -1}, "城市数"), ({"seed": -1}, "种子"), ({"chunk": 0}, "每块的次数"), ({"replications": 10**9}, "次数"), ({"seed": True}, "种子")],
)
def test_a_bad_number_is_one_sentence(change, words, tmp_path):
    """Claim: a count that cannot be is refused before anything is computed or written."""
    with pytest.raises(InputError, match=words):
        run_sweep([PLAN], tmp_path / "out", **SHAPE | change)
    assert not (tmp_path / "out").exists()
