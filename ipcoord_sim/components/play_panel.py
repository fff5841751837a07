"""A case of the bank played in a notebook: a button an option, one back, one to begin again; both chairs at one screen if wanted."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

from ..api import call
from ..errors import IpcoordError
from ..exercise.playing import HARDEST
from .panels import wide, widgets
from .play_view import show_play, show_screen, show_told
from .views import View

__all__ = ["PlayPanel", "play_panel"]

_SEATS = [("市监席", "amr"), ("公安席", "psb"), ("两席轮流", "both")]
_STILL = "这里是静态的第一屏。要往下选，请在 Jupyter 里打开本笔记本运行。"
# What a button says of its option, in signs; the whole option stands in the screen above it.
_BUTTON = 14


def play_panel(case: str, seat: str = "amr") -> PlayPanel:
    """The panel, opened at the first screen of `case`.

    Raises IpcoordError where ipywidgets is missing, UnknownIdError for a case or seat that does not exist.
    """
    return PlayPanel(case, seat)


class PlayPanel:
    """The controls by name, the choices made so far, and the first screen, which stands in where no kernel runs."""

    def __init__(self, case: str, seat: str) -> None:
        kit = widgets()
        self.still: View = replace(show_play(case, seat), note_zh=_STILL)
        self.choices: list[str] = []
        cases = [(f"{row['id']} {row['title']}", row["id"]) for row in call("cases", {})["cases"]]
        look = wide(kit)
        self.controls: dict[str, Any] = {
            "case": kit.Dropdown(options=cases, value=case, description="案例", **look),
            "seat": kit.Dropdown(options=_SEATS, value=seat, description="席位", **look),
            "difficulty": kit.Dropdown(
                options=[("对方尽力", 0), ("对方会晚会错", 1), ("对方更常出错", HARDEST)], value=0, description="对方", **look,
            ),
            "told": kit.HTML(), "screen": kit.HTML(), "options": kit.VBox(),
            "back": kit.Button(description="退回一步", tooltip="退到上一个决定以前"),
            "reset": kit.Button(description="从头再来", tooltip="退到第一屏"),
        }
        self.box = kit.VBox(list(self.controls.values()))
        for name in ("case", "seat", "difficulty"):
            self.controls[name].observe(self.reset, names="value")
        self.controls["back"].on_click(self.back)
        self.controls["reset"].on_click(self.reset)
        self._kit = kit
        self.update()

    def choose(self, choice: str) -> None:
        """Make a choice, written as in a saved play: `d1:b`."""
        self.choices.append(choice)
        self.update()

    def back(self, *_: object) -> None:
        """Take the last choice back."""
        self.choices = self.choices[:-1]
        self.update()

    def reset(self, *_: object) -> None:
        """Begin again with the case, the chair and the other side as they are chosen."""
        self.choices = []
        self.update()

    def update(self) -> None:
        """Show the screen after the choices so far, and a button for each option that is open."""
        asked = {name: self.controls[name].value for name in ("case", "seat", "difficulty")}
        try:
            shown = call("play", {**asked, "choices": self.choices})
        except IpcoordError as refused:
            self.controls["screen"].value = f'<p role="alert"><strong>走不下去：</strong>{escape(str(refused))}</p>'
            self.controls["options"].children = ()
            return
        told = show_told(shown["last"])
        self.controls["told"].value = told._repr_html_() if told else ""
        view = show_play(**asked, choices=self.choices) if shown["ended"] else show_screen(shown)
        self.controls["screen"].value = view._repr_html_()
        self.controls["options"].children = tuple(self._button(shown["decision"], o) for o in shown["decision"]["options"]) if shown["decision"] else ()

    def _button(self, decision: dict, option: dict) -> Any:
        words = option["text"] if len(option["text"]) <= _BUTTON else option["text"][:_BUTTON] + "……"
        made = self._kit.Button(description=f"选 {option['id']}：{words}", tooltip=option["text"], layout=self._kit.Layout(width="100%", max_width="30em"))
        made.on_click(lambda _: self.choose(f"{decision['id']}:{option['id']}"))
        return made

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return self.box._repr_mimebundle_() | {"text/plain": repr(self.still), "text/html": self.still._repr_html_()}
