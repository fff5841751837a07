"""The command `ipcoord assess`: the facts of a case against the thresholds of two days."""

from __future__ import annotations

import json

from ..aids.verdicts import ACT_ZH, ENTRY_ZH, LAW_ZH, TIER_ZH, side_zh
from ..api import call
from ..thresholds import field_label
from ..wording import amount_zh
from .reading import read_object
from .terminal import table

__all__ = ["add_commands", "assess_text"]

_FIELDS_ZH = {"half": "各达一半的项数", "none": "不需要数额"}
_AID = "这是按条文数字的对照，供办案参考；以法律文本和承办机关的认定为准。"


def add_commands(commands, common) -> None:
    """Add the command to the parser."""
    one = commands.add_parser("assess", parents=[common], help="案件事实和入罪门槛对照，从旧兼从轻")
    one.add_argument("file", metavar="FACTS.json", help="案件事实的 JSON 文件，写 - 从标准输入读")
    one.add_argument("--on", required=True, metavar="日期", help="行为日，例如 2025-05-20")
    one.add_argument("--handled", required=True, metavar="日期", help="处理日，例如 2025-06-15")
    one.set_defaults(run=_run)


def _run(options) -> None:
    answer = call("assess", {"on": options.on, "handled": options.handled, "facts": _facts(options.file)})
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else assess_text(answer))


def _facts(name: str) -> dict:
    """The facts in a file; a whole call (with `facts` in it) is taken apart."""
    content = read_object(name)
    return content["facts"] if isinstance(content.get("facts"), dict) else content


def assess_text(answer: dict) -> str:
    """The answer for people: offence by offence, then what to do."""
    lines = [f"行为日 {answer['on']}，处理日 {answer['handled']}"]
    for result in answer["results"]:
        lines += ["", *_result_lines(result)]
    for lead in answer["leads"]:
        figures = "；".join(f["text_zh"] or f["label_zh"] for f in lead["figures"])
        lines += ["", f"线索：{lead['label_zh']}——{lead['offence_zh']}（{figures}）。{lead['text_zh']}"]
    if answer["unread"]:
        lines += ["", f"没有用到：{'、'.join(map(field_label, answer['unread']))}。"]
    advice = answer["advice"]
    norms = f"（{'、'.join(advice['norms'])}）" if advice["norms"] else ""
    return "\n".join([*lines, "", f"建议：{ACT_ZH[advice['act']]}{norms}。{advice['because_zh']}", _AID])


def _result_lines(r: dict) -> list[str]:
    tier = f"，{TIER_ZH[r['tier']]}" if r["tier"] else ""
    lines = [f"{r['name_zh']}：{ENTRY_ZH[r['entry']]}{tier}"]
    if r["law"]:
        sides = "；".join(f"{LAW_ZH[s]}{side_zh(r[f'under_{s}_law'])}" for s in ("old", "new"))
        lines.append(f"适用：{r['law']}（{sides}）")
    for reading in r["readings"]:
        lines.append(f"有争议：{'不同项才算' if reading['id'] == 'separate_items' else '同项也算'}——{side_zh(reading)}")
    if r["why"]:
        lines.append(table([_reason(w) for w in r["why"]], ("", "法", "档", "数额", "门槛", "结果", "依据"), 120))
    if r["missing"]:
        lines.append(f"还缺：{'、'.join(map(field_label, r['missing']))}")
    if r["nearest"]:
        lines.append(f"最近的门槛：{field_label(r['nearest']['field'])}还差 {amount_zh(r['nearest']['short_by'])}")
    return lines + [f"说明：{note['text_zh']}" for note in r["notes"]]


def _reason(w: dict) -> tuple[str, ...]:
    value, threshold = (_shown(w[key]) for key in ("value", "threshold"))
    met = "有争议" if w["disputed"] else "达到" if w["met"] else "未达"
    law = "两法" if w["both"] else LAW_ZH[w["law"]]
    fact = w["fact"] + (f"#{w['n']}" if w["n"] else "")
    fields = _FIELDS_ZH.get(w["kind"]) or "＋".join(field_label(f) for f in w["field"].split("+"))
    return ("★" if w["decisive"] else " ", law, TIER_ZH[w["tier"]], f"{fields} {value}", threshold, met, fact)


def _shown(value: object) -> str:
    return "" if value is None else ("有" if value else "无") if isinstance(value, bool) else amount_zh(value)
