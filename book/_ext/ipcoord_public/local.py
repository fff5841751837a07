"""What only the unit that publishes can know: its name, telephone and address, from one file; what it left open is said and counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from ipcoord_book.problems import problem
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

__all__ = ["FIELDS", "OPEN", "local_fields", "setup"]

LOG = logging.getLogger(__name__)
OPEN = "由本地单位填写"
FIELDS = {
    "site": "公众版的网址，以 https:// 或者 http:// 开头，例如填单位门户下的一个目录",
    "unit": "发布单位的名称",
    "amr_phone": "市场监管部门的电话", "amr_address": "市场监管部门的地址", "amr_hours": "市场监管部门的接待时间",
    "psb_phone": "公安机关的电话", "psb_address": "公安机关的地址", "psb_hours": "公安机关的接待时间",
}
FILE = Path(__file__).resolve().parents[2] / "public" / "local.yaml"


def local_fields(file: Path = FILE) -> dict[str, str]:
    """The fields as filled in; an empty one is an empty text.

    Raises ExtensionError with one sentence for a field that is not known, is no text, or an address that is none.
    """
    told = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    if not isinstance(told, dict):
        raise ExtensionError(f"{file.name} 应当一行一个字段，例如 unit: 单位名称。")
    for name, value in told.items():
        if name not in FIELDS:
            raise ExtensionError(f"{file.name} 里的 {name} 不认识；可以填的是 {'、'.join(FIELDS)}。")
        if value is not None and not isinstance(value, str):
            raise ExtensionError(f"{file.name} 的 {name} 写的是 {value!r}，应为文字；电话请加引号。")
    found = {name: (told.get(name) or "").strip() for name in FIELDS}
    if found["site"] and not found["site"].startswith(("https://", "http://")):
        raise ExtensionError(f"{file.name} 的 site 写的是 {found['site']!r}，应以 https:// 或者 http:// 开头。")
    return found | {"site": found["site"].rstrip("/")}


class _Local(SphinxRole):
    """`{local}` prints a field; one that is empty says who has to fill it in."""

    def run(self) -> tuple[list[nodes.Node], list[Any]]:
        name = self.text.strip()
        if name not in FIELDS:
            problem(self.env, self.env.docname, f"没有这个字段：{name}；可以写 {'、'.join(FIELDS)}。 / No such local field: {name}.", self.get_location())
            return [nodes.problematic(self.rawtext, self.text)], []
        self.env.note_dependency(str(FILE))
        value = local_fields()[name]
        return [nodes.inline("", value or OPEN, classes=["pb-local", *([] if value else ["pb-open"])])], []


def _count(app: Sphinx, error: Exception | None) -> None:
    empty = [words for name, words in FIELDS.items() if not local_fields()[name]]
    if empty and not error:
        LOG.info(f"还有 {len(empty)} 处由本地单位填写（book/public/local.yaml）：{'；'.join(empty)}。")


def setup(app: Sphinx) -> None:
    """Register the role; count what is left open."""
    app.add_role("local", _Local())
    app.connect("build-finished", _count)
