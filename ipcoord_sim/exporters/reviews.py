"""The after-action review of an exercise as a table, as JSON, and as an A4 page; it takes the finished screen of the call `play`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from ..times import minute_text
from .spreadsheets import BOM, csv_lines
from .words import KINDS_ZH

__all__ = ["FORMAT", "review_csv", "review_html", "review_json"]

FORMAT = "ipcoord-review/1"
_HEADS = ("案例", "题名", "席位", "序号", "时间", "签收", "机关", "做了什么", "送给谁", "材料", "选择", "结论", "规则", "对照结果", "违规", "最后期限", "用了", "依据", "说明")
_STYLE = """
@page { size: A4; margin: 15mm 14mm 17mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
html { font: 10.5pt/1.6 "WenQuanYi Micro Hei", "SimSun", "Songti SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff; }
body { margin: 0 auto; max-width: 182mm; padding: 0 .6mm; }
h1 { font-size: 18pt; margin: 0 0 2mm; } h2 { font-size: 13pt; border-bottom: 1.2pt solid #000; margin: 6mm 0 2mm; break-after: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; } th, td { border: .6pt solid #000; padding: 1mm 1.5mm; text-align: left; vertical-align: top; }
th { background: #eee; } thead { display: table-header-group; } tr { break-inside: avoid; } .broken td { font-weight: bold; } p, li { margin: 0 0 1.5mm; }
tr:has(td:first-child:empty) { height: 9mm; } svg { break-inside: avoid; } @media screen { body { padding: 8mm; } }
"""


def review_json(shown: dict) -> str:
    """The review with the choices it belongs to."""
    body = {"format": FORMAT, **{key: shown[key] for key in ("case", "title", "seat", "difficulty", "choices", "score", "review")}}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def review_csv(shown: dict) -> Iterator[str]:
    """One row an act and verdict, as WPS and Excel open it: UTF-8 with its mark, CRLF, times as times, no text run as a formula."""
    yield BOM + csv_lines([_HEADS])
    for n, e in enumerate(shown["review"]["timeline"], 1):
        yield csv_lines(
            (
                shown["case"], shown["title"], shown["seat_zh"], n, minute_text(e["at"]), minute_text(e["received"]), e["agency_zh"], e["act_zh"], e["to_zh"],
                "、".join(e["documents_zh"]), e["choice"], e["quality_zh"], v.get("rule"), KINDS_ZH[v["kind"]] if v else None, int(v["breach"]) if v else None,
                minute_text(v.get("due")), v.get("used_zh"), v.get("basis_zh"), v.get("message_zh"),
            )
            for v in e["verdicts"] or [{}]
        )


def review_html(shown: dict, picture: str = "") -> str:
    """The review as one page to print on A4, black and white; `picture` is the SVG of the lanes."""
    review = shown["review"]
    score = f"{shown['seat_zh']}得 {shown['score']['points']} 分，满分 {shown['score']['of']} 分。选择：{' '.join(shown['choices'])}"
    parts = [
        f"<h1>复盘：{_(shown['case'])} {_(shown['title'])}</h1>", f"<p>{_(score)}</p>",
        f"<h2>结局：{_(review['ending']['title'])}</h2><p>{_(review['ending']['text'])}</p><p>依据：{_(review['ending']['cites_zh'])}</p>",
        "<h2>两家的时间线</h2>", picture, _table(("时间", "机关", "做了什么", "选择", "对照"), map(_act, review["timeline"])),
        "<h2>期限</h2>", _table(("机关", "依据", "从", "最后期限", "做的时间", "用了", "结果"), map(_limit, review["limits"])) if review["limits"] else "<p>这条路上没有算起来的期限。</p>",
        _list("违规", [f"{v['rule']} {KINDS_ZH[v['kind']]}：{v['message_zh']}" for e in review["timeline"] for v in e["verdicts"] if v["breach"]], "没有发现违规。"),
        _list("信息没有到对方手里", [f["message_zh"] for f in review["exchange"]] + [f"{x['id']} {x['title']}一直没有交给对方。" for x in review["unshared"]], ""),
        _list("要是当时只改这一步", [_change(row) for row in review["counterfactuals"]], ""),
        _list("带走三句话", [row["text"] for row in review["takeaways"]], ""),
        "<h2>我们要改的</h2>", _table(("改什么", "谁来改", "哪天以前"), [("", "", "")] * 3),
        "<p>对照结果是按条文和规则算的，供复盘参考；以法律文本和承办机关的认定为准。案件全部虚构。</p>",
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>复盘 {_(shown["case"])}</title><style>{_STYLE}</style></head>\n<body>'
        + "\n".join(filter(None, parts)) + "</body></html>\n"
    )


def _act(e: dict) -> tuple[str, ...]:
    to = f" → {e['to_zh']}" if e["to_zh"] else ""
    papers = f"（{'、'.join(e['documents_zh'])}）" if e["documents_zh"] else ""
    verdicts = "；".join(f"{'✗ ' if v['breach'] else ''}{v['rule']} {KINDS_ZH[v['kind']]}" for v in e["verdicts"])
    choice = f"{e['choice']} {e['quality_zh']}：{e['reason']}" if e["choice"] else ""
    return minute_text(e["at"]), e["agency_zh"], f"{e['act_zh']}{to}{papers}", choice, verdicts


def _limit(row: dict) -> tuple[str, ...]:
    mark = "✗ " if row["breach"] else ""
    return row["agency_zh"], row["basis_zh"], minute_text(row["from"]), minute_text(row["due"]), minute_text(row["done"]) or "—", row["used_zh"] or "—", mark + KINDS_ZH[row["kind"]]


def _change(row: dict) -> str:
    words = f"{row['choice']} 改选 {row['instead']}“{row['instead_text']}”，就没有 {'、'.join(row['removes'])}；其余的选择照旧。"
    words += f"后面的选择不改，会出现 {'、'.join(row['adds'])}。" if row["adds"] else ""
    return words + (f"后面多出来的决定按最好的走：{'、'.join(row['also'])}。" if row["also"] else "")


def _list(title: str, rows: list[str], none: str) -> str:
    if not rows and not none:
        return ""
    return f"<h2>{title}</h2>" + (f"<ol>{''.join(f'<li>{_(row)}</li>' for row in rows)}</ol>" if rows else f"<p>{none}</p>")


def _table(heads: tuple[str, ...], rows) -> str:
    body = "".join(f"<tr{' class=' + chr(34) + 'broken' + chr(34) if any('✗' in c for c in row) else ''}>{''.join(f'<td>{_(c)}</td>' for c in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{''.join(f'<th>{h}</th>' for h in heads)}</tr></thead><tbody>{body}</tbody></table>"


_ = escape
