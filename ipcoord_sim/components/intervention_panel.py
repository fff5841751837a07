"""Early intervention in a notebook: choose the day on which the police are asked and the day of the referral."""

from __future__ import annotations

from .intervention import Met
from .intervention_view import show_intervention, show_timings
from .panels import Panel, panel, wide, widgets
from .views import View

__all__ = ["intervention_panel"]

# Ours: how far the sliders reach.
_DAYS = 40


def intervention_panel(begun: str) -> Panel:
    """The panel on a case that begins at `begun`.

    Raises IpcoordError where ipywidgets is missing or the time cannot be read.
    """
    kit, first = widgets(), Met(begun)
    show_intervention(first)
    look = wide(kit, 13)
    slide = {"min": 0, "max": _DAYS, "continuous_update": False, **look}
    tick = {"indent": False, "layout": kit.Layout(width="100%")}
    controls = {
        "begun": kit.Text(value=begun, description="立案查处的时间", continuous_update=False, tooltip="北京时间，写成年-月-日 时:分", **look),
        "asks": kit.Checkbox(value=True, description="提请提前介入", **tick),
        "asked": kit.IntSlider(value=first.asked, description="第几天提请", **slide),
        "replied": kit.Checkbox(value=True, description="公安第二天来指导取证", **tick),
        "suspicion": kit.IntSlider(value=first.suspicion, description="第几天有合理嫌疑", **slide),
        "sends": kit.Checkbox(value=True, description="移送", **tick),
        "sent": kit.IntSlider(value=first.sent, description="第几天移送", **slide),
        "large": kit.Checkbox(value=True, description="案值较大", **tick),
        "compare": kit.Checkbox(value=False, description="五种时机并排看", **tick),
    }
    return panel(controls, _shown, "哪天提请、哪天移送")


def _shown(asks: bool, asked: int, sends: bool, sent: int, compare: bool, **chosen: object) -> View:
    case = Met(asked=asked if asks else None, sent=sent if sends else None, **chosen)
    return show_timings(case) if compare else show_intervention(case)
