"""Components on a page: a box that names its component, its settings as data, and what stands there without JavaScript and in print."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from .problems import problem

__all__ = ["SOURCES", "component", "component_box", "component_files", "setup"]

SOURCES = Path(__file__).resolve().parents[3] / "ipcoord_sim" / "components" / "js"


class component_box(nodes.General, nodes.Element):
    """The box; its children are the static stand-in."""


def component(name: str, args: dict[str, Any], still: list[nodes.Node], *, id: str = "") -> component_box:
    """A box for the component `name` with these settings; `still` is shown without JavaScript and in print."""
    box = component_box("", *still, component=name, args=args)
    if id:
        box["ids"].append(id)
    return box


def embedded(value: object) -> str:
    """JSON that is safe inside a script element: no sequence can end the element or open a comment."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class _Component(SphinxDirective):
    """`{component} deadline` with `:args:` as JSON; the body stands there until the script has drawn the component."""

    required_arguments = 1
    has_content = True
    option_spec = {"args": str, "name": str}

    def run(self) -> list[nodes.Node]:
        try:
            args = json.loads(self.options.get("args", "{}"))
        except ValueError as error:
            problem(self.env, self.env.docname, f"部件 {self.arguments[0]} 的 args 不是 JSON：{error}；请改正。 / args of the component is no JSON: {error}.", self.get_location())
            return []
        still = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, still)
        box = component(self.arguments[0].strip(), args, list(still.children))
        self.set_source_info(box)
        if "name" in self.options:
            self.add_name(box)
        return [box]


def _visit(self: Any, node: component_box) -> None:
    ids = f' id="{escape(node["ids"][0])}"' if node["ids"] else ""
    self.body.append(
        f'<div class="ipc"{ids} data-component="{escape(node["component"])}"><script type="application/json" class="ipc-args">{embedded(node["args"])}</script>'
        '<div class="ipc-still">'
    )


def _depart(self: Any, node: component_box) -> None:
    self.body.append("</div></div>")


def _pass(self: Any, node: component_box) -> None:
    """Elsewhere (text, gettext, EPUB's parts without scripts) only the stand-in is written."""


def component_files() -> list[Path]:
    """The scripts and style sheets that a page with a component may load."""
    return sorted(path for path in SOURCES.rglob("*") if path.suffix in (".js", ".mjs", ".css", ".json"))


def _folder() -> str:
    """The folder of the components in the site: what is in it is in its name, so no browser keeps an old part beside a new one."""
    digest = sha256()
    for path in component_files():
        digest.update(path.relative_to(SOURCES).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"components-{digest.hexdigest()[:10]}"


def _copy(app: Sphinx, error: Exception | None) -> None:
    """Put the components into the site's static folder, and take those of an earlier build away."""
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    for old in static.glob("components-*"):
        if old.name != _folder():
            shutil.rmtree(old)
    for path in component_files():
        place = static / _folder() / path.relative_to(SOURCES)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def _host(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Every page knows the reader's progress; a page without components loads nothing else of them."""
    app.add_js_file(f"{_folder()}/host/progress.js", type="module")
    if '<div class="ipc"' not in (context.get("body") or ""):
        return
    for name in ("components.css", "host/host.css"):
        app.add_css_file(f"{_folder()}/{name}", priority=905)
    app.add_js_file(f"{_folder()}/host/page.js", type="module")


def setup(app: Sphinx) -> None:
    """Register the box and the directive, and what pages with a box load."""
    app.add_node(component_box, html=(_visit, _depart), epub=(_pass, _pass), text=(_pass, _pass), latex=(_pass, _pass))
    app.add_directive("component", _Component)
    app.connect("html-page-context", _host)
    app.connect("build-finished", _copy)
