"""The threshold time machine: one amount against the law of every period, and the case of two days, conduct and handling."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from ..pictures.threshold_timeline import threshold_svg
from ..thresholds import assess, epochs, field_label, steps
from ..times import read_day
from ..wording import expand
from .measures import measure, measures, still_facts
from .verdicts import LAW_ZH, quantity_zh, reason, side_zh, verdict_zh

__all__ = ["choices", "machine", "most"]

_ONLY = "只看这一个数额：这个罪名的其他数额都按零算。追诉时效没有算在里面（{article:ver-crl-87}）。"
# Ours: how far the slider reaches beyond the highest figure, and into how many marks its way is cut.
_BEYOND, _MARKS = 2, 100


def most(offence: str, field: str) -> int:
    """How far the slider reaches for an amount: beyond the highest figure that ever stood for it.

    >>> most("crl-217", "copies")
    2000
    """
    return int(max(step.threshold for step in steps(offence, field) if step.threshold) * _BEYOND)


def choices() -> list[dict]:
    """Every amount that has figures of its own, with how far its slider reaches and in which steps."""
    rows = []
    for (offence, field), label in measures().items():
        top = most(offence, field)
        rows.append({"offence": offence, "field": field, "label_zh": label, "most": top, "step": max(1, top // _MARKS), "unit_zh": quantity_zh(field, 0)[1:]})
    return rows


def machine(offence: str, field: str, amount: int | float, on: str, handled: str, **flags: object) -> dict:
    """The amount against every period of law, and the verdict of a conduct on `on` handled on `handled`; `flags` are further facts.

    Raises UnknownIdError for a pair without figures, InputError and NotInForceError for days and amounts that cannot be used.

    >>> found = machine("crl-215", "labels", 15000, "2024-05-06", "2025-06-16")
    >>> found["sentence_zh"].count("没有达到"), [row["figure_zh"] for row in found["rows"]]
    (2, ['20,000件', '10,000件'])
    """
    offence, field = measure(offence, field)
    facts, last = still_facts(offence, field, amount, **flags), read_day(handled, "handled")
    result = _result(facts, read_day(on, "on"), last)
    return {
        "offence": offence, "field": field, "field_zh": field_label(field), "amount_zh": quantity_zh(field, amount), "on": on, "handled": handled,
        "sentence_zh": _sentence(result, field, amount, on, handled), "verdict_zh": f"{result['name_zh']}：{verdict_zh(result)}", "chosen_zh": _chosen(result),
        "sides": [{"law": side, "law_zh": LAW_ZH[side], "verdict_zh": side_zh(result[f"under_{side}_law"])} for side in ("old", "new")],
        "why": [reason(why) for why in result["why"]], "notes": [note["text_zh"] for note in result["notes"]], "only_zh": expand(_ONLY),
        "rows": _rows(offence, field, facts, flags, last), "result": result,
        "svg": threshold_svg(offence, field, until=last, amount=amount, facts={"conduct": facts["conduct"], **flags}),
    }


def _result(facts: dict, on: date, handled: date) -> dict:
    return assess(facts, on=on, handled=handled).as_dict()["results"][0]


def _chosen(result: dict) -> str:
    if result["rule"] == "ver-2001-rule2":
        return "行为时没有数额，适用处理时的解释"
    return {"old": "适用行为时法", "new": "处理时法更轻，适用处理时法", "same": "入罪、档次和最高刑都一样，适用行为时法"}[result["lenient"]]


def _sentence(result: dict, field: str, amount: int | float, on: str, handled: str) -> str:
    old, new = (f"{LAW_ZH[side]}：{side_zh(result[f'under_{side}_law'])}" for side in ("old", "new"))
    what = f"{on}的行为，{handled}处理，{field_label(field)}{quantity_zh(field, amount)}"
    return f"{what}。{old}；{new}。{_chosen(result)}，{result['name_zh']}：{verdict_zh(result)}。"


def _rows(offence: str, field: str, facts: dict, flags: dict, last: date) -> list[dict]:
    """One row for each stretch of time in which nothing that is shown changes."""
    case = {"conduct": facts["conduct"], **flags}
    known = steps(offence, field, facts=case)
    # The first epoch is that of the statute without any figure, before the time that is asked about.
    days = [day for day in epochs()[1:] if day <= last]
    cells = [(day, _cells(next(s for s in reversed(known) if s.start <= day), field, facts, day, last)) for day in days]
    return [{"from": str(next(iter(group))[0])} | same for same, group in groupby(cells, key=lambda cell: cell[1])]


def _cells(step, field: str, facts: dict, day: date, last: date) -> dict:
    then, later = (_result(facts, day, handled) for handled in (day, last))
    return {
        "figure_zh": quantity_zh(field, step.threshold) if step.fact else "没有数额", "instrument": step.instrument if step.fact else "", "fact": step.fact,
        "then_zh": verdict_zh(then), "later_zh": verdict_zh(later), "applied_zh": _applied(later),
    }


def _applied(result: dict) -> str:
    """Which law answers, in the words of the table."""
    if result["entry"] == "not_yet_an_offence":
        return ""
    if result["rule"] == "ver-2001-rule2":
        return "那时没有数额，按处理时的解释"
    return "按处理时法，它更轻" if result["lenient"] == "new" else "按行为时法"
