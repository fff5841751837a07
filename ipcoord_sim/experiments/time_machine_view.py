"""One amount on the axis of time: which law stood, which figure, met or not, and which law the case would be judged by."""

from __future__ import annotations

from ..aids.time_machine import machine
from .assess_view import AID_ZH
from .views import View, listed, marked, paragraph, table

__all__ = ["show_time_machine"]


def show_time_machine(offence: str, field: str, amount: int | float, on: str, handled: str, **flags: object) -> View:
    """The amount against the law of every period, and the case of a conduct on `on` handled on `handled`.

    `flags` are further facts (marks, prior_sanction_within_2y, entity …). Raises what `machine` raises.

    >>> show_time_machine("crl-215", "labels", 15000, "2024-05-06", "2025-06-16").sentence_zh.count("没有达到")
    2
    """
    found = machine(offence, field, amount, on, handled, **flags)
    heads = ("哪一段", "门槛（入罪）", "那时做、那时处理", f"那时做、{handled}处理")
    rows = [(
        f"{row['from']}起", marked(row["figure_zh"], row["instrument"]) if row["fact"] else row["figure_zh"], row["then_zh"], marked(row["later_zh"], row["applied_zh"]),
    ) for row in found["rows"]]
    html = "".join((
        found["svg"], table(f"{found['field_zh']}{found['amount_zh']}，放到每一段法律里", heads, rows), listed(found["notes"]),
        paragraph(found["only_zh"]), paragraph(AID_ZH),
    ))
    return View(found["sentence_zh"], html)
