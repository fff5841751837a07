"""The page 内容完整度: what there is of teaching material against the least; a hole in a complete chapter fails the build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ipcoord_sim.data import case_files
from ipcoord_sim.norms import clause, norm
from ipcoord_sim.teaching import Count, chapters, completeness
from ipcoord_sim.teaching.checking import remarks

from .clauses import clause_link, norm_link
from .problems import CheckedDirective, problem
from .provenance import folded
from .rows import badge, row, table

__all__ = ["setup"]

_PER_ZH = {"book": "全书", "chapter": "章", "clause": "条款", "norm": "规范", "objective": "目标"}


class _Completeness(CheckedDirective):
    """`{completeness}` prints the counts by chapter, clause, norm and objective."""

    def blocks(self) -> list[nodes.Node]:
        for path in _files():
            self.env.note_dependency(str(path))
        _pages(self.env)[self.env.docname] = [path.name for path in _files()]
        counts = completeness()
        wrong = [f"{id}：{remark}" for id, one in chapters().items() if one.complete for remark in remarks(one)]
        wrong += [f"{_PER_ZH[c.per]} {c.id} 的{c.label_zh}只有{c.have}，至少要{c.least}" for c in counts if c.hole and c.owed]
        for sentence in wrong:
            problem(self.env, self.env.docname, f"写明已经完成，但是{sentence}。 / Declared complete and is not: {sentence}.", self.get_location())
        return list(_drawn(counts))


def _drawn(counts: tuple[Count, ...]) -> Iterator[nodes.Node]:
    done = [id for id, one in chapters().items() if one.complete]
    open_ones = sum(c.hole for c in counts)
    yield nodes.paragraph("", "", nodes.strong("", f"已经完成的章：{'、'.join(f'第{int(id[2:])}章' for id in done) or '还没有'}；还缺{open_ones}项。"))
    for number, (per, name) in enumerate(_PER_ZH.items(), 1):
        own = [c for c in counts if c.per == per]
        if own:
            body = _table(own, per, name)
            inner = folded(f"打开：{len({c.id for c in own})}个目标", body) if per == "objective" else [body]
            yield nodes.section("", nodes.title("", f"按{name}"), *inner, ids=[f"completeness-{number}"], names=[])


def _table(counts: list[Count], per: str, name: str) -> nodes.table:
    heads = list(dict.fromkeys(c.label_zh for c in counts))
    rows = []
    for id in dict.fromkeys(c.id for c in counts):
        own = [c for c in counts if c.id == id]
        rows.append(row(_name(per, id), *[_cell(c) for c in own]))
    return table((name, *heads), rows, f"{name}：有／至少", ["ip-completeness"])


def _name(per: str, id: str) -> list[nodes.Node | str]:
    if per == "norm":
        return [norm_link(id, silent=True), f" {norm(id).title_zh}"]
    if per == "clause":
        return [clause_link(id, silent=True), f" {clause(id).heading.rstrip('。')}"]
    if per == "chapter":
        return [nodes.strong("", f"第{int(id[2:])}章"), "（", clause_link(chapters()[id].clause, silent=True), "）"]
    return [nodes.strong("", id)]


def _cell(count: Count) -> list[nodes.Node | str]:
    told = f"{count.have}／{count.least}"
    return [told, " ", badge("缺", "badge-met")] if count.hole and count.owed else [told, " ", badge("还没写", "badge-tobe")] if count.hole else [told]


def _files() -> list[Path]:
    """Everything that is counted."""
    root = case_files()[0].parent if case_files() else None
    return [path for path in sorted(root.glob("**/*.yaml")) if not path.name.startswith(".")] if root else []


def _pages(env: BuildEnvironment) -> dict[str, list[str]]:
    if not hasattr(env, "ipcoord_completeness"):
        env.ipcoord_completeness = {}
    return env.ipcoord_completeness


def _outdated(app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set) -> list[str]:
    """A new file is no dependency yet."""
    return [page for page, names in _pages(env).items() if names != [path.name for path in _files()]]


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set, other: BuildEnvironment) -> None:
    _pages(env).update({name: names for name, names in _pages(other).items() if name in docnames})


def setup(app: Sphinx) -> None:
    """Register `completeness`."""
    app.add_directive("completeness", _Completeness)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-merge-info", _merge)
