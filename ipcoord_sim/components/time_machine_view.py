"""One amount on the axis of time: which law stood, which figure, met or not, and which law the case would be judged by."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from ..aids.measures import measure, still_facts
from ..api import call
from ..pictures.threshold_timeline import threshold_svg
from ..thresholds import epochs, field_label, steps
from ..times import read_day
from ..wording import expand
from .assess_view import AID_ZH, LAW_ZH, quantity_zh, side_zh, verdict_zh
from .views import View, listed, marked, paragraph, table

__all__ = ["show_time_machine"]

_ONLY = "只看这一个数额：这个罪名的其他数额都按零算。追诉时效没有算在里面（{article:ver-crl-87}）。"


def show_time_machine(offence: str, field: str, amount: int | float, on: str, handled: str, **flags: object) -> View:
    """The amount against the law of every period, and the case of a conduct on `on` handled on `handled`.

    `flags` are further facts (marks, prior_sanction_within_2y, entity …). Raises what the call `assess` raises.

    >>> show_time_machine("crl-215", "labels", 15000, "2024-05-06", "2025-06-16").sentence_zh.count("没有达到")
    2
    """
    offence, field = measure(offence, field)
    facts = still_facts(offence, field, amount, **flags)
    result = _result(facts, on, handled)
    last = read_day(handled, "handled")
    picture = threshold_svg(offence, field, until=last, amount=amount, facts={"conduct": facts["conduct"], **flags})
    heads = ("哪一段", "门槛（入罪）", "那时做、那时处理", f"那时做、{handled}处理")
    html = "".join((
        picture, table(f"{field_label(field)}{quantity_zh(field, amount)}，放到每一段法律里", heads, _rows(offence, field, facts, flags, last)),
        listed(note["text_zh"] for note in result["notes"]), paragraph(expand(_ONLY)), paragraph(AID_ZH),
    ))
    return View(_sentence(result, field, amount, on, handled), html)


def _result(facts: dict, on: str, handled: str) -> dict:
    return call("assess", {"facts": facts, "on": on, "handled": handled})["results"][0]


def _sentence(result: dict, field: str, amount: int | float, on: str, handled: str) -> str:
    old, new = (f"{LAW_ZH[side]}：{side_zh(result[f'under_{side}_law'])}" for side in ("old", "new"))
    chosen = {"old": "适用行为时法", "new": "处理时法更轻，适用处理时法", "same": "入罪、档次和最高刑都一样，适用行为时法"}[result["lenient"]]
    if result["rule"] == "ver-2001-rule2":
        chosen = "行为时没有数额，适用处理时的解释"
    what = f"{on}的行为，{handled}处理，{field_label(field)}{quantity_zh(field, amount)}"
    return f"{what}。{old}；{new}。{chosen}，{result['name_zh']}：{verdict_zh(result)}。"


def _rows(offence: str, field: str, facts: dict, flags: dict, last: date) -> list[tuple[str, ...]]:
    """One row for each stretch of time in which nothing that is shown changes."""
    case = {"conduct": facts["conduct"], **flags}
    known = steps(offence, field, facts=case)
    # The first epoch is that of the statute without any figure, before the time that is asked about.
    days = [day for day in epochs()[1:] if day <= last]
    cells = [(day, *_cells(next(s for s in reversed(known) if s.start <= day), field, facts, day, last)) for day in days]
    rows = []
    for same, group in groupby(cells, key=lambda cell: cell[1:]):
        first = next(iter(group))[0]
        rows.append((f"{first}起", *same))
    return rows


def _cells(step, field: str, facts: dict, day: date, last: date) -> tuple[str, ...]:
    figure = marked(quantity_zh(field, step.threshold), step.instrument) if step.fact else "没有数额"
    then, later = (_result(facts, str(day), str(handled)) for handled in (day, last))
    return figure, verdict_zh(then), marked(verdict_zh(later), _applied(later))


def _applied(result: dict) -> str:
    """Which law answers, in the words of the table."""
    if result["entry"] == "not_yet_an_offence":
        return ""
    if result["rule"] == "ver-2001-rule2":
        return "那时没有数额，按处理时的解释"
    return "按处理时法，它更轻" if result["lenient"] == "new" else "按行为时法"
