"""A chapter's teaching material on its page: objectives, first questions, examples, contrast, error-spotting, cards."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from ipcoord_sim.data import case_files
from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.exporters.words import KINDS_ZH
from ipcoord_sim.teaching import Chapter, chapter
from ipcoord_sim.teaching.checking import remarks
from ipcoord_sim.teaching.model import LEVELS_ZH, SEATS_ZH, Example, Spot

from .clauses import norm_link
from .pace import assumption, timed
from .problems import CheckedDirective, problem
from .provenance import folded
from .rows import badge
from .search_records import mark_searchable
from .teaching_parts import answer, block, numbered, paragraph, pieces, resting

__all__ = ["setup"]

# A rule that the facts do not call for is an outcome too: the two sides differ by the one fact that calls for it.
_KINDS_ZH = KINDS_ZH | {"silent": "不适用"}


class _Teaching(CheckedDirective):
    """What the directives share: the argument names a chapter or one row of it; what does not hold fails the build."""

    required_arguments = 1

    def blocks(self) -> list[nodes.Node]:
        return self._blocks(self.arguments[0].strip())

    def _blocks(self, id: str) -> list[nodes.Node]:
        raise NotImplementedError

    def _chapter(self, id: str) -> Chapter:
        """The chapter, its file noted as one of those that the page is made from."""
        for path in case_files()[:1]:
            self.env.note_dependency(str(path.parent / "teaching" / f"{id}.yaml"))
        return chapter(id)

    def _row(self, kind: str, id: str) -> object:
        """One row by its id, from the chapter that its id names."""
        rows = getattr(self._chapter(f"ch{id[1:3]}"), kind)
        found = next((row for row in rows if row.id == id), None)
        if found is None:
            raise UnknownIdError.among("教学材料", "teaching material", id, [row.id for row in rows])
        return found


class _Objectives(_Teaching):
    """`{objectives} ch17`: what one can do afterwards, folded; wrong material of the chapter is told here."""

    def _blocks(self, id: str) -> list[nodes.Node]:
        found = self._chapter(id)
        for remark in remarks(found):
            problem(self.env, self.env.docname, f"{id} 的教学材料：{remark} / Teaching material of {id} does not hold.", self.get_location())
        items = []
        for one in found.objectives:
            line = nodes.paragraph("", "", nodes.Text(one.sentence), nodes.Text("（"), norm_link(one.norm, silent=True))
            line += nodes.Text(f"，{LEVELS_ZH[one.level]}，{SEATS_ZH[one.seat]}；讲解在")
            line += nodes.reference("", "这里", refid=one.explained, internal=True)
            line += nodes.Text("）")
            items.append(nodes.list_item("", line))
        return answer(f"打开：学完能做的{len(items)}件事", nodes.bullet_list("", *items))


class _Pretest(_Teaching):
    """`{pretest} ch17`: questions that experience can answer, each with its answer folded."""

    def _blocks(self, id: str) -> list[nodes.Node]:
        items = []
        for one in self._chapter(id).pretest:
            items.append([nodes.paragraph("", one.ask), *answer("想好了，看答案", paragraph(one.answer), resting(one.basis))])
        return [timed(block("pretest", f"{id}-questions", numbered(items)), len(items) * assumption("MINUTES_PROBE"))]


class _Worked(_Teaching):
    """`{worked} W17-1`: an example with every step shown."""

    def _blocks(self, id: str) -> list[nodes.Node]:
        one = self._row("worked", id)
        steps = [[paragraph(step.do), resting(step.basis)] for step in one.steps]
        return [_titled(one, "范例", numbered(steps), paragraph(one.result, "ip-result", lead="结果："))]


class _Faded(_Teaching):
    """`{faded} F17-1`: an example whose last steps are asked for, their answers folded."""

    def _blocks(self, id: str) -> list[nodes.Node]:
        one = self._row("faded", id)
        known = len(one.steps) - one.blanks
        steps = [[paragraph(step.do), resting(step.basis)] for step in one.steps[:known]]
        for number, step in enumerate(one.steps[known:], known + 1):
            asked = nodes.paragraph("", f"【你来写】{step.ask}", classes=["ip-blank"])
            steps.append([asked, *answer(f"写完了，看第{number}步", paragraph(step.do), resting(step.basis))])
        box = _titled(one, f"半成品（空{one.blanks}步）", numbered(steps), *answer("看结果", paragraph(one.result)))
        return [timed(box, one.blanks * assumption("MINUTES_STEP"), read=True)]


def _titled(one: Example, kind: str, *inside: nodes.Node) -> nodes.container:
    """The box of an example: its title, whose chair, the facts, the steps."""
    head = nodes.paragraph("", "", nodes.strong("", f"{kind}：{one.title}"), nodes.Text(" "), badge(SEATS_ZH[one.seat], f"seat-{one.seat}"))
    box = block("example", one.id, head, paragraph(one.facts, lead="已知："), *inside)
    return mark_searchable(box, group="案例", title=f"{kind}：{one.title}", keys=[one.id], text=str(one.facts))


class _Contrast(_Teaching):
    """`{contrast} K17-1`: two nearly equal sets of facts, the outcome of each folded."""

    def _blocks(self, id: str) -> list[nodes.Node]:
        one = self._row("contrast", id)
        head = nodes.paragraph("", "", nodes.strong("", f"对照：{one.title}"))
        sides = [nodes.container("", paragraph(side.text, lead=f"{name}："), classes=["ip-side"]) for name, side in zip("甲乙", one.sides, strict=True)]
        told: list[nodes.Node] = []
        for name, side in zip("甲乙", one.sides, strict=True):
            line = nodes.paragraph("", "", nodes.strong("", f"{name}："), badge(_KINDS_ZH[side.kind], "badge-unmet" if side.kind in ("kept", "silent") else "badge-met"))
            line += [nodes.Text(" "), *pieces(side.because)]
            told += [line, resting(side.basis)]
        question = nodes.paragraph("", "哪一边不行？差在哪一个字上？先说出来，再打开。", classes=["ip-blank"])
        pair = nodes.container("", *sides, classes=["ip-sides"])
        box = block("contrast", id, head, paragraph(one.same, lead="两边一样的："), pair, question, *answer("看结果", *told, paragraph(one.lesson, lead="记住：")))
        return [timed(box, assumption("MINUTES_CONTRAST"))]


class _Spot(_Teaching):
    """`{spot} S17-1`: a file with three planted faults; the answers are what the checker finds in it."""

    def _blocks(self, id: str) -> list[nodes.Node]:
        one: Spot = self._row("spot", id)
        head = nodes.paragraph("", "", nodes.strong("", f"找错：{one.title}"))
        lines = numbered([[paragraph(line.text)] for line in one.lines])
        place = {line.id: n for n, line in enumerate(one.lines, 1)}
        told = []
        for fault in one.faults:
            line = nodes.paragraph("", "", nodes.strong("", f"第{place[fault.event]}行 "), badge(KINDS_ZH[fault.kind], "badge-met"), nodes.Text(" "), *pieces(fault.says))
            told.append([line, paragraph(fault.mend, lead="应当："), resting(fault.basis)])
        ask = nodes.paragraph("", one.ask, classes=["ip-blank"])
        note = nodes.paragraph("", "答案由检查器算出：把同一份记录交给它，它找到的就是这三处。", classes=["ip-note"])
        box = block("spot", id, head, nodes.container("", lines, classes=["ip-file"]), ask, *answer(f"看答案：{len(one.faults)}处", numbered(told), note))
        return [timed(box, len(one.faults) * assumption("MINUTES_FAULT"))]


class _Cards(_Teaching):
    """`{cards} ch17`: one question a card, its answer behind it; on paper two columns to fold."""

    def _blocks(self, id: str) -> list[nodes.Node]:
        found = []
        for card in self._chapter(id).cards:
            body = nodes.container("", paragraph(card.back), resting(card.basis), classes=["ip-answer", "ip-card-back"])
            found.append(nodes.container("", *folded(card.front, body), classes=["ip-card"]))
        return [timed(block("cards", f"{id}-cards", *found), len(found) * assumption("MINUTES_CARD"))]


class _Can(_Teaching):
    """`{can-do} ch17`: the last sentence of the page."""

    def _blocks(self, id: str) -> list[nodes.Node]:
        return [nodes.paragraph("", self._chapter(id).can_zh, classes=["ip-can"])]


def setup(app: Sphinx) -> None:
    """Register the directives and their style sheet."""
    named = {"objectives": _Objectives, "pretest": _Pretest, "worked": _Worked, "faded": _Faded, "contrast": _Contrast, "spot": _Spot, "cards": _Cards, "can-do": _Can}
    for name, directive in named.items():
        app.add_directive(name, directive)
    app.add_css_file("teaching.css", priority=904)
