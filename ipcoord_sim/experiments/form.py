"""The form of an experiment: labelled controls, each with its first value and its bounds, and the view that answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..errors import InputError, UnknownIdError
from .views import View

__all__ = ["Control", "Form", "choice", "count", "day", "flag", "lines", "moment"]

_MOMENT_HINT = "北京时间，写成年-月-日 时:分。"
_TEXT_KINDS = {"moment": "一个时间，写成年-月-日 时:分", "day": "一天，写成年-月-日", "lines": "文字"}
# Ours: a text of a form may have so many signs; a year's table of a city is far below.
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Control:
    """One thing that can be changed: its name, kind (choice, count, flag, moment, day, lines), label, first value and bounds."""

    name: str
    kind: str
    label_zh: str
    first: Any
    options: tuple[tuple[Any, str], ...] = ()
    least: int = 0
    most: int = 0
    step: int = 1
    hint_zh: str = ""

    def read(self, value: object) -> Any:
        """The value, if this control can have it.

        Raises InputError with the label and what is allowed.

        >>> count("days", "用几天", 3, least=1, most=9).read(12)
        Traceback (most recent call last):
        ipcoord_sim.errors.InputError: “用几天”要一个1到9之间的整数，收到的是 12。
        """
        if self.kind == "choice":
            good = any(value == id and type(value) is type(id) for id, _ in self.options)
            allowed, english = "、".join(f"“{label}”" for _, label in self.options), "one of its choices"
            allowed = f"下面的一项：{allowed}"
        elif self.kind == "count":
            good = isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most
            allowed, english = f"一个{self.least}到{self.most}之间的整数", f"a whole number from {self.least} to {self.most}"
        elif self.kind == "flag":
            good, allowed, english = isinstance(value, bool), "勾或者不勾（true 或 false）", "true or false"
        else:
            good, allowed, english = isinstance(value, str) and len(value) <= _LONGEST, _TEXT_KINDS[self.kind], "a text"
        if not good:
            given = f"“{value:.60}”" if isinstance(value, str) else f"{value!r:.60}"
            said = f"收到的是 {given}" if value != "" else "现在空着"
            raise InputError(f"“{self.label_zh}”要{allowed}，{said}。", f"{self.name} takes {english}, got {value!r:.60}.")
        return value

    def as_dict(self) -> dict:
        """The control as a component draws it."""
        row: dict[str, Any] = {"name": self.name, "kind": self.kind, "label_zh": self.label_zh, "first": self.first, "hint_zh": self.hint_zh}
        if self.kind == "choice":
            row["options"] = [{"id": id, "label_zh": label} for id, label in self.options]
        if self.kind == "count":
            row |= {"least": self.least, "most": self.most, "step": self.step}
        return row


@dataclass(frozen=True, slots=True)
class Form:
    """An experiment: its title, what a reader can change in it, its controls, and the view of their values by name."""

    title_zh: str
    changes_zh: str
    controls: tuple[Control, ...]
    show: Callable[..., View]

    @property
    def first(self) -> dict[str, Any]:
        """The values at the beginning, by name."""
        return {control.name: control.first for control in self.controls}

    def beginning(self, first: Mapping[str, Any]) -> Form:
        """The same form with other first values.

        Raises UnknownIdError for a name that it does not have, InputError for a value that its control cannot have.
        """
        read = self._read(first)
        return replace(self, controls=tuple(replace(control, first=read.get(control.name, control.first)) for control in self.controls))

    def answer(self, values: Mapping[str, Any]) -> View:
        """The view of these values; what is not given stands as at the beginning.

        Raises what `beginning` raises, and what the view raises for values that do not fit each other.
        """
        return self.show(**{**self.first, **self._read(values)})

    def _read(self, values: Mapping[str, Any]) -> dict[str, Any]:
        known = {control.name: control for control in self.controls}
        for name in values:
            if name not in known:
                raise UnknownIdError.among(f"{self.title_zh}的控件", f"control of {self.title_zh}", name, known)
        return {name: known[name].read(value) for name, value in values.items()}


def choice(name: str, label_zh: str, options: Mapping[Any, str] | Iterable[tuple[Any, str]], first: Any, hint_zh: str = "") -> Control:
    """One of several, given as id and label."""
    rows = options.items() if isinstance(options, Mapping) else options
    return Control(name, "choice", label_zh, first, options=tuple(rows), hint_zh=hint_zh)


def count(name: str, label_zh: str, first: int, *, least: int = 0, most: int, step: int = 1, hint_zh: str = "") -> Control:
    """A whole number from `least` to `most`."""
    return Control(name, "count", label_zh, first, least=least, most=most, step=step, hint_zh=hint_zh)


def flag(name: str, label_zh: str, first: bool, hint_zh: str = "") -> Control:
    """Yes or no."""
    return Control(name, "flag", label_zh, first, hint_zh=hint_zh)


def moment(name: str, label_zh: str, first: str) -> Control:
    """A moment in Beijing time, written as 2026-09-30 15:00."""
    return Control(name, "moment", label_zh, first, hint_zh=_MOMENT_HINT)


def day(name: str, label_zh: str, first: str) -> Control:
    """A day, written as 2026-09-30."""
    return Control(name, "day", label_zh, first)


def lines(name: str, label_zh: str, first: str, hint_zh: str = "") -> Control:
    """Lines of text, such as a small table."""
    return Control(name, "lines", label_zh, first, hint_zh=hint_zh)
