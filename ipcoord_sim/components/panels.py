"""A panel in a notebook: labelled controls, the view that answers them, and a picture where no kernel runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from ..errors import IpcoordError
from .views import Shown

__all__ = ["Panel", "panel", "wide", "widgets"]

_STILL = "这里是静态的图和表。要换{}，请在 Jupyter 里打开本笔记本运行。"


@dataclass(frozen=True, slots=True)
class Panel:
    """The controls by name, the box that holds them, and the view that stands in for them where no kernel runs."""

    box: Any
    controls: dict[str, Any]
    still: Shown
    _show: Callable[..., Shown] = field(repr=False)
    _first: dict[str, Any] = field(repr=False)

    def reset(self, *_: object) -> None:
        """Put every control back to its first choice."""
        for name, value in self._first.items():
            self.controls[name].value = value

    def update(self, *_: object) -> None:
        """Compute and show; what cannot be computed is shown as its sentence."""
        try:
            html = self._show(**{name: self.controls[name].value for name in self._first})._repr_html_()
        except IpcoordError as refused:
            html = f'<p role="alert"><strong>推算不了：</strong>{escape(str(refused))}</p>'
        self.controls["answer"].value = html

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return self.box._repr_mimebundle_() | {"text/plain": repr(self.still), "text/html": self.still._repr_html_()}


def panel(controls: Mapping[str, Any], show: Callable[..., Shown], changes_zh: str) -> Panel:
    """A panel of these controls; `show` takes their values by name, `changes_zh` says what a reader can change.

    Raises IpcoordError where the first choice cannot be computed.
    """
    kit = widgets()
    first = {name: control.value for name, control in controls.items()}
    still = replace(show(**first), note_zh=_STILL.format(changes_zh))
    reset = kit.Button(description="恢复原样", tooltip="回到打开时的样子")
    held = {**controls, "reset": reset, "answer": kit.HTML()}
    made = Panel(kit.VBox(list(held.values())), held, still, show, first)
    for control in controls.values():
        control.observe(made.update, names="value")
    reset.on_click(made.reset)
    made.update()
    return made


def wide(kit: Any, words: int = 7) -> dict[str, Any]:
    """The form of a control as wide as the page, with room for a label of that many words."""
    return {"style": {"description_width": f"{words}em"}, "layout": kit.Layout(width="100%", max_width="46em")}


def widgets() -> Any:
    """The module ipywidgets.

    Raises IpcoordError where it is not installed.
    """
    # Late: the core runs without ipywidgets, and a notebook that only computes does not need it.
    try:
        import ipywidgets
    except ImportError:
        raise IpcoordError(
            "没有装 ipywidgets，画不出操作面板；请运行 make setup，或者直接用 ip.call(…) 推算。",
            "ipywidgets is not installed, so no panel can be drawn; run make setup, or compute with ip.call(…).",
        ) from None
    return ipywidgets
