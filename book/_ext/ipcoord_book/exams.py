"""`{exam} A`: a paper without its keys on the page; the keys lie in a file beside it, fetched when the paper is handed in."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.quiz import Item, paper

from .case_parts import listed, note
from .components import component, component_box
from .problems import CheckedDirective
from .quiz_items import assumptions, clause_names, texts
from .quiz_still import FICTION, questions
from .quizzes import noted, written

__all__ = ["PROMISES", "exam_settings", "keys_of", "paper_of", "setup"]

PROMISES = (
    "交卷以前，这个网站发给浏览器的东西里都没有这份卷子的答案：网页、搜索、推算程序、笔记本里都没有。交卷的时候才去取。",
    "几份卷子有一部分题相同。交过一份，别的卷子里相同的题就见过答案了。",
    "答案文件就放在这个网站上，地址写在这一页的源代码里，题库的源文件里也有答案。懂电脑的人不交卷也能打开。",
    "网页管不了翻书、问人，也认不出是谁在答。所以它只用来自测。要作数的考核，请另外出卷，当面监考。",
    "可以中途停下，回来接着答。答案和成绩只存在这台设备上。",
)
_FOLDER = "_static/exam"


def paper_of(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    """The items as a paper shows them: options by their place, nothing that tells which is right."""
    return [
        {
            "id": one.id, "clause": one.clause, "type": one.type, "stem": one.stem, "unit": one.unit, "pairs": list(one.pairs), "digest": one.digest,
            # The options of a number are its likely mistakes and its key; they are not shown and not sent.
            "options": [] if one.type == "number" else [{"id": str(n), "text": o.text} for n, o in enumerate(one.options, 1)],
        }
        for one in items
    ]


def keys_of(items: tuple[Item, ...]) -> dict[str, Any]:
    """What is fetched at the end: for each option on the paper its own id, whether it is right, why, and on what that rests."""
    found = {}
    for one in items:
        rows = {}
        for n, o in enumerate(one.options, 1):
            whole = {key: value for key, value in o.as_dict().items() if value is not None and key != "id"}
            rows[str(n)] = {**(whole if one.type == "number" else {k: v for k, v in whole.items() if k != "text"}), "own": o.id, **({"id": o.id} if one.type == "number" else {})}
        found[one.id] = rows
    return {"items": found, "texts": texts(items)}


def _version(items: tuple[Item, ...]) -> str:
    text = json.dumps([[one.as_dict() for one in items]], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:12]


class _Exam(CheckedDirective):
    """`{exam} A` puts one of the parallel papers on the page; their seeds are data."""

    required_arguments = 1

    def blocks(self) -> list[nodes.Node]:
        return [self._box(self.arguments[0].strip())]

    def _box(self, name: str) -> nodes.Node:
        noted(self.env)
        args, keys, items = exam_settings(name)
        still = [listed(PROMISES), questions(items), note(FICTION + "纸上做完，请教员用本教程的网页对答案。")]
        box = component("exam", args, still, id=f"exam-{name.lower()}")
        box["keys"] = keys
        self.set_source_info(box)
        return box


def exam_settings(name: str) -> tuple[dict[str, Any], dict[str, Any], tuple[Item, ...]]:
    """What the page carries, what is fetched at the end, and the items; raises UnknownIdError for a paper that there is not."""
    ours = assumptions()["exam"]
    seeds = {row["id"]: row["seed"] for row in ours["papers"]}
    if name not in seeds:
        raise UnknownIdError.among("卷子", "paper", name, seeds)
    items = paper(seeds[name], ours["count"])
    version = _version(items)
    args = {
        "paper": name, "version": version, "title": f"自测{name}卷", "about": FICTION, "items": paper_of(items), "clauses": clause_names(),
        "pass": ours["pass_percent"], "minutes": ours["minutes"], "promises": [*PROMISES, ours["why_zh"]], "keys": "",
    }
    return args, {"version": version, **keys_of(items)}, items


class _Keys(SphinxPostTransform):
    """Write the keys of a paper beside the pages, and tell the page where."""

    default_priority = 22
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for box in list(self.document.findall(component_box)):
            keys = box.attributes.pop("keys", None)
            if keys is None:
                continue
            name = f"{_FOLDER}/{box['args']['paper'].lower()}.json"
            target = Path(self.app.outdir) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps(written(self, keys), ensure_ascii=False, separators=(",", ":")), "utf-8")
            box["args"] = {**box["args"], "keys": relative_uri(self.app.builder.get_target_uri(self.env.docname), name)}


def setup(app: Sphinx) -> None:
    """Register the directive and the writing of the keys."""
    app.add_directive("exam", _Exam)
    app.add_post_transform(_Keys)
