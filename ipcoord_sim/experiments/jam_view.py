"""Where it jams, to look at: an arrangement against the plan, the scenarios side by side, pictures of one simulated year, the assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..casefile import from_dict
from ..conformance import audit
from ..pictures.case_lanes import case_lanes_svg
from ..pictures.days_against_limit import days_svg
from ..pictures.flow import flow_svg
from ..pictures.queue_over_time import queue_svg
from ..simulation import read_scenario, scenario_names
from ..simulation.answer import NOTE_ZH
from .jam import SPANS_ZH, Arrangement, Outcome, desk_names, outcome, review_days, scenario_of, simulated, weekly_queue
from .jam_cases import case_ways, long_case
from .register_view import KIND_ZH
from .views import View, broad, listed, marked, paragraph, table

__all__ = ["RUNS", "show_assumptions", "show_days", "show_jam", "show_lanes", "show_queue", "show_scenarios", "show_ways"]

# Ours: how many simulated years a comparison rests on unless the reader asks for more.
RUNS = 10
_LIMIT = "orn310-police-review-3d"
# Ours: how many characters wide a chart and a map stay on a phone.
_CHART, _MAP = 29, 38
_DESKS = ("psb.review", "psb.desk", "amr.desk")
_UNITS_ZH = {"case_per_year": "件一年", "desk": "人", "percent": "%", "office_hour": "办公小时", "working_day": "个工作日"}
_VALUES_ZH = {
    "county": "县区", "city": "市", "none": "没有金额", "below": "远低于", "near": "接近", "over": "明显超过", "least": "最快", "half": "一半在", "nine_tenths": "九成在",
    "most": "最慢",
}


def show_jam(made: Arrangement, runs: int = RUNS, desk: str = "psb.review", seed: int = 1) -> View:
    """An arrangement against the plan, with the same cases in both.

    Raises what the simulation raises.
    """
    scenario = scenario_of(made)
    now, plan = outcome(scenario, runs, seed), outcome("plan", runs, seed)
    less = now.less(plan, "late")
    more = plan.less(now, "late")
    said = f"模拟{runs}年：公安审查超过期限的，平均每年{_number(now.mean('late'))}件，现方案{_number(plan.mean('late'))}件；{_verdict(less, more, runs)}"
    name = desk_names()[desk]
    changed = _changed(scenario)
    html = table("改了哪些假设", ("假设", "现方案", "现在"), changed or [(marked("没有改"), "—", "—")])
    lines = [("现在", scenario), ("现方案", "plan")] if changed else [("现方案", "plan")]
    series = [{"name_zh": words, "points": weekly_queue(simulated(key, seed), desk)} for words, key in lines]
    html += broad(queue_svg(series, title=f"{name}：每周最多有几件在排队，头一年"), _CHART)
    html += table("要等几天", ("从哪里到哪里", "现在", "现方案"), [(marked(zh), _days(now, span), _days(plan, span)) for span, zh in SPANS_ZH.items()])
    html += table("各个岗位忙到什么程度", ("岗位", "现在", "现方案"), [(marked(zh), _busy(now, id), _busy(plan, id)) for id, zh in desk_names().items()])
    moved = _steady(now, plan, tuple(SPANS_ZH))
    return View(said + (f"年年都变的还有：{'，'.join(moved)}。" if moved else ""), html + paragraph(NOTE_ZH))


def show_scenarios(names: Sequence[str] = (), runs: int = RUNS, seed: int = 1) -> View:
    """The scenarios side by side, each against the plan with the same cases.

    Raises what the simulation raises.
    """
    plan = outcome("plan", runs, seed)
    rows, moved = [], []
    for name in names or scenario_names():
        got = outcome(name, runs, seed)
        changes = [] if name == "plan" else _steady(got, plan)
        moved += [f"{got.title_zh}：{'，'.join(changes)}"] if changes else [f"{got.title_zh}：没有"] if name != "plan" else []
        low, high = got.ends("late")
        late = f"{_number(got.mean('late'))}件（{low}到{high}）"
        rows.append((marked(got.title_zh, read_scenario(name).why_zh), late, *(_days(got, span) for span in SPANS_ZH), f"{_number(got.mean('breaches'))}处"))
    heads = ("情景", "公安审查超过期限，每年", *SPANS_ZH.values(), "各种违规，每年")
    said = f"模拟{runs}年，每个情景用同样的案件，和现方案比。"
    lead = paragraph("年年都变，并且平均变了一天或者五件以上的：") + listed(f"{words}。" for words in moved) if moved else ""
    return View(said, lead + table("情景并排看", heads, rows) + paragraph(NOTE_ZH))


def _steady(got: Outcome, plan: Outcome, whats: Sequence[str] = ("late", *SPANS_ZH)) -> list[str]:
    """What went the same way in every run and by more than a trifle (ours: five cases, one day)."""
    found = []
    for what in whats:
        zh, least, unit = ("审查超期", 5, "件") if what == "late" else (SPANS_ZH[what], 1, "天")
        one, two = plan.mean(what), got.mean(what)
        if abs(one - two) >= least and len(got.runs) in (got.less(plan, what), plan.less(got, what)):
            found.append(f"{zh}{_number(one)}{unit}变{_number(two)}{unit}")
    return found


def _days(got: Outcome, span: str) -> str:
    """The mean of a way in days, and within how many days nine in ten were through."""
    row = got.whole["summary"]["days"][span]
    if not row["n"]:
        return "没有"
    return f"平均{_number(got.mean(span))}天，" + (f"九成在{row['p90']}天内" if row["p90"] else "九成要更久")


def show_queue(scenario: str = "plan", desks: Sequence[str] = _DESKS, seed: int = 1) -> View:
    """The queues of one simulated year."""
    names, made = desk_names(), simulated(scenario, seed)
    series = [{"name_zh": names[id], "points": weekly_queue(made, id)} for id in desks]
    most = "，".join(f"{row['name_zh']}最多{max(n for _, n in row['points'])}件" for row in series)
    return View(f"{read_scenario(scenario).title_zh}，一年里每周最多有几件在排队（全市合计）：{most}。", broad(queue_svg(series, title="每周最多有几件在排队"), _CHART))


def show_days(scenario: str = "plan", seed: int = 1) -> View:
    """How many days the police took from acceptance to decision in one simulated year, against the limit."""
    made = simulated(scenario, seed)
    days = review_days(made)
    late = outcome(scenario, 1, seed).runs[0]["late"]
    over = sum(n > _limit_days() for n in days)
    said = f"{read_scenario(scenario).title_zh}，一年里{len(days)}件移送有了决定：超过期限天数的{over}件；按规则算逾期的{late}件，末日遇节假日顺延的、补正过有争议的不算。"
    return View(said, broad(days_svg(days, _LIMIT, title="从接受移送到作出决定，几天"), _CHART))


def _limit_days() -> int:
    from ..parameters import find

    return find(_LIMIT).numbers[0].value


def show_ways(scenario: str = "plan", seed: int = 1) -> View:
    """Where the cases of one simulated year went."""
    ways = case_ways(simulated(scenario, seed))
    rows = [(marked(row["from"]), row["to"], f"{row['count']}件") for row in ways]
    first = {name: sum(r["count"] for r in ways if r["from"] == name) for name in ("市监查办", "公安受理举报")}
    sent = next((row["count"] for row in ways if row["to"] == "移送到公安"), 0)
    said = f"{read_scenario(scenario).title_zh}，一年里" + "，".join(f"{name}{n}件" for name, n in first.items()) + f"；移送到公安{sent}件。"
    return View(said, broad(flow_svg(ways), _MAP) + table("从哪里到哪里", ("从", "到", "件数"), rows))


def show_lanes(scenario: str = "plan", seed: int = 1) -> View:
    """The longest case of one simulated year as lanes, judged by the checker."""
    case = from_dict(long_case(simulated(scenario, seed)))
    broken = [f for f in audit(case) if f.breach]
    said = "；".join(f"{f.rule} {KIND_ZH[f.kind]}" for f in broken) or "没有违规"
    rows = [(marked(f.rule, KIND_ZH[f.kind]), f.as_dict()["message_zh"]) for f in broken]
    html = broad(case_lanes_svg(case), _MAP) + (table("这一件违反了哪几条", ("规则", "为什么"), rows) if rows else "")
    return View(f"步骤最多的一件（{case.title}），{len(case.events)}步：{said}。", html)


def show_assumptions(scenario: str | Mapping = "plan", kinds: Sequence[str] = ("staff", "rate")) -> View:
    """The assumptions of a scenario, of the kinds asked for, each with its reason."""
    read = read_scenario(scenario)
    rows = [(marked(a.label_zh), value_zh(a.value, a.unit), a.why_zh) for a in read.assumptions.values() if a.kind in kinds]
    whole = len(read.assumptions)
    return View(f"这里列出{len(rows)}个假设，一共有{whole}个；没有一个是统计数字。", table("假设（编的数，不是任何单位的情况）", ("假设", "取多少", "为什么"), rows))


def value_zh(value: object, unit: str) -> str:
    """A value of the simulation in words.

    >>> value_zh({"county": 3, "city": 4}, "desk")
    '县区3人，市4人'
    """
    zh = _UNITS_ZH.get(unit, "")
    if isinstance(value, Mapping):
        order = list(_VALUES_ZH)
        rows = sorted(value.items(), key=lambda row: order.index(row[0]) if row[0] in order else len(order))
        return "，".join(f"{_VALUES_ZH.get(key, key)}{n}{zh}" for key, n in rows)
    if isinstance(value, list | tuple):
        return "、".join(map(str, value)) + zh
    return f"{value}{zh}"


def _changed(scenario: Mapping) -> list[tuple[str, str, str]]:
    plan, made = read_scenario("plan"), read_scenario(scenario)
    rows = [
        (marked(a.label_zh), value_zh(plan.value(id), a.unit), value_zh(a.value, a.unit)) for id, a in made.assumptions.items() if a.value != plan.value(id)
    ]
    rows += [(marked("公安联络员离岗"), "没有", f"{a.start}到{a.end}") for a in made.absences]
    return rows + [(marked("市监查办的案件"), "和平时一样", f"{w.start}到{w.end}，平时的{w.percent}%") for w in made.surges]


def _busy(got: Outcome, desk: str) -> str:
    share, row = got.whole["summary"]["utilisation"][desk], got.whole["summary"]["queue"][desk]
    if not share:
        return "没有用到"
    return f"忙的时间占{round(100 * share)}%，每件平均等{_number(row['wait_hours'])}办公小时"


def _verdict(less: int, more: int, runs: int) -> str:
    if not less and not more:
        return "没有变。"
    if less == runs:
        return f"{runs}年年年更少。"
    if more == runs:
        return f"{runs}年年年更多。"
    return f"{less}年更少，{more}年更多：说不准。"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
