"""The words of public pages: short sentences, common signs, no figure typed, nothing that belongs to officers or teaches a wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[1] / "book" / "public"
PAGES = sorted(path.stem for path in FOLDER.glob("*.md"))
# The plan's own words are quoted, and the page of sources is made from the records.
OWN = [name for name in PAGES if name not in ("plan", "sources")]
ROLE = re.compile(r"\{(\w+)\}`([^`]*)`")
FORBIDDEN = {
    "a slogan": "坚决|重拳|严厉打击|零容忍|铁拳|高压态势|营商环境|广大群众|切实",
    "what belongs to officers": "侦查手段|侦查方向|技侦|布控|蹲守|跟踪嫌疑|抓捕|线人|卧底|耳目|秘密|考核|督办|台账|内部期限|证据固定",
    "what is open": "待核|暂定|待补",
    "how to counterfeit or evade": "怎样仿|仿制|高仿|复刻|改批号|防伪码怎|躲避|逃避|不被发现|少于标准|化整为零|拆分订单",
    "asking citizens to investigate": "去卧底|暗访|跟着他|盯住|自己调查|拍下他|引他|诱使",
    "a verdict": "您犯了|您违法了|一定有罪|肯定是假",
}


def _front(name: str) -> dict:
    return yaml.safe_load((FOLDER / f"{name}.md").read_text("utf-8").split("---\n")[1])


def _words(name: str) -> str:
    """What a reader reads: no front matter, no marks; a reference in words stays, a reference by id goes."""
    text = (FOLDER / f"{name}.md").read_text("utf-8").split("---\n", 2)[2]
    text = re.sub(r"（(?:\{(?:article|clause)\}`[^`]*`[，、]?)+）", "", text)
    text = re.sub(r"^\s*- 问: |^\s+[^\s:]+: ", "", text, flags=re.M)
    text = re.sub(r"```\{details\} ?|```\{[\w-]+\}.*|```|:::.*|^#+ |^\s*(?:[-:]|\d\.) |\*\*", "", text, flags=re.M)
    text = ROLE.sub(lambda found: found[2].split(" <")[0] if found[1] == "word" else "", text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def _sentences(name: str) -> list[str]:
    return [one.strip() for one in re.split(r"[。！？；\n]", _words(name)) if one.strip()]


@pytest.mark.parametrize("name", OWN)
def test_sentences_are_short(name):
    """Claim: 25 signs on average, none longer than 60."""
    found = _sentences(name)
    assert sum(map(len, found)) / len(found) <= 25
    assert [one for one in found if len(one) > 60] == []


def test_signs_are_common():
    """Claim: of all Chinese signs, 98 in 100 are among the 3,755 of the first level of GB 2312, the common ones."""
    common = {bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) if (row, cell) <= (0xD7, 0xF9)}
    signs = [sign for name in OWN for sign in _words(name) if "\u4e00" <= sign <= "\u9fff"]
    rare = [sign for sign in signs if sign not in common]
    assert len(common) == 3755 and len(rare) / len(signs) <= 0.02, sorted(set(rare))


@pytest.mark.parametrize("name", [name for name in OWN if name != "index"])
def test_the_first_answer_comes_first_and_is_short(name):
    """Claim: right under the title stands the answer, in at most 300 signs."""
    text = (FOLDER / f"{name}.md").read_text("utf-8").split("---\n", 2)[2]
    answer = re.match(r"\s*# [^\n]+\n+:::\{container\} pb-answer\n(.*?)\n:::", text, re.S)
    assert answer and len(ROLE.sub("", answer[1])) <= 300


@pytest.mark.parametrize("name", PAGES)
def test_each_page_can_be_shared(name):
    """Claim: public, one sentence of summary, three for the card, each short enough to be read across a room."""
    front = _front(name)
    card = front["card"].split("｜")
    assert front["audience"] == "public" and len(front["summary"]) <= 60
    assert len(card) == 3 and all(len(one) <= 26 and one.endswith("。") for one in card), card


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_stands_there_that_should_not(name, what):
    """Claim: no slogan, no words of the office, nothing open, nothing that teaches or incites, no verdict."""
    found = re.search(FORBIDDEN[what], _words(name) + str(_front(name)))
    assert not found, f"{name}: {what}: {found and found[0]}"


@pytest.mark.parametrize("name", OWN)
def test_no_figure_of_the_law_is_typed(name):
    """Claim: figures, articles and days come by id; in words stand only the hotline's name and numbers of steps."""
    text = re.sub(r"12315|信市监〔2022〕157号|12条|cookie", "", _words(name))
    assert re.findall(r"\d+|第[一二三四五六七八九十百]+条|[两三五七十]+(?:个工作)?日内|[一二三五十]年以[上下]|[一二三五十]+万", text) == []


@pytest.mark.parametrize("name", PAGES)
def test_punctuation_is_full_width(name):
    """Claim: no half-width comma, full stop, bracket or quotation mark beside a Chinese sign."""
    text = re.sub(r"p\d+\.md|\(\w[\w.-]*\.md\)", "", _words(name))
    assert re.findall(r"[\u4e00-\u9fff][,;:!?\"'()]|[,;:!?\"'()][\u4e00-\u9fff]", text) == []


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("story-")])
def test_a_story_says_that_it_is_one(name):
    """Claim: page, card and summary say that it is made up; three questions follow."""
    text = (FOLDER / f"{name}.md").read_text("utf-8")
    assert "这是编的故事" in text and "虚构" in _front(name)["summary"] and _front(name)["kind"] == "虚构故事"
    assert len(re.findall(r"^- 问: ", text, re.M)) == 3


def test_self_checks_give_advice_and_say_that_it_is_no_verdict():
    """Claim: six questions each; every 是 tells to stop, or not to do it."""
    for name in ("p07-shop-self-check", "p08-do-not-help"):
        text = (FOLDER / f"{name}.md").read_text("utf-8")
        told = re.findall(r"^  是: (.*)$", text, re.M)
        assert len(told) == 6 and all(re.match("先停一停|不要", one) for one in told)
        assert "这不是结论，只是提醒" in text
