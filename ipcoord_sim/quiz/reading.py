"""From the authored items to resolved ones: things drawn, figures written in, keys computed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache, lru_cache
from hashlib import sha256

from .. import data
from ..errors import InputError, UnknownIdError, UnverifiedError
from ..norms import unconfirmed, within
from ..wording import expand
from .computing import answers
from .draws import drawn, mixed, raw, words
from .forms import check_form
from .keys import computed_options, judged
from .model import USES, Item, Option

__all__ = ["bank", "item", "items", "left_out", "practised", "resolve"]

_LARGEST_SEED = 2**31 - 1
_FIGURE = re.compile(r"\{(?:law|article):([^{}]+)\}")


@cache
def bank() -> dict[str, tuple[str, dict]]:
    """Every authored item by its id, with the clause of its file; an id that stands twice is an InputError."""
    found: dict[str, tuple[str, dict]] = {}
    for clause, content in sorted(data.load_cases().get("items", {}).items()):
        for row in content["items"]:
            if row["id"] in found:
                raise InputError(
                    f"题号 {row['id']} 用了两次（{found[row['id']][0]} 和 {clause}）；请给其中一题换题号。",
                    f"The item id {row['id']} stands twice ({found[row['id']][0]} and {clause}); give one of them another.",
                )
            found[row["id"]] = (clause, row)
    return found


def item(id: str, seed: int = 0) -> Item:
    """The item with this id, drawn with the seed: the same pair gives the same item.

    Raises UnknownIdError for an unknown id, InputError for a seed that is no count, and whatever the engine refuses.
    """
    if id not in bank():
        raise UnknownIdError.among("题号", "item id", id, bank())
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= _LARGEST_SEED:
        raise InputError(f"种子 {seed!r:.20} 不能用；请写 0 到 {_LARGEST_SEED} 的整数。", f"The seed {seed!r:.20} cannot be used; write a whole number from 0 to {_LARGEST_SEED}.")
    return _item(id, seed)


def items(clause: str | None = None, seed: int = 0, use: str | None = None) -> tuple[Item, ...]:
    """The items of a clause, paragraph or item of the plan (or of the whole), each drawn with the seed; all uses, or one.

    Where exam items are not carried (in a browser) they are missing among all, which `left_out` counts; asking for them by use is an InputError.
    Raises what `item` raises.
    """
    if use is not None and use not in USES:
        raise UnknownIdError.among("用途", "use", use, USES)
    return tuple(item(id, seed) for id, row in _rows(clause) if row["use"] == use or (use is None and not row.get("left_out")))


def practised(clause: str | None = None, seed: int = 0) -> tuple[Item, ...]:
    """The items that are practised: all but those kept for the exam."""
    return tuple(item(id, seed) for id, row in _rows(clause) if row["use"] != "exam")


def left_out(clause: str | None = None) -> int:
    """How many items are not carried here: none but in a browser."""
    return sum(bool(row.get("left_out")) for _, row in _rows(clause))


def _rows(clause: str | None) -> list[tuple[str, dict]]:
    norms = {n.id for n in within(clause)} if clause is not None else None
    return [(id, row) for id, (_, row) in bank().items() if norms is None or row["norm"] in norms]


@lru_cache(maxsize=2048)
def _item(id: str, seed: int) -> Item:
    clause, row = bank()[id]
    return resolve(row, clause, seed)


def resolve(row: Mapping, clause: str, seed: int = 0, picks: Mapping[str, int] | None = None) -> Item:
    """The item that an authored row describes; `picks` chooses what is drawn by its place.

    Raises InputError, UnknownIdError, UnverifiedError (law that is 待核) or what the engine refuses, naming the item.
    """
    id = row["id"]
    if row.get("left_out"):
        raise InputError(
            "考试题和答案不随网页和浏览器里的笔记本带来；要看考试题、出卷子，请在装了本软件的电脑上运行 ipcoord items export --use exam --to csv -o 考试题.csv。",
            "Exam items and their keys are not carried in the browser; to see them or to draw papers run ipcoord items export --use exam --to csv -o items.csv where the software is installed.",
        )
    check_form(row)
    values: dict[str, object] = drawn(row.get("draw", {}), id, seed, picks)
    spec = raw(row["compute"], values, id) if "compute" in row else None
    found = answers(spec, id) if spec else {}
    values["answer"] = found

    def fill(text: str) -> str:
        for fact in _FIGURE.findall(text):
            _confirmed(fact, id)
        return expand(words(text, values, id)).strip()

    if row["type"] in ("number", "date"):
        options = computed_options(row, spec, found, values, fill)
    else:
        options = judged(row, spec, found, fill)
        if row["type"] == "order":
            options = _unordered(options, id, seed)
        elif seed and row["type"] != "match":
            options = mixed(options, id, seed, "options")
    pairs = mixed(list(dict.fromkeys(o.pair for o in options)), id, seed, "pairs") if row["type"] == "match" else []
    for option in options:
        for fact in option.basis:
            _confirmed(fact, id)
    return _sealed(Item(
        id, clause, row["norm"], row["perspective"], row["type"], row["use"], row["difficulty"], fill(row["stem"]), tuple(options), tuple(pairs),
        row.get("unit", ""), spec is not None, seed, "",
    ), row, clause)


def _unordered(options: list[Option], id: str, seed: int) -> list[Option]:
    """The steps in an order that is not yet the right one."""
    found = mixed(options, id, seed, "options")
    return found if [o.place for o in found] != sorted(o.place for o in found) else found[1:] + found[:1]


def _confirmed(fact: str, where: str) -> None:
    if unconfirmed(fact):
        raise UnverifiedError(f"{where} 引用的 {fact} 还是待核的内容，不能出题；请换成已核对的编号。", f"{where} cites {fact}, which is still to be confirmed; use a confirmed id.")


def _sealed(found: Item, row: Mapping, clause: str) -> Item:
    """The item with its digest: that of the authored row and of what it says today without a seed."""
    plain = found if found.seed == 0 else resolve(row, clause)
    text = json.dumps([row, asdict(plain) | {"digest": ""}], ensure_ascii=False, sort_keys=True, default=str)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Item(**{name: getattr(found, name) for name in found.__slots__} | {"digest": digest})
