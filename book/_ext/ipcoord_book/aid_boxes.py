"""Boxes of components that need data with them: a case to play, an experiment, a register to check; each with what stands there in print."""

from __future__ import annotations

import json
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from ipcoord_sim import call
from ipcoord_sim.casebank import Case
from ipcoord_sim.casebank import case as find_case
from ipcoord_sim.data import case_files
from ipcoord_sim.errors import InputError, IpcoordError
from ipcoord_sim.exercise.story import story

from .case_parts import note
from .components import component, component_box
from .problems import CheckedDirective, problem, two_languages

__all__ = ["filled", "player", "setup"]

# Ours: the days that stand in the time machine at first, one before and one after the latest change.
_CASE = {"on": "2024-05-20", "handled": "2025-06-16"}


def player(case: Case, *still: nodes.Node) -> component_box:
    """The case in a box: its whole story is in the page, so that it can be played before and without the engine."""
    words = note("推演要在打开脚本的浏览器里做。纸面推演用第一幕、角色卡和教员手册。")
    return component("case", {"story": story(case)}, [*still, words])


class _CasePlayer(CheckedDirective):
    """`{case-player} C-23` puts a case to play on any page; the body stands there in print."""

    required_arguments = 1
    has_content = True

    def blocks(self) -> list[nodes.Node]:
        case = find_case(self.arguments[0].strip())
        for path in case_files():
            if path.stem == case.slug:
                self.env.note_dependency(str(path))
        still = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, still)
        return [player(case, *still.children)]


class _RegisterBox(CheckedDirective):
    """`{register-box} notebooks/data/register.csv` puts the case-log checker on a page, with that file as its sample."""

    required_arguments = 1
    has_content = True

    def blocks(self) -> list[nodes.Node]:
        path = Path(self.env.srcdir) / self.arguments[0].strip()
        if not path.is_file():
            raise InputError(f"没有样例台账 {self.arguments[0]}；请核对路径。", f"There is no sample register {self.arguments[0]}; check the path.")
        self.env.note_dependency(str(path))
        still = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, still)
        return [component("register", {"sample": {"text": path.read_text("utf-8-sig"), "format": "csv", "name": path.name}}, list(still.children))]


class _Experiment(CheckedDirective):
    """`{experiment} ten_days` puts an experiment of the notebooks on a page; `:first:` (JSON) sets its controls at first.

    Its first answer is computed here and stands there in print and without JavaScript, with the body below it.
    """

    required_arguments = 1
    has_content = True
    option_spec = {"first": str}

    def blocks(self) -> list[nodes.Node]:
        asked = {"name": self.arguments[0].strip(), "first": self._first()}
        form = call("experiment_form", asked)
        said = nodes.paragraph("", "", nodes.strong("", form["answer"]["sentence_zh"]))
        shown = nodes.raw("", f'<div class="ip-view">{form["answer"]["html"]}</div>', format="html")
        still = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, still)
        return [component("experiment", asked | {"form": form}, [said, shown, *still.children])]

    def _first(self) -> dict:
        try:
            return json.loads(self.options.get("first", "{}"))
        except ValueError as error:
            raise InputError(f"实验的 first 不是 JSON：{error}；请改正。", f"first of the experiment is no JSON: {error}; correct it.") from None


def filled(name: str, args: dict) -> dict:
    """The settings of a box with what it would else have to ask for before the reader has touched it: forms, choices, the first answer.

    So a page draws its components at once and loads the engine only when a reader computes something.
    """
    match name:
        case "deadline":
            return args | {"choices": call("deadline_choices", {})["groups"]}
        case "referral":
            return args | {"first": call("referral", {"answers": args.get("answers", {})})}
        case "evidence":
            return args | {"form": call("evidence_form", {})}
        case "time-machine":
            choices = call("time_machine_choices", {})["choices"]
            row = next(c for c in choices if c["offence"] == args.get("offence", c["offence"]) and c["field"] == args.get("field", c["field"]))
            case = _CASE | {"offence": row["offence"], "field": row["field"], "amount": row["most"] // 4} | args
            return case | {"choices": choices, "first": call("time_machine", case)}
        case "network":
            return args | {"waits": True}
    return args


def _fill(app: Sphinx, doctree: nodes.document) -> None:
    for box in doctree.findall(component_box):
        try:
            box["args"] = filled(box.get("component", box.get("name")), box["args"])
        except IpcoordError as error:
            problem(app.env, app.env.docname, two_languages(error), box)


def setup(app: Sphinx) -> None:
    """Register the directives, and fill every box."""
    app.connect("doctree-read", _fill)
    app.add_directive("case-player", _CasePlayer)
    app.add_directive("experiment", _Experiment)
    app.add_directive("register-box", _RegisterBox)
