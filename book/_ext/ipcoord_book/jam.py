"""The simulated year on a page: a sentence, a picture and its table, computed while the book is built, from one seed."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx.application import Sphinx

from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.experiments.jam_view import show_assumptions, show_days, show_lanes, show_queue, show_scenarios, show_ways
from ipcoord_sim.experiments.missing_view import show_missing
from ipcoord_sim.experiments.views import View

from .problems import CheckedDirective

__all__ = ["setup"]

# What can be shown, and how the words after it are read.
_SHOWN: dict[str, Callable[..., View]] = {
    "assumptions": lambda *kinds: show_assumptions("plan", kinds or ("staff", "rate")),
    "days": show_days,
    "lanes": show_lanes,
    "lost": lambda *without: show_missing(without, drawn=False),
    "network": lambda *without: show_missing(without),
    "queue": show_queue,
    "scenarios": lambda *names: show_scenarios(names),
    "ways": show_ways,
}


class _Jam(CheckedDirective):
    """`{jam} NAME [words]` shows one view of the simulation: `queue no_office`, `network office/xinyang`, `scenarios`."""

    required_arguments = 1
    optional_arguments = 20

    def blocks(self) -> list[nodes.Node]:
        name, *words = self.arguments
        if name not in _SHOWN:
            raise UnknownIdError.among("图", "picture", name, _SHOWN)
        view = _SHOWN[name](*words)
        said = nodes.paragraph("", "", nodes.strong("", view.sentence_zh))
        box = nodes.container(classes=["ip-jam"])
        box += nodes.raw("", f'<div class="ip-view">{view.html}</div>', format="html")
        return [said, box]


def setup(app: Sphinx) -> None:
    """Register `jam`."""
    app.add_directive("jam", _Jam)
