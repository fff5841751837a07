"""What only the unit that publishes can know: its name, telephone and address, from one file; what it left open is said and counted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from docutils import nodes
from ipcoord_book.problems import problem
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxRole

__all__ = ["FIELDS", "OPEN", "SITE", "empty_fields", "local_fields", "setup"]

OPEN = "由本地单位填写"
# An address given here goes before the one in the file: a forge that publishes knows its own.
SITE = "IPCOORD_PUBLIC_SITE"
FIELDS = {
    "site": "公众版的网址",
    "unit": "发布单位的名称",
    "amr_phone": "市场监管部门的电话", "amr_address": "市场监管部门的地址", "amr_hours": "市场监管部门的接待时间",
    "psb_phone": "公安机关的电话", "psb_address": "公安机关的地址", "psb_hours": "公安机关的接待时间",
}
FILE = Path(__file__).resolve().parents[2] / "public" / "local.yaml"
_LONGEST = 80


def local_fields(file: Path = FILE) -> dict[str, str]:
    """The fields as filled in; an empty one is an empty text.

    Raises ExtensionError with one sentence for a field that is not known, is no text, or an address that is none.
    """
    found = {name: _field(file, name, value) for name, value in _told(file).items()}
    found = {name: found.get(name, "") for name in FIELDS}
    given = os.environ.get(SITE, "").strip()
    where, site = (f"环境变量 {SITE}", given) if given else (f"{file.name} 的 site", found["site"])
    return found | {"site": _site(site, where)}


def empty_fields(file: Path = FILE) -> list[str]:
    """What the unit has still to fill in, in Chinese."""
    found = local_fields(file)
    return [words for name, words in FIELDS.items() if not found[name]]


def _told(file: Path) -> dict[str, Any]:
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExtensionError(f"没有 {file.name}；请从版本库里取回这个文件，空着也要有。") from None
    except UnicodeDecodeError:
        raise ExtensionError(f"{file.name} 不是 UTF-8 编码；请在编辑器里另存为 UTF-8。") from None
    except yaml.YAMLError as wrong:
        line = getattr(getattr(wrong, "problem_mark", None), "line", 0) + 1
        raise ExtensionError(f"{file.name} 第 {line} 行附近写得不对；一行一个字段，冒号后面空一格，文字加引号，例如 amr_phone: '0000-0000000'。") from None
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise ExtensionError(f"{file.name} 应当一行一个字段，例如 unit: '单位名称'。")
    return told


def _field(file: Path, name: str, value: Any) -> str:
    if name not in FIELDS:
        raise ExtensionError(f"{file.name} 里的 {name} 不认识；可以填的是 {'、'.join(FIELDS)}。")
    if value is not None and not isinstance(value, str):
        raise ExtensionError(f"{file.name} 的 {name} 写的是 {value!r}，应为文字；请加引号，例如 {name}: '…'。")
    text = (value or "").strip()
    if "\n" in text or len(text) > _LONGEST:
        raise ExtensionError(f"{file.name} 的 {name} 有 {len(text)} 个字，应为一行，最多 {_LONGEST} 个字；请写短一点。")
    return text


def _site(site: str, where: str) -> str:
    """The address without a last slash; a folder may follow the host, a question or a place may not."""
    parts = urlsplit(site)
    good = parts.scheme in ("https", "http") and parts.hostname and not parts.query and not parts.fragment and not any(sign.isspace() for sign in site)
    if site and not good:
        raise ExtensionError(f"{where} 写的是 {site!r}，应为以 https:// 或者 http:// 开头的网址，后面可以有目录，不能有空格、问号和 #。")
    return site.rstrip("/")


class _Local(SphinxRole):
    """`{local}` prints a field; one that is empty says who has to fill it in."""

    def run(self) -> tuple[list[nodes.Node], list[Any]]:
        name = self.text.strip()
        if name not in FIELDS:
            problem(self.env, self.env.docname, f"没有这个字段：{name}；可以写 {'、'.join(FIELDS)}。 / No such local field: {name}.", self.get_location())
            return [nodes.problematic(self.rawtext, self.text)], []
        value = local_fields()[name]
        return [nodes.inline("", value or OPEN, classes=["pb-local", *([] if value else ["pb-open"])])], []


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("local", _Local())
