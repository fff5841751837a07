"""A case being played, to look at: one screen for the chair that decides, and at the end the after-action review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from ..api_cases import play_call
from ..exercise.text import QUALITY_ZH, SEATS_ZH, clock_zh
from ..exporters.words import KINDS_ZH
from ..pictures.review_lanes import review_lanes_svg
from .views import Folded, View, listed, marked, paragraph, table

__all__ = ["show_play", "show_review", "show_screen", "show_told"]


def show_play(case: str, seat: str = "amr", choices: Sequence[str] = (), difficulty: int = 0) -> View:
    """A case of the bank after these choices: the screen, or the review once it has ended.

    Raises what the call `play` raises.

    >>> show_play("C-20").sentence_zh[:20]
    'C-20 国庆前一天的通知书，市监席，2'
    """
    shown = play_call(case, seat, list(choices), difficulty)
    return show_review(shown) if shown["ended"] else show_screen(shown)


def show_screen(shown: dict) -> View:
    """One screen of the answer of `play`: what has happened, the papers at hand, the question."""
    clock = clock_zh(datetime.fromisoformat(shown["clock"]))
    parts = [paragraph(shown["briefing"])] if not shown["choices"] and shown["briefing"] else []
    parts += map(paragraph, filter(None, shown["scene"]["text"].split("\n\n")))
    parts.append(listed(_news(shown["news"])))
    parts += [Folded(f"材料：{x['title']}", _Plain(x["text"]))._repr_html_() for x in shown["exhibits"]]
    asked = shown["decision"]
    if asked:
        parts.append(f"<p><strong>{_plain(asked['prompt'])}</strong></p>")
        parts.append(listed(f"{o['id']}. {o['text']}" for o in asked["options"]))
    who = SEATS_ZH[asked["seat"]] if asked else shown["seat_zh"]
    return View(f"{shown['case']} {shown['title']}，{who}，{clock}，“{shown['scene']['title']}”。", "".join(parts))


def show_told(last: dict | None) -> View | None:
    """What is said of the choice just made; None where none was made."""
    if last is None:
        return None
    html = paragraph(last["then"]) if last["then"] else ""
    return View(f"你选了 {last['choice'].partition(':')[2]}：{QUALITY_ZH[last['quality']]}。{last['reason']}", html + paragraph(f"依据：{last['basis_zh']}。"))


def show_review(shown: dict) -> View:
    """The review of a case that has ended: both agencies' lanes, limits, breaches, what else could have been done, what to take away."""
    review, score = shown["review"], shown["score"]
    counts = "，".join(f"{QUALITY_ZH[q]}{score[q]}个" for q in QUALITY_ZH if score[q])
    parts = [
        *map(paragraph, filter(None, review["ending"]["text"].split("\n\n"))), paragraph(f"依据：{review['ending']['cites_zh']}。") if review["ending"]["cites_zh"] else "",
        review_lanes_svg(review),
        table("做了什么", ("什么时候，谁", "做了什么", "对照规则"), _events(review)),
        table("期限", ("机关，规则", "从哪天到哪天", "结果"), _limits(review)) if review["limits"] else "",
        table("要是当时（其余照旧）", ("哪个决定", "改成", "就没有"), _changes(review)) if review["counterfactuals"] else "",
        paragraph("带走三句话：") + listed(row["text"] for row in review["takeaways"]),
    ]
    broken = sum(f["breach"] for f in _findings(review))
    head = f"{shown['case']} {shown['title']}，结局：{review['ending']['title']}。{SEATS_ZH[shown['seat']]}的决定：{counts}，{score['points']}分，满分{score['of']}分。"
    return View(head + (f"整件案件{broken}处违规。" if broken else "整件案件没有违规。"), "".join(parts))


class _Plain:
    """Words alone, as something that can be folded."""

    def __init__(self, words: str) -> None:
        self._words = words

    def _repr_html_(self) -> str:
        return "".join(map(paragraph, filter(None, self._words.split("\n"))))


def _plain(words: str) -> str:
    return paragraph(words)[3:-4]


def _news(rows: Iterable[dict]) -> list[str]:
    papers = "：{}".format
    return [
        f"{e['at'][5:16].replace('T', ' ')} {e['from_zh']}{e['act_zh']}" + (papers("、".join(e["documents_zh"])) if e["documents_zh"] else "") for e in rows
    ]


def _findings(review: dict) -> list[dict]:
    return [v for e in review["timeline"] for v in e["verdicts"]]


def _events(review: dict) -> list[tuple[str, str, str]]:
    rows = []
    for e in review["timeline"]:
        said = "；".join(f"✗ {v['rule']} {KINDS_ZH[v['kind']]}" for v in e["verdicts"] if v["breach"])
        choice = f"（{e['choice']}，{e['quality_zh']}）" if e["choice"] else ""
        to = f"，送{e['to_zh']}" if e["to_zh"] else ""
        rows.append((marked(e["at"][5:16].replace("T", " "), e["agency_zh"]), f"{e['act_zh']}{to}{choice}", said or "—"))
    return rows


def _limits(review: dict) -> list[tuple[str, str, str]]:
    return [
        (marked(row["agency_zh"], row["rule"]), f"{row['from'][:10]}到{row['due'][:16].replace('T', ' ')}", marked(KINDS_ZH[row["kind"]], row["basis_zh"]))
        for row in review["limits"]
    ]


def _changes(review: dict) -> list[tuple[str, str, str]]:
    rows = []
    for row in review["counterfactuals"]:
        but = f"；但是会多出{'、'.join(row['adds'])}" if row["adds"] else ""
        rows.append((marked(row["choice"], row["text"]), f"{row['instead']}：{row['instead_text']}", "、".join(row["removes"]) + but))
    return rows
