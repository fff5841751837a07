"""The calls on the experiments: `experiment_form` with the first answer, `experiment` for every answer after it."""

from __future__ import annotations

from importlib import import_module

from ..errors import UnknownIdError
from .form import Form
from .views import View

__all__ = ["NAMES", "experiment_call", "experiment_form_call", "form_of"]

NAMES = ("amounts", "consult", "incident", "intervention", "jam", "offence", "rates", "remedies", "review", "supposed", "ten_days")


def form_of(name: str, first: dict | None = None) -> Form:
    """The form of an experiment, with these values at first.

    Raises UnknownIdError for an experiment or a control that there is not, InputError for a value that its control cannot have.

    >>> form_of("ten_day")
    Traceback (most recent call last):
    ipcoord_sim.errors.UnknownIdError: 没有这个实验：ten_day；最接近的是 ten_days。
    """
    if name not in NAMES:
        raise UnknownIdError.among("实验", "experiment", name, NAMES)
    return import_module(f".{name}_form", __package__).form().beginning(first or {})


def experiment_form_call(name: str, first: dict | None = None) -> dict:
    """What can be changed in an experiment, and its answer before anything is."""
    form = form_of(name, first)
    return {
        "name": name, "title_zh": form.title_zh, "changes_zh": form.changes_zh,
        "controls": [control.as_dict() for control in form.controls], "answer": _told(form.answer({})),
    }


def experiment_call(name: str, values: dict, first: dict | None = None) -> dict:
    """The answer of an experiment to these values: a sentence, and HTML that says the same and more."""
    return _told(form_of(name, first).answer(values))


def _told(view: View) -> dict:
    return {"sentence_zh": view.sentence_zh, "html": view.html}
