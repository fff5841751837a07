"""The builders' store: nothing is made twice from the same files, and a site gets what differs and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import keeping


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A tree with one source, and a maker that counts how often it was asked."""
    monkeypatch.setattr(keeping, "ROOT", tmp_path)
    source, asked = tmp_path / "源.txt", []
    source.write_text("甲", encoding="utf-8")

    def make(folder: Path, work: Path) -> None:
        asked.append(work.is_dir())
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "a").write_bytes(source.read_bytes())

    return tmp_path / "cache" / "made", source, make, asked


def test_what_is_made_from_the_same_files_is_made_once(store):
    """Made, kept, made again after a change; what an earlier making left is gone."""
    folder, source, make, asked = store
    assert [keeping.kept(folder, [source], make) for _ in range(2)] == [True, False]
    (folder / "old").write_text("x")
    source.write_text("乙", encoding="utf-8")
    assert keeping.kept(folder, [source], make) and asked == [True, True]
    assert [p.name for p in folder.rglob("*") if p.is_file()] == ["a"] and (folder / "sub" / "a").read_text("utf-8") == "乙"


def test_a_making_that_fails_is_not_taken_for_done(store):
    """After a failure the next call makes it anew."""
    folder, source, make, _ = store

    def fail(folder: Path, work: Path) -> None:
        folder.mkdir()
        raise SystemExit("没有做成")

    with pytest.raises(SystemExit):
        keeping.kept(folder, [source], fail)
    assert keeping.kept(folder, [source], make)


def test_a_place_gets_what_differs_and_keeps_what_is_another_s(store, tmp_path):
    """New and changed files come, stale ones go, equal ones are not written again, and the folder left out stays."""
    folder, source, make, _ = store
    keeping.kept(folder, [source], make)
    (folder / "same").write_text("s")
    place = tmp_path / "site"
    (place / "engine").mkdir(parents=True)
    (place / "sub").mkdir()
    for name in ("engine/e", "stale", "sub/a", "same"):
        (place / name).write_text("s")
    before = (place / "same").stat().st_mtime_ns
    keeping.given(folder, place, but=place / "engine")
    assert sorted(p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file()) == ["engine/e", "same", "sub/a"]
    assert (place / "sub" / "a").read_text("utf-8") == "甲" and (place / "same").stat().st_mtime_ns == before
