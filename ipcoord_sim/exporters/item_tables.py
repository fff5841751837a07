"""Quiz items as CSV that WPS and Excel open: one row an option, beside it the item it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .spreadsheets import BOM, csv_lines

__all__ = ["CHAIRS_ZH", "TYPES_ZH", "USES_ZH", "items_csv"]

TYPES_ZH = {"single": "单选", "multiple": "多选", "order": "排序", "match": "配对", "number": "填数", "date": "日期", "next_step": "下一步"}
CHAIRS_ZH = {"amr": "市监", "psb": "公安", "both": "两家"}
USES_ZH = {"practice": "练习", "delayed": "隔时再练", "exam": "考试"}

_HEAD = (
    "题号", "条款", "条款名", "规范", "视角", "题型", "用途", "难度", "题干", "选项", "内容", "正确", "顺序", "配对", "数值", "单位", "理由", "依据", "误区", "引擎算", "校验",
)


def items_csv(items: Iterable[Mapping], labels: Mapping[str, str]) -> Iterator[str]:
    """The items (as the call `items` gives them), a piece of text an item; `labels` names the clauses."""
    yield BOM + csv_lines([_HEAD])
    for i in items:
        yield csv_lines(
            (i["id"], i["clause"], labels[i["clause"]], i["norm"], CHAIRS_ZH[i["perspective"]], TYPES_ZH[i["type"]], USES_ZH[i["use"]],
             i["difficulty"], i["stem"], o["id"], o["text"], int(o["correct"]), o["place"], o["pair"], o["value"], i["unit"], o["reason"], "、".join(o["basis"]), o["misconception"],
             int(i["key_from_engine"]), i["digest"])
            for o in i["options"]
        )
