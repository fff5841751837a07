"""Lesson plans on their pages: the minutes, what to bring, every step with what to open, to say, and which error to expect."""

from __future__ import annotations

import shutil
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipcoord_sim.casebank.catalogue import misconceptions
from ipcoord_sim.exporters import write_file
from ipcoord_sim.quiz import item
from ipcoord_sim.teaching.texts import said
from tools.build_slides import build as build_slides
from tools.lesson_kit import kit_page
from tools.lesson_places import Place, place
from tools.lessons import FOLDER, Lesson, Step, lesson, lesson_ids

from .addresses import short_name
from .case_parts import basis, joined, line, listed
from .case_parts import note as aside
from .problems import CheckedDirective
from .quiz_still import still
from .rows import row, table
from .search_records import mark_searchable
from .teaching_parts import paragraph, pieces

__all__ = ["setup"]

MARK = "教员用，不发给学员。"


class _Lessons(CheckedDirective):
    """What the directives share: a plan that does not hold fails the build with one sentence."""

    optional_arguments = 1

    def blocks(self) -> list[nodes.Node]:
        for path in sorted(FOLDER.glob("*.yaml")):
            self.env.note_dependency(str(path))
        return self._blocks()

    def _link(self, place: Place) -> nodes.Node:
        """The way to what a step opens; what is not written yet is named."""
        if not place.page:
            return nodes.inline("", f"第{int(place.label[2:])}章（还没有进目录，先用后面那一页）", classes=["ip-none"])
        words = nodes.inline("", place.label)
        if not place.anchor:
            return pending_xref("", words, refdomain="std", reftype="doc", reftarget=f"/{place.page}", refdoc=self.env.docname, refexplicit=True, refwarn=True)
        uri = self.env.app.builder.get_relative_uri(self.env.docname, place.page) + f"#{place.anchor}"
        return nodes.reference("", "", words, refuri=uri, internal=True)


class _Lesson(_Lessons):
    """`{lesson} l90` prints the plan: head, minutes, what to bring, step by step, the answers of its questions."""

    required_arguments = 1
    optional_arguments = 0

    def blocks(self) -> list[nodes.Node]:
        found = lesson(self.arguments[0].strip())
        parts = [self._part(found, "minutes", "时间表", self._minutes(found)), self._part(found, "bring", "带什么，印几份", *_bring(found))]
        steps = [self._step(found, n, step) for n, step in enumerate(found.steps, 1)]
        parts.append(self._part(found, "steps", "一步一步", *steps))
        if found.items:
            asked = [item(id) for id in found.items]
            parts.append(self._part(found, "answers", "答案卷", *still(asked, "小测")))
        return [nodes.paragraph("", "", nodes.strong("", MARK)), *self._head(found), *parts]

    def _part(self, found: Lesson, id: str, title: str, *blocks: nodes.Node) -> nodes.section:
        section = nodes.section("", nodes.title("", title), *blocks, ids=[f"{found.id}-{id}"], names=[])
        return mark_searchable(section, group="条款", title=f"{found.title}：{title}", keys=[found.id], text=" ") if id != "steps" else section

    def _head(self, found: Lesson) -> list[nodes.Node]:
        rest = f"，其中休息{found.breaks}分钟" if found.breaks else ""
        facts = [f"时长：{found.minutes}分钟{rest}", f"人：{found.people}", *(f"学完：{aim}" for aim in found.aim)]
        command = nodes.literal_block("", f"make lesson LESSON={found.id}", language="none")
        papers = nodes.paragraph("", "整包纸：", nodes.reference("", "打开就能印（按 Ctrl-P）", refuri=self._beside(f"lessons/{found.id}-kit.html"), internal=True))
        papers += nodes.Text("。议程、两席角色卡、证物、决定单、答案卷、带条文的教员手册，都在里面。")
        if (FOLDER / "slides" / f"{found.id}.yaml").is_file():
            papers += [nodes.Text(" 投影："), nodes.reference("", "打开幻灯片", refuri=self._beside(f"slides/{found.id}/index.html"), internal=True), nodes.Text("。")]
        return [
            listed(facts), *([aside(f"还没有进目录的章：{'、'.join(found.waiting)}。进了目录，这一页自己换过来。")] if found.waiting else []),
            papers, nodes.paragraph("", "要 PDF，用一条命令："), command,
        ]

    def _beside(self, address: str) -> str:
        """The way from this page to a file of the site that is no page of the book."""
        return "../" * short_name(self.env.docname).count("/") + address

    def _minutes(self, found: Lesson) -> nodes.table:
        lines = []
        for n, step in enumerate(found.steps, 1):
            name: nodes.Node = nodes.reference("", f"{n}. {step.title}", refid=f"{found.id}-{n}", internal=True)
            lines.append(row(_span(found, step), str(step.minutes), [name], joined(self._link(one) for one in step.open) or "不打开"))
        lines.append(row([nodes.strong("", "合计")], [nodes.strong("", str(found.minutes))], "", ""))
        return table(("从—到", "分钟", "做什么", "打开"), lines, f"{found.minutes}分钟怎么分", ["ip-lesson"])

    def _step(self, found: Lesson, n: int, step: Step) -> nodes.section:
        """One step as a section of its own, so that one finds it again while talking."""
        blocks: list[nodes.Node] = []
        if step.do:
            blocks.append(nodes.bullet_list("", *[nodes.list_item("", paragraph(one)) for one in step.do]))
        if step.say:
            blocks.append(paragraph(step.say, "ip-say", lead="说："))
        if step.open:
            blocks.append(line([nodes.strong("", "打开："), *joined(self._link(one) for one in step.open)]))
        if step.play:
            until = f"，做到{step.until}为止" if step.until else ""
            blocks.append(line([nodes.strong("", "推演："), f"{step.play}{until}。"]))
        if step.give:
            blocks.append(line([nodes.strong("", "发："), f"{step.give}。"]))
        if step.items:
            blocks.append(line([nodes.strong("", "题："), *joined(self._link(place(id)) for id in step.items), "，答案在这一页最后。"]))
        for id in step.wrong:
            wrong = misconceptions()[id]
            heard = [nodes.strong("", f"会听到（{id}）："), f"“{wrong['believed_zh'].rstrip('。')}。” ", nodes.strong("", "接：")]
            blocks.append(line([*heard, *pieces(said(wrong["remedy_zh"], {}, id))], "ip-wrong"))
        if step.basis:
            blocks.append(basis(step.basis))
        title = f"{n}. {step.title}（{_span(found, step)}，{step.minutes}分钟）"
        return nodes.section("", nodes.title("", title), *blocks, ids=[f"{found.id}-{n}"], names=[], classes=["ip-lesson-step"])


def _span(found: Lesson, step: Step) -> str:
    if found.begins:
        return f"{found.clock(step.start)}—{found.clock(step.end)}"
    return f"{step.start}—{step.end}"


def _bring(found: Lesson) -> list[nodes.Node]:
    return [table(("什么", "几份"), [row(what, copies) for what, copies in found.materials], "课前备好", ["ip-lesson"])]


def _accompany(app: Sphinx, error: Exception | None) -> None:
    """The papers and the slides that the trainer's pages lead to are written with them, and taken away where there are no such pages."""
    if error or app.builder.name != "html":
        return
    out = Path(app.outdir)
    for name in ("lessons", "slides"):
        shutil.rmtree(out / name, ignore_errors=True)
    if "book/chapters/trainer/index" in app.env.found_docs:
        (out / "lessons").mkdir(parents=True)
        for id in lesson_ids():
            write_file(out / "lessons" / f"{id}-kit.html", [kit_page(lesson(id))], force=True)
        build_slides(out / "slides")


class _LessonList(_Lessons):
    """`{lesson-list}` prints one row a plan: how long, what it is about, what is played."""

    def blocks(self) -> list[nodes.Node]:
        lines = []
        for id in lesson_ids():
            found = lesson(id)
            link = pending_xref("", nodes.inline("", found.title), refdomain="std", reftype="doc", reftarget=f"/book/chapters/trainer/{id}", refdoc=self.env.docname, refexplicit=True, refwarn=True)
            rest = f"（休息{found.breaks}）" if found.breaks else ""
            lines.append(row(f"{found.minutes}{rest}", [link], "、".join(found.cases) or "不推演", str(len(found.items)), found.people))
        return [table(("分钟", "教案", "推演的案例", "题", "人"), lines, "四种课", ["ip-lesson"])]


class _TrainerOnly(SphinxDirective):
    """`{trainer-only}` prints its body where the trainer's pages are in the edition, and nothing elsewhere."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        if "book/chapters/trainer/index" not in self.env.found_docs:
            return []
        box = nodes.container("", classes=["ip-trainer-only"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    for name, directive in {"lesson": _Lesson, "lesson-list": _LessonList, "trainer-only": _TrainerOnly}.items():
        app.add_directive(name, directive)
    app.connect("build-finished", _accompany)
    app.add_css_file("lessons.css", priority=905)
