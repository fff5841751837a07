"""Every fact of the law with its figures, instrument, dates, state and source: what all links lead to."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim import data
from ipcoord_sim.parameters import Number, Parameter, Value, all_parameters
from ipcoord_sim.wording import number_zh

from .figures import state_kind, state_zh, term_zh
from .rows import badge, group_row, row, table
from .search_records import mark_searchable

__all__ = ["bounded", "folded", "sections", "setup"]

_BOUNDS = {"min": "以上", "max": "以下", None: ""}
_HEADS = ("内容", "数值", "依据和来源", "状态和起止")


def sections() -> dict[str, tuple[str, list[Parameter]]]:
    """The sections of the data: title and parameters by section letter, in order."""
    titles = {f["section"]: f["title_zh"] for f in data.load()["parameters"].values() if "section" in f}
    found = {name: (titles[name], []) for name in sorted(titles)}
    for parameter in all_parameters():
        found[parameter.section][1].append(parameter)
    return found


def bounded(number: Number) -> str:
    """A figure with its unit and whether it is a floor or a ceiling."""
    return number_zh(number) + _BOUNDS[number.bound]


def folded(summary: str, *blocks: nodes.Node) -> list[nodes.Node]:
    """Blocks behind a line that opens them; a link into them opens them too."""
    head = nodes.raw("", f'<details class="ip-fold"><summary>{escape(summary)}</summary>', format="html")
    return [head, *blocks, nodes.raw("", "</details>", format="html")]


def fact_row(value: Value, parameter: Parameter) -> nodes.row:
    """One dated value; anchors `fact-<id>`, and `fact-<id>-n2` for its second figure."""
    label = nodes.inline("", value.label_zh)
    code = nodes.literal("", value.fact, classes=["ip-id"])
    notes = [nodes.paragraph("", note, classes=["ip-note"]) for note in (value.start_note_zh, value.end_note_zh) if note]
    source = "、".join(value.source) + (f"（{value.source_note_zh}）" if value.source_note_zh else "")
    line = row(
        [label, nodes.paragraph("", "", code)], _figures(value),
        [value.citation_zh or "没有读到", nodes.paragraph("", f"来源{source}，核对于{value.checked}", classes=["ip-note"])],
        [badge(state_zh(value), state_kind(value)), nodes.paragraph("", term_zh(value)), *notes], ids=[f"fact-{value.fact}"],
    )
    text = f"{value.label_zh} {value.text_zh} {value.citation_zh} " + " ".join(map(bounded, value.numbers))
    title = value.label_zh if len(value.label_zh) <= 40 else value.label_zh[:39] + "…"
    return mark_searchable(line, group="期限与门槛", title=title, keys=[value.fact, value.citation_zh], text=text)


def _figures(value: Value) -> list[nodes.Node]:
    several = len(value.numbers) > 1
    blocks: list[nodes.Node] = []
    for number in value.numbers:
        line = nodes.paragraph(ids=[f"fact-{value.fact}-n{number.n}"])
        line += nodes.Text((f"#{number.n} {number.label_zh}：" if several else "") + bounded(number))
        line += [nodes.Text("（换算）")] if number.derived else []
        blocks.append(line)
    return blocks or [nodes.paragraph("", value.text_zh or "见内容")]


class _Provenance(SphinxDirective):
    """`{provenance}` prints all facts, section by section, folded."""

    def run(self) -> list[nodes.Node]:
        found = []
        for name, (title, parameters) in sections().items():
            lines: list[nodes.row] = []
            for parameter in parameters:
                if len(parameter.values) > 1:
                    own = () if any(v.fact == parameter.id for v in parameter.values) else (f"fact-{parameter.id}",)
                    lines.append(group_row(len(_HEADS), f"{parameter.label_zh}（先后{len(parameter.values)}个值）", ids=own))
                lines += [fact_row(value, parameter) for value in parameter.values]
            values = [v for p in parameters for v in p.values]
            open_ones = sum(not v.verified for v in values)
            summary = f"打开：{len(values)}条" + (f"，其中待核{open_ones}条" if open_ones else "，都已核对")
            heading = nodes.title("", f"{name} {title}")
            body = folded(summary, table(_HEADS, lines, title, ["ip-facts"]))
            found.append(nodes.section("", heading, *body, ids=[f"facts-{name.lower()}"], names=[]))
        return found


def setup(app: Sphinx) -> None:
    """Register `provenance` and the script that opens folded parts."""
    app.add_directive("provenance", _Provenance)
    app.add_js_file("law.js", loading_method="defer")
