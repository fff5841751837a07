"""The data set: every fact recorded, nothing marked more certain than it is, YAML and compiled form equal."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import subprocess
import sys
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from ipcoord_sim import files
from ipcoord_sim.api import call
from ipcoord_sim.data import compiler, load, read
from ipcoord_sim.parameters import all_parameters

FACTS = Path(__file__).parent / "recorded" / "fact_ids.csv"
ASKED = [
    ("deadline", {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}),
    ("deadline", {"period": "orn310-send-24h", "start": "2026-09-30T16:20:00+08:00"}),
    ("law", {"id": "crl-214-unsold", "on": "2025-04-26"}),
    ("law_diff", {"first": "2025-04-25", "second": "2025-04-26"}),
    ("norms", {}),
    ("norms", {"clause": "2.2"}),
    ("periods", {}),
]
SCRIPT = """
import json, sys
sys.path.insert(0, sys.argv[1])
try:
    import yaml
    bare = False
except ImportError:
    bare = True
from ipcoord_sim import call
import ipcoord_sim.data as data
answers = [call(name, args) for name, args in json.loads(sys.argv[2])]
sys.stdout.buffer.write(json.dumps([str(bare), str(data.folder()), answers], ensure_ascii=False).encode())
"""


def _recorded() -> dict[str, tuple[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["section"], row["status"]) for row in csv.DictReader(file)}


def test_every_recorded_fact_is_in_the_data_and_none_besides():
    """Claim: 334 facts, each once, in the section where the fact base has it."""
    found = [(v.fact, p.section) for p in all_parameters() for v in p.values]
    recorded = _recorded()
    assert len(found) == len(recorded) == 334
    assert dict(found) == {id: section for id, (section, _) in recorded.items()}


def test_nothing_unverified_is_marked_verified():
    """Claim: the status of every fact is the recorded one, and what is verified names what was read."""
    values = [v for p in all_parameters() for v in p.values]
    assert {v.fact: v.status for v in values} == {id: status for id, (_, status) in _recorded().items()}
    sources = {row["key"] for row in load()["parameters"]["sources"]["sources"]}
    for value in values:
        assert set(value.source) <= sources
        assert not value.verified or (value.instrument and value.source), value.fact


def test_the_recorded_list_is_the_fact_base_where_it_is_at_hand(root):
    """Claim: where the fact base stands beside the checkout, the list of ids, sections and states is read off it."""
    base = root.parent / "shared" / "law" / "facts.md"
    if not base.is_file():
        pytest.skip("the fact base is not beside this checkout")
    found, section = {}, ""
    for line in base.read_text("utf-8").splitlines():
        if heading := re.match(r"## ([A-Z]\d?)\. ", line):
            section = heading[1]
        if row := re.match(r"\| `([a-z0-9-]+)` \|.*\| (verified|unverified) \|$", line):
            found[row[1]] = (section, row[2])
    assert found == _recorded()


def test_days_counted_in_the_data_are_figures_not_prose():
    """Claim: every period has its length, unit and counting as fields."""
    for parameter in all_parameters():
        if parameter.kind == "period":
            for value in parameter.values:
                for n in value.numbers:
                    assert n.unit not in ("hour", "day", "month") or n.counting, value.fact


def test_the_compiled_file_is_the_yaml(tmp_path):
    """Claim: compiling loses nothing, and a folder that holds only the compiled file reads the same."""
    target = compiler.compile_to(tmp_path / "compiled.json")
    assert read(tmp_path) == load()
    assert target.read_bytes() == compiler.compile_to(tmp_path / "again.json").read_bytes()


def test_dates_stay_text_and_only_true_and_false_are_truth_values(tmp_path):
    """Claim: `on`, `no` and a bare date are words to us, as an author means them."""
    (tmp_path / "x.yaml").write_text("a: 2026-09-30\nb: no\nc: off\nd: true\ne: 08:30\n", "utf-8")
    assert compiler.read_yaml(tmp_path / "x.yaml", "x.yaml") == {"a": "2026-09-30", "b": "no", "c": "off", "d": True, "e": "08:30"}


def test_one_figure_changed_in_the_yaml_changes_every_answer(other_data):
    """Claim: law and deadline read the figure from the data and from nowhere else."""
    path = other_data / "parameters" / "a-referral.yaml"
    row, mark = path.read_text("utf-8").split("- fact: orn310-reconsider-request-3d\n"), "- {value: 3, "
    assert mark in row[1]
    path.write_text(row[0] + "- fact: orn310-reconsider-request-3d\n" + row[1].replace(mark, "- {value: 4, ", 1), "utf-8")
    asked = {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"}
    answer = call("deadline", asked)
    assert (answer["limit"]["value"], [r["last_day"] for r in answer["readings"]]) == (4, ["2026-10-04", "2026-10-08", "2026-10-12"])
    assert call("law", {"id": "orn310-reconsider-request-3d", "on": "2026-09-30"})["value"] == 4


def test_a_holiday_changed_in_the_yaml_moves_the_deadline(other_data):
    """Claim: the calendar is data: without the make-up Saturday the working-day reading ends on Monday."""
    path = other_data / "calendar" / "workdays.yaml"
    path.write_text(path.read_text("utf-8").replace("  - {day: '2026-10-10', name_zh: 国庆节}\n", ""), "utf-8")
    answer = call("deadline", ASKED[0][1])
    assert [r["last_day"] for r in answer["readings"]] == ["2026-10-03", "2026-10-08", "2026-10-12"]


@pytest.mark.parametrize(("number", "raised"), [(errno.EACCES, False), (errno.EROFS, False), (errno.ENOSPC, True)])
def test_a_folder_that_cannot_be_written_is_left_as_it_is(number, raised, tmp_path, monkeypatch):
    """Claim: on a read-only checkout the data is compiled in memory; a full disk is not hushed up; no half file stays."""

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "replace", refuse)
    with pytest.raises(OSError) if raised else nullcontext():
        compiler.write(tmp_path / "compiled.json", "stamp", {})
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> zipfile.ZipFile:
    """The wheel, built from this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=root, check=True, capture_output=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    (path,) = out.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_carries_the_compiled_data_and_no_yaml(wheel):
    """Claim: one JSON file instead of the authored ones, and the licence of code and text."""
    names = wheel.namelist()
    assert "ipcoord_sim/data/compiled.json" in names and not [n for n in names if n.endswith((".yaml", ".yml", ".pyc"))]
    assert json.loads(wheel.read("ipcoord_sim/data/compiled.json"))["data"] == json.loads(json.dumps(load()))
    for licence in ("LICENSE", "LICENSE-CONTENT"):
        assert any(n.endswith(f"dist-info/licenses/{licence}") for n in names), licence


def test_the_wheel_answers_like_the_checkout_on_bare_python(wheel, tmp_path):
    """Claim: on a Python without a single installed package the answers are the same, byte for byte."""
    wheel.extractall(tmp_path)
    command = [sys.executable, "-S", "-I", "-X", "utf8", "-c", SCRIPT, str(tmp_path), json.dumps(ASKED)]
    ran = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
    bare, where, answers = json.loads(ran.stdout)
    assert (bare, Path(where)) == ("True", tmp_path / "ipcoord_sim" / "data")
    ours = json.dumps([call(name, args) for name, args in ASKED], ensure_ascii=False)
    assert json.dumps(answers, ensure_ascii=False) == ours and ours.encode() in ran.stdout
