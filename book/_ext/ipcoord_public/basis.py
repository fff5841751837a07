"""What a public page rests on: under each page its sources with the day of the last check, and one page with all records cited."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from ipcoord_book.backlinks import citations
from ipcoord_book.figures import fact_link, state_zh, term_zh
from ipcoord_book.links import cite
from ipcoord_book.problems import problem, two_languages
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxRole

from ipcoord_sim.errors import IpcoordError
from ipcoord_sim.norms import plan
from ipcoord_sim.parameters import Value, find
from ipcoord_sim.states import state_of
from ipcoord_sim.wording import number_zh

__all__ = ["all_records", "cited_values", "last_checked", "last_checked_anywhere", "setup"]


class all_records(nodes.General, nodes.Element):
    """The place of the table with every record that a public page cites."""


def cited_values(env: BuildEnvironment, docname: str) -> list[Value]:
    """The records of the law that a page cites, in the order of its reading, each once."""
    found: dict[str, Value] = {}
    for kind, target, *_ in citations(env).get(docname, ()):
        if kind == "law":
            value = find(target).value
            if value is not None:
                found.setdefault(value.fact, value)
    return list(found.values())


def last_checked(values: list[Value]) -> str:
    """The oldest of the days on which these records were checked: the page is as fresh as its stalest source."""
    return min((str(value.checked) for value in values), default="")


class _Records(SphinxDirective):
    """`{public-records}` prints every record that a page of this edition cites."""

    def run(self) -> list[nodes.Node]:
        return [all_records()]


class _Since(SphinxRole):
    """`{since}` prints the day from which a record stands, in Chinese, linked to it."""

    def run(self) -> tuple[list[nodes.Node], list[Any]]:
        try:
            link = fact_link(self.text.strip())
        except IpcoordError as error:
            problem(self.env, self.env.docname, two_languages(error), self.get_location())
            return [nodes.problematic(self.rawtext, self.text)], []
        value = find(self.text.strip()).value
        start = value and value.start
        if start is None or value.start_note_zh:
            problem(self.env, self.env.docname, f"{self.text} 没有核对到起始日，不能写在公开页面上。 / {self.text} has no day of entry into force.", self.get_location())
            return [nodes.problematic(self.rawtext, self.text)], []
        link.children[:] = [nodes.Text(f"自{start.year}年{start.month}月{start.day}日起")]
        return [link], []


def _close(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the sources under a page, and print the table of all records where it is asked for."""
    env = app.builder.env
    for link in doctree.findall(cite):
        link["hover"] = link["hover"].replace("起始日待核 · ", "")
        value = find(link["target"]).value if link["kind"] == "law" else None
        if value is not None and value.start_note_zh:
            link["hover"] = link["hover"].replace(f"{value.start}起 · ", "")
    for place in list(doctree.findall(all_records)):
        place.replace_self(_table(env))
    top = next(doctree.findall(nodes.section), None)
    if top is not None:
        top += _basis(env, docname)


def _basis(env: BuildEnvironment, docname: str) -> nodes.section:
    values = cited_values(env, docname)
    by_instrument: dict[str, list[Value]] = {}
    whole = plan()
    for value in values:
        if value.instrument != whole["number"]:
            by_instrument.setdefault(value.instrument, []).append(value)
    rows = nodes.bullet_list()
    cites_plan = any(kind == "clause" for kind, *_ in citations(env).get(docname, ())) or any(value.instrument == whole["number"] for value in values)
    # A page that cites nothing leads to the others, and they all rest on the plan.
    if cites_plan or not values:
        rows += _item(env, docname, "plan", "", f"{whole['number']}　{whole['title']}", "（印发日期：存放的文本没有写明）")
    for instrument, group in by_instrument.items():
        articles = "、".join(dict.fromkeys(value.article for value in group if value.article))
        since = "；".join(dict.fromkeys(map(_force, group)))
        rows += _item(env, docname, "sources", f"#fact-{group[0].fact}", f"{instrument}　{articles}", f"（{since}）")
    section = nodes.section("", nodes.title("", "依据与核对"), rows, ids=["basis"], classes=["pb-basis"])
    section += nodes.paragraph("", f"最后核对日期：{last_checked(values) or last_checked_anywhere(env)}。")
    section += nodes.paragraph("", "这里是说明，不代替法律文本；以承办机关和法律文本为准。")
    return section


def last_checked_anywhere(env: BuildEnvironment) -> str:
    """The oldest day of all pages: so fresh is a page that only leads to the others."""
    return min(filter(None, (last_checked(cited_values(env, name)) for name in citations(env))), default="")


def _force(value: Value) -> str:
    """Since when a record stands and its state; a day that could not be confirmed is not spoken of in public."""
    if value.start_note_zh:
        return f"起始日只核到{value.start_note_zh}，{state_zh(value)}"
    return f"{term_zh(value)}，{state_zh(value)}" if value.start and state_of(value) != "future" else state_zh(value)


def _item(env: BuildEnvironment, docname: str, page: str, place: str, words: str, more: str) -> nodes.list_item:
    """One source with the way to its full text."""
    uri = f"{env.app.builder.get_relative_uri(docname, page)}{place}"
    return nodes.list_item("", nodes.paragraph("", "", nodes.reference("", words, internal=True, refuri=uri), nodes.Text(f"　{more}")))


def _table(env: BuildEnvironment) -> nodes.Element:
    values = {value.fact: value for docname in sorted(citations(env)) for value in cited_values(env, docname)}
    entries = nodes.definition_list(classes=["pb-records"])
    for value in sorted(values.values(), key=lambda v: (v.instrument, v.article, v.fact)):
        name = nodes.term("", "", nodes.Text(value.label_zh), ids=[f"fact-{value.fact}"])
        figures = [
            nodes.paragraph("", f"{number.label_zh}：{number_zh(number)}", ids=[f"fact-{value.fact}-n{number.n}"]) for number in value.numbers
        ]
        text = [nodes.paragraph("", value.text_zh)] if value.text_zh and not value.numbers else []
        told = nodes.paragraph("", f"{value.citation_zh}。{_force(value)}。核对于{value.checked}。", classes=["pb-note"])
        entries += nodes.definition_list_item("", name, nodes.definition("", *figures, *text, told))
    return entries


def setup(app: Sphinx) -> None:
    """Register the directive and the step that closes pages; the citations are collected by the book's own part."""
    app.add_node(all_records)
    app.add_directive("public-records", _Records)
    app.add_role("since", _Since())
    app.connect("doctree-resolved", _close, priority=400)
