"""What an item of each type must and must not say, beyond what the schema can tell."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import InputError
from .model import COMPUTED

__all__ = ["MOST_OPTIONS", "check_form"]

# Three to five where one chooses, a step more where one puts in order or matches.
MOST_OPTIONS = {"order": 6, "match": 6}
# What an option must have, and what it may not, by how its item is answered.
_NEEDS = {
    "written": (("text", "correct"), ("take", "of", "act", "is", "place", "pair")),
    "judged": (("text",), ("correct", "take", "of", "place", "pair")),
    "computed": ((), ("text", "correct", "act", "is", "place", "pair")),
    "order": (("text", "place"), ("correct", "take", "of", "act", "is", "pair")),
    "match": (("text", "pair"), ("correct", "take", "of", "act", "is", "place")),
}


def check_form(row: Mapping) -> None:
    """Raise InputError where fields of an item do not go with its type."""
    where, kind = row["id"], row["type"]
    if kind in COMPUTED and "compute" not in row:
        raise InputError(f"{where} 是 {kind} 题，缺少 compute；答案由引擎算，不手写。", f"{where} is a {kind} item without compute; its key is computed, never typed.")
    if "compute" in row and kind in ("order", "match", "multiple") and (kind != "multiple" or row["compute"]["call"] != "procedure"):
        raise InputError(f"{where} 是 {kind} 题，不能写 compute；删掉它。", f"{where} is a {kind} item and takes no compute; remove it.")
    form = kind if kind in ("order", "match") else "computed" if kind in ("number", "date") else "judged" if "compute" in row else "written"
    needs, bans = _NEEDS[form]
    ids = [o["id"] for o in row["options"]]
    if len(set(ids)) < len(ids):
        raise InputError(f"{where} 有两个选项编号一样；请依次写 a、b、c。", f"Two options of {where} share an id; write a, b, c.")
    most = MOST_OPTIONS.get(kind, 5)
    if not 3 <= len(ids) <= most:
        raise InputError(f"{where} 有 {len(ids)} 个选项；{kind} 题写 3 到 {most} 个。", f"{where} has {len(ids)} options; 3 to {most} are wanted.")
    for o in row["options"]:
        _fields(f"{where}:{o['id']}", o, needs, bans, form)
    if kind == "order" and sorted(o["place"] for o in row["options"]) != list(range(1, len(ids) + 1)):
        raise InputError(f"{where} 的 place 没有从 1 到 {len(ids)} 各写一次；请改正。", f"The places of {where} are not 1 to {len(ids)}, each once; correct them.")


def _fields(place: str, o: Mapping, needs, bans, form: str) -> None:
    for name in needs:
        if name not in o:
            raise InputError(f"{place} 缺少 {name}，请补上。", f"{place} lacks {name}; add it.")
    for name in bans:
        if name in o:
            raise InputError(f"{place} 写了 {name}，这种题不用它；请删掉。", f"{place} has {name}, which this kind of item does not take; remove it.")
    if form == "judged" and ("act" in o) == ("is" in o):
        raise InputError(f"{place} 要写 act 或者 is，两个里写一个。", f"{place} needs either act or is.")
    if form == "computed" and ("take" in o) == ("of" in o):
        raise InputError(f"{place} 要写 take 或者 of，两个里写一个。", f"{place} needs either take or of.")
    if "of" in o and "on" not in o:
        raise InputError(f"{place} 用了 of，缺少 on；请写明按哪一天的数。", f"{place} uses `of` without `on`; say the day.")
