"""How long a chapter takes: counted from what is printed, at a reading speed that is an assumption of ours and says so."""

from __future__ import annotations

from math import ceil

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from ipcoord_sim import data
from ipcoord_sim.casebank import cases
from ipcoord_sim.teaching import Chapter, chapter
from ipcoord_sim.wording import UNITS_ZH, amount_zh

from .components import component_box
from .problems import CheckedDirective, problem
from .rows import badge

__all__ = ["PARTS", "assumption", "minutes_of", "setup", "timed"]

# The nine parts of a chapter, in the order in which every chapter has them, and whether the short way goes through them.
PARTS = {
    "先考考你": True, "条文与规范单元": False, "本方案↔上位法": False, "讲解": True, "范例": True,
    "半成品练习": True, "笔记本": False, "案例": False, "小测和复习卡": True,
}


# Under the first heading stands what is done on another day, and is no part of the chapter's minutes; under the second what the short way leaves out.
LATER, EXTRA = "隔几天再做", "有空再做"

# Tables that say in words what a picture beside them shows.
_SAME = {"ip-clause-rules", "ip-readings", "ip-clock-table"}


class chapter_head(nodes.General, nodes.Element):
    """The place at the top of a chapter where its parts and minutes will stand."""


def assumption(id: str) -> float:
    """A figure of ours by its id."""
    return next(one["value"] for one in data.load()["rules"]["assumptions"]["assumptions"] if one["id"] == id)


def timed(box: nodes.Element, minutes: float, *, read: bool = False) -> nodes.Element:
    """The box with the minutes that doing it takes; its words are counted as read on top only where `read` says so."""
    box["ip_minutes"], box["ip_read"] = minutes, read
    return box


def minutes_of(node: nodes.Node, without: tuple[str, ...] = (LATER,)) -> float:
    """The minutes that reading a part and doing its exercises take; what is folded is read as part of its exercise."""
    characters, minutes = _counted(node, without)
    return characters / assumption("READING") + minutes


def _counted(node: nodes.Node, without: tuple[str, ...]) -> tuple[int, float]:
    if isinstance(node, nodes.Text):
        return len("".join(node.split())), 0.0
    if isinstance(node, nodes.paragraph) and "ip-note" in node["classes"]:
        return 0, 0.0  # what a step rests on is looked up, not read through
    if isinstance(node, nodes.container) and "ip-picture" in node["classes"]:
        return 0, assumption("MINUTES_PICTURE")
    if isinstance(node, nodes.table) and _SAME & set(node["classes"]):
        return 0, 0.0  # the picture above says the same
    if isinstance(node, nodes.section) and node[0].astext() in without:
        return 0, 0.0
    if isinstance(node, component_box):
        asked = node["args"].get("items", ()) if node["component"] == "quiz" else ()
        return 0, len(asked) * assumption("MINUTES_ITEM")
    minutes = node.get("ip_minutes", 0.0) if isinstance(node, nodes.Element) else 0.0
    if minutes and not node["ip_read"]:
        return 0, minutes
    characters, folds = 0, 0
    for child in node.children:
        if isinstance(child, nodes.raw):
            folds += child.astext().count("<details") - child.astext().count("</details>")
        elif not folds and not isinstance(child, (nodes.Invisible, chapter_head)):
            more, own = _counted(child, without)
            characters, minutes = characters + more, minutes + own
    return characters, minutes


class _Head(CheckedDirective):
    """`{chapter-head} ch17` prints the parts of the chapter with their minutes."""

    required_arguments = 1

    def blocks(self) -> list[nodes.Node]:
        return [chapter_head("", chapter=chapter(self.arguments[0].strip()).id)]


def _fill(app: Sphinx, doctree: nodes.document) -> None:
    for place in list(doctree.findall(chapter_head)):
        sections = [one for one in place.parent.children if isinstance(one, nodes.section)]
        found = chapter(place["chapter"])
        _in_order(app.builder.env, found, sections, doctree)
        whole, short, later = _minutes(sections)
        if found.complete and short > assumption("SHORT_WAY"):
            problem(app.builder.env, app.builder.env.docname, f"{found.id} 先走的几步要{short}分钟，最多{amount_zh(assumption('SHORT_WAY'))}分钟；请删短，或者移到“{EXTRA}”。 / The short way through {found.id} takes {short} minutes.", doctree)
        place.replace_self(_drawn(found, sections, whole, short, later))


def _in_order(env: BuildEnvironment, found: Chapter, sections: list[nodes.section], doctree: nodes.document) -> None:
    """A chapter has the nine parts, no more, no fewer, in order; every objective's explanation stands where it says."""
    titles = [section[0].astext() for section in sections]
    if titles != list(PARTS):
        problem(env, env.docname, f"{found.id} 的九个部分应为{'、'.join(PARTS)}；现在是{'、'.join(titles)}。 / The nine parts of {found.id} are not in their order.", doctree)
    anchors = {id for node in doctree.findall(nodes.Element) for id in node["ids"]}
    for one in found.objectives:
        if one.explained not in anchors:
            problem(env, env.docname, f"{one.id} 的讲解锚 {one.explained} 不在这一页；请在那一节前写 ({one.explained})=。 / No anchor {one.explained} on the page.", doctree)


def _minutes(sections: list[nodes.section]) -> tuple[int, int, int]:
    """The minutes of the whole chapter, of the short way through it, and of what is done on another day."""
    whole = sum(minutes_of(section) for section in sections)
    short = sum(minutes_of(section, (LATER, EXTRA)) for section in sections if PARTS.get(section[0].astext()))
    kept = [one for section in sections for one in section.findall(nodes.section) if one[0].astext() == LATER]
    return ceil(whole), ceil(short), ceil(sum(minutes_of(child) for one in kept for child in one.children))


def _drawn(found: Chapter, sections: list[nodes.section], whole: int, short: int, later: int) -> list[nodes.Node]:
    times = [(section, minutes_of(section)) for section in sections]
    items = []
    for section, minutes in times:
        line = nodes.paragraph("", "", nodes.reference("", section[0].astext(), refid=section["ids"][0], internal=True))
        line += nodes.Text(f"　约{max(1, round(minutes))}分钟")
        line += [nodes.Text("　"), badge("先走", "badge-inforce")] if PARTS.get(section[0].astext()) else []
        items.append(nodes.list_item("", line))
    played = "、".join(f"{id}约{cases()[id].minutes}分钟" for id in found.cases if id in cases())
    lead = nodes.paragraph("", "", nodes.strong("", f"全章约{whole}分钟；只走标着“先走”的几步，约{short}分钟。"), nodes.Text(f"隔几天再做的，约{later}分钟。案例另计：{played}。"))
    note = f"分钟是估算：按每分钟读{amount_zh(assumption('READING'))}字、做一题{amount_zh(assumption('MINUTES_ITEM'))}分钟算，收起来的和“依据”一行不计，没有实测。随时可以停，下次接着做。"
    parts = nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", classes=["ip-parts"])
    return [lead, parts, nodes.paragraph("", note, classes=["ip-note"])]


class _Assumed(SphinxRole):
    """`{assumed}` prints one figure of ours with its unit, by its id; the reason is its hover."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        rows = {one["id"]: one for one in data.load()["rules"]["assumptions"]["assumptions"]}
        try:
            row = rows[self.text.strip()]
        except KeyError:
            problem(self.env, self.env.docname, f"没有假设 {self.text}；请写 rules/assumptions.yaml 里有的编号。 / unknown assumption {self.text}.", self.get_location())
            return [nodes.problematic(self.rawtext, self.text)], []
        return [nodes.abbreviation("", f"{amount_zh(row['value'])}{UNITS_ZH[row['unit']]}", explanation=row["why_zh"])], []


def setup(app: Sphinx) -> None:
    """Register `chapter-head` and the role `assumed`; the minutes are counted when the whole page has been read."""
    app.add_node(chapter_head)
    app.add_role("assumed", _Assumed())
    app.add_directive("chapter-head", _Head)
    app.connect("doctree-read", _fill, priority=700)
