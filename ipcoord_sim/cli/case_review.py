"""The after-action review on a terminal: both agencies side by side, limits, what else could have been done, three sentences."""

from __future__ import annotations

from ..exercise.text import QUALITY_ZH, SEATS_ZH
from ..exporters.words import KINDS_ZH
from ..times import minute_text
from .terminal import fold, table, width

__all__ = ["review_text"]

COLUMNS = 96
_LANE = 34


def review_text(shown: dict) -> str:
    """The review of a screen whose case has ended."""
    review, score = shown["review"], shown["score"]
    lines = ["═" * COLUMNS, f"复盘　{shown['case']} {shown['title']}", "═" * COLUMNS, f"结局：{review['ending']['title']}"]
    lines += [f"  {line}" for line in fold(review["ending"]["text"], COLUMNS - 2)] + [f"  依据：{review['ending']['cites_zh']}"]
    counts = "，".join(f"{QUALITY_ZH[q]} {score[q]}" for q in QUALITY_ZH if score[q])
    lines += ["", f"{SEATS_ZH[shown['seat']]}的决定：{counts}；得 {score['points']} 分，满分 {score['of']} 分。", ""]
    for part in (_lanes, _limits, _breaches, _exchange, _changes, _takeaways):
        lines += part(review)
    return "\n".join(lines)


def _lanes(review: dict) -> list[str]:
    """The swim lanes: a column each for the AMR, the PSB and the others; ✗ marks what broke a rule."""
    lanes = ["amr", "psb"] + (["other"] if any(e["lane"] not in ("amr", "psb") for e in review["timeline"]) else [])
    names = {"amr": "市监", "psb": "公安", "other": "其他"}
    lines = ["两家的时间线（✗ 违规，→ 送给对方）", " " * 13 + "".join(_pad(names[lane]) for lane in lanes)]
    for e in review["timeline"]:
        lane = e["lane"] if e["lane"] in lanes else "other"
        broken = "✗ " if any(v["breach"] for v in e["verdicts"]) else ""
        words = f"{broken}{e['act_zh']}" + (f" → {e['to_zh']}" if e["to"] else "")
        for n, part in enumerate(fold(words, _LANE - 2)):
            clock = f"{e['at'][5:16].replace('T', ' ')}  " if n == 0 else " " * 13
            lines.append((clock + "".join(_pad(part if here == lane else "│") for here in lanes)).rstrip())
    return [*lines, ""]


def _pad(words: str) -> str:
    return words + " " * max(1, _LANE - width(words))


def _limits(review: dict) -> list[str]:
    rows = [
        (("✗ " if row["breach"] else "  ") + row["rule"], row["agency_zh"], minute_text(row["from"], "—"), minute_text(row["due"], "—"), minute_text(row["done"], "—"), row["used_zh"] or "—",
         KINDS_ZH[row["kind"]], row["basis_zh"])
        for row in review["limits"]
    ]
    return ["期限", table(rows, ("规则", "机关", "从", "最后期限", "做的时间", "用了", "结果", "依据"), 130), ""] if rows else []


def _breaches(review: dict) -> list[str]:
    found = [f for e in review["timeline"] for f in e["verdicts"] if f["breach"]]
    if not found:
        return ["没有发现违规。", ""]
    return ["违规", *(line for f in found for line in fold(f"  ✗ {f['rule']} {KINDS_ZH[f['kind']]}：{f['message_zh']}", COLUMNS)), ""]


def _exchange(review: dict) -> list[str]:
    lines = [f"  {f['message_zh']}" for f in review["exchange"]]
    lines += [f"  {x['id']} {x['title']}一直没有到对方手里（可以随“{'、'.join(x['by_zh'])}”交过去）。" for x in review["unshared"]]
    return ["信息没有到对方手里", *(part for line in lines for part in fold(line, COLUMNS)), ""] if lines else []


def _changes(review: dict) -> list[str]:
    lines = []
    for row in review["counterfactuals"]:
        lines.append(f"  {row['choice']} 选了“{row['text']}”。只改这一步，选 {row['instead']}“{row['instead_text']}”，就没有 {'、'.join(row['removes'])}。")
        if row["adds"]:
            lines.append(f"  但是后面的选择没有改，会出现 {'、'.join(row['adds'])}。")
        if row["also"]:
            lines.append(f"  后面多出来的决定按最好的走：{'、'.join(row['also'])}。")
    return ["要是当时（其余照旧）", *(part for line in lines for part in fold(line, COLUMNS)), ""] if lines else []


def _takeaways(review: dict) -> list[str]:
    lines = [f"  {n}. {row['text']}" for n, row in enumerate(review["takeaways"], 1)]
    return ["带走三句话", *(part for line in lines for part in fold(line, COLUMNS))]
