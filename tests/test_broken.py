"""Broken data is refused with one sentence that names file, place, what was found and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ipcoord_sim.data import read
from ipcoord_sim.errors import DataError

BROKEN = Path(__file__).parent / "broken"
INDEX = yaml.safe_load((BROKEN / "index.yaml").read_text("utf-8"))


def _break(folder: Path, name: str) -> None:
    patch = yaml.safe_load((BROKEN / f"{name}.patch.yaml").read_text("utf-8"))
    target = folder / patch["file"]
    target.parent.mkdir(exist_ok=True)
    text = patch["content"] if "content" in patch else target.read_text("utf-8")
    if "find" in patch:
        assert patch["find"] in text, f"{name}: the data no longer holds what the patch replaces"
        text = text.replace(patch["find"], patch["put"], 1)
    target.write_bytes(text.encode(patch.get("encoding", "utf-8")))


def test_every_patch_is_in_the_index_and_every_entry_has_its_patch():
    """Claim: no kind of broken file goes untested."""
    assert sorted(row["patch"] for row in INDEX) == sorted(p.name.removesuffix(".patch.yaml") for p in BROKEN.glob("*.patch.yaml"))


@pytest.mark.parametrize("row", INDEX, ids=lambda row: row["patch"])
def test_a_broken_file_is_one_sentence_and_exit_code_two(row, other_data, ipcoord):
    """Claim: the command line ends with 2, prints nothing, and says in one line where to look and what to write."""
    _break(other_data, row["patch"])
    ran = ipcoord("deadline", "--list")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    for word in row["words"]:
        assert word in ran.err, (word, ran.err)
    assert ran.err.endswith("请改正后再运行。\n")
    assert not (other_data / "compiled.json").exists()


@pytest.mark.parametrize("name", ["missing-field", "tab", "ends-before-it-begins", "unknown-basis"])
def test_the_english_sentence_says_the_same(name, other_data, ipcoord):
    """Claim: with --lang en the sentence names the same file and is English."""
    _break(other_data, name)
    ran = ipcoord("deadline", "--list", "--lang", "en")
    file = yaml.safe_load((BROKEN / f"{name}.patch.yaml").read_text("utf-8"))["file"]
    assert ran.code == 2 and ran.err.startswith(f"Data file {file}, at ") and ran.err.endswith("Correct it and run again.\n")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '"text"'])
def test_a_damaged_package_is_told_to_be_installed_again(content, tmp_path):
    """Claim: a compiled file that cannot be read, where there is no YAML, is a sentence too."""
    (tmp_path / "compiled.json").write_text(content, "utf-8")
    with pytest.raises(DataError, match="compiled.json.*重新安装"):
        read(tmp_path)


def test_a_folder_without_data_is_told_so(tmp_path):
    """Claim: nothing at all is no data set."""
    with pytest.raises(DataError, match="读不到编译好的数据"):
        read(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"stamp": "old", "data": {}}'])
def test_a_damaged_or_old_compiled_file_beside_the_yaml_is_made_anew(content, other_data):
    """Claim: in a checkout the YAML is the source, whatever lies beside it."""
    (other_data / "compiled.json").write_text(content, "utf-8")
    assert len(read(other_data)["norms"]["norms"]["norms"]) == 35
    assert (other_data / "compiled.json").stat().st_size > 100_000
