"""What `{quiz}` promises, on a small book of its own."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

from sphinx.errors import ExtensionError

from ipcoord_sim.quiz import item, items, key
from tests import test_book_ext as small

PARTS = (*small.PARTS, "components", "addresses", "quizzes", "search")
BASE = {name: small.PAGES[name] for name in ("chapters/part1/plan", "chapters/appendix/provenance")}
PAGES = {
    "chapters/part2/c22": "# 移送以后\n\n```{quiz} 2.2\n:use: pretest\n```\n\n## 练\n\n```{quiz} 2.2\n```\n\n```{quiz} 2.2\n:use: wrapup\n:mix: 2.1,1.3\n:name: last\n```\n",
    "chapters/practice/p2-2": "# 练习\n\n```{quiz} 2.2\n:seed: 3\n```\n\n```{quiz}\n:ids: Q-2.2-03 Q-2.2-01\n```\n",
}


def build(folder: Path, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    """A small book with the parts of these pages too."""
    with monkeypatch.context() as patch:
        patch.setattr(small, "PARTS", PARTS)
        return small.build(folder, pages)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The pages, and the words Sphinx warned with."""
    with pytest.MonkeyPatch.context() as patch:
        app = build(tmp_path_factory.mktemp("quiz") / "src", {**BASE, **PAGES}, patch)
    return {name: (Path(app.outdir) / f"{name}.html").read_text("utf-8") for name in PAGES}, app.warning.getvalue()


def settings(page: str) -> list[dict]:
    """What the boxes of a page carry for their component."""
    found = re.findall(r'data-component="quiz"><script type="application/json" class="ipc-args">(.*?)</script>', page, re.S)
    return [json.loads(text) for text in found]


def test_nothing_warns(book):
    """Right directives build in silence."""
    assert "WARNING" not in book[1] and "ERROR" not in book[1]


def test_a_box_carries_its_items_with_keys_from_the_engine(book):
    """Each embedded item is the bank's, drawn with the seed that the page states."""
    for page, name in ((book[0]["chapters/part2/c22"], 0), (book[0]["chapters/practice/p2-2"], 3)):
        for row in settings(page)[0]["items"]:
            drawn = item(row["id"], name).as_dict()
            assert row["stem"] == drawn["stem"] and row["digest"] == drawn["digest"]
            assert row["options"] == [{k: v for k, v in o.items() if v is not None} for o in drawn["options"]]


def test_the_use_decides_which_items_come(book):
    """A pretest has two plain ones, practice those of practice, the wrap-up the delayed ones and two fifths from earlier clauses."""
    pretest, practice, wrapup = settings(book[0]["chapters/part2/c22"])
    assert len(pretest["items"]) == 2 and {one["type"] for one in pretest["items"]} <= {"single", "next_step"}
    assert [one["id"] for one in practice["items"]] == [one.id for one in items("2.2", use="practice")]
    others = [one for one in wrapup["items"] if one["clause"] != "2.2"]
    assert len(others) * 100 >= 40 * len(wrapup["items"])
    assert {one["clause"] for one in others} == {"2.1", "1.3"}


def test_no_more_than_two_in_a_row_come_from_one_clause(book):
    """Interleaved sets mix."""
    order = [one["clause"] for one in settings(book[0]["chapters/part2/c22"])[2]["items"]]
    assert all(len(set(order[n : n + 3])) > 1 for n in range(len(order) - 2))


def test_ids_are_taken_in_their_order(book):
    """Chosen items come as they were named."""
    assert [one["id"] for one in settings(book[0]["chapters/practice/p2-2"])[1]["items"]] == ["Q-2.2-03", "Q-2.2-01"]


def test_every_citation_has_words_and_an_address_on_the_plan_or_the_record(book):
    """No option cites what the page cannot name and link."""
    for box in settings(book[0]["chapters/part2/c22"]):
        cited = {id for one in box["items"] for o in one["options"] for id in o["basis"]}
        assert cited == set(box["basis"])
        for id, words in box["basis"].items():
            anchor = f"part1/plan.html#norm-{id.lower()}" if re.fullmatch(r"N\d\d", id) else f"appendix/provenance.html#fact-{id.partition('#')[0]}"
            assert words["href"].startswith("../") and anchor in words["href"] and words["zh"]


def test_a_page_without_javascript_shows_questions_and_folds_answers(book):
    """Every stem stands before the fold, every reason behind it."""
    page = book[0]["chapters/part2/c22"]
    box = page[page.index('class="ipc-still"', page.index("quiz-practice-2-2")) :]
    before, after = box.split("<details", 1)
    plain = unescape(re.sub(r"<[^>]+>", "", before))
    for one in items("2.2", use="practice"):
        assert one.stem.replace("**", "") in plain
        for o in one.options:
            assert o.reason.split("{")[0] not in plain and o.reason in unescape(re.sub(r"<[^>]+>", "", after))


def test_the_set_of_a_box_does_not_change_with_the_other_boxes(book):
    """Where a reader stopped belongs to page, use and content."""
    sets = [box["set"] for page in book[0].values() for box in settings(page)]
    assert len(sets) == len(set(sets))
    assert settings(book[0]["chapters/part2/c22"])[1]["set"] == "chapters/part2/c22/practice/2.2"


def test_the_objectives_name_the_items_that_tell_of_them(book):
    """The norms of the clause, without items of the exam."""
    practice = settings(book[0]["chapters/part2/c22"])[1]
    assert [goal["id"] for goal in practice["norms"]] == ["N16", "N17", "N18", "N19", "N20"]
    told = {id for goal in practice["norms"] for id, _ in goal["items"]}
    assert told == {one.id for one in items("2.2") if one.use != "exam"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("```{quiz} 9.9\n```\n", "没有这个条款"),
        ("```{quiz}\n:ids: Q-9.9-01\n```\n", "题号"),
        ("```{quiz}\n:ids: Q-2.2-04\n```\n", "留给考试"),
        ("```{quiz} 2.2\n:use: homework\n```\n", "用途"),
        ("```{quiz} 2.2\n:mix: 1.1\n:count: 40\n```\n", "只有"),
        ("```{quiz}\n```\n", "没有可以练的题"),
    ],
)
def test_a_wrong_box_ends_the_build_with_a_sentence(tmp_path, monkeypatch, written, said):
    """Unknown clause, id, use; an exam item; a mix that cannot be had; nothing at all."""
    with pytest.raises(ExtensionError, match=said):
        build(tmp_path / "src", {**BASE, "page": f"# 页\n\n{written}"}, monkeypatch)


def test_every_item_that_is_practised_can_be_answered_right(book):
    """The key of each embedded item is of the form that its type asks for."""
    for page in book[0].values():
        for row in (one for box in settings(page) for one in box["items"]):
            assert key(item(row["id"], row["seed"])) not in (None, [], {})
