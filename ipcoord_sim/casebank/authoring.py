"""A case file as its author sees it: read, checked without playing it, each remark with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError, IpcoordError
from ..files import find_file
from .checking import check
from .lint import lint
from .model import Case
from .reading import cases, read_case
from .remarks import HINT, WRONG, Remark

__all__ = ["Draft", "error_place", "is_file_name", "read_draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A case file: the case where it could be read, the remarks on it, and the lines of its places."""

    path: Path
    case: Case | None
    remarks: tuple[Remark, ...]
    lines: dict[str, int]

    def line(self, place: str) -> int | None:
        """The line of a place such as `d1:b`, `x2`, `amounts.sold`, `steps[3](d2).prompt`; None for the whole file."""
        if place in self.lines:
            return self.lines[place]
        named = re.findall(r"\(([a-z]\d*[a-z]?)\)", place)
        if named:
            here = ":".join(named[:2]) if len(named) > 1 and named[1] in "abcde" else named[0]
            return self.lines.get(here)
        choice = re.match(r"[sdie]\d+[a-z]?:[a-e]", place)
        return self.lines.get(choice[0] if choice else re.split(r"[.\[:]", place)[0]) if place else None


def is_file_name(word: str) -> bool:
    """Whether the word names a file and not a case of the bank."""
    return word.endswith((".yaml", ".yml")) or "/" in word or "\\" in word


def read_draft(path: Path | str) -> Draft:
    """The case file with everything that can be said of it without playing it.

    Raises InputError or DataError where the file cannot be read as YAML at all.
    """
    from ..data.compiler import read_yaml
    from ..data.schemas import misfits

    path = Path(path)
    text = _text(path)
    try:
        row = read_yaml(path, path.name)
    except DataError as broken:
        hint = _yaml_hint(text, broken.zh)
        raise DataError(broken.zh + hint, broken.en) from None
    lines = _lines(text)
    wrong = tuple(_misfit(m) for m in misfits(row, "casebank", path.stem, path.name))
    if wrong:
        return Draft(path, None, wrong, lines)
    try:
        case = read_case(row, path.stem)
    except IpcoordError as broken:
        return Draft(path, None, (*lint(row), Remark(WRONG, error_place(broken.zh, row), broken.zh, "照这句话改正。")), lines)
    return Draft(path, case, (*_same_id(case, path), *lint(row), *check(row, case)), lines)


def _text(path: Path) -> str:
    try:
        return find_file(path, "案例文件", "case file").read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(
            f"{path.name} 不是 UTF-8 编码；在记事本里“另存为”，编码选 UTF-8；在 WPS 里另存为纯文本，编码选 UTF-8。",
            f"{path.name} is not UTF-8; save it again with that encoding.",
        ) from None


def _same_id(case: Case, path: Path) -> list[Remark]:
    """A hint where another file of the bank has the id already."""
    try:
        there = cases().get(case.id)
    except IpcoordError:
        there = None
    if there is None or there.slug == path.stem:
        return []
    return [Remark(HINT, "id", f"编号 {case.id} 和案例库里的《{there.title}》一样", "放进案例库以前换一个没有用过的编号。")]


def _yaml_hint(text: str, sentence: str) -> str:
    """What most likely is wrong with the line that the reader of YAML complains about."""
    match = re.search(r"第 (\d+) 行", sentence)
    if not match:
        return ""
    rows = text.splitlines()
    near = rows[max(int(match[1]) - 2, 0) : int(match[1])]
    if any("\t" in row for row in near):
        return "这里有制表符，缩进请用空格。"
    if any(re.match(r"\s*(?:- )?[a-z_]+：", row) for row in near):
        return "这里的键后面用了中文冒号，请改成英文冒号加一个空格。"
    if any(row.count("“") != row.count("”") for row in near):
        return "这里的引号没有成对。"
    if any(re.search(r": .*(?:: |\{(?:law|article|amount):)", row) for row in near):
        return "这一行的文字里有冒号或者花括号，请把整句用英文单引号括起来。"
    return "看看这一行和上一行的缩进是不是对齐。"


def _misfit(misfit) -> Remark:
    """What breaks the schema, its place as authors name it: `d2:c.reason` and not `steps[2](d2).options[2](c).reason`."""
    place = re.sub(r"^(?:steps|exhibits)\[\d+\]\((\w+)\)", r"\1", misfit.path)
    place = re.sub(r"^(\w+)\.options\[\d+\]\((\w+)\)", r"\1:\2", place)
    missing = misfit.found_zh.startswith("缺少")
    return Remark(WRONG, place or "整个文件", misfit.found_zh, f"{misfit.allowed_zh}。" if missing else f"应为：{misfit.allowed_zh}。")


def error_place(sentence: str, row: dict | None = None) -> str:
    """The first place that an error's sentence names, else the first one in `row` that holds the word it complains of."""
    match = re.search(r"(amounts\.\w+)|（?\b([sdie]\d+[a-z]?(?::[a-e])?)\b", sentence)
    if match:
        return match[1] or match[2]
    word = re.search(r"：([^；：]+)；", sentence)
    return _holder(word[1], row) if word and row else ""


def _holder(word: str, row: dict) -> str:
    """The option, step, exhibit or key of the case in which the word stands."""
    whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    for part in (*row.get("exhibits", ()), *row["steps"]):
        inner = [f"{part['id']}:{o['id']}" for o in part.get("options", ()) if whole.search(str(o))]
        if inner or whole.search(str(part)):
            return inner[0] if inner else part["id"]
    return next((key for key, value in row.items() if whole.search(str(value))), "")


def _lines(text: str) -> dict[str, int]:
    """The line of each top-level key, of what stands in it by name, of each exhibit, step and option."""
    import yaml

    found: dict[str, int] = {}
    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in whole.value if isinstance(whole, yaml.MappingNode) else ():
        found[key.value] = key.start_mark.line + 1
        if isinstance(value, yaml.MappingNode):
            found |= {f"{key.value}.{k.value}": k.start_mark.line + 1 for k, _ in value.value}
        elif key.value in ("steps", "exhibits") and isinstance(value, yaml.SequenceNode):
            for item in value.value:
                found |= _item(item, "")
    return found


def _item(node, before: str) -> dict[str, int]:
    """The line of a step, exhibit or option by its id, with those inside it."""
    pairs = {k.value: v for k, v in node.value} if node.id == "mapping" else {}
    id = getattr(pairs.get("id"), "value", None)
    if id is None:
        return {}
    found = {f"{before}{id}": node.start_mark.line + 1}
    for inner in getattr(pairs.get("options"), "value", ()):
        found |= _item(inner, f"{id}:")
    return found
