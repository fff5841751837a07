"""Files: what cannot be read is one sentence, what is written stands whole or not at all."""

from __future__ import annotations

import errno
import os

import pytest

from ipcoord_sim.data.compiler import read_yaml
from ipcoord_sim.errors import DataError, InputError
from ipcoord_sim.files import find_file, parse_json, reason, whole_file

LONG = "x" * 300 + ".json"
READERS = {
    "check": ("check", "{file}"), "duties": ("duties", "{file}"), "export": ("export", "{file}", "--to", "csv", "-o", "out.csv"), "evidence": ("evidence", "{file}"),
    "assess": ("assess", "{file}", "--on", "2025-05-20", "--handled", "2025-06-15"), "simulate": ("simulate", "{file}"), "sweep": ("sweep", "{file}", "--out", "out"),
    "calibrate": ("calibrate", "{file}"), "base": ("calibrate", "{file}", "--base", "{file}"), "review": ("case", "review", "{file}"), "resume": ("case", "play", "--resume", "{file}"),
}
BAD = {"absent": "nosuch.json", "a folder": "folder.json", "a name too long": LONG, "below a file": "empty.json/x.json", "empty": "empty.json", "no text": "bytes.json", "deep": "deep.json", "a list": "list.json"}


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with files that no command can use."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.json").mkdir()
    for name, raw in {"empty.json": b"", "bytes.json": bytes(range(256)), "deep.json": b"[" * 100_000, "list.json": b"[]"}.items():
        (tmp_path / name).write_bytes(raw)
    return tmp_path


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_cannot_be_used_is_one_sentence_for_every_command(reader, bad, here, ipcoord):
    """Claim: whatever a command is given to read, it says what is wrong in one line, exits with 2 and writes nothing."""
    before = sorted(here.iterdir())
    ran = ipcoord(*(word.format(file=BAD[bad]) for word in READERS[reader]))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1) and sorted(here.iterdir()) == before


@pytest.mark.parametrize("text", ["- 1", "3", "", "a: &a [*a]", "a: &a {b: *a}", "[" * 5000])
@pytest.mark.parametrize("verb", ["show", "check", "play", "kit"])
def test_yaml_that_is_no_case_is_said_in_words(verb, text, here, ipcoord):
    """Claim: a list, a number, nothing, or a value that holds itself in a case file is told to its author."""
    (here / "my.yaml").write_text(text, "utf-8")
    ran = ipcoord("case", verb, "my.yaml", *(("-o", "kit", "--html") if verb == "kit" else ()))
    assert ran.code in ((1, 2) if verb == "check" else (2,)) and "my.yaml" in ran.out + ran.err and not (here / "kit").exists()


@pytest.mark.parametrize("name", ["own.json", "own.yaml"])
def test_the_mark_that_editors_put_before_utf_8_is_no_fault(name, here, ipcoord):
    """Claim: a scenario saved by Notepad or WPS is read as any other."""
    (here / name).write_text('{"base": "plan", "nosuch": 1}', "utf-8-sig")
    ran = ipcoord("simulate", name)
    assert ran.code == 2 and "没有这个情景的字段：nosuch" in ran.err


@pytest.mark.parametrize(("number", "zh"), [(errno.EACCES, "没有权限"), (errno.EIO, os.strerror(errno.EIO))])
def test_a_refusal_of_the_system_is_told_with_its_reason(number, zh, monkeypatch):
    """Claim: a file without leave to read, or on a broken disk, is a sentence like any other."""

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(InputError, match=f"读不了文件 a.csv（{zh}）"):
        find_file("a.csv")
    assert reason(OSError(number, os.strerror(number)))[0] == zh


def test_a_yaml_file_that_may_not_be_read_is_a_data_error(tmp_path):
    """Claim: a folder in a file's place is said with the file's name."""
    with pytest.raises(DataError, match="a.yaml.*这是文件夹"):
        read_yaml(tmp_path, "a.yaml")


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "9" * 5000])
def test_what_is_no_number_is_refused(word):
    """Claim: words that Python takes for numbers, and numbers too long to read, are no JSON of ours."""
    with pytest.raises(InputError, match="读不了的数"):
        parse_json(f'{{"a": {word}}}', "a.json")


@pytest.mark.parametrize("broken", [RuntimeError, KeyboardInterrupt, OSError])
def test_a_file_half_written_never_takes_the_place_of_a_whole_one(broken, tmp_path):
    """Claim: whatever ends the writing, the file is as it was and nothing lies beside it."""
    target = tmp_path / "a.txt"
    target.write_text("旧", "utf-8")
    with pytest.raises(broken), whole_file(target) as file:
        file.write("新")
        raise broken
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"] and target.read_text("utf-8") == "旧"


def test_a_file_written_to_the_end_stands_there_byte_for_byte(tmp_path):
    """Claim: line ends are those that were written, the encoding is UTF-8."""
    with whole_file(tmp_path / "a.txt") as file:
        file.write("一\r\n二\n")
    assert (tmp_path / "a.txt").read_bytes() == "一\r\n二\n".encode()


WRITERS = {
    "ics": ("deadline", "orn310-send-24h", "--from", "2026-09-30T15:00+08:00", "--ics", "{file}"), "bpmn": ("export", "--to", "bpmn", "-o", "{file}"),
    "items": ("items", "export", "--to", "csv", "--clause", "2.2", "-o", "{file}"), "new": ("case", "new", "C-90", "-o", "{file}"),
    "save": ("case", "play", "C-20", "--save", "{file}"), "rows": ("simulate", "plan", "--csv", "{file}"), "logs": ("simulate", "plan", "--logs", "{file}"),
    "graphml": ("network", "--graphml", "{file}"), "picture": ("network", "--svg", "{file}"), "sweep": ("sweep", "plan", "--replications", "1", "--out", "{file}"),
}


@pytest.mark.parametrize("place", [LONG, "empty.json/out.csv"])
@pytest.mark.parametrize("writer", WRITERS)
def test_a_file_that_cannot_be_written_is_one_sentence_for_every_command(writer, place, here, ipcoord):
    """Claim: a name that no file can have, and a file in a folder's place, are told in one line; nothing is left behind."""
    before = sorted(here.iterdir())
    ran = ipcoord(*(word.format(file=place) for word in WRITERS[writer]))
    assert (ran.code, ran.err.count("\n")) == (2, 1) and sorted(here.iterdir()) == before


@pytest.mark.parametrize("words", [("simulate", "plan", "--csv", "{file}"), ("network", "--svg", "{file}")])
def test_a_file_that_is_there_is_refused_before_anything_is_computed(words, here, ipcoord, monkeypatch):
    """Claim: nobody waits for a result that then has no place to go."""
    (here / "there.csv").write_text("旧", "utf-8")
    for name in ("ipcoord_sim.cli.simulating.simulate", "ipcoord_sim.cli.network.call"):
        monkeypatch.setattr(name, lambda *_: pytest.fail("computed before asking"))
    ran = ipcoord(*(word.format(file="there.csv") for word in words))
    assert ran.code == 2 and "已经存在" in ran.err and (here / "there.csv").read_text("utf-8") == "旧"
