"""The referral tree in a notebook: at most eight questions, the answer at once, and what would flip it."""

from __future__ import annotations

from collections.abc import Mapping

from ..aids.referral import asked, questions
from .panels import Panel, panel, wide, widgets
from .referral_view import show_referral
from .views import View

__all__ = ["referral_panel"]


def referral_panel(answers: Mapping[str, str], start: str) -> Panel:
    """The panel, answered as `answers` at first (what is not answered: the first answer of each question).

    Raises IpcoordError where ipywidgets is missing or an answer is unknown.
    """
    kit = widgets()
    first = {id: next(iter(question.answers)) for id, question in questions().items()} | dict(answers)
    _shown(start, **first)
    controls = {
        id: kit.Dropdown(
            options=[(label, word) for word, label in question.answers.items()], value=first[id],
            description=f"{n}. {question.ask_zh}", tooltip=question.help_zh, **_tall(kit),
        )
        for n, (id, question) in enumerate(questions().items(), 1)
    }
    when = kit.Text(value=start, description="接到书面报告的时间", continuous_update=False, tooltip="北京时间，写成年-月-日 时:分", **wide(kit, 12))

    def fold(*_: object) -> None:
        # A question that no longer matters is greyed, so that nobody looks for its effect.
        matter = asked({id: control.value for id, control in controls.items()})
        for id, control in controls.items():
            control.disabled = id not in matter

    for control in controls.values():
        control.observe(fold, names="value")
    fold()
    return panel({**controls, "start": when}, _shown, "回答和时间")


def _shown(start: str, **answers: str) -> View:
    matter = asked(answers)
    return show_referral({id: word for id, word in answers.items() if id in matter}, start)


def _tall(kit) -> dict:
    """A control whose label is a whole question."""
    return {"style": {"description_width": "26em"}, "layout": kit.Layout(width="100%", max_width="60em")}
