"""A component in a notebook: the same module as on a page, its calls answered by the kernel."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from ..api import call
from ..errors import InputError, IpcoordError
from ..experiments.views import Shown
from .bundle import bundled, style
from .stills import still_of

__all__ = ["component"]


def component(name: str, /, *, still: Shown | None = None, **args: Any) -> Any:
    """The component `name` with these settings, as a widget; `still` (default: the view of its first settings) stands there where no kernel runs.

    Raises UnknownIdError for a component that there is not, InputError for a setting that is no JSON, IpcoordError without anywidget.
    """
    made = _widget(name)(args=_plain(name, args))
    made.still = still or still_of(name, args)
    return made


def answered(message: object) -> dict | None:
    """The answer to one message of a component; nothing for messages that are none of ours.

    >>> answered({"kind": "call", "id": "a-1", "name": "periods", "args": {}})["kind"]
    'answer'
    >>> answered({"kind": "call", "id": "a-2", "name": "dedline", "args": {}})["error"]
    '没有这个调用：dedline；最接近的是 deadline。'
    >>> answered({"kind": "other"})
    """
    if not isinstance(message, dict) or message.get("kind") != "call":
        return None
    told = {"kind": "answer", "id": message.get("id")}
    try:
        return told | {"answer": call(str(message.get("name")), message.get("args"))}
    except IpcoordError as refused:
        return told | {"error": refused.zh}


def _plain(name: str, args: dict[str, Any]) -> dict[str, Any]:
    try:
        return json.loads(json.dumps(args, ensure_ascii=False, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise InputError(
            f"部件 {name} 的设置要能写成 JSON（文字、数、真假、列表、字典）：{error}。",
            f"The settings of the component {name} must be JSON values: {error}.",
        ) from None


@cache
def _widget(name: str) -> type:
    """The widget class of one component; one class a name, so that its script goes to the browser once."""
    module, sheet = bundled(name), style()
    # Late: the core runs without anywidget, and a notebook that only computes does not need it.
    try:
        import anywidget
        import traitlets
    except ImportError:
        raise IpcoordError(
            "没有装 anywidget，画不出可以操作的部件；请运行 make setup，或者直接用 ip.call(…) 推算。",
            "anywidget is not installed, so no component can be drawn; run make setup, or compute with ip.call(…).",
        ) from None

    class Component(anywidget.AnyWidget):
        _esm = module
        _css = sheet
        args = traitlets.Dict().tag(sync=True)
        still: Any = None

        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.add_class("ipc")
            self.on_msg(self._hear)

        def _hear(self, _: object, message: object, buffers: object) -> None:
            if (answer := answered(message)) is not None:
                self.send(answer)

        def _repr_mimebundle_(self, **settings: Any) -> Any:
            found = super()._repr_mimebundle_(**settings)
            data, *more = found if isinstance(found, tuple) else (found,)
            shown = (data or {}) | {"text/plain": repr(self.still), "text/html": self.still._repr_html_()}
            return (shown, *more) if more else shown

    # anywidget tells style sheets and modules apart by the class's name.
    Component.__name__ = "".join(word.title() for word in name.split("-"))
    return Component
