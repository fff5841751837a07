"""The prose of the pages: short sentences, no slogans, full-width marks, no figure typed, law with its reference, the glossary's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from ipcoord_sim.data import load_cases
from ipcoord_sim.data.compiler import read_yaml
from ipcoord_sim.norms import clause, norm
from ipcoord_sim.parameters import find
from ipcoord_sim.vocabulary import term

BOOK = Path(__file__).resolve().parent.parent / "book"
PAGES = sorted(BOOK.glob("chapters/**/*.md"))
NAMES = [path.relative_to(BOOK).as_posix() for path in PAGES]
ROLE = re.compile(r"\{(\w[\w-]*)\}`([^`]*)`")
KNOWN = {"law": find, "article": find, "norm": norm, "clause": clause, "word": term}
FENCE = re.compile(r"^(`{3,})\{?([\w-]*)\}?([^\n]*)\n(.*?)^\1[ \t]*$\n?", re.S | re.M)
ENDS = re.compile(r"[。！？；]")


@cache
def rules() -> dict:
    """The rules of prose."""
    return read_yaml(BOOK / "prose.yaml", "prose.yaml")


def excused(name: str, rule: str) -> bool:
    """Whether the page, or all pages of its kind, are excused from the rule, with a reason."""
    return any(fnmatch(name, row["page"]) and rule in row["rules"] for row in rules()["except"])


def prose(text: str) -> str:
    """The page without front matter, directives, code, anchors and options; its roles are kept."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = FENCE.sub("", text)
    return re.sub(r"^:{3,}.*$|^:[\w-]+:.*$|^\([\w-]+\)=$", "", text, flags=re.M)


def read_as(text: str) -> str:
    """How a line reads: a role prints a word, a link its words; marks of lists, tables and bold type are no words."""
    text = ROLE.sub("某某", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"`[^`]*`", "某某", text)


def bare(line: str) -> str:
    """A line without what roles and links print by themselves, and without names of clauses: 二(二) is written so everywhere."""
    return re.sub(r"(?<=[一二三])\([一二三四五]\)", "", re.sub(r"\]\([^)]*\)", "", ROLE.sub("", line)))


def sentences(text: str) -> list[str]:
    """The sentences of a page; a line, a cell of a table and a mark of a list end one too."""
    found = []
    for line in read_as(text).splitlines():
        for cell in re.sub(r"^[\s#>:*-]*(?:\d+\.\s)?", "", line).split("|"):
            found += [one.replace("*", "").strip() for one in ENDS.split(cell)]
    return [one for one in found if re.search(r"[\u4e00-\u9fff]", one)]


def taught() -> Iterator[tuple[str, str]]:
    """The sentences of the teaching material with their places."""

    def walk(value: object, place: str) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            for key, one in value.items():
                if key not in ("log", "dates", "items", "id"):
                    yield from walk(one, f"{place} {value.get('id', '')}.{key}")
        elif isinstance(value, list):
            for one in value:
                yield from walk(one, place)
        elif isinstance(value, str) and re.search(r"[\u4e00-\u9fff]", value):
            yield place, re.sub(r"\{(?:law|article|norm|clause|word|day|date):[^{}]*\}", "某某", value)

    for stem, content in load_cases()["teaching"].items():
        yield from walk(content, stem)


@pytest.mark.parametrize("name", NAMES)
def test_sentences_are_short(name):
    """Claim: no sentence of a page is longer than the longest allowed, and on average they are short."""
    found = [] if excused(name, "sentence") else sentences(prose((BOOK / name).read_text("utf-8")))
    longest, average = rules()["sentence"]["longest"], rules()["sentence"]["average"]
    assert [one for one in found if len(one) > longest] == []
    assert not found or sum(map(len, found)) / len(found) <= average


@pytest.mark.parametrize("name", NAMES)
def test_no_slogan_no_half_width_mark_no_typed_figure(name):
    """Claim: no rule of prose is broken on the page, but for those it is excused from with a reason."""
    lines = prose((BOOK / name).read_text("utf-8")).splitlines()
    broken = [
        (rule["id"], line, rule["why_zh"])
        for rule in rules()["rules"] if not excused(name, rule["id"])
        for line in lines if re.search(rule["pattern"], bare(line))
    ]
    assert broken == []


@pytest.mark.parametrize("name", NAMES)
def test_words_are_those_of_the_glossary(name):
    """Claim: no word stands for which the glossary has another."""
    text = read_as(prose((BOOK / name).read_text("utf-8")))
    assert [(row["wrong"], row["right"]) for row in rules()["terms"] if row["wrong"] in text.replace(row.get("unless", "\0"), "")] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_resolves(name):
    """Claim: each role on the page names a fact, norm, clause or term that there is."""
    for kind, text in ROLE.findall((BOOK / name).read_text("utf-8")):
        if kind in KNOWN:
            id = text.strip().removesuffix(">").rpartition("<")[2].strip().partition("@")[0]
            KNOWN[kind](id)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_the_law_has_a_reference(name):
    """Claim: a section that speaks of an instrument of the law links to it, by a role or by a directive that prints its links."""
    text = re.sub(r"\A---\n.*?\n---\n", "", (BOOK / name).read_text("utf-8"), flags=re.S)
    bare = []
    for section in re.split(r"^(?=#{1,4} )", text, flags=re.M):
        linked = any(kind in rules()["roles"] for kind, _ in ROLE.findall(section)) or "```{" in section or "](" in section
        if re.search(rules()["law_words"], prose(section)) and not linked:
            bare.append(section.partition("\n")[0])
    assert bare == []


def test_teaching_material_keeps_the_same_rules():
    """Claim: sentences of examples, exercises and cards are short, without slogans, half-width marks and typed figures of the law."""
    told = dict.fromkeys(taught())
    day_of_a_story = {"day", "length"}
    broken = [(place, rule["id"], text) for place, text in told for rule in rules()["rules"] if rule["id"] not in day_of_a_story and re.search(rule["pattern"], text)]
    broken += [(place, "sentence", one) for place, text in told for one in sentences(text) if len(one) > rules()["sentence"]["longest"]]
    assert broken == []


def test_each_excuse_is_needed_and_gives_its_reason():
    """Claim: no page is excused from a rule that it keeps, and each excuse says why."""
    for row in rules()["except"]:
        assert len(row["why_zh"]) >= 10
        text = "".join(prose((BOOK / name).read_text("utf-8")) for name in NAMES if fnmatch(name, row["page"]))
        for id in row["rules"]:
            if id == "sentence":
                assert any(len(one) > rules()["sentence"]["longest"] for one in sentences(text)), row["page"]
            else:
                pattern = next(rule["pattern"] for rule in rules()["rules"] if rule["id"] == id)
                assert any(re.search(pattern, bare(line)) for line in text.splitlines()), (row["page"], id)


def test_the_lint_finds_what_it_looks_for():
    """Claim: a bad sentence of each kind is found."""
    bad = {
        "slogan": "要切实做好移送。", "half_width": "收到,就签字。", "article": "看第8条。", "limit": "三日内决定。",
        "length": "最多24小时。", "money": "数额是5万元。", "threshold": "标识10,000件。", "day": "2025年4月26日起。",
    }
    for rule in rules()["rules"]:
        assert re.search(rule["pattern"], bad[rule["id"]]), rule["id"]
    assert len(sentences("一" * 60 + "。")[0]) > rules()["sentence"]["longest"]
