"""What the teaching directives promise, on a small book of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("myst_parser")

from sphinx.errors import ExtensionError

from ipcoord_sim import data
from ipcoord_sim.teaching import chapter, chapters, completeness
from tests import test_book_ext as small

PARTS = (*small.PARTS, "components", "addresses", "search", "lanes_and_clocks", "chains", "teaching", "pace", "completeness")
BASE = {name: small.PAGES[name] for name in ("chapters/part1/plan", "chapters/appendix/provenance", "chapters/appendix/glossary")}
ONE = chapter("ch17")
ANCHORS = "".join(f"({anchor})=\n### 第{n}件事\n\n讲解一句。\n\n" for n, anchor in enumerate(dict.fromkeys(o.explained for o in ONE.objectives), 1))
HEADS = ["先考考你", "条文与规范单元", "本方案↔上位法", "讲解", "范例", "半成品练习", "笔记本", "案例", "小测和复习卡"]
INSIDE = {
    "先考考你": "```{pretest} ch17\n```\n", "条文与规范单元": "```{clause-text} 2.2p1\n```\n", "讲解": ANCHORS, "范例": "```{worked} W17-1\n```\n",
    "半成品练习": "```{faded} F17-1\n```\n\n```{faded} F17-2\n```\n\n```{contrast} K17-1\n```\n\n### 有空再做\n\n```{spot} S17-1\n```\n",
    "小测和复习卡": "### 隔几天再做\n\n```{cards} ch17\n```\n\n```{can-do} ch17\n```\n",
}
TOP = "# 公安收到之后\n\n```{chapter-head} ch17\n```\n\n```{objectives} ch17\n```\n\n"
PAGE = TOP + "".join(f"## {head}\n\n{INSIDE.get(head, '一句。')}\n\n" for head in HEADS)
CHAIN = "# 路\n\n```{chain} 2026-08-06T10:00:00+08:00\nreconsider\nredecide\n```\n"


def build(folder: Path, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    """A small book with the parts of these pages too."""
    with monkeypatch.context() as patch:
        patch.setattr(small, "PARTS", PARTS)
        return small.build(folder, pages)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The pages, and the words Sphinx warned with."""
    ours = "# 假设\n\n本系统假设{assumed}`IMMEDIATE`内算立即。\n\n```{contrast} K20-2\n```\n"
    pages = {**BASE, "chapters/part3/ch17": PAGE, "chain": CHAIN, "ours": ours, "chapters/appendix/completeness": "# 内容完整度\n\n```{completeness}\n```\n"}
    with pytest.MonkeyPatch.context() as patch:
        app = build(tmp_path_factory.mktemp("teaching") / "src", pages, patch)
    return {name: (Path(app.outdir) / f"{name}.html").read_text("utf-8") for name in pages}, app.warning.getvalue()


def words(page: str) -> str:
    """The page without its marks."""
    return re.sub(r"\s+", "", re.sub(r"<script.*?</script>|<[^>]+>", "", page, flags=re.S))


def folded(page: str) -> list[str]:
    """The words inside each outermost folded part."""
    return [words(one) for one in re.findall(r"<details.*?</details>", page, re.S)]


def test_nothing_warns(book):
    """Claim: right directives build in silence."""
    assert "WARNING" not in book[1] and "ERROR" not in book[1]


def test_no_answer_is_seen_before_it_is_opened(book):
    """Claim: answers of first questions, blanks, contrast, faults and cards stand inside folded parts and nowhere else."""
    page = book[0]["chapters/part3/ch17"]
    outside = words(re.sub(r"<details.*?</details>", "", page, flags=re.S))
    answers = [str(one.answer) for one in ONE.pretest] + [str(card.back) for card in ONE.cards]
    answers += [str(step.do) for one in ONE.faded for step in one.steps[len(one.steps) - one.blanks :]]
    answers += [str(side.because) for pair in ONE.contrast for side in pair.sides] + [str(fault.mend) for spot in ONE.spot for fault in spot.faults]
    inside = "".join(folded(page))
    assert len(answers) > 10
    for answer in answers:
        assert words(answer) in inside, answer
        assert words(answer) not in outside, answer


def test_steps_that_are_given_are_seen(book):
    """Claim: a worked example shows every step, a faded one all but its blanks."""
    outside = words(re.sub(r"<details.*?</details>", "", book[0]["chapters/part3/ch17"], flags=re.S))
    for step in ONE.worked[0].steps:
        assert words(str(step.do)) in outside
    for one in ONE.faded:
        assert all(words(str(step.do)) in outside for step in one.steps[: len(one.steps) - one.blanks])
        assert outside.count("【你来写】") == sum(f.blanks for f in ONE.faded)


def test_the_head_counts_the_minutes_of_the_nine_parts(book):
    """Claim: nine parts with minutes, the whole and the short way, and the assumption they are counted with."""
    page = words(book[0]["chapters/part3/ch17"])
    assert all(re.search(re.escape(head) + r"　?约\d+分钟", page) for head in HEADS)
    whole, short = map(int, re.search(r"全章约(\d+)分钟；只走标着“先走”的几步，约(\d+)分钟", page).groups())
    assert 0 < short < whole
    speed = next(one["value"] for one in data.load()["rules"]["assumptions"]["assumptions"] if one["id"] == "READING")
    assert f"按每分钟读{speed}字" in page


def test_parts_out_of_order_fail_the_build(tmp_path, monkeypatch):
    """Claim: a chapter without the nine parts in their order is refused, and so is a missing explanation."""
    turned = PAGE.replace("## 笔记本", "## 案例 ").replace("## 案例\n", "## 笔记本\n")
    with pytest.raises(ExtensionError, match="九个部分"):
        build(tmp_path / "a", {**BASE, "chapters/part3/ch17": turned}, monkeypatch)
    with pytest.raises(ExtensionError, match="讲解锚 ch17-silence"):
        build(tmp_path / "b", {**BASE, "chapters/part3/ch17": PAGE.replace("(ch17-silence)=\n", "")}, monkeypatch)


def test_wrong_ids_fail_the_build(tmp_path, monkeypatch):
    """Claim: a row that is not in the data is one sentence with the nearest id."""
    for number, text in enumerate(("```{worked} W17-9\n```\n", "```{cards} ch71\n```\n", "```{chain} 2026-08-06T10:00:00+08:00\nreconsidr\n```\n")):
        with pytest.raises(ExtensionError, match="没有这个"):
            build(tmp_path / str(number), {**BASE, "page": f"# 一页\n\n{text}"}, monkeypatch)


def test_a_figure_of_ours_is_printed_by_its_id(book, tmp_path, monkeypatch):
    """Claim: the figure and its unit come from the data, why it was taken is its hover, and an unknown id fails the build."""
    row = next(one for one in data.load()["rules"]["assumptions"]["assumptions"] if one["id"] == "IMMEDIATE")
    assert f"本系统假设{row['value']}小时内算立即" in words(book[0]["ours"]) and f'title="{row["why_zh"]}"' in book[0]["ours"]
    with pytest.raises(ExtensionError, match="没有假设 SOON"):
        build(tmp_path / "src", {**BASE, "ours": "# 假设\n\n{assumed}`SOON`\n"}, monkeypatch)


def test_a_side_that_no_rule_calls_for_says_so(book):
    """Claim: of K20-2 one side misses a step and to the other the rule does not apply; both stand folded."""
    (answer,) = [one for one in folded(book[0]["ours"]) if "记住" in one]
    assert "缺步骤" in answer and "不适用" in answer


def test_each_step_of_a_way_begins_where_the_last_one_ended(book):
    """Claim: request by 2026-08-10 (the 9th is a Sunday), decision three days after it, the 13th. Counted by hand."""
    page = words(book[0]["chain"])
    assert "最晚2026年8月10日（周一）" in page and "最晚2026年8月13日（周四）" in page
    assert "前后最长7日" in page


def test_the_page_of_completeness_prints_every_count(book):
    """Claim: each count of the command stands on the page."""
    page = words(book[0]["chapters/appendix/completeness"])
    for count in completeness():
        assert f"{count.have}／{count.least}" in page


def test_a_hole_in_a_complete_chapter_fails_the_build(tmp_path, monkeypatch):
    """Claim: a chapter that is declared complete and lacks cards ends the build with what is missing."""
    poorer = {id: replace(one, cards=()) for id, one in chapters().items()}
    module = import_module("ipcoord_sim.teaching.completeness")
    monkeypatch.setattr(module, "chapters", lambda: poorer)
    with pytest.raises(ExtensionError, match="复习卡只有0，至少要8"):
        build(tmp_path, {**BASE, "chapters/appendix/completeness": "# 内容完整度\n\n```{completeness}\n```\n"}, monkeypatch)
