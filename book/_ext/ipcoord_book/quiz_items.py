"""Quiz items as the pages carry them: which ones a box shows, in which order, with the words and addresses of what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from typing import Any

from ipcoord_sim import data
from ipcoord_sim.casebank.catalogue import misconceptions
from ipcoord_sim.errors import InputError, UnknownIdError
from ipcoord_sim.norms import clauses, norm, within
from ipcoord_sim.quiz import Item, item, items, practised

from .clauses import basis_link, clause_anchor
from .links import PAGES

__all__ = ["Address", "assumptions", "chosen", "clause_names", "embedded_item", "goals", "interleaved", "texts"]

SETS = {"pretest": "practice", "practice": "practice", "wrapup": "delayed"}
# Types that a reader can answer from experience, before having read anything.
_PLAIN = ("single", "next_step")


@dataclass(frozen=True)
class Address:
    """A place in the book, by the end of its page's name; it becomes a relative address when the page is written."""

    page: str
    anchor: str = ""


def assumptions() -> dict[str, Any]:
    """What is ours in practice, review and exam."""
    return data.load()["aids"]["quiz"]


def chosen(addresses: Sequence[str], use: str, *, count: int | None = None, ids: Sequence[str] = (), seed: int = 0, mix: Sequence[str] = ()) -> list[Item]:
    """The items of a box; raises InputError or UnknownIdError in words for its author."""
    if use not in SETS:
        raise UnknownIdError.among("用途", "use", use, SETS)
    if ids:
        found = [item(id, seed) for id in ids]
        for one in found:
            if one.use == "exam":
                raise InputError(f"{one.id} 留给考试，不能放进练习；请换一题。", f"{one.id} is kept for the exam and cannot be practised; take another.")
    else:
        found = _spread([_of(address, use, seed) for address in addresses])
    if not found:
        raise InputError(f"{'、'.join(addresses) or '这里'} 没有可以练的题；请换条款，或者写 ids。", f"No items to practise for {', '.join(addresses) or 'this box'}; change the clause or give ids.")
    if use == "pretest" and not ids:
        plain = [one for one in found if one.type in _PLAIN] or found
        found = sorted(plain, key=lambda one: (one.difficulty, one.id))[: assumptions()["pretest"]["count"]]
    return _mixed(found, mix, seed, count) if mix else found[:count]


def _of(address: str, use: str, seed: int) -> list[Item]:
    return list(items(address, seed, SETS[use]))


def _mixed(own: list[Item], mix: Sequence[str], seed: int, count: int | None) -> list[Item]:
    """Own items, and from earlier clauses at least the share that is ours to set."""
    share = assumptions()["mix"]["percent"]
    total = count or ceil(len(own) * 100 / (100 - share))
    others = _spread([sorted(_of(address, "practice", seed), key=lambda one: _rank(one.id, seed)) for address in mix])
    others = [one for one in others if one.id not in {o.id for o in own}]
    wanted = max(ceil(total * share / 100), total - len(own))
    if len(others) < wanted:
        raise InputError(
            f"mix 要从 {'、'.join(mix)} 取 {wanted} 题，只有 {len(others)} 题；请多写几条，或者减少 count。",
            f"mix wants {wanted} items from {', '.join(mix)}, there are {len(others)}; name more clauses or lower count.",
        )
    return interleaved([*own[: total - wanted], *others[:wanted]])


def _rank(id: str, seed: int) -> bytes:
    return sha256(f"{id}|{seed}".encode()).digest()


def _spread(groups: Iterable[Sequence[Item]]) -> list[Item]:
    """One of each group in turn, each item once."""
    rows = [list(group) for group in groups]
    found: dict[str, Item] = {}
    while any(rows):
        for row in rows:
            if row:
                one = row.pop(0)
                found.setdefault(one.id, one)
    return list(found.values())


def interleaved(found: Sequence[Item]) -> list[Item]:
    """The same items, with no more than two of one clause in a row where others are left."""
    left: list[Item] = list(found)
    ordered: list[Item] = []
    while left:
        counts = {one.clause: sum(o.clause == one.clause for o in left) for one in left}
        last = [one.clause for one in ordered[-2:]]
        most = bool(last) and 2 * counts.get(last[-1], 0) > len(left)  # more of it than of all others: a second one now
        free = left if most and last[:1] * 2 != last else [one for one in left if one.clause not in last[-1:]] or left
        one = max(free, key=lambda o: (counts[o.clause], -left.index(o)))
        ordered.append(one)
        left.remove(one)
    return ordered


def embedded_item(one: Item) -> dict[str, Any]:
    """An item as a page carries it, with its key, without what is empty."""
    full = one.as_dict()
    keep = {key: full[key] for key in ("id", "clause", "norm", "type", "stem", "pairs", "unit", "seed", "digest")}
    keep["options"] = [{k: v for k, v in option.items() if v is not None} for option in full["options"]]
    return keep


def texts(found: Iterable[Item]) -> dict[str, Any]:
    """What the items cite and the misconceptions behind their options: words for readers, and where they stand."""
    options = [option for one in found for option in one.options]
    basis = {id: _cited(id) for option in options for id in option.basis}
    beliefs = {id: _belief(id) for id in dict.fromkeys(o.misconception for o in options if o.misconception)}
    return {"basis": basis, "beliefs": beliefs}


def _cited(id: str) -> dict[str, Any]:
    link = basis_link(id, spelled=True)
    return {"zh": link.astext(), "href": Address(PAGES[link["kind"]], link["anchor"])}


def _belief(id: str) -> dict[str, str]:
    row = misconceptions()[id]
    return {"title": row["title_zh"], "believed": row["believed_zh"], "remedy": row["remedy_zh"]}


def goals(addresses: Iterable[str]) -> list[dict[str, Any]]:
    """The norms of these clauses as objectives, each with the items (and digests) that tell whether it is mastered."""
    known = practised()
    found = dict.fromkeys(n.id for address in addresses for n in within(address))
    return [
        {"id": id, "zh": norm(id).title_zh, "href": Address(PAGES["norm"], f"norm-{id.lower()}"), "items": [[one.id, one.digest] for one in known if one.norm == id]}
        for id in found
    ]


def clause_names() -> list[dict[str, Any]]:
    """The thirteen clauses in words, each with the place where it stands."""
    short = {row["id"]: row["short_zh"] for row in assumptions()["clauses"]}
    return [{"id": c.id, "label": c.label_zh, "heading": short[c.id], "href": Address(PAGES["clause"], clause_anchor(c.id))} for c in clauses()]
