"""The editions: what an edition does not admit is not in its order of reading, and so is never read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tools.editions import EditionError, audience, toc

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"index": "internal", "open": "public", "plain": None, "guide": "trainer", "answers": "trainer"}


@pytest.fixture
def book(tmp_path):
    """A book of five pages, one part of which is the trainer's alone."""
    (tmp_path / "book").mkdir()
    for name, word in PAGES.items():
        head = f"---\naudience: {word}\n---\n" if word else ""
        (tmp_path / "book" / f"{name}.md").write_text(f"{head}# {name}\n", encoding="utf-8")
    (tmp_path / "book" / "nb.ipynb").write_text("{}")
    order = {"root": "book/index", "parts": [
        {"caption": "一", "chapters": [{"file": "book/open"}, {"file": "book/plain", "sections": [{"file": "book/guide"}]}, {"file": "book/nb"}]},
        {"caption": "二", "chapters": [{"file": "book/answers"}]},
    ]}
    (tmp_path / "book" / "_toc.yml").write_text(yaml.safe_dump(order, allow_unicode=True), encoding="utf-8")
    return tmp_path


def _files(tree) -> list[str]:
    found = [tree[key].removeprefix("book/") for key in ("root", "file") if key in tree]
    return found + [name for key in ("parts", "chapters", "sections") for child in tree.get(key, []) for name in _files(child)]


def test_a_page_is_internal_unless_it_says_otherwise(book):
    """No front matter, and any notebook, means internal."""
    assert [audience(book / "book" / name) for name in ("plain.md", "nb.ipynb", "open.md", "guide.md")] == ["internal", "internal", "public", "trainer"]


def test_the_learner_gets_no_page_of_the_trainers(book):
    """Neither a section nor a part of the trainer's is left, and a caption with nothing under it goes too."""
    order = toc("learner", book)
    assert _files(order) == ["index", "open", "plain", "nb"]
    assert [part["caption"] for part in order["parts"]] == ["一"]
    assert _files(toc("trainer", book)) == ["index", "open", "plain", "guide", "nb", "answers"]


def test_a_page_that_is_not_public_stops_the_public_edition(book):
    """It is not left out in silence: somebody put it there, and somebody has to decide."""
    (book / "book" / "_toc.public.yml").write_text(yaml.safe_dump({"root": "book/open", "chapters": [{"file": "book/plain"}]}))
    with pytest.raises(EditionError, match="book/plain 不是公开页面"):
        toc("public", book)


@pytest.mark.parametrize(("change", "said"), [
    (lambda b: (b / "book" / "open.md").write_text("---\naudience: everyone\n---\n# x\n"), "everyone"),
    (lambda b: (b / "book" / "open.md").unlink(), "book/open 没有文件"),
    (lambda b: (b / "book" / "index.md").write_text("---\naudience: trainer\n---\n# x\n"), "没有首页"),
])
def test_what_cannot_be_is_said_with_its_page(book, change, said):
    """A wrong word, a missing page, and an edition without a front page are refused by name."""
    change(book)
    with pytest.raises(EditionError, match=said):
        toc("learner", book)


def test_answers_and_guides_of_this_book_are_the_trainers():
    """The page of discussion points is not in what learners get."""
    assert "chapters/cases/trainer" in _files(toc("trainer")) and "chapters/cases/trainer" not in _files(toc("learner"))
