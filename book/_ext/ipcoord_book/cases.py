"""The pages of the case bank: the catalogue with its filters, a page a case, the trainer's page; read anew when a case changes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from ipcoord_sim.casebank import Case, cases
from ipcoord_sim.casebank import case as find_case
from ipcoord_sim.data import case_files
from ipcoord_sim.errors import InputError
from ipcoord_sim.exercise.text import DIFFICULTY_ZH, MODES_ZH
from ipcoord_sim.norms import clause, clauses
from ipcoord_sim.thresholds import offence_named

from .case_answers import guide
from .case_pages import FICTION, case_blocks, offences_zh
from .case_parts import joined, note
from .clauses import clause_link
from .problems import CheckedDirective, problem
from .rows import row, table
from .search_records import mark_searchable

__all__ = ["setup"]

_HEADS = ("案例", "条款", "罪名", "难度", "分钟", "决定", "形式")
_ALL = ""  # the page lists every case, and stands for none


def _page_name(case: Case) -> str:
    """`c07` for C-07."""
    return case.id.lower().replace("-", "")


class _CasePart(CheckedDirective):
    """What the three directives share: wrong ids fail the build with a sentence, changed cases make their pages anew."""

    def _note(self, id: str) -> None:
        """Remember which case a page is of, and which files it was made from."""
        files = case_files()
        catalogue = sorted((files[0].parent / "catalogue").glob("*.yaml")) if files else []
        for path in [file for file in files if id in (_ALL, file.stem)] + catalogue:
            self.env.note_dependency(str(path))
        _pages(self.env)[self.env.docname] = (id, _names())

    def _link(self, case: Case) -> nodes.Node:
        """A link to the page of a case, which has to be in the book."""
        if docname_join(self.env.docname, _page_name(case)) not in self.env.found_docs:
            raise InputError(
                f"案例 {case.id} 没有页面 {_page_name(case)}.md；请照别的案例加一页，并写进 _toc.yml。",
                f"Case {case.id} has no page {_page_name(case)}.md; add one like the others and name it in _toc.yml.",
            )
        words = nodes.inline("", f"{case.id} {case.title}")
        return pending_xref("", words, refdomain="std", reftype="doc", reftarget=_page_name(case), refdoc=self.env.docname, refexplicit=True, refwarn=True)


class _CaseCatalogue(_CasePart):
    """`{case-catalogue}` prints a table of all cases; a script puts filters above it."""

    def blocks(self) -> list[nodes.Node]:
        self._note(_ALL)
        lines = [self._line(case) for case in cases().values()]
        return [note(FICTION), nodes.raw("", _filters(), format="html"), table(_HEADS, lines, f"共{len(lines)}个案例", ["ip-cases"])]

    def _line(self, case: Case) -> nodes.row:
        name = [nodes.paragraph("", "", self._link(case)), note(case.summary)]
        links = joined(clause_link(id, silent=True) for id in case.clauses)
        modes = [nodes.paragraph("", MODES_ZH[mode]) for mode in case.modes]
        return row(
            name, links, offences_zh(case), DIFFICULTY_ZH[case.difficulty], str(case.minutes), str(len(case.decisions)), modes, ids=[f"row-{_page_name(case)}"],
        )


def _filters() -> str:
    """Four choices as a form that is hidden until the script is there; the value of each option is the pages it leaves."""
    known = list(cases().values())
    minutes = sorted({case.minutes for case in known})[:-1]
    offences = list(dict.fromkeys(id for case in known for id in case.offences))
    choices = (
        ("条款", [(f"{c.label_zh}{c.heading}", [case for case in known if c.id in {clause(id).id for id in case.clauses}]) for c in clauses()]),
        ("罪名", [(offence_named(id).name_zh, [case for case in known if id in case.offences]) for id in sorted(offences)]),
        ("难度", [(words, [case for case in known if case.difficulty == level]) for level, words in DIFFICULTY_ZH.items()]),
        ("时间", [(f"不超过{most}分钟", [case for case in known if case.minutes <= most]) for most in minutes]),
    )
    fields = []
    for name, options in choices:
        shown = "".join(f'<option value="{" ".join(map(_page_name, found))}">{escape(words)}（{len(found)}）</option>' for words, found in options if found)
        fields.append(f'<label>{name}<select><option value="">全部</option>{shown}</select></label>')
    return f'<form class="ip-case-filter" hidden aria-label="筛选案例">{"".join(fields)}<button type="reset">全部显示</button><output></output></form>'


class _CasePage(_CasePart):
    """`{case-page} C-07` prints a case: what to know before, and folded the answers."""

    required_arguments = 1

    def blocks(self) -> list[nodes.Node]:
        case = find_case(self.arguments[0].strip())
        self._note(case.slug)
        if self.env.docname.rpartition("/")[2] != _page_name(case):
            raise InputError(
                f"案例 {case.id} 写在 {self.env.docname} 里；请把这一页改名为 {_page_name(case)}.md，或者换一个编号。",
                f"Case {case.id} stands on {self.env.docname}; rename the page to {_page_name(case)}.md, or change the id.",
            )
        return case_blocks(case)


class _CaseCard(_CasePart):
    """`{case-card} C-32` prints on any page what a case is about, how long it takes, and the way to it; its body is what to look for."""

    required_arguments = 1
    has_content = True

    def blocks(self) -> list[nodes.Node]:
        case = find_case(self.arguments[0].strip())
        for path in case_files():
            if path.stem == case.slug:
                self.env.note_dependency(str(path))
        page = next((name for name in self.env.found_docs if name.endswith(f"cases/{_page_name(case)}")), None)
        if page is None:
            raise InputError(f"案例 {case.id} 没有页面；请照别的案例加一页，并写进 _toc.yml。", f"Case {case.id} has no page; add one and name it in _toc.yml.")
        name = pending_xref("", nodes.inline("", f"{case.id} {case.title}"), refdomain="std", reftype="doc", reftarget=f"/{page}", refdoc=self.env.docname, refexplicit=True, refwarn=True)
        facts = f"　约{case.minutes}分钟，{len(case.decisions)}个决定，{DIFFICULTY_ZH[case.difficulty]}，{'、'.join(MODES_ZH[mode] for mode in case.modes)}"
        head = nodes.paragraph("", "", nodes.strong("", "", name), nodes.inline("", facts, classes=["ip-note"]))
        box = nodes.container("", head, nodes.paragraph("", case.summary), classes=["ip-teach", "ip-teach-case"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class _CaseTrainer(_CasePart):
    """`{case-trainer}` prints for every case its aim, and folded likely errors, prompts and takeaways."""

    def blocks(self) -> list[nodes.Node]:
        self._note(_ALL)
        return [guide(case, self._link(case)) for case in cases().values()]


def _names() -> list[str]:
    return [path.name for path in case_files()]


def _pages(env: BuildEnvironment) -> dict[str, tuple[str, list[str]]]:
    """The pages made from cases: of which case, and which files there were."""
    if not hasattr(env, "ipcoord_case_pages"):
        env.ipcoord_case_pages = {}
    return env.ipcoord_case_pages


def _titled(app: Sphinx, doctree: nodes.document) -> None:
    """A case's page is headed by its id and title; as a whole it is one record of the search."""
    env = app.builder.env
    slug, _ = _pages(env).get(env.docname, (_ALL, []))
    if slug == _ALL:
        return
    case = find_case(slug)
    top = next(doctree.findall(nodes.section), None)
    wanted, found = f"{case.id} {case.title}", top[0].astext() if top else ""
    if found != wanted:
        problem(env, env.docname, f"标题写的是“{found}”，应为“{wanted}”；请改标题。 / The heading is {found!r}; it should be {wanted!r}.", doctree)
    if top:
        mark_searchable(top, group="案例", title=wanted, clauses=case.clauses, keys=[case.id, *case.norms, *case.offences], text=case.summary)


def _outdated(app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set) -> list[str]:
    """A new file is no dependency yet: pages of all cases are read again when the list of files has changed."""
    return [page for page, (id, names) in _pages(env).items() if id == _ALL and names != _names()]


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _pages(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: Iterator[str], other: BuildEnvironment) -> None:
    _pages(env).update({name: kept for name, kept in _pages(other).items() if name in docnames})


def _script(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Only the catalogue has something to filter."""
    if "ip-case-filter" in (context.get("body") or ""):
        app.add_js_file("cases.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the directives, the style sheet and the script."""
    for name, directive in {"case-catalogue": _CaseCatalogue, "case-page": _CasePage, "case-card": _CaseCard, "case-trainer": _CaseTrainer}.items():
        app.add_directive(name, directive)
    app.add_css_file("cases.css", priority=903)
    app.connect("doctree-read", _titled, priority=800)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("html-page-context", _script)
