"""Answers of the calls as text for people."""

from __future__ import annotations

from ..pictures.words import STANDING_ZH, limit_zh, reading_titles
from ..times import minute_text
from ..vocabulary import zh
from ..wording import length_zh
from .terminal import table

__all__ = ["deadline_text", "diff_text", "law_text", "norms_text", "periods_text"]

MODALITY_ZH = {"must": "应", "may": "可", "agreed": "约定"}
_AID = "这是推算，供办案参考；以法律文本和承办机关的认定为准。"


def deadline_text(answer: dict) -> str:
    """A deadline: what it is, the readings, the safest day."""
    rows, titles = [], reading_titles()
    for r in answer["readings"]:
        mark = "★" if r["id"] == answer["default"] else " "
        last = minute_text(r.get("last_moment", r["last_day"]))
        rows.append((f"{mark} {titles[r['id']]}", last, STANDING_ZH[r["standing"]], r["because_zh"]))
    safest = minute_text(answer.get("safest_moment", answer["safest"]))
    lines = [
        f"{answer['label_zh']}：{limit_zh(answer['limit'])}",
        f"{answer['instrument']}{answer['article']}，起算：{answer['starts_from'] or '条文没有写明'}（{answer['start']}）",
        "",
        table(rows, ("  读法", "最后一天", "分量", "为什么")),
        "",
        f"默认读法 ★；最稳妥：{safest} 以前做完。{answer.get('note_zh', '')}",
        _AID,
    ]
    return "\n".join(lines)


def law_text(answer: dict) -> str:
    """A figure or provision of the law with all its dated values."""
    rows = []
    for v in answer["values"]:
        state = "待核" if v["status"] != "verified" else ""
        rows.append((v["from"] or "起始日待核", v["to"] or "至今", v["text_zh"] or "—", state or "已核", v["instrument"] + v["article"], v.get("note_zh", "")))
    state = "" if answer["in_force"] else "（这一天已失效）"
    if answer["status"] != "verified":
        state += "（待核，不能用来下结论）"
    shown = answer["text_zh"] or answer["label_zh"]
    return "\n".join((
        f"{answer['id']}  {answer['label_zh']}",
        f"当日：{shown}{state}",
        "",
        table(rows, ("起", "止", "数值", "状态", "依据", "说明")),
    ))


def diff_text(answer: dict) -> str:
    """What changed between two days."""
    if not answer["changes"]:
        return f"{answer['first']} 和 {answer['second']} 之间，数据里没有变化。"
    rows = [
        (row["id"], _side(row["then"]), _side(row["now"]), row["label_zh"])
        for row in answer["changes"]
    ]
    return f"{answer['first']} → {answer['second']}：{len(rows)} 处不同\n\n" + table(rows, ("编号", answer["first"], answer["second"], "内容"), 140)


def _side(value: dict | None) -> str:
    if value is None:
        return "没有"
    text = value["text_zh"] or "有"
    return text if len(text) <= 24 else text[:23] + "…"


def norms_text(answer: dict) -> str:
    """Norms, each with who owes what to whom."""
    rows = []
    for n in answer["norms"]:
        way = _kinds(n["from"]) + ("→" + _kinds(n["to"]) if n["to"] else "")
        rows.append((n["id"], n["paragraph"], way, MODALITY_ZH[n["modality"]], n["limit"] or "—", n["text_zh"]))
    return table(rows, ("编号", "条款", "谁→对谁", "应/可", "期限", "内容"), 120)


def _kinds(kinds: list[str]) -> str:
    short = {"amr": "市监", "psb": "公安", "procuratorate": "检察", "office": "协作办", "supervisory": "监察"}
    return "、".join(short.get(k, zh(k)) for k in kinds)


def periods_text(answer: dict) -> str:
    """Every period that can be computed."""
    rows = [(p["id"], length_zh(p["value"], p["unit"], p["counting"]), p["citation_zh"], p["label_zh"]) for p in answer["periods"]]
    return table(rows, ("编号", "长度", "依据", "内容"), 140)
