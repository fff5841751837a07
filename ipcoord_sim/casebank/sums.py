"""Do the sums of a case stand where the story says, above or below the law's figure?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import IpcoordError
from ..wording import amount_zh
from .amounts import amount_of, compared_with
from .model import Case
from .remarks import HINT, WRONG, Remark, texts

__all__ = ["sums"]

# Words that say on which side of the line a sum stands; only read in the very clause that names the sum.
_BELOW = re.compile(r"不到标准|没有?达到|未达|差一点|不够标准|够不上")
_REACHES = re.compile(r"已经达到|超过(?:了)?标准|达到(?:了)?标准|够标准|早就够")
_SIDES_ZH = {"below": "不到", "reaches": "达到"}


def sums(row: dict, case: Case) -> Iterator[Remark]:
    """Sums on the wrong side of a figure, unused sums, and texts that contradict a sum."""
    written = "".join(text for _, text in texts(row))
    for key, spec in row.get("amounts", {}).items():
        place, conduct = f"amounts.{key}", case.law_dates["conduct"]
        try:
            value, figure = amount_of(spec, conduct, place), compared_with(spec, conduct, place)
        except IpcoordError as broken:
            yield Remark(WRONG, place, broken.zh, "核对事实编号和 law_dates.conduct。")
            continue
        if value <= 0:
            yield Remark(WRONG, place, f"金额是 {amount_zh(value)}", "写大于零的数。")
        if f"{{amount:{key}}}" not in written:
            yield Remark(HINT, place, "这个金额没有用到", f"在正文里写 {{amount:{key}}}，或者删掉这一行。")
        if figure is not None:
            yield from _side(row, key, spec, value, figure)
        elif isinstance(spec, dict) and "side" in spec:
            yield Remark(WRONG, place, "写了 side，没有写和哪个标准比", "加上 against: 事实编号。")


def _side(row: dict, key: str, spec: dict, value, figure) -> Iterator[Remark]:
    place, now = f"amounts.{key}", "below" if value < figure else "reaches"
    facts = f"{amount_zh(value)}元，标准是 {amount_zh(figure)}元"
    meant = spec.get("side")
    if meant and meant != now:
        yield Remark(WRONG, place, f"故事要它{_SIDES_ZH[meant]}标准，算出来是 {facts}", f"改小一点或者改大一点；真要{_SIDES_ZH[now]}标准，把 side 改成 {now}，故事也要跟着改。")
    if "times" in spec and (spec["times"] < 1) != (now == "below"):
        yield Remark(WRONG, place, f"四舍五入（round）以后到了标准的另一边：{facts}", "round 写小一点。")
    if meant is None and abs(value - figure) <= figure * 0.3:
        yield Remark(HINT, place, f"离标准很近（{facts}），没有写故事要它在哪一边", f"加上 side: {now}，以后改了数会提醒你。")
    for where, text in texts(row):
        for part in re.split(r"[，。；！？]", text):
            if f"{{amount:{key}}}" in part and (_BELOW if now == "reaches" else _REACHES).search(part):
                yield Remark(WRONG, where, f"这里的话和金额对不上：{facts}", "改金额，或者改这句话。")
