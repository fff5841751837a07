"""The options of an item and which of them is right: as written, as the engine says, or computed with their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from ..acts import acts
from ..errors import InputError, UnknownIdError
from ..parameters import number_on
from ..times import read_day, time_text
from ..wording import amount_zh
from .computing import NOTHING, WORDS, take
from .draws import raw, zh
from .model import Option

__all__ = ["computed_options", "judged"]


def judged(row: Mapping, spec: Mapping | None, found: Mapping, fill: Callable[[str], str]) -> list[Option]:
    """Options with authored words; with `compute` the engine says which is right, by `act` or by `is`."""
    answer = take(found, spec["take"], row["id"]) if spec else None
    options = []
    for o in row["options"]:
        if spec is None:
            correct = True if row["type"] in ("order", "match") else o["correct"]
        else:
            correct = _says(o, spec["take"], answer, row["id"])
        options.append(_option(o, fill(o["text"]), correct, fill, pair=fill(o["pair"]) if "pair" in o else None))
    keys = sum(o.correct for o in options)
    if row["type"] in ("single", "next_step") and keys != 1:
        raise InputError(
            f"{row['id']} 有 {keys} 个正确的选项，应当只有 1 个" + (f"；引擎给出的是 {_shown(answer)}。" if spec else "。"),
            f"{row['id']} has {keys} right options; exactly one is wanted.",
        )
    if row["type"] == "multiple" and not 2 <= keys < len(options):
        raise InputError(f"{row['id']} 是多选题，有 {keys} 个正确的选项；至少 2 个，并且不能全对。", f"{row['id']} is a multiple choice with {keys} right options; two at least, and not all.")
    return options


def _says(o: Mapping, taken: str, answer: object, where: str) -> bool:
    """Whether the engine's answer is the one that the option names, by an act or by a word."""
    if "act" in o:
        if not isinstance(answer, tuple):
            raise InputError(f"{where}:{o['id']} 写了 act，可是 compute 的结果不是行为；请改写 is。", f"{where}:{o['id']} names an act, but the answer is none; use `is`.")
        if o["act"] != NOTHING and o["act"] not in acts():
            raise UnknownIdError.among(f"行为（{where}:{o['id']}）", f"act ({where}:{o['id']})", o["act"], acts())
        return o["act"] in answer if o["act"] != NOTHING else not answer
    known = WORDS.get(taken, ())
    if o["is"] not in known:
        raise UnknownIdError.among(f"{taken} 的结果（{where}:{o['id']}）", f"{taken} ({where}:{o['id']})", o["is"], known)
    return o["is"] == answer


def _shown(answer: object) -> str:
    return "、".join(answer) if isinstance(answer, tuple) and answer else str(answer or "没有")


def computed_options(row: Mapping, spec: Mapping, found: Mapping, values: Mapping, fill: Callable[[str], str]) -> list[Option]:
    """Options whose words are computed days, moments or numbers, in their order; one that falls on another is left out.

    Raises InputError where fewer than three different ones remain.
    """
    key = take(found, spec["take"], row["id"])
    rows = [(_amount(o, found, values, row["id"]), o) for o in row["options"]]
    chosen: dict[object, Mapping] = {}
    for value, o in sorted(rows, key=lambda pair: pair[1].get("take") != spec["take"] or len(set(pair[1]) & _MOVES) > 0):
        chosen.setdefault(value, o)
    if key not in chosen or len(chosen) < 3:
        raise InputError(
            f"{row['id']} 这样抽，只剩 {len(chosen)} 个不同的选项" + ("" if key in chosen else "，而且没有正确的") + "；请换日期或者金额，或者添选项。",
            f"{row['id']} drawn like this has {len(chosen)} different options" + ("" if key in chosen else ", none of them right") + "; change days or sums, or add options.",
        )
    unit = row.get("unit", "")
    return [
        _option(o, f"{amount_zh(value)}{unit}" if row["type"] == "number" else zh(value), value == key, fill, value=_plain(value))
        for value, o in sorted(chosen.items(), key=lambda pair: pair[0])
    ]


_MOVES = {"days", "hours", "times", "plus"}


def _amount(o: Mapping, found: Mapping, values: Mapping, where: str) -> object:
    """The day, moment or number of an option: an answer of the engine or a figure of the law, moved as it says."""
    place = f"{where}:{o['id']}"
    if "of" in o:
        value = number_on(o["of"], read_day(raw(o["on"], values, place), place), verified_only=True).value
    else:
        value = take(found, o["take"], place)
    if isinstance(value, date):
        return value + timedelta(days=o.get("days", 0), hours=o.get("hours", 0))
    if isinstance(value, (int, float)):
        value = value * o.get("times", 1) + float(raw(o.get("plus", 0), values, place))
        return int(value) if value == int(value) else value
    raise InputError(f"{place} 取到的是 {_shown(value)}，不是日期也不是数；请换一个 take。", f"{place} takes {value!r}, which is neither a day nor a number.")


def _plain(value: object) -> str | int | float:
    return time_text(value) if isinstance(value, datetime) else str(value) if isinstance(value, date) else value


def _option(o: Mapping, text: str, correct: bool, fill: Callable[[str], str], pair: str | None = None, value=None) -> Option:
    # A key has no misconception; a step or a pair may name the one that puts it wrong.
    belief = o.get("misconception") if not correct or "place" in o or pair else None
    return Option(o["id"], text, correct, fill(o["reason"]), tuple(o["basis"]), belief, o.get("place"), pair, value)
