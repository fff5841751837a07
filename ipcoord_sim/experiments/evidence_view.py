"""The papers of a referral looked over: what is missing, what does not agree, which evidence the police take anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..acts import documents
from ..api_logs import evidence_call
from ..errors import UnknownIdError
from .views import View, marked, paragraph, table

__all__ = ["WEIGHT_ZH", "changed", "show_package"]

WEIGHT_ZH = {"missing": "缺材料", "differs": "对不上", "order": "日期倒了", "hint": "提示"}
_FIELDS = ("contents", "documents", "facts")
_AID = "这是核对的提示，不是法律结论。证据能不能用，由办案机关和法院审查。"


def show_package(package: Mapping) -> View:
    """A package (`documents`, `facts`, `contents` of the call `evidence`) with everything that is to be put right.

    Raises what the call `evidence` raises.

    >>> show_package({"documents": ["referral_letter"]}).sentence_zh
    '缺材料1处，提示1处。'
    """
    for name in package:
        if name not in _FIELDS:
            raise UnknownIdError.among("材料包的字段", "field of the package", name, _FIELDS)
    answer = evidence_call(package.get("documents", []), package.get("facts"), package.get("contents"))
    counts = Counter(row["weight"] for row in answer["findings"])
    said = ["材料齐，内容对得上"] if answer["complete"] else []
    said += [f"{zh}{counts[id]}处" for id, zh in WEIGHT_ZH.items() if counts[id]]
    retake = [f"要由公安机关重新收集的证据{len(answer['retake'])}件"] if answer["retake"] else []
    findings = [(marked(WEIGHT_ZH[row["weight"]], documents()[row["paper"]]), row["message_zh"]) for row in answer["findings"]]
    proofs = [(marked(row["name"], row["kind_zh"]), row["use_zh"], row["message_zh"]) for row in answer["evidence"]]
    html = table("要补、要改的", ("哪一样", "怎么回事，依据哪一条"), findings) if findings else ""
    html += table("每件证据怎么用", ("证据", "到了刑事程序", "依据哪一条"), proofs) if proofs else ""
    return View("，".join([*said, *retake]) + "。", html + paragraph(_AID))


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
