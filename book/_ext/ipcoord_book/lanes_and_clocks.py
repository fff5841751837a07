"""Pictures of a clause for its chapter: the lanes of its rules, and several clocks on one line, each with the same in words."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ipcoord_sim import call
from ipcoord_sim.errors import InputError
from ipcoord_sim.pictures.clause_lanes import clause_lanes_svg
from ipcoord_sim.pictures.clocks import clocks_svg
from ipcoord_sim.pictures.rule_rows import RuleRow, rule_rows
from ipcoord_sim.pictures.words import AID_ZH, STANDING_ZH, last_zh, limit_zh, moment_zh, reading_titles

from .case_parts import joined
from .clauses import basis_link
from .figures import fact_link
from .pictures import picture
from .problems import CheckedDirective
from .provenance import folded
from .rows import row, table

__all__ = ["setup"]


class _ClauseLanes(CheckedDirective):
    """`{clause-lanes} R09 R10 R12` draws the rules as lanes; the table beneath (folded with `:fold:`) says the same, and stands alone on a phone."""

    required_arguments = 1
    optional_arguments = 80
    option_spec = {"title": directives.unchanged_required, "fold": directives.flag}

    def blocks(self) -> list[nodes.Node]:
        rows = rule_rows(self.arguments)
        svg = clause_lanes_svg(self.arguments, self.options.get("title", ""))
        heads = ("规则", "起因", "谁", "做什么", "最晚", "依据")
        lines = [_line(found) for found in rows]
        below = table(heads, lines, self.options.get("title", "这些规则要求什么"), ["ip-clause-rules"])
        return [picture(svg, "map-wide"), *(folded(f"打开：写成表，{len(lines)}行，每行带依据", below) if "fold" in self.options else [below])]


def _line(found: RuleRow) -> nodes.row:
    limit: list[nodes.Node | str] = [found.limit_zh or "当场判断"]
    if found.rule.limit:
        limit = [fact_link(found.rule.limit, found.limit_zh, silent=True)]
    cause = found.cause_zh if found.causers else f"{found.cause_zh}的时候"
    return row([nodes.strong("", found.rule.id)], cause, found.who_zh, found.duty_zh, limit, joined(map(basis_link, found.rule.basis), "；"))


class _Clocks(CheckedDirective):
    """`{clocks} START` with a line `period [start] [| name]` for each clock; what is left out is taken from above or from the data; `:fold:` folds the table."""

    required_arguments = 0
    optional_arguments = 1
    has_content = True
    option_spec = {"fold": directives.flag}

    def blocks(self) -> list[nodes.Node]:
        asked = [self._asked(line) for line in self.content if line.strip()]
        answers = [call("deadline", {"period": period, "start": start}) for period, start, _ in asked]
        names = [name or answer["label_zh"] for (_, _, name), answer in zip(asked, answers, strict=True)]
        svg = clocks_svg(answers, names)
        lines = [_clock(n, answer, name) for n, (answer, name) in enumerate(zip(answers, names, strict=True), 1)]
        heads = ("钟", "什么", "多长", "从什么时候起算", "最后一天", "最稳妥")
        below = table(heads, lines, "同一条线上的钟", ["ip-clock-table"])
        shown = folded(f"打开：写成表，{len(lines)}行", below) if "fold" in self.options else [below]
        return [picture(svg, "deadline"), *shown, nodes.paragraph("", AID_ZH, classes=["ip-aid"])]

    def _asked(self, line: str) -> tuple[str, str, str]:
        """Period, start and name of one line."""
        words, _, name = line.partition("|")
        period, *rest = words.split()
        start = rest[0] if rest else (self.arguments[0] if self.arguments else "")
        if not start or len(rest) > 1:
            raise InputError(
                f"clocks 的这一行读不懂：{line.strip()}；写成“期限编号 起算时间 | 名称”，起算时间也可以写在第一行。",
                f"This line of clocks cannot be read: {line.strip()}; write `period start | name`, or give the start on the first line.",
            )
        return period, start, name.strip()


def _clock(n: int, answer: dict, name: str) -> nodes.row:
    titles = reading_titles()
    ends = "；".join(f"{titles[r['id']]}：{last_zh(r)}（{STANDING_ZH[r['standing']]}）" for r in answer["readings"])
    length = fact_link(answer["period"], limit_zh(answer["limit"]), silent=True)
    safest = moment_zh(answer.get("safest_moment", answer["safest"]))
    return row([nodes.strong("", str(n))], name, length, moment_zh(answer["start"]) + (f"（自{answer['starts_from']}起）" if answer["starts_from"] else "（起点条文没有写明）"), ends, safest)


def setup(app: Sphinx) -> None:
    """Register `clause-lanes` and `clocks`."""
    app.add_directive("clause-lanes", _ClauseLanes)
    app.add_directive("clocks", _Clocks)
