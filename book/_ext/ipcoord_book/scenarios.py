"""The sentences that the tests hold, listed from the same files: given, when, then, by offence, rule and period."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ipcoord_sim.conformance.rules import rules
from ipcoord_sim.data.compiler import read_yaml
from ipcoord_sim.parameters import find
from ipcoord_sim.pictures.offences import article_words
from ipcoord_sim.thresholds import offence_named

from .problems import CheckedDirective
from .provenance import folded
from .scenario_words import Told, rule_basis, told_assess, told_check, told_deadline
from .search_records import mark_searchable

__all__ = ["FOLDER", "setup"]

FOLDER = Path(__file__).resolve().parents[3] / "tests" / "scenarios"


def _by_offence(scenario: dict) -> tuple[str, str]:
    id = scenario["then"]["offence"]
    return id, f"{article_words(id)} {offence_named(id).name_zh}"


def _by_rule(scenario: dict) -> tuple[str, str]:
    rule = next(rule for rule in rules() if rule.id == scenario["rule"])
    return rule.id, f"{rule.id} {rule.title_zh}"


def _by_period(scenario: dict) -> tuple[str, str]:
    found = find({**scenario["given"], **scenario.get("when", {})}["period"])
    value = found.newest
    return f"on-{value.fact}", value.label_zh


# A new kind of scenario is one row: the file's prefix, its heading, how it is grouped and told.
_KINDS: tuple[tuple[str, str, Callable[[dict], tuple[str, str]], Callable[[dict], Told]], ...] = (
    ("assess", "够不够门槛", _by_offence, told_assess),
    ("check", "做得对不对", _by_rule, told_check),
    ("deadline", "哪天到期", _by_period, told_deadline),
)


def _read(kind: str) -> list[tuple[str, dict]]:
    """The scenarios of a kind with an anchor each; a sentence moves with its place in its file only."""
    return [
        (f"scenario-{path.stem}-{n}", scenario)
        for path in sorted(FOLDER.glob(f"{kind}-*.yaml"))
        for n, scenario in enumerate(read_yaml(path, path.name), 1)
    ]


class _ScenarioList(CheckedDirective):
    """`{scenario-list}` prints every scenario of the tests, folded by offence and by rule."""

    def blocks(self) -> list[nodes.Node]:
        for path in FOLDER.glob("*.yaml"):
            self.env.note_dependency(str(path))
        _pages(self.env)[self.env.docname] = _names()
        found: list[nodes.Node] = []
        for kind, title, group, told in _KINDS:
            scenarios = _read(kind)
            if scenarios:
                section = nodes.section("", nodes.title("", f"{title}（{len(scenarios)}句）"), ids=[f"scenarios-{kind}"], names=[])
                section += self._groups(scenarios, group, told)
                found.append(section)
        return found

    def _groups(self, scenarios: list[tuple[str, dict]], group: Callable, told: Callable) -> list[nodes.section]:
        groups: dict[tuple[str, str], list[tuple[str, dict]]] = {}
        for anchor, scenario in scenarios:
            groups.setdefault(group(scenario), []).append((anchor, scenario))
        found = []
        for (id, title), inside in sorted(groups.items()):
            lines = [node for anchor, scenario in inside for node in _scenario(anchor, scenario, told(scenario))]
            body = folded(f"打开：{len(inside)}句", *lines)
            if told is told_check:
                basis = nodes.paragraph("", "依据：", classes=["ip-note"])
                basis += [nodes.Text(piece) if isinstance(piece, str) else piece for piece in rule_basis(id)]
                body.insert(0, basis)
            found.append(nodes.section("", nodes.title("", title), *body, ids=[f"scenarios-{id.lower()}"], names=[]))
        return found


def _scenario(anchor: str, scenario: dict, told: Told) -> list[nodes.Node]:
    """One sentence with its results, and behind it what it rests on."""
    marks = " ".join(f'<span class="ip-badge ip-{kind}">{escape(words)}</span>' for words, kind in told.badges)
    head = f'<details class="ip-scenario" id="{anchor}"><summary>{escape(scenario["sentence"])} {marks}</summary>'
    body = nodes.container(classes=["ip-scenario-body"], ids=[f"{anchor}-facts"])
    for name, pieces in told.rows:
        line = nodes.paragraph("", "", nodes.strong("", f"{name}："))
        line += [nodes.Text(piece) if isinstance(piece, str) else piece for piece in pieces]
        body += line
    if told.events:
        items = [nodes.list_item("", nodes.paragraph("", event)) for event in told.events]
        body.insert(1 if told.rows else 0, nodes.bullet_list("", *items))
    title = scenario["sentence"] if len(scenario["sentence"]) <= 40 else scenario["sentence"][:39] + "…"
    text = f"{scenario['sentence']} {'、'.join(words for words, _ in told.badges)}"
    mark_searchable(body, group="案例", title=title, keys=told.keys, text=text)
    return [nodes.raw("", head, format="html"), body, nodes.raw("", "</details>", format="html")]


def _names() -> list[str]:
    return sorted(path.name for path in FOLDER.glob("*.yaml"))


def _pages(env: BuildEnvironment) -> dict[str, list[str]]:
    """The pages that list scenarios, with the files that were there."""
    if not hasattr(env, "ipcoord_scenarios"):
        env.ipcoord_scenarios = {}
    return env.ipcoord_scenarios


def _outdated(app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set) -> list[str]:
    """A new file is no dependency yet: the page is read again when the list of files has changed."""
    return [page for page, names in _pages(env).items() if names != _names()]


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set, other: BuildEnvironment) -> None:
    _pages(env).update({name: names for name, names in _pages(other).items() if name in docnames})


def setup(app: Sphinx) -> None:
    """Register `scenario-list`."""
    app.add_directive("scenario-list", _ScenarioList)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-merge-info", _merge)
