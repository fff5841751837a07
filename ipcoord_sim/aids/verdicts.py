"""The words of an assessment: verdicts, tiers, quantities with their unit, and one line for each figure compared."""

from __future__ import annotations

from collections.abc import Mapping

from .. import data
from ..thresholds import field_label
from ..wording import amount_zh, article_zh
from .referral import ACT_ZH

__all__ = ["ACT_ZH", "ENTRY_ZH", "LAW_ZH", "TIER_ZH", "quantity_zh", "reason", "side_zh", "verdict_zh"]

ENTRY_ZH = {
    "met": "达到", "not_met": "没有达到", "no_figure": "没有数额可对照", "not_yet_an_offence": "行为时还不是犯罪", "unknown": "还不能判断",
}
TIER_ZH = {"basic": "基本档", "aggravated": "加重档"}
LAW_ZH = {"old": "行为时法", "new": "处理时法", "same": "两法相同"}


def verdict_zh(result: Mapping) -> str:
    """The verdict on one offence in few words; a disputed one says so."""
    return "有争议，还不能判断" if result["disputed"] else side_zh(result)


def side_zh(side: Mapping) -> str:
    """Entry and tier, of a result or of one law."""
    return ENTRY_ZH[side["entry"]] + (f"（{TIER_ZH[side['tier']]}）" if side["tier"] else "")


def quantity_zh(field: str, value: object) -> str:
    """A value of that amount with its unit; a sum of amounts (`sales_amount+unsold_value`) has that of its first.

    >>> quantity_zh("sales_amount", 50000), quantity_zh("clicks", 3), quantity_zh("bankruptcy", True)
    ('50,000元', '3次', '有')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "有" if value else "无"
    rows = data.load()["thresholds"]["facts"]["fields"]
    row = next(row for row in rows if row["id"] == field.partition("+")[0])
    return amount_zh(value) + ("元" if row["kind"] == "money" else row["unit_zh"])


def reason(why: Mapping) -> dict:
    """One figure compared, in words: what, how much, the threshold with its tier, the outcome, the article and whose law it is."""
    field, half = why["field"] or "", why["kind"] == "half"
    fields = "＋".join(map(field_label, field.split("+"))) if field and not half else "各达一半的项数" if half else "不需要数额"
    value, threshold = (f"{why[key]}项" if half else quantity_zh(field, why[key]) for key in ("value", "threshold"))
    return {
        "what_zh": f"{fields} {value}".strip(), "threshold_zh": f"{threshold}（{TIER_ZH[why['tier']]}）" if threshold else TIER_ZH[why["tier"]],
        "outcome_zh": "有争议" if why["disputed"] else "达到" if why["met"] else "没有达到", "met": why["met"], "decisive": why["decisive"],
        "basis": [{"id": why["fact"], "zh": article_zh(why["fact"])}], "law_zh": "两个时候的法" if why["both"] else LAW_ZH[why["law"]],
    }
