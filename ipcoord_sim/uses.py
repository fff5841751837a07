"""What hangs on a fact of the law: the norms, rules, countings, thresholds, cases, items, pages and scenarios that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from . import data
from .parameters import find

__all__ = ["Use", "uses"]

_KINDS_ZH = {
    "norms": "规范", "rules": "规则", "calendar": "期限数法", "thresholds": "门槛", "agencies": "机关通道", "procedure": "程序图", "policy": "方案",
    "casebank": "案例", "items": "题", "catalogue": "误区", "teaching": "教学材料",
}
_PAGES = (("book/chapters/**/*.md", "书页"), ("notebooks/*.ipynb", "笔记本"), ("tests/scenarios/*.yaml", "情景"))


class Use(NamedTuple):
    """One place that names a fact: what it is, the file, the row or line."""

    kind_zh: str
    file: str
    place: str


def uses(id: str) -> tuple[Use, ...]:
    """Every place that names this fact, one of its numbers, or the parameter it belongs to (for a parameter: any of its values).

    Data and cases are always looked through; pages, notebooks and scenarios where a checkout stands around the package.
    Raises UnknownIdError for an unknown id.
    """
    found = find(id)
    values = (found.value,) if found.value else found.parameter.values
    names = {found.parameter.id, *(value.fact for value in values)}
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?![\w-])")
    rows: list[Use] = []
    for folder, files in {**data.load(), **data.load_cases()}.items():
        if folder in _KINDS_ZH:
            for stem, content in files.items():
                rows += [Use(_KINDS_ZH[folder], f"{folder}/{stem}.yaml", place) for place in dict.fromkeys(_named(content, pattern, ""))]
    return (*rows, *_on_pages(pattern))


def _named(content: object, pattern: re.Pattern, place: str) -> Iterator[str]:
    """The places inside authored content whose words match."""
    if isinstance(content, dict):
        own = content.get("id") or content.get("fact")
        here = own if isinstance(own, str) and (not place or not place.startswith(("C-", "Q-"))) else f"{place} {own}" if isinstance(own, str) else place
        for key, value in content.items():
            yield from _named(value, pattern, here or str(key))
    elif isinstance(content, list):
        for value in content:
            yield from _named(value, pattern, place)
    elif isinstance(content, str) and pattern.search(content):
        yield place


def _on_pages(pattern: re.Pattern) -> list[Use]:
    root = Path(__file__).parents[1]
    rows = []
    for glob, kind in _PAGES:
        for path in sorted(root.glob(glob)):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if pattern.search(line):
                    rows.append(Use(kind, path.relative_to(root).as_posix(), f"第 {number} 行"))
    return rows
