"""The threshold time machine in a notebook: one slider for the amount, two days, and the law of every period beside them."""

from __future__ import annotations

from ..aids.measures import measure, measures
from ..aids.time_machine import most
from .panels import Panel, panel, wide, widgets
from .time_machine_view import show_time_machine
from .views import View

__all__ = ["time_machine_panel"]

# Ours: into how many marks the slider's way is cut.
_MARKS = 100


def time_machine_panel(offence: str, field: str, amount: int, on: str, handled: str) -> Panel:
    """The panel, set to this amount and these days at first.

    Raises IpcoordError where ipywidgets is missing or the first choice cannot be computed.
    """
    kit, chosen = widgets(), measure(offence, field)
    show_time_machine(offence, field, amount, on, handled)
    top = max(most(*chosen), amount)
    controls = {
        "what": kit.Dropdown(options=[(label, key) for key, label in measures().items()], value=chosen, description="罪名和数额", **wide(kit)),
        "amount": kit.IntSlider(value=amount, min=0, max=top, step=top // _MARKS, description="数额或者数量", continuous_update=False, **wide(kit)),
        "on": kit.Text(value=on, description="行为日", continuous_update=False, tooltip="写成年-月-日", **wide(kit)),
        "handled": kit.Text(value=handled, description="处理日", continuous_update=False, tooltip="写成年-月-日", **wide(kit)),
        "marks": kit.Checkbox(value=False, description="两种以上注册商标", indent=False),
        "prior": kit.Checkbox(value=False, description="二年内受过处罚又犯", indent=False),
        "unit": kit.Checkbox(value=False, description="单位", indent=False),
    }

    def rescale(change: dict) -> None:
        slider, far = controls["amount"], most(*change["new"])
        slider.value = min(slider.value, far)
        slider.max, slider.step = far, max(1, far // _MARKS)

    controls["what"].observe(rescale, names="value")
    return panel(controls, _shown, "数额和日子")


def _shown(what: tuple[str, str], amount: int, on: str, handled: str, marks: bool, prior: bool, unit: bool) -> View:
    flags = {"marks": 2 if marks else 1, "prior_sanction_within_2y": prior, "entity": "unit" if unit else "individual"}
    return show_time_machine(*what, amount, on.strip(), handled.strip(), **flags)
