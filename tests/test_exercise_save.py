"""A saved exercise: read back whole or refused in one sentence, and never half written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ipcoord_sim.casebank import case as find_case
from ipcoord_sim.errors import InputError
from ipcoord_sim.exercise.save import _seal, read_save, write_save

CHOICES = ("d1:b", "d2:c", "d3:b")
# Every save is told only after it has returned, so the last number told is one that must have survived.
WRITER = """
import sys
from ipcoord_sim.casebank import case
from ipcoord_sim.exercise.save import write_save
choices, chosen = [], case("C-20")
for n in range(1_000_000):
    choices = [*choices[-200:], f"d{n}:a"]
    write_save(sys.argv[1], chosen, "amr", 0, choices)
    print(n, flush=True)
"""


@pytest.fixture
def saved(tmp_path) -> Path:
    """A save file of C-20 after three choices."""
    return write_save(tmp_path / "存档 1.json", find_case("C-20"), "amr", 1, CHOICES)


def sealed(body: dict) -> str:
    """The text of a save file whose seal fits."""
    return json.dumps(body | {"seal": _seal(body)}, ensure_ascii=False)


def body_of(path: Path) -> dict:
    """What the file holds, without its seal."""
    body = json.loads(path.read_text("utf-8"))
    del body["seal"]
    return body


def test_what_is_written_is_read_back(saved):
    """Claim: case, chair, difficulty and choices come back as they were, and nothing else is left in the folder."""
    back = read_save(saved)
    assert (back.case, back.seat, back.difficulty, back.choices) == ("C-20", "amr", 1, CHOICES)
    assert not back.changed(find_case("C-20"))
    assert [p.name for p in saved.parent.iterdir()] == [saved.name]


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused(saved, kept):
    """Claim: wherever a file ends too early, it is damaged and not a shorter game."""
    raw = saved.read_bytes()
    saved.write_bytes(raw[: int(len(raw) * kept)])
    with pytest.raises(InputError, match="已经损坏"):
        read_save(saved)


def test_no_changed_byte_gets_through(saved):
    """Claim: whichever byte is turned into another, the file is refused or says the same as before."""
    raw, before = saved.read_bytes(), read_save(saved)
    for n in range(len(raw)):
        saved.write_bytes(raw[:n] + bytes([raw[n] ^ 1]) + raw[n + 1 :])
        try:
            assert read_save(saved) == before, n
        except InputError:
            continue


@pytest.mark.parametrize(
    "change",
    [
        {"choices": "d1:b"}, {"choices": [1]}, {"choices": {}}, {"seat": "judge"}, {"seat": []}, {"difficulty": 3}, {"difficulty": True},
        {"difficulty": 0.0}, {"case": None}, {"digest": 1}, {"more": 1}, {"choices": [[[[[]]]]]},
    ],
)
def test_a_fitting_seal_does_not_make_nonsense_a_game(saved, change):
    """Claim: values of another kind are refused even where the seal was made for them."""
    saved.write_text(sealed(body_of(saved) | change), "utf-8")
    with pytest.raises(InputError, match="已经损坏"):
        read_save(saved)


@pytest.mark.parametrize(
    "raw",
    [b"{}", b"[]", b"null", b"1", b'{"format": "ipcoord-play/2"}', b'{"format": "ipcoord-review/1"}', b" " * 1_000_100, b"id: C-20\n", b"\xff\xfe", b"", b"[" * 100_000, b"9" * 5000],
)
def test_a_foreign_file_is_refused_in_one_sentence(tmp_path, raw):
    """Claim: whatever is in a file that is no save, the answer is one sentence that names the file."""
    path = tmp_path / "x.json"
    path.write_bytes(raw)
    with pytest.raises(InputError) as refused:
        read_save(path)
    assert str(path) in refused.value.zh and refused.value.zh.count("。") == 1 and "\n" not in refused.value.zh


@pytest.mark.parametrize("name", ["none.json", "."])
def test_what_is_no_file_is_refused(tmp_path, name):
    """Claim: a missing file and a folder are refused like any other."""
    with pytest.raises(InputError, match="找不到存档"):
        read_save(tmp_path / name)


def test_where_nothing_can_be_written_the_old_game_stays(saved, tmp_path):
    """Claim: a save that fails is one sentence and leaves nothing behind."""
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "folder", tmp_path / "no" / "x.json"):
        with pytest.raises(InputError, match="写不了存档"):
            write_save(target, find_case("C-20"), "amr", 0, [])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", saved.name] and read_save(saved).choices == CHOICES


@pytest.mark.parametrize("verb", ["play", "review"])
def test_a_save_of_another_case_is_refused(saved, root, ipcoord, verb):
    """Claim: the save of C-20 is not played on in C-01."""
    other = str(root / "casebank" / "c01-ninety-nine-percent.yaml")
    words = ("play", "--resume", str(saved), other) if verb == "play" else ("review", str(saved), "--case", other)
    ran = ipcoord("case", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1) and "存档是 C-20 的" in ran.err


def test_a_review_is_not_made_of_a_case_that_was_edited_since(tmp_path, ipcoord):
    """Claim: choices made in another wording of the case are not judged by the new one."""
    path = write_save(tmp_path / "s.json", find_case("C-20"), "amr", 0, ["d1:a"])
    path.write_text(sealed(body_of(path) | {"digest": "0" * 64}), "utf-8")
    ran = ipcoord("case", "review", str(path))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1) and "以后改过" in ran.err
    again = ipcoord("case", "play", "--resume", str(path))
    assert again.code == 0 and "这个案例在存档以后改过" in again.out
    assert ipcoord("case", "review", str(path)).code == 0


def test_a_game_resumed_after_an_edit_goes_back_to_what_is_still_open(saved, ipcoord):
    """Claim: choices that exist no more are dropped from the first of them on, and it is said how many."""
    saved.write_text(sealed(body_of(saved) | {"digest": "0" * 64, "choices": ["d1:b", "d2:z", "d3:b"]}), "utf-8")
    ran = ipcoord("case", "play", "--resume", str(saved), stdin="q\n")
    assert ran.code == 0 and "后面 2 个选择要重选" in ran.out
    assert read_save(saved).choices == ("d1:b",)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("told", [1, 40, 173])
def test_who_is_killed_while_saving_loses_at_most_the_last_choice(tmp_path, root, told):
    """Claim: after SIGKILL the file loads, and holds the last save that had returned or the one after it."""
    path = tmp_path / "s.json"
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(root)}) as process:
        for _ in range(told):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        returned = told - 1 + len([line for line in process.stdout if line.endswith("\n")])
    assert process.returncode == -signal.SIGKILL
    last = int(read_save(path).choices[-1][1:].partition(":")[0])
    assert returned <= last <= returned + 1
