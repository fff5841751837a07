"""The record of checking: sources, what could not be read, how doubts are treated, what contradicted what."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim import data
from ipcoord_sim.norms import clauses, norms
from ipcoord_sim.parameters import all_parameters
from ipcoord_sim.workcalendar import calendar

from .clauses import clause_link, norm_link
from .figures import fact_link
from .provenance import folded, sections
from .rows import row, table

__all__ = ["marked", "setup"]


def marked(text: str) -> list[nodes.Node]:
    """Words with `**strong**` parts."""
    pieces = re.split(r"\*\*(.+?)\*\*", text)
    return [nodes.strong("", piece) if n % 2 else nodes.Text(piece) for n, piece in enumerate(pieces) if piece]


def _list(rows: list[dict]) -> nodes.enumerated_list:
    items = []
    for entry in rows:
        line = nodes.paragraph()
        line += [nodes.strong("", f"{entry['title_zh']}："), *marked(entry["text_zh"])] if "title_zh" in entry else marked(entry["text_zh"])
        items.append(nodes.list_item("", line))
    return nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")


def _gaps() -> dict:
    return data.load()["parameters"]["gaps"]


class _Sources(SphinxDirective):
    """`{sources}` prints the key and description of every source."""

    def run(self) -> list[nodes.Node]:
        rows = data.load()["parameters"]["sources"]["sources"]
        lines = [row([nodes.strong("", s["key"])], s["text_zh"], ids=[f"source-{s['key'].lower()}"]) for s in rows]
        return folded(f"打开：{len(rows)}个来源", table(("来源", "说明"), lines, "来源"))


class _Gaps(SphinxDirective):
    """`{gaps}` prints what could not be read, how doubts are treated, what is to be checked before use."""

    def run(self) -> list[nodes.Node]:
        gaps = _gaps()
        heads = ("文件", "读到了什么", "还缺什么", "怎么处理")
        lines = [row([nodes.strong("", d["title_zh"])], *[d[k] for k in ("read_zh", "missing_zh", "treatment_zh")]) for d in gaps["documents"]]
        parts = (
            ("没有读全的文件", [table(heads, lines, f"核对到{gaps['as_of']}")]),
            ("有疑问时怎么处理", [_list(gaps["rules"])]),
            ("使用前还要核对", [_list(gaps["checklist"])]),
        )
        return [nodes.section("", nodes.title("", name), *body, ids=[f"gaps-{n}"], names=[]) for n, (name, body) in enumerate(parts, 1)]


class _Conflicts(SphinxDirective):
    """`{conflicts}` prints where sources contradict each other and which was followed."""

    def run(self) -> list[nodes.Node]:
        return [_list(_gaps()["conflicts"])]


class _Coverage(SphinxDirective):
    """`{coverage}` prints what is modelled: by section of the law, by clause, the calendar, and all that is 待核."""

    def run(self) -> list[nodes.Node]:
        parts = (("法律数据", self._law()), ("方案条款", self._plan()), ("工作日历", self._calendar()), ("全部待核内容", self._open()))
        return [nodes.section("", nodes.title("", name), *body, ids=[f"coverage-{n}"], names=[]) for n, (name, body) in enumerate(parts, 1)]

    def _law(self) -> list[nodes.Node]:
        lines, total = [], [0, 0]
        for name, (title, parameters) in sections().items():
            values = [v for p in parameters for v in p.values]
            good = sum(v.verified for v in values)
            total = [total[0] + good, total[1] + len(values) - good]
            starts = [v.start for v in values if v.start]
            first = str(min(starts)) if starts else "待核"
            lines.append(row(name, title, str(good), str(len(values) - good), first, str(max(v.checked for v in values))))
        lead = nodes.paragraph("", f"共{sum(total)}条，已核对{total[0]}条，待核{total[1]}条。")
        return [lead, table(("组", "内容", "已核对", "待核", "最早从", "最近核对"), lines, "按组", ["ip-coverage"])]

    def _plan(self) -> list[nodes.Node]:
        lines = []
        for found in clauses():
            inside = [n for n in norms() if ".".join(n.clause.split(".")[:2]) == found.id]
            linked: list[nodes.Node | str] = []
            for n in inside:
                linked += ["、", norm_link(n.id, silent=True)] if linked else [norm_link(n.id, silent=True)]
            rules = sorted({r for n in inside for r in n.rules})
            lines.append(row(clause_link(found.id, silent=True), linked, "、".join(rules) or "没有，见说明"))
        note = "没有规则的规范是工作安排，或者在办案记录里看不出来，有意不作判断。"
        return [table(("条款", "规范", "检查规则"), lines, "按条款"), nodes.paragraph("", note, classes=["ip-note"])]

    def _calendar(self) -> list[nodes.Node]:
        known, source = calendar(), data.load()["calendar"]["workdays"]["source"]
        words = f"工作日历从{known.known_from}到{known.known_until}，取自{source}，并同另一个软件包逐日比对。超出的日期不推算。"
        return [nodes.paragraph("", words)]

    def _open(self) -> list[nodes.Node]:
        items = []
        for value in (v for p in all_parameters() for v in p.values if not v.verified):
            items.append(nodes.list_item("", nodes.paragraph("", "", fact_link(value.fact, silent=True), nodes.Text(f"：{value.label_zh}"))))
        return [nodes.bullet_list("", *items)]


def setup(app: Sphinx) -> None:
    """Register `sources`, `gaps`, `conflicts` and `coverage`."""
    for name, directive in (("sources", _Sources), ("gaps", _Gaps), ("conflicts", _Conflicts), ("coverage", _Coverage)):
        app.add_directive(name, directive)
