"""From the authored file to a Case: words filled in, amounts computed from the law's figures."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256

from .. import data
from ..errors import InputError, UnknownIdError
from ..norms import is_norm
from ..parameters import find
from ..times import read_time
from .amounts import amounts_zh, filler
from .model import ActSpec, Case, Exhibit, Option, Step, When
from .waiting import read_wait

__all__ = ["case", "cases", "read_case"]


@cache
def cases() -> dict[str, Case]:
    """Every case of the bank, by id; two files with one id are an InputError."""
    found: dict[str, Case] = {}
    for slug, row in data.load_cases().get("casebank", {}).items():
        one = read_case(row, slug)
        if one.id in found:
            raise InputError(
                f"案例编号 {one.id} 用了两次（{found[one.id].slug} 和 {slug}）；请给其中一个换编号。",
                f"The case id {one.id} stands twice ({found[one.id].slug} and {slug}); give one of them another id.",
            )
        found[one.id] = one
    return dict(sorted(found.items()))


def case(id: str) -> Case:
    """The case with this id or slug."""
    for one in cases().values():
        if id in (one.id, one.slug):
            return one
    raise UnknownIdError.among("案例", "case", id, cases())


def read_case(row: dict, slug: str) -> Case:
    """The case in an authored row that has the form the schema asks for.

    Raises InputError or UnknownIdError naming the case, the place and what to change.
    """
    name = f"{row['id']}（{slug}）"
    amounts = amounts_zh(row.get("amounts", {}), row["law_dates"]["conduct"], name)
    fill = filler(amounts, name)
    exhibits = {
        x["id"]: Exhibit(x["id"], fill(x["title"]), fill(x["text"]), x.get("seat"), tuple(x.get("shared_by", ()))) for x in row.get("exhibits", ())
    }
    steps = tuple(_step(step, row, name, fill) for step in row["steps"])
    return Case(
        row["id"], slug, row["title"], fill(row["summary"]), row["audience"], tuple(row["clauses"]), tuple(row["norms"]), tuple(row.get("offences", ())),
        dict(row["law_dates"]), row["difficulty"], row["minutes"], tuple(row["modes"]), dict(row["agencies"]), dict(row.get("facts", {})),
        read_time(row["start"], f"{name} start"), row["close_after"], amounts, {seat: fill(text) for seat, text in row["briefing"].items()},
        exhibits, steps, tuple(map(fill, row.get("discussion", ()))), _deep(row.get("facilitator", {}), fill), _deep(row.get("public", {}), fill), _digest(row),
    )


def _digest(row: dict) -> str:
    return sha256(json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def _deep(value: object, fill) -> object:
    if isinstance(value, str):
        return fill(value)
    if isinstance(value, dict):
        return {key: _deep(item, fill) for key, item in value.items()}
    return [_deep(item, fill) for item in value] if isinstance(value, list) else value


def _step(row: dict, case_row: dict, name: str, fill) -> Step:
    where = f"{name} {row['id']}"
    text = row.get("text", "")
    texts = {seat: fill(words) for seat, words in text.items()} if isinstance(text, dict) else {"both": fill(text)}
    options = tuple(_option(o, case_row, f"{where}:{o['id']}", fill) for o in row.get("options", ()))
    return Step(
        row["id"], fill(row.get("title", "")), texts, read_wait(row["wait"], where) if "wait" in row else None, tuple(row.get("exhibits", ())),
        _acts(row.get("acts", ()), case_row, where), row.get("seat"), fill(row.get("prompt", "")), options, row.get("next"),
        row.get("ending", False), tuple(row.get("cites", ())), _when(row.get("when")), row.get("inject", False),
    )


def _option(row: dict, case_row: dict, where: str, fill) -> Option:
    for id in row["basis"]:
        if not is_norm(id):
            find(id)
    return Option(
        row["id"], fill(row["text"]), row["quality"], fill(row["reason"]), tuple(row["basis"]), _acts(row.get("acts", ()), case_row, where),
        fill(row.get("then", "")), row.get("next"), row.get("misconception"), row.get("engine"), _when(row.get("when")),
    )


def _acts(rows, case_row: dict, where: str) -> tuple[ActSpec, ...]:
    found = []
    for n, row in enumerate(rows, 1):
        for key in ("who", "to"):
            if row.get(key) is not None and row[key] not in case_row["agencies"]:
                raise UnknownIdError.among(f"机关代号（{where}）", f"agency name ({where})", row[key], case_row["agencies"])
        received = row.get("received")
        if received is not None:
            minutes, clock = read_wait(received, where)
            if clock is not None:
                raise InputError(f"{where} 的 received 要写分钟或者小时，例如 20m。", f"`received` at {where} is a wait in minutes or hours, for example 20m.")
            received = minutes
        found.append(ActSpec(
            row.get("id", f"{where.rsplit(' ', 1)[-1]}.{n}"), row["who"], row["act"], row.get("to"), read_wait(row.get("wait", "0m"), where), received,
            tuple(row.get("documents", ())), dict(row.get("data", {})), row.get("ref"),
        ))
    return tuple(found)


def _when(row: dict | None) -> When | None:
    return When(*(tuple(row.get(key, ())) for key in ("chose", "not_chose", "has", "lacks"))) if row else None
