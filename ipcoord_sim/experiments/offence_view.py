"""Two conducts side by side: which offence each opens, what it takes to be met, and what it is punished with."""

from __future__ import annotations

from datetime import date

from .. import data
from ..aids.verdicts import quantity_zh
from ..errors import UnknownIdError
from ..parameters import find, value_on
from ..thresholds import Offence, field_label, offences, read_facts
from ..thresholds.figures import Figure, figures
from ..thresholds.offences import Head, epoch, fact_value
from ..times import read_day
from .views import View, marked, paragraph, table

__all__ = ["conducts", "opened_by", "pairs", "show_offences"]

_FLAGS = {"marks": 2, "patents": 2, "prior_sanction_within_2y": True}
_TIERS = ((1, "basic"), (2, "aggravated"))
_UNIT = "crl-220-unit"
_AID = "这是法条和数字的对照，不代替认定。"


def conducts() -> dict[str, str]:
    """Every conduct with its Chinese label, in the order of the statute."""
    named = (id for offence in offences() for head in offence.heads for id in sorted(head.conducts))
    return {id: field_label(id) for id in named}


def pairs() -> list[dict]:
    """The pairs that are easily confused, with the question that tells them apart."""
    return data.load()["aids"]["pairs"]["pairs"]


def opened_by(conduct: str) -> tuple[Offence, Head]:
    """The offence that a conduct opens, and the way in which it is committed.

    Raises UnknownIdError for an unknown conduct.

    >>> opened_by("sell_marks")[0].id
    'crl-215'
    """
    for offence in offences():
        for head in offence.heads:
            if conduct in head.conducts:
                return offence, head
    raise UnknownIdError.among("行为", "conduct", conduct, conducts())


def show_offences(first: str, second: str, day: str) -> View:
    """The two conducts under the law of `day`.

    Raises UnknownIdError for an unknown conduct, InputError and NotInForceError for a day that cannot be used.

    >>> show_offences("copyright", "sell_infringing_copies", "2026-05-20").sentence_zh
    '分清这两种：是自己复制、发行，还是只卖别人做的复制品？'
    """
    on = read_day(day, "day")
    epoch(on)  # A day before the statute in the data is refused: there the data cannot say what was no offence.
    columns = [_column(conduct, on) for conduct in (first, second)]
    heads = ("比什么", *(field_label(conduct) for conduct in (first, second)))
    rows = [(f"{'≠' if one != two else '＝'} {name}", one, two) for name, one, two in ((k, columns[0][k], columns[1][k]) for k in columns[0])]
    pair = next((row for row in pairs() if set(row["conducts"]) == {first, second}), None)
    html = _told_apart(pair, first, on) + table(f"{day}的法律", heads, rows) + paragraph(_AID)
    sentence = f"分清这两种：{pair['ask_zh']}" if pair else f"{heads[1]}，和{heads[2]}：逐行对照，不一样的行前面有“≠”。"
    return View(sentence, html)


def _told_apart(pair: dict | None, first: str, on: date) -> str:
    if pair is None:
        return ""
    answers = pair["answers_zh"] if pair["conducts"][0] == first else pair["answers_zh"][::-1]
    basis = "；".join(f"{value.label_zh}（{value.citation_zh}）" for id in pair["basis"] if (value := fact_value(id)).covers(on))
    return paragraph("".join(answers)) + (paragraph(f"依据：{basis}。") if basis else "")


def _column(conduct: str, on: date) -> dict[str, str]:
    offence, head = opened_by(conduct)
    if not head.exists_on(on):
        return dict.fromkeys(("罪名", "要不要营利目的", "入罪", "再犯或者两种以上", "加重档", "刑罚", "单位"), "这一天还不是犯罪") | {"罪名": offence.name_zh}
    penalty = value_on(offence.penalty.id, on)
    plain, more = (_lines(head, conduct, on, flags) for flags in ({}, _FLAGS))
    added = [line for line in more["basic"] if line not in plain["basic"]]
    return {
        "罪名": marked(offence.name_zh, penalty.citation_zh),
        "要不要营利目的": "须以营利为目的" if offence.needs_profit else "不要求",
        "入罪": "；".join(plain["basic"]) or "没有数额可对照",
        "再犯或者两种以上": "；".join(added) or "没有另外的数额",
        "加重档": "；".join(plain["aggravated"]) or "没有加重档的数额",
        "刑罚": penalty.text_zh,
        "单位": "单位也可以构成，双罚" if find(_UNIT).value.covers(on) else "数据没有收录这一天的规定",
    }


def _lines(head: Head, conduct: str, on: date, flags: dict) -> dict[str, list[str]]:
    """The figures of each tier in words, each once."""
    case = read_facts({"conduct": [conduct], **flags})
    rows = figures(head, epoch(on), case.conduct, case.conditions, case.unit)
    return {name: list(dict.fromkeys(_figure_zh(row) for row in rows if row.tier == tier)) for tier, name in _TIERS}


def _figure_zh(row: Figure) -> str:
    if row.kind == "none":
        return "不需要数额"
    if row.kind == "half":
        return f"{'、'.join(map(field_label, row.reads))}之中，{row.threshold}项各达一半"
    fields = "＋".join(map(field_label, row.reads))
    return fields if row.kind == "flag" else fields + quantity_zh(row.reads[0], row.threshold)
