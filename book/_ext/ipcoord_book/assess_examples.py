"""A case computed on the page: its facts, the answer under both laws, every figure compared, what to do next."""

from __future__ import annotations

import re
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx

from ipcoord_sim import call, data
from ipcoord_sim.aids.verdicts import ACT_ZH, ENTRY_ZH, LAW_ZH, TIER_ZH
from ipcoord_sim.errors import InputError
from ipcoord_sim.parameters import find
from ipcoord_sim.thresholds import field_label
from ipcoord_sim.wording import UNITS_ZH, amount_zh

from .clauses import norm_link
from .figures import fact_link
from .problems import CheckedDirective
from .rows import badge, row, table

__all__ = ["facts_words", "measured", "setup", "verdict_kind", "verdict_zh"]

_KINDS = {"met": "badge-met", "not_met": "badge-unmet", "unknown": "badge-tobe", "no_figure": "badge-tobe", "not_yet_an_offence": "badge-unmet"}
_READINGS_ZH = {"separate_items": "不同项才各算一次", "within_item": "同一项里也各算一次"}
_KEYS = ("given", "when", "then")


class _Words(yaml.SafeLoader):
    """YAML as the data is read: a day stays text, and `on` is a word."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if tag.rpartition(":")[2] not in ("timestamp", "bool")]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Words.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def verdict_zh(side: dict) -> str:
    """An entry with its tier, in Chinese."""
    return ENTRY_ZH[side["entry"]] + (f"，{TIER_ZH[side['tier']]}" if side.get("tier") else "")


def verdict_kind(entry: str) -> str:
    """The colours of an entry's badge."""
    return _KINDS[entry]


def facts_words(given: dict) -> list[str]:
    """The facts of a case in Chinese, one a piece.

    >>> facts_words({"conduct": ["sell_marks"], "labels_unsold": 15000, "prior_sanction_within_2y": True})
    ['销售伪造、擅自制造的注册商标标识', '未销售标识件数15,000件', '二年内因同类行为受过刑罚或者行政处罚']
    """
    signs = {s["id"]: s["label_zh"] for s in data.load()["thresholds"]["leads"]["signs"]}
    found = [field_label(conduct) for conduct in given["conduct"]]
    for key, value in given.items():
        if key == "other_signs":
            found += [signs[sign] for sign in value]
        elif key == "entity":
            found.append("单位" if value == "unit" else "个人")
        elif isinstance(value, bool):
            found.append(field_label(key) if value else f"没有：{field_label(key)}")
        elif key != "conduct":
            found.append(field_label(key) + measured(key, value))
    return found


def measured(field: str, value: int | float) -> str:
    """An amount of a case with its unit; the number of marks has none, its label says it.

    >>> measured("labels", 15000)
    '15,000件'
    """
    row = next(f for f in data.load()["thresholds"]["facts"]["fields"] if f["id"] == field)
    return amount_zh(value) + {"money": "元"}.get(row["kind"], row.get("unit_zh", ""))


class _AssessExample(CheckedDirective):
    """`{assess-example} 标题` with YAML `given`, `when`, `then`: the build fails when the engine answers otherwise."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def blocks(self) -> list[nodes.Node]:
        given, when, then = self._read()
        answer = call("assess", {"facts": given, "on": when["on"], "handled": when["handled"]})
        result = self._agreed(answer, then)
        box = nodes.container(classes=["ip-example"])
        box += nodes.paragraph("", "", nodes.strong("", f"例：{self.arguments[0]}"))
        facts = "；".join([*facts_words(given), f"行为日{when['on']}", f"处理日{when['handled']}"])
        box += nodes.paragraph("", f"已知：{facts}。")
        box += self._verdict(result)
        box += _compared(result)
        box += [nodes.paragraph("", "", *line) for line in self._after(answer, result)]
        return [box]

    def _read(self) -> tuple[dict, dict, dict]:
        try:
            content: Any = yaml.load("\n".join(self.content), Loader=_Words)
            given, when, then = (content[key] for key in _KEYS)
            days = {key: when[key] for key in ("on", "handled")}
        except (yaml.YAMLError, KeyError, TypeError):
            raise InputError(
                f"例子“{self.arguments[0]}”要写 given（案件事实）、when（on、handled 两天）和 then（预期）；请对照别的例子改。",
                "The example needs YAML with given, when (on, handled) and then; compare another example.",
            ) from None
        return given, days, then

    def _agreed(self, answer: dict, then: dict) -> dict:
        """The result that is shown; what the prose beside it says must be what the engine says."""
        result = next((r for r in answer["results"] if r["offence"] == then.get("offence", r["offence"])), None)
        found = (result or {}) | {"advice": answer["advice"]["act"]}
        wrong = {key: (said, found.get(key)) for key, said in then.items() if found.get(key) != said}
        if wrong or "entry" not in then:
            told = "；".join(f"{key} 写的是 {said}，算出来是 {got}" for key, (said, got) in wrong.items()) or "then 没有写 entry"
            raise InputError(
                f"例子“{self.arguments[0]}”：{told}；请改正文或者改事实。",
                f"The example disagrees with the engine: {wrong or 'no entry in then'}; correct the text or the facts.",
            )
        return result

    def _verdict(self, result: dict) -> nodes.paragraph:
        words = verdict_zh(result) if not result["disputed"] else "有争议，不给唯一答案"
        line = nodes.paragraph("", f"{result['name_zh']}：", classes=["ip-verdict"])
        line += badge(words, verdict_kind(result["entry"]))
        old, new = result["under_old_law"], result["under_new_law"]
        if result["rule"] and (old != new or result["lenient"] != "same"):
            line += nodes.Text(f"　行为时的法：{verdict_zh(old)}；处理时的法：{verdict_zh(new)}。")
            line += nodes.Text(f"用{LAW_ZH[result['lenient']]}，" if result["lenient"] != "same" else "两边一样，按行为时的法，")
            line += [nodes.Text("看"), fact_link(result["rule"], "依据", silent=True), nodes.Text("。")]
        return line

    def _after(self, answer: dict, result: dict) -> list[list[nodes.Node]]:
        """What is missing, what is near, where the law is open, and what to do."""
        found = []
        for reading in result["readings"]:
            found.append([nodes.Text(f"读法——{_READINGS_ZH[reading['id']]}：{verdict_zh(reading)}。")])
        if result["missing"]:
            found.append([nodes.Text(f"还缺：{'、'.join(map(field_label, result['missing']))}。")])
        if near := result["nearest"]:
            key = f"{near['fact']}#{near['n']}" if near["n"] else near["fact"]
            short = f"{field_label(near['field'])}再多{_quantity(near['short_by'], near)}就够了（"
            found.append([nodes.Text(f"按比例离得最近：{short}"), fact_link(key, silent=True), nodes.Text("）。")])
        found += [[nodes.strong("", "没有说清的："), nodes.Text(note["text_zh"])] for note in result["notes"]]
        advice = answer["advice"]
        links = [piece for norm in advice["norms"] for piece in (nodes.Text("（"), norm_link(norm), nodes.Text("）"))]
        found.append([nodes.strong("", f"下一步：{ACT_ZH[advice['act']]}"), *links, nodes.Text(f"。{advice['because_zh']}")])
        return found


def _shown(result: dict) -> list[dict]:
    """What a reader has to see: amounts above zero, and of the higher tier only where a figure of it is met."""
    high = any(w["met"] for w in result["why"] if w["tier"] == "aggravated")
    return [w for w in result["why"] if w["value"] != 0 and (high or w["tier"] == "basic")]


def _compared(result: dict) -> list[nodes.Node]:
    """The figures compared as a table; which law they are of is said only where the two days have two laws."""
    shown = _shown(result)
    if not shown:
        return []
    two = any(not w["both"] for w in result["why"])
    heads = ("数额", "本案", "门槛", "结果", *(["哪边的法"] if two else []), "依据")
    left = "；写零的几项都不够，没有列" if any(w["value"] == 0 for w in result["why"]) else ""
    return [table(heads, [_why(w, two) for w in shown], f"对照了哪些数{left}", ["ip-why"])]


def _why(w: dict, two: bool) -> nodes.row:
    fields = {"half": "各达一半的项数", "none": "不需要数额"}.get(w["kind"]) or "＋".join(map(field_label, w["field"].split("+")))
    notes = [_case(w), *([TIER_ZH[w["tier"]]] if w["tier"] == "aggravated" else [])]
    under = [nodes.paragraph("", note, classes=["ip-note"]) for note in notes if note]
    half = "项" if w["kind"] == "half" else None
    outcome = "有争议" if w["disputed"] else "够" if w["met"] else "不够"
    law = ["两边都有" if w["both"] else LAW_ZH[w["law"]]] if two else []
    key = f"{w['fact']}#{w['n']}" if w["n"] else w["fact"]
    return row([fields, *under], _quantity(w["value"], w, half), _quantity(w["threshold"], w, half),
               nodes.strong("", outcome) if w["decisive"] else outcome, *law, fact_link(key, silent=True),
               classes=["ip-safest"] if w["decisive"] else [])


def _case(w: dict) -> str:
    """The case for which a lower figure stands, as the label of the number has it in brackets."""
    label = next((number.label_zh for number in find(w["fact"]).numbers if number.n == w["n"]), "")
    return label.removesuffix("）").rpartition("（")[2] if label.endswith("）") else ""


def _quantity(value: object, w: dict, unit: str | None = None) -> str:
    """A value with the unit of the figure it is held against."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "有" if value else "无"
    units = {number.n: UNITS_ZH[number.unit] for number in find(w["fact"]).numbers}
    return amount_zh(value) + (unit or units.get(w["n"]) or next(iter(units.values()), ""))


def setup(app: Sphinx) -> None:
    """Register `assess-example`."""
    app.add_directive("assess-example", _AssessExample)
