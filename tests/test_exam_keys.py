"""The keys of exam items are nowhere in the built site but in the files that are fetched when a paper is handed in."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from ipcoord_book.exams import exam_settings
from ipcoord_book.quiz_items import assumptions

import ipcoord_sim as ip
from ipcoord_sim import data, quiz
from tests.conftest import ROOT, forget
from tests.keyhunt import found_keys
from tools.engine_packages import CASES, without_exam

HTML = ROOT / "_build" / "html"
ENGINE = HTML / "lite" / "static" / "pyodide"
KEYS = HTML / "_static" / "exam"
EMPTIED = {"id", "norm", "use", "left_out"}


def _files(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    if not found:
        pytest.fail(f"{folder} 里没有文件，请先运行 make book。No built site, run: make book", pytrace=False)
    return found


def test_every_item_of_a_paper_is_kept_for_exams():
    """Claim: no paper of the book takes an item that is practised, whose key stands in a page."""
    for row in assumptions()["exam"]["papers"]:
        _, _, items = exam_settings(row["id"])
        assert {one.use for one in items} == {"exam"}


@pytest.mark.book
def test_the_keys_are_found_where_they_are():
    """Claim: the search finds the keys in the files of keys, of every item on the papers."""
    found = found_keys((path.name, path.read_bytes()) for path in _files(KEYS))
    asked = {one.id for row in assumptions()["exam"]["papers"] for one in exam_settings(row["id"])[2]}
    assert {id for _, id in found} == asked


@pytest.mark.book
def test_no_other_file_of_the_site_tells_a_key():
    """Claim: pages, search, components, engine, kept memory, notebooks with their packages: opened to the last archive, nothing."""
    files = [path for path in _files(HTML) if KEYS not in path.parents]
    assert {path.name.partition("-")[0] for path in files} >= {"ipcoord_sim", "cases", "memory"}
    assert found_keys((path.relative_to(HTML).as_posix(), path.read_bytes()) for path in files) == set()


@pytest.mark.book
def test_the_engine_has_emptied_exam_items_and_all_others_whole():
    """Claim: for the pages and for the notebooks, every exam item is its id alone, every other one what the case bank has."""
    wheel = zipfile.ZipFile(next(ENGINE.glob("ipcoord_sim-*.whl")))
    for text in (wheel.read(CASES), next(ENGINE.glob("cases-*.json")).read_bytes()):
        carried = {row["id"]: row for content in json.loads(text)["data"]["items"].values() for row in content["items"]}
        assert set(carried) == set(quiz.bank())
        for id, (_, row) in quiz.bank().items():
            assert set(carried[id]) == EMPTIED if row["use"] == "exam" else carried[id] == row


@pytest.fixture
def in_the_browser(monkeypatch):
    """The case bank as the browser has it; what the call gave before."""
    whole = ip.call("items", {"seed": 3})["items"]
    text = json.dumps({"stamp": "", "data": data.load_cases()}, ensure_ascii=False).encode()
    bank = json.loads(without_exam(text))["data"]
    forget()
    monkeypatch.setattr(data, "load_cases", lambda: bank)
    yield whole
    monkeypatch.undo()
    forget()


def test_without_exam_items_asking_for_one_is_refused_with_the_way_to_them(in_the_browser):
    """Claim: by use, by id, for a paper: one sentence that names the command line; never an empty list."""
    for ask in (lambda: ip.call("items", {"use": "exam"}), lambda: ip.call("items", {"clause": "2.2", "use": "exam"}), lambda: quiz.item("Q-2.2-04"), lambda: quiz.paper(4)):
        with pytest.raises(ip.IpcoordError) as refused:
            ask()
        assert "考试题和答案不随网页" in refused.value.zh and "ipcoord items export --use exam" in refused.value.zh
        assert "not carried in the browser" in refused.value.en


def test_without_exam_items_all_else_is_answered_as_ever(in_the_browser):
    """Claim: what is practised is the same with and without them, and how many are missing is told."""
    found = ip.call("items", {"seed": 3})
    exam = [row for row in in_the_browser if row["use"] == "exam"]
    assert found["items"] == [row for row in in_the_browser if row["use"] != "exam"]
    assert exam and found["left_out"] == len(exam) and str(len(exam)) in found["note_zh"]
