"""An answer of the call `assess` to look at: the verdict, every figure compared, what is missing, what is open, what to do."""

from __future__ import annotations

from collections.abc import Mapping

from ..aids.verdicts import ACT_ZH, LAW_ZH, quantity_zh, reason, side_zh, verdict_zh
from ..api_law import assess_call
from ..conformance.messages import basis_zh
from ..thresholds import field_label
from ..wording import article_zh
from .views import View, listed, marked, paragraph, table

__all__ = ["AID_ZH", "show_assessment"]

AID_ZH = "这是按条文数字的对照，供办案参考；以法律文本和承办机关的认定为准。"


def show_assessment(facts: Mapping, on: str, handled: str) -> View:
    """Case facts against the thresholds of the day of the conduct and of the day of handling.

    Raises what the call `assess` raises.

    >>> show_assessment({"conduct": ["counterfeit_patent"]}, "2025-05-20", "2025-06-15")
    假冒专利罪：还不能判断。建议：继续查。
    """
    answer = assess_call(on, handled, dict(facts))
    verdicts = "；".join(f"{row['name_zh']}：{verdict_zh(row)}" for row in answer["results"])
    html = "".join(_result(row) for row in answer["results"])
    advice = answer["advice"]
    basis = basis_zh((*advice["norms"], *advice["basis"]))
    html += paragraph(f"建议：{ACT_ZH[advice['act']]}。{advice['because_zh']}依据：{basis}。")
    if answer["unread"]:
        html += paragraph(f"没有用到：{'、'.join(map(field_label, answer['unread']))}。")
    return View(f"{verdicts}。建议：{ACT_ZH[advice['act']]}。", html + paragraph(AID_ZH))


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
    row = reason(why)
    return (
        marked(row["what_zh"], "决定结论" if row["decisive"] else ""), row["threshold_zh"],
        f"{'✔' if row['met'] else '✘'} {row['outcome_zh']}", f"{row['basis'][0]['zh']}，{row['law_zh']}",
    )
