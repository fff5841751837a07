"""The offences side by side: the map, their elements, their penalties before and now, their thresholds as pictures."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim import data
from ipcoord_sim.parameters import Value, find
from ipcoord_sim.pictures.offences import Entry, Said, article_words, entries, offences_svg
from ipcoord_sim.pictures.threshold_board import TIER_ZH, threshold_board_svg
from ipcoord_sim.pictures.threshold_strips import Strip, columns, strips
from ipcoord_sim.states import as_of
from ipcoord_sim.thresholds import Offence, Step, field_label, offence_named, read_facts
from ipcoord_sim.thresholds.advice import leads
from ipcoord_sim.thresholds.offences import fact_value
from ipcoord_sim.wording import amount_zh, number_zh

from .figures import fact_link
from .pictures import picture
from .problems import CheckedDirective
from .provenance import folded
from .rows import entry as cell
from .rows import row, table
from .search_records import mark_searchable

__all__ = ["linked", "setup"]

_UNSAID = "已核对的依据里没有单列，看法条原文"
# What a tier without any figure means, told in place of a picture.
_WITHOUT = {"basic": "入罪不看数额，没有数字可画。", "aggravated": "只有一档，没有加重档。"}


def linked(ids: tuple[str, ...] | list[str]) -> list[nodes.Node | str]:
    """Links to facts with 、 between them."""
    found: list[nodes.Node | str] = []
    for id in ids:
        found += ["、", fact_link(id, silent=True)] if found else [fact_link(id, silent=True)]
    return found


def _said(said: Said | None) -> nodes.entry:
    """One element with the facts it rests on, small, under it."""
    if said is None:
        return cell(nodes.inline("", _UNSAID, classes=["ip-same"]))
    basis = nodes.paragraph(classes=["ip-note"])
    basis += [nodes.Text(piece) if isinstance(piece, str) else piece for piece in linked(said.basis)]
    return cell([said.text_zh, basis])


def _measured(offence: Offence) -> list[str]:
    """Which amounts the figures of the day of the last check read, and in which cases they are lower."""
    rows = [row for head in offence.heads for row in head.rows if fact_value(row["figure"]).covers(as_of())]
    fields = dict.fromkeys(row["reads"][0] for row in rows if row["kind"] == "amount")
    words = ["、".join(field_label(field) for field in fields)]
    if any(row["kind"] == "none" for row in rows):
        words.insert(0, "基本档不看数额；加重档看")
    lower = [strip for tier in TIER_ZH for strip in strips(offence.id, tier) if strip.cells[-1].lower]
    cases = dict.fromkeys(case for strip in lower for words_, _ in strip.cells[-1].lower for case in words_.split("、"))
    return ["".join(words), *([nodes.paragraph("", f"另有低的数：{'、'.join(cases)}", classes=["ip-note"])] if cases else [])]


class _OffenceMap(SphinxDirective):
    """`{offence-map}` draws the offences by right and kind of act."""

    def run(self) -> list[nodes.Node]:
        return [picture(offences_svg(), "offences")]


class _OffenceTable(SphinxDirective):
    """`{offence-table}` prints conduct, object, mind and the amounts that are read, an offence a row."""

    def run(self) -> list[nodes.Node]:
        lines = []
        for known in entries():
            name = [nodes.strong("", article_words(known.id)), nodes.paragraph("", known.name_zh)]
            line = row(name, _said(known.conduct), _said(known.object), _said(known.mind), _measured(offence_named(known.id)),
                       ids=[f"elements-{known.id}"])
            text = f"{known.conduct.text_zh} {known.object.text_zh}"
            lines.append(mark_searchable(line, group="正文", title=f"{article_words(known.id)} {known.name_zh}", keys=[known.id], text=text))
        return [table(("罪名", "行为", "对象", "主观", "现在看哪些数"), lines, "要件和数额", ["ip-elements"])]


class _PenaltyTable(SphinxDirective):
    """`{penalty-table}` prints the penalties over time, what changed, and what holds for units."""

    def run(self) -> list[nodes.Node]:
        lines = [self._line(known) for known in entries()]
        return [table(("罪名", "以前", "现在", "变了什么"), lines, "法定刑", ["ip-penalties"])]

    def _line(self, known: Entry) -> nodes.row:
        values = offence_named(known.id).penalty.values
        now = next(value for value in values if value.covers(as_of()))
        before = next((value for value in values if value.end), None)
        name = [nodes.strong("", article_words(known.id)), nodes.paragraph("", known.name_zh)]
        return row(name, self._penalty(before) if before else "—", self._penalty(now), self._change(before, now))

    def _penalty(self, value: Value) -> list[nodes.Node]:
        until = f"{value.start}到{value.end}" if value.end else f"{value.start}起"
        note = nodes.paragraph("", "", fact_link(value.fact, silent=True), nodes.Text(f"，{until}"), classes=["ip-note"])
        return [nodes.paragraph("", value.text_zh), note]

    def _change(self, before: Value | None, now: Value) -> str:
        if before is None:
            return "新设的罪名" if now.start and now.start > find("crl-216-penalty").value.start else "没有修改"
        old = {number.name: number for number in before.numbers}
        changes = [f"{n.label_zh}由{number_zh(old[n.name])}改为{number_zh(n)}" for n in now.numbers if n.name in old and old[n.name].value != n.value]
        return "；".join(changes) or "刑期没有改，要件改了"


class _ThresholdPicture(CheckedDirective):
    """`{threshold-picture} crl-214` draws the figures of both tiers over time, and lists them with their articles."""

    required_arguments = 1

    def blocks(self) -> list[nodes.Node]:
        id = self.arguments[0].strip()
        box = nodes.container(classes=["ip-boards"])
        for tier in TIER_ZH:
            svg = threshold_board_svg(id, tier)
            box += picture(svg, "board") if svg else nodes.paragraph("", f"{TIER_ZH[tier]}：{_WITHOUT[tier]}", classes=["ip-note"])
        lines = [line for tier in TIER_ZH for line in self._lines(id, tier)]
        heads = ("档", "数额", "从哪天起", "门槛", "依据")
        return [box, *folded(f"{offence_named(id).name_zh}：图里的数和依据", table(heads, lines, "图里的数", ["ip-board-table"]))]

    def _lines(self, id: str, tier: str) -> list[nodes.row]:
        found = []
        for strip in strips(id, tier):
            last = None
            for day, shown in zip(columns(id, tier), strip.cells, strict=True):
                if shown.shown != last:
                    found += [_figure_row(TIER_ZH[tier], strip, str(day), case, step) for case, step in (("", shown.step), *shown.lower) if step.fact]
                last = shown.shown
        return found


def _figure_row(tier: str, strip: Strip, day: str, case: str, step: Step) -> nodes.row:
    """One figure of a picture, with the record it comes from."""
    key = f"{step.fact}#{step.n}" if step.n else step.fact
    words = strip.label_zh + (f"（{case}）" if case else "")
    return row(tier.removesuffix("门槛"), words, day, amount_zh(step.threshold) + strip.unit_zh, fact_link(key, silent=True))


class _LeadTable(SphinxDirective):
    """`{lead-table}` prints the adjacent offences with the sign that points to each and the figures of today."""

    def run(self) -> list[nodes.Node]:
        content = data.load()["thresholds"]
        signs = [sign["id"] for sign in content["leads"]["signs"]]
        case = read_facts({"conduct": [content["facts"]["conducts"][0]["id"]], "other_signs": signs})
        lines = []
        for lead in leads(case, as_of()):
            figures = [nodes.paragraph("", "", fact_link(f"{f['fact']}#{f['n']}" if f["n"] else f["fact"], silent=True),
                                       nodes.Text(f"：{f['text_zh'] or f['label_zh']}")) for f in lead.figures]
            lines.append(row(lead.label_zh, [nodes.strong("", lead.offence_zh)], figures))
        return [table(("看到什么", "可能是", "有关的数和依据"), lines, content["leads"]["text_zh"], ["ip-leads"])]


def setup(app: Sphinx) -> None:
    """Register the directives of the chapters on offences and thresholds."""
    directives = {
        "offence-map": _OffenceMap, "offence-table": _OffenceTable, "penalty-table": _PenaltyTable, "threshold-picture": _ThresholdPicture,
        "lead-table": _LeadTable,
    }
    for name, directive in directives.items():
        app.add_directive(name, directive)
    app.add_css_file("offences.css", priority=902)
