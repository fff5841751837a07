"""The gates of one item: a situation, fair options, reasons that cite, nothing real and no figure of the law by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..casebank.catalogue import misconceptions
from ..casebank.checking import known_basis
from ..casebank.lint import lint_text
from ..casebank.remarks import HINT, WRONG, Remark
from ..norms import clause as find_clause
from ..norms import norm, plan
from ..parameters import find
from .draws import PLACEHOLDER
from .model import Item
from .text import cue, mean, quotations, sentences, shown

__all__ = ["REASON", "gates"]

# Ours, from what is known of how items are written well.
REASON = (20, 120)
STEM = (30, 160)
SENTENCE = 35
KEY_LENGTH = 0.25
_DEFINITION = re.compile(r"^(?:以下|下列|关于)|(?:以下|下列)(?:哪|说法|表述|选项)|(?:说法|表述)(?:正确|错误)的是|什么是|的定义")
_ALL = re.compile(r"(?:以上|上述|都)(?:各项|选项|说法)?(?:都|均|全)?(?:对|正确|不对|错|是|不是)$|以上(?:都|均|全)")
_ABSOLUTE = ("一律", "必须", "绝不", "绝对", "永远", "任何", "所有", "从不", "只能", "完全不")
_TERMS = re.compile(r"不予立案|不立案|不起诉|不服|不足|不全|不构成|不属于?|不明|不符合|不清|不同|不知道?|不久|不到")
_TWICE = re.compile(r"不(?:能|会|可|应当?|是|得)不|没有不|并非[^，。？]{0,6}(?:不|没有)|无不|未必不|不无|非[^，。？]{1,8}不可")
_ASKS_NOT = re.compile(r"(?:哪|什么)[^，。？]{0,12}(?:(?<!\*\*)(?:不|没有|错误|未)(?!\*\*))")


def gates(row: Mapping, clause: str, item: Item) -> tuple[Remark, ...]:
    """Everything that does not fit in one item, read from the authored row and from the item as it is shown."""
    parts = (_head(row, clause), _stem(item), _options(item), _reasons(item), _beliefs(item), _texts(row), _quotes(item))
    return tuple(dict.fromkeys(remark for part in parts for remark in part))


def _head(row: Mapping, clause: str) -> Iterator[Remark]:
    if not row["id"].startswith(f"Q-{clause}-"):
        yield Remark(WRONG, "id", f"题号 {row['id']} 和文件 {clause}.yaml 对不上", f"写成 Q-{clause}-两位序号。")
    if find_clause(norm(row["norm"]).clause).id != clause:
        yield Remark(WRONG, "norm", f"{row['norm']} 不在条款 {clause} 里", "换成这一条的规范编号，或者把题放进那一条的文件。")


def _stem(item: Item) -> Iterator[Remark]:
    text = shown(item.stem)
    if not STEM[0] <= len(text) <= STEM[1]:
        yield Remark(WRONG, "stem", f"题干有 {len(text)} 个字", f"写 {STEM[0]} 到 {STEM[1]} 个字：谁、什么时候、发生了什么，再问一句。")
    if _DEFINITION.search(text) or len(sentences(text)) < 2:
        yield Remark(WRONG, "stem", "题干不是一个情境", "先讲发生了什么，再问怎么办、哪一天、哪一步；不写“下列哪项正确”。")
    bare = _TERMS.sub("※", text)
    if match := _TWICE.search(bare):
        yield Remark(WRONG, "stem", f"“{match[0]}”是双重否定", "改成肯定的话。")
    elif match := _ASKS_NOT.search(_TERMS.sub("※", item.stem)):
        yield Remark(WRONG, "stem", f"“{match[0]}”是反着问", "尽量正着问；真要反着问，把否定的字写成 **不** 这样的粗体。")
    yield from _long("stem", text)


def _long(place: str, text: str) -> Iterator[Remark]:
    average = mean(map(len, sentences(text)))
    if average > SENTENCE:
        yield Remark(WRONG, place, f"句子平均 {average:.0f} 个字", f"平均不超过 {SENTENCE} 个字，一句只说一件事。")


def _options(item: Item) -> Iterator[Remark]:
    texts = {o.id: shown(o.text) for o in item.options}
    if len(set(texts.values())) < len(texts):
        yield Remark(WRONG, "options", "两个选项的文字一样", "改成不同的做法。")
    if len({text.endswith("。") for text in texts.values()}) > 1:
        yield Remark(WRONG, "options", "有的选项带句号，有的不带", "统一：都带，或者都不带。")
    for o in item.options:
        if _ALL.search(shown(o.text).rstrip("。")):
            yield Remark(WRONG, o.id, f"“{shown(o.text)}”是“以上都对”一类的选项", "换成一种真的做法。")
    if item.type in ("order", "match", "number", "date"):
        return
    keys, others = ([shown(o.text) for o in item.options if o.correct is side] for side in (True, False))
    average = mean(map(len, texts.values()))
    if keys and not average * (1 - KEY_LENGTH) <= mean(map(len, keys)) <= average * (1 + KEY_LENGTH):
        yield Remark(WRONG, "options", f"正确选项 {mean(map(len, keys)):.0f} 个字，各选项平均 {average:.0f} 个字", "长短相差不超过四分之一；干扰项写得一样具体。")
    # One character is not seen; two are.
    if len(keys) == 1 and len(keys[0]) >= max(map(len, others)) + 2:
        yield Remark(WRONG, "options", "正确选项是唯一最长的", "把它写短，或者把一个干扰项写得一样具体。")
    for word in _ABSOLUTE:
        if any(word in text for text in others) and not any(word in text for text in keys):
            yield Remark(WRONG, "options", f"“{word}”只出现在错的选项里", "绝对的词会露出答案，换一个说法。")
    if found := cue(shown(item.stem), keys, others):
        yield Remark(WRONG, "options", f"题干里的“{found}”只在正确选项里再出现", "干扰项里也用上这个词，或者换一个说法。")


def _reasons(item: Item) -> Iterator[Remark]:
    for o in item.options:
        if not REASON[0] <= len(o.reason) <= REASON[1]:
            yield Remark(WRONG, o.id, f"理由有 {len(o.reason)} 个字", f"写 {REASON[0]} 到 {REASON[1]} 个字：什么事实，哪条规定，所以怎样。")
        for id in o.basis:
            if wrong := known_basis(id):
                yield Remark(WRONG, o.id, wrong, "换成 N01 到 N35，或者法律依据库里已核对的编号。")
        yield from _long(o.id, o.reason)
    if any("待核" in text for text in (item.stem, *(o.text + o.reason for o in item.options))):
        yield Remark(WRONG, "stem", "写了“待核”", "没有核对的内容不能出题。")


def _beliefs(item: Item) -> Iterator[Remark]:
    for o in item.options:
        if item.type in ("single", "multiple", "next_step") and not o.correct and o.misconception is None:
            yield Remark(WRONG, o.id, "错的选项没有写误区", "写上 misconception: M01 到 M28 里最贴近的一个。")
        if o.misconception is not None and o.misconception not in misconceptions():
            yield Remark(WRONG, o.id, f"没有误区 {o.misconception}", "照 catalogue/misconceptions.yaml 的编号写。")
    # A slip in counting is no belief, so of days and numbers one option at least shows one.
    if item.type in ("date", "number") and not any(o.misconception for o in item.options):
        yield Remark(WRONG, "options", "没有一个算错的选项对应误区", "至少一个选项写上 misconception。")


def _texts(row: Mapping) -> Iterator[Remark]:
    """What looks real, and figures of the law typed by hand, in the words as the author wrote them."""
    for place, text in _written(row):
        for remark in lint_text(place, PLACEHOLDER.sub("※", text)):
            advice = remark.advice_zh.replace("，或者写进 amounts", "，或者写进 draw")
            yield Remark(remark.level, place, remark.zh, advice)


def _written(row: Mapping) -> Iterator[tuple[str, str]]:
    yield "stem", row["stem"]
    for name, choices in row.get("draw", {}).items():
        for choice in choices:
            values = choice.values() if isinstance(choice, Mapping) and "of" not in choice else [choice]
            yield from ((f"draw.{name}", v) for v in values if isinstance(v, str) and not v.isascii())
    for o in row["options"]:
        yield from ((o["id"], o[key]) for key in ("text", "pair", "reason") if key in o)


def _quotes(item: Item) -> Iterator[Remark]:
    """Quoted words stand in the plan, in a fact or in the item itself, sign by sign."""
    own = item.stem + "".join(o.text for o in item.options)
    source = "".join(p["text"] for part in plan()["parts"] for c in part["clauses"] for p in (*c["paragraphs"], *c.get("items", ())))
    for o in item.options:
        facts = "".join(v.text_zh + v.label_zh for id in o.basis if not known_basis(id) and not id.startswith("N") for v in find(id).parameter.values)
        for words in quotations(o.reason):
            if words not in own + source + facts:
                yield Remark(HINT if o.basis else WRONG, o.id, f"“{words}”不是方案的原文", "引原文要一字不差；不是引文的去掉引号。")
