"""The check of a referral's papers in a notebook: take a paper out, change a quantity, see what is found."""

from __future__ import annotations

from collections.abc import Mapping

from ..acts import documents
from ..norms import norm
from .evidence_view import show_package
from .panels import Panel, panel, wide, widgets
from .views import View

__all__ = ["changed", "evidence_panel"]

# The norm of the plan that asks for the papers; its list is the one that article 6 above it gives.
_NORM = "N14"
# Ours: the slider reaches this many times the quantity written at first.
_REACH = 2


def evidence_panel(package: Mapping) -> Panel:
    """The panel on a package whose goods list has at least one line.

    Raises IpcoordError where ipywidgets is missing or the package cannot be read.
    """
    kit = widgets()
    show_package(package)
    first = package["contents"]["goods_list"]["items"][0]
    most, label = first["quantity"] * _REACH, f"清单上的{first['name']}（{first['unit']}）"
    papers = {
        f"has_{id}": kit.Checkbox(value=id in package["documents"], description=documents()[id], indent=False) for id in norm(_NORM).documents
    }
    quantity = kit.IntSlider(value=first["quantity"], min=0, max=most, description=label, continuous_update=False, **wide(kit, 14))

    def shown(quantity: int, **there: bool) -> View:
        return show_package(changed(package, quantity, [name.removeprefix("has_") for name, here in there.items() if here]))

    return panel({**papers, "quantity": quantity}, shown, "材料和数量")


def changed(package: Mapping, quantity: int, present: list[str]) -> dict:
    """The package with another quantity in the first line of the goods list and only these papers there.

    What was written in a paper that is not there is left out with it.
    """
    contents = package["contents"]
    line, *others = contents["goods_list"]["items"]
    value = {"value": quantity * line["unit_price"]} if "unit_price" in line and "value" in line else {}
    goods = {**contents["goods_list"], "items": [{**line, "quantity": quantity, **value}, *others]}
    kept = {key: value for key, value in {**contents, "goods_list": goods}.items() if key in present or key not in documents()}
    return {**package, "contents": kept, "documents": present}
