"""`{quiz} 2.2`: practice on a page. Items and keys are drawn when the book is built and travel in the page; no engine is needed."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ipcoord_sim.data import case_files
from ipcoord_sim.quiz import Item

from .addresses import short_name
from .clauses import address_zh
from .components import component, component_box
from .problems import CheckedDirective
from .quiz_items import Address, assumptions, chosen, clause_names, embedded_item, goals, texts
from .quiz_still import FICTION, still
from .search_records import mark_searchable

__all__ = ["REVIEW", "noted", "quiz_settings", "rule", "setup", "written"]

REVIEW = "chapters/practice/review"
TITLES = {"pretest": "先试两题", "practice": "练一练", "wrapup": "学完再试"}
ABOUT = {"pretest": "凭经验答，不计分，可以跳过。", "practice": "", "wrapup": "隔几天再做，看还记得多少。"}


def _listed(text: str | None) -> list[str]:
    return [word for word in (text or "").replace(",", " ").replace("，", " ").split() if word]


def noted(env: Any) -> None:
    """The page is read again when an item or a misconception changes."""
    files = case_files()
    if files:
        for folder in ("items", "catalogue"):
            for path in sorted((files[0].parent / folder).glob("*.yaml")):
                env.note_dependency(str(path))


class _Quiz(CheckedDirective):
    """`{quiz} 2.2` with `:use:`, `:count:`, `:ids:`, `:seed:`, `:mix:`, `:name:`; wrong ids end the build with a sentence."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {
        "use": directives.unchanged, "count": directives.positive_int, "ids": directives.unchanged,
        "seed": directives.nonnegative_int, "mix": directives.unchanged, "name": directives.unchanged,
    }

    def blocks(self) -> list[nodes.Node]:
        return [self._box()]

    def _box(self) -> nodes.Node:
        noted(self.env)
        addresses, use = _listed(self.arguments[0] if self.arguments else ""), self.options.get("use", "practice")
        found = chosen(
            addresses, use, count=self.options.get("count"), ids=_listed(self.options.get("ids")), seed=self.options.get("seed", 0), mix=_listed(self.options.get("mix")),
        )
        page = short_name(self.env.docname)
        mix, ids = _listed(self.options.get("mix")), _listed(self.options.get("ids"))
        own = addresses or list(dict.fromkeys(one.clause for one in found))
        args = quiz_settings(found, own, use, set=f"{page}/{use}/{'+'.join([*own, *mix, *ids])}")
        practice = page.startswith("chapters/practice/")
        box = component("quiz", args, still(found, args["title"], searched=practice))
        self.set_source_info(box)
        if "name" in self.options:
            self.add_name(box)
        else:
            box["ids"].append(f"quiz-{use}-{'-'.join(own).replace('.', '-')}-{self.env.new_serialno('ipcoord-quiz')}")
        told = " " if practice else " ".join(one.stem.replace("**", "") for one in found)
        return mark_searchable(box, group="题", title=args["title"], clauses=own, text=told)


def quiz_settings(found: list[Item], addresses: list[str], use: str, *, set: str) -> dict[str, Any]:
    """What a box carries: the items with keys, the words of what they cite, the objectives, and the name under which a reader's place is kept."""
    short = {row["id"]: row["heading"] for row in clause_names()}
    # Of many clauses the numbers are enough: five headings are no title any more.
    many = len(addresses) > 2
    words = "、".join(address_zh(one) + (f" {short[one]}" if one in short and not many else "") for one in addresses)
    return {
        "set": set, "use": use, "title": f"{TITLES[use]}：{words}", "about": ABOUT[use] + FICTION, "items": [embedded_item(one) for one in found], **texts(found),
        "norms": [] if use == "pretest" else goals(addresses), "rule": rule(), "review": Address(REVIEW),
    }


def rule() -> dict[str, int]:
    """When an objective counts as mastered."""
    return {key: assumptions()["mastery"][key] for key in ("percent", "least")}


class _Addresses(SphinxPostTransform):
    """Write the addresses within the settings of components relative to their page."""

    default_priority = 21

    def run(self, **kwargs: Any) -> None:
        for box in list(self.document.findall(component_box)):
            box["args"] = written(self, box["args"])


def written(transform: SphinxPostTransform, value: Any) -> Any:
    """The value with every address relative to the page of the transform; a page that is not there leaves none."""
    if isinstance(value, Address):
        page = next((name for name in sorted(transform.env.found_docs) if name.endswith(value.page)), None)
        if page is None:
            return None
        here = transform.app.builder.get_relative_uri(transform.env.docname, page)
        return f"{here}#{value.anchor}" if value.anchor else here
    if isinstance(value, dict):
        return {key: written(transform, one) for key, one in value.items()}
    return [written(transform, one) for one in value] if isinstance(value, list) else value


def setup(app: Sphinx) -> None:
    """Register the directive and the writing of addresses."""
    app.add_directive("quiz", _Quiz)
    app.add_post_transform(_Addresses)
    app.add_css_file("quiz.css", priority=904)
