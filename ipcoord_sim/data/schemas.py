"""Authored content against its schema: what does not fit, where, and what is allowed, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..errors import DataError, nearest

__all__ = ["Misfit", "check_schema", "misfits"]

_LEAST_MOST = {
    "minLength": "至少 {} 个字", "maxLength": "至多 {} 个字", "minItems": "至少 {} 项", "maxItems": "至多 {} 项", "minProperties": "至少 {} 行",
    "minimum": "不小于 {}", "maximum": "不大于 {}", "exclusiveMinimum": "大于 {}",
}


class Misfit(NamedTuple):
    """One place that breaks the schema: its parts, its name, what was found and what is allowed, in Chinese and English."""

    parts: tuple
    path: str
    found_zh: str
    allowed_zh: str
    found_en: str
    allowed_en: str


def check_schema(content: object, kind: str, stem: str, name: str) -> None:
    """Raise DataError for the first place of the file `name` that breaks its schema."""
    for misfit in misfits(content, kind, stem, name):
        raise DataError.at(name, *misfit[1:])


def misfits(content: object, kind: str, stem: str, name: str) -> Iterator[Misfit]:
    """Every place that breaks the schema of this kind of file, in the order of the places.

    Raises DataError where there is no schema for it.
    """
    schemas = Path(__file__).parent / "schema"
    schema = next((path for path in (schemas / f"{kind}.{stem}.yaml", schemas / f"{kind}.yaml") if path.is_file()), None)
    if schema is None:
        raise DataError.at(
            name, "", "不认识的数据文件", "名字和 schema 文件夹里的某一个相符",
            "an unknown data file", "a name that a file in the schema folder describes",
        )
    for error in sorted(_validator(schema).iter_errors(content), key=lambda e: [str(p) for p in e.absolute_path]):
        while error.context:
            error = max(error.context, key=lambda e: len(e.absolute_path))
        yield Misfit(tuple(error.absolute_path), _path(content, error.absolute_path), *_explain(error))


@cache
def _validator(schema: Path):
    import jsonschema

    from .compiler import read_yaml

    return jsonschema.Draft202012Validator(read_yaml(schema, f"schema/{schema.name}"))


def _path(content: object, parts) -> str:
    """`parameters[3](orn310-approve-3d).values[0].from`: the place, with the id of a row where it has one."""
    text, here = "", content
    for part in parts:
        here = here[part] if isinstance(here, (dict, list)) else None
        label = (here.get("id") or here.get("fact") or here.get("key")) if isinstance(here, dict) else None
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
        text += f"({label})" if isinstance(part, int) and label else ""
    return text.lstrip(".")


def _explain(error) -> tuple[str, str, str, str]:
    """Found and allowed, in Chinese, then in English."""
    found, limit = _short(error.instance), error.validator_value
    if error.validator == "required":
        missing = next(key for key in limit if key not in error.instance)
        return f"缺少 {missing}", f"写上 {missing}", f"{missing} is missing", f"write {missing}"
    if error.validator == "additionalProperties":
        known = sorted(error.schema.get("properties", {}))
        extra = sorted(str(key) for key in set(error.instance) - set(known))[0]
        near = nearest(extra, known)
        allowed = "、".join(known)
        return f"多出 {extra}" + (f"（是不是 {near}？）" if near else ""), f"只能有 {allowed}", f"{extra} is not a field", f"only {allowed}"
    if error.validator in ("enum", "const"):
        allowed = "、".join(map(str, limit)) if isinstance(limit, list) else str(limit)
        return f"写的是 {found}", allowed, f"found {found}", allowed
    if error.validator == "type":
        names = {"string": "文字", "integer": "整数", "number": "数", "array": "列表", "object": "对应表", "boolean": "true 或 false", "null": "null"}
        kinds = limit if isinstance(limit, list) else [limit]
        return f"写的是 {found}", "或".join(names[k] for k in kinds), f"found {found}", " or ".join(kinds)
    if error.validator == "pattern":
        hint = error.schema.get("description", f"符合 {limit}")
        return f"写的是 {found}", hint, f"found {found}", f"a text matching {limit}"
    if error.validator in _LEAST_MOST:
        words = _LEAST_MOST[error.validator].format(limit)
        return ("空的" if found in ('""', "[]", "{}") else f"写的是 {found}"), words, f"found {found}", f"{error.validator} {limit}"
    return f"写的是 {found}", f"{error.validator} {limit}", f"found {found}", f"{error.validator} {limit}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"
