"""An answer of the call `assess` to look at: the verdict, every figure compared, what is missing, what is open, what to do."""

from __future__ import annotations

from collections.abc import Mapping

from .. import data
from ..api import call
from ..conformance.messages import basis_zh
from ..thresholds import field_label
from ..wording import amount_zh, article_zh
from .views import View, listed, marked, paragraph, table

__all__ = ["ACT_ZH", "ENTRY_ZH", "LAW_ZH", "TIER_ZH", "quantity_zh", "show_assessment", "side_zh", "verdict_zh"]

ENTRY_ZH = {
    "met": "达到", "not_met": "没有达到", "no_figure": "没有数额可对照", "not_yet_an_offence": "行为时还不是犯罪", "unknown": "还不能判断",
}
TIER_ZH = {"basic": "基本档", "aggravated": "加重档"}
LAW_ZH = {"old": "行为时法", "new": "处理时法"}
ACT_ZH = {"refer": "应当移送", "consult": "先咨询", "investigate": "继续查", "penalise": "依法处罚"}
AID_ZH = "这是按条文数字的对照，供办案参考；以法律文本和承办机关的认定为准。"


def show_assessment(facts: Mapping, on: str, handled: str) -> View:
    """Case facts against the thresholds of the day of the conduct and of the day of handling.

    Raises what the call `assess` raises.

    >>> show_assessment({"conduct": ["counterfeit_patent"]}, "2025-05-20", "2025-06-15")
    假冒专利罪：还不能判断。建议：继续查。
    """
    answer = call("assess", {"facts": dict(facts), "on": on, "handled": handled})
    verdicts = "；".join(f"{row['name_zh']}：{verdict_zh(row)}" for row in answer["results"])
    html = "".join(_result(row) for row in answer["results"])
    advice = answer["advice"]
    basis = basis_zh((*advice["norms"], *advice["basis"]))
    html += paragraph(f"建议：{ACT_ZH[advice['act']]}。{advice['because_zh']}依据：{basis}。")
    if answer["unread"]:
        html += paragraph(f"没有用到：{'、'.join(map(field_label, answer['unread']))}。")
    return View(f"{verdicts}。建议：{ACT_ZH[advice['act']]}。", html + paragraph(AID_ZH))


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


def _result(row: Mapping) -> str:
    law = f"适用：{row['law']}。" if row["law"] else "没有可以适用的条文。"
    sides = "；".join(f"{LAW_ZH[side]}：{side_zh(row[f'under_{side}_law'])}" for side in ("old", "new"))
    html = paragraph(f"{row['name_zh']}。{law}{sides}。")
    if row["why"]:
        html += table(f"{row['name_zh']}：对照了哪些数字", ("数额", "门槛", "结果", "依据"), map(_reason, row["why"]))
    said = [f"还缺：{'、'.join(map(field_label, row['missing']))}。"] if row["missing"] else []
    if row["nearest"]:
        near = row["nearest"]
        short = quantity_zh(near["field"], near["short_by"])
        said.append(f"离得最近的门槛：{field_label(near['field'])}还差{short}（{article_zh(near['fact'])}）。")
    return html + listed([*said, *(note["text_zh"] for note in row["notes"])])


def _reason(why: Mapping) -> tuple[str, ...]:
    field, half = why["field"] or "", why["kind"] == "half"
    fields = "＋".join(map(field_label, field.split("+"))) if field and not half else "各达一半的项数" if half else "不需要数额"
    value, threshold = (f"{why[key]}项" if half else quantity_zh(field, why[key]) for key in ("value", "threshold"))
    outcome = "有争议" if why["disputed"] else "达到" if why["met"] else "没有达到"
    law = "两个时候的法" if why["both"] else LAW_ZH[why["law"]]
    return (
        marked(f"{fields} {value}".strip(), "决定结论" if why["decisive"] else ""), f"{threshold}（{TIER_ZH[why['tier']]}）" if threshold else TIER_ZH[why["tier"]],
        f"{'✔' if why['met'] else '✘'} {outcome}", f"{article_zh(why['fact'])}，{law}",
    )
