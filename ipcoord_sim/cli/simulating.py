"""The command `ipcoord simulate`: a scenario by name or from a file, its assumptions and what follows from them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

from ..casefile import write_csv
from ..errors import InputError
from ..exporters.spreadsheets import BOM, csv_lines
from ..exporters.writing import may_write, write_file
from ..files import find_file
from ..simulation import read_scenario, run, scenario_names, simulate
from ..simulation.flow import flow
from ..simulation.logs import case_files
from .reading import read_json
from .terminal import table

__all__ = ["UNITS_ZH", "add_commands", "assumption_zh", "scenario_of", "simulation_text"]

UNITS_ZH = {"desk": "人", "case_per_year": "件/年", "percent": "%", "office_hour": "办公小时", "working_day": "个工作日"}
_POINTS_ZH = {"least": "最快", "half": "一半不过", "nine_tenths": "九成不过", "most": "最慢"}
_KEYS_ZH = {"county": "县区", "city": "市", "none": "没有金额", "below": "远低于标准", "near": "接近标准", "over": "明显超过"}
_KINDS_ZH = {
    "staff": "人手", "rate": "案件数", "season": "季节", "mix": "案件构成", "share": "比例", "duration": "时长", "count": "其他",
}


_SPANS_ZH = {
    "filing": "移送到立案", "referral": "认为涉嫌犯罪到移送", "consult": "提出咨询到收到答复", "special": "提到专门协调会议到开会", "joint": "提请联合督办会议到开会",
}


def add_commands(commands, common) -> None:
    """Add the command to the parser."""
    one = commands.add_parser("simulate", parents=[common], help="模拟移送：堵在哪里，加一个人会怎样")
    one.add_argument("scenario", nargs="?", default="plan", help="情景的名字，或者一个 YAML、JSON 文件")
    one.add_argument("--seed", type=int, default=1, help="种子；同一个种子结果相同")
    one.add_argument("--replications", type=int, default=1, metavar="N", help="重复几次")
    one.add_argument("--csv", metavar="OUT", help="另写一张宽表：第一次重复，一行一个案件")
    one.add_argument("--logs", metavar="OUT", help="另写台账（CSV）：第一次重复的全部案件，可以用 ipcoord check 对照")
    one.add_argument("--force", action="store_true", help="覆盖已有的文件")
    one.add_argument("--brief", action="store_true", help="不列全部假设")
    one.add_argument("--list", action="store_true", help="列出现成的情景")
    one.set_defaults(run=_run_simulate)


def _run_simulate(options) -> None:
    if options.list:
        names = scenario_names()
        print(json.dumps(names, ensure_ascii=False, indent=2) if options.json else table([(id, title, read_scenario(id).why_zh) for id, title in names.items()], ("名字", "情景", "说明")))
        return
    scenario = read_scenario(scenario_of(options.scenario))
    for target in filter(None, (options.csv, options.logs)):
        may_write(target, force=options.force)
    answer = simulate(scenario, options.seed, options.replications)
    if options.csv or options.logs:
        first = run(scenario, options.seed)
        for target, parts in ((options.csv, _wide), (options.logs, _logs)):
            if target:
                write_file(target, parts(first), force=options.force)
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else simulation_text(answer, options.brief))


def scenario_of(asked: str) -> str | dict:
    """The scenario that a word of the command line means: a name, or the content of a YAML or JSON file."""
    path = Path(asked)
    if path.suffix.lower() not in (".yaml", ".yml", ".json"):
        return asked
    if path.suffix.lower() == ".json":
        content = read_json(asked)
    else:
        from ..data.compiler import read_yaml

        content = read_yaml(find_file(path), asked)
    if not isinstance(content, dict):
        raise InputError(f"{asked} 应为一个对应表（如 set: …）。", f"{asked} must be an object (like set: …).")
    return content


def _wide(first) -> Iterator[str]:
    """The rows of the wide table as CSV, in pieces."""
    names: list[str] = []
    for record in first.records():
        if not names:
            names = list(record)
            yield BOM + csv_lines([names])
        yield csv_lines([record.values()])


def _logs(first) -> Iterator[str]:
    file = io.StringIO()
    write_csv(case_files(first), file)
    yield file.getvalue()


def simulation_text(answer: dict, brief: bool = False) -> str:
    """The answer for people: what the scenario changes, what follows, and all that it rests on."""
    s, found, times, titles = answer["scenario"], answer["summary"], answer["replications"], _titles()
    desk_zh, end_zh = ({row["id"]: row["name_zh"] for row in rows} for rows in (flow().desks, flow().ends))
    desks = [
        (desk_zh[desk], "—" if share is None else f"{share * 100:.0f}%", f"{q['mean']:.2f}", f"{q['wait_hours']:.1f}", f"{q['longest_hours']:.0f}")
        for (desk, share), q in zip(found["utilisation"].items(), found["queue"].values(), strict=True)
    ]
    spans = [(_SPANS_ZH[id], str(d["n"]), _days(d["p50"]), _days(d["p90"])) for id, d in found["days"].items()]
    broken = [(rule, str(n), titles[rule]) for rule, n in answer["breaches"].items()]
    changed = [f"＊{a['label_zh']}：{assumption_zh(a)}。{a['why_zh']}" for a in answer["assumptions"].values() if a["changed"]]
    lines = [
        f"情景：{s['title_zh']}（{s['from']} 到 {s['until']} 的案件，台账截止 {s['closed']}；种子 {answer['seed']}，重复 {times} 次）",
        s["why_zh"], *_events(s), *(["改动的假设：", *changed] if changed else []), "",
        f"结果：案件 {found['cases']} 件；" + "，".join(f"{end_zh[id]} {n}" for id, n in found["ends"].items() if n) + "。", "",
        table(spans, ("要几日（自然日）", "件数", "一半在几日内", "九成在几日内")), "",
        table(desks, ("岗位", "忙的时间", "平均几件在等", "平均等几办公小时", "最久等几办公小时")), "",
        "规则被违反的次数（和 ipcoord check 在台账里查出的相同）：" if broken else "没有规则被违反。",
        *([table(broken, ("规则", "次数", "内容"), 110)] if broken else []), "",
        "期限（取自法律参数，不是假设）", table([(id, text) for id, text in answer["limits"].items()], ("编号", "期限"), 110), "",
        *(["全部假设：用不带 --brief 的命令看。"] if brief else _assumptions(answer)), "", answer["note_zh"],
    ]
    return "\n".join(lines)


def _assumptions(answer: dict) -> list[str]:
    """Every assumption, a table a kind."""
    kinds = {id: row.kind for id, row in read_scenario("plan").assumptions.items()}
    lines = ["上面的结果建立在这些假设上：" + ("（＊是这一情景改动的）" if any(a["changed"] for a in answer["assumptions"].values()) else "")]
    for kind, title in _KINDS_ZH.items():
        rows = [
            (("＊" if a["changed"] else "") + a["label_zh"], assumption_zh(a), a["why_zh"]) for id, a in answer["assumptions"].items() if kinds[id] == kind
        ]
        lines += ["", table(rows, (title, "取值", "理由"), 130)]
    return lines


def _titles() -> dict[str, str]:
    """The rules' titles; a rule of several parts goes by its first."""
    from ..conformance.rules import rules

    return {rule.id: rule.title_zh + ("（期限的含义有争议）" if rule.contested else "") for rule in reversed(rules())}


def _events(s: dict) -> list[str]:
    desks, streams = ({row["id"]: row["name_zh"] for row in rows} for rows in (flow().desks, flow().streams))
    away = [f"离岗：{desks[a['desk']]}，{'各机关' if a['agency'] == 'every' else a['agency']}，{a['from']} 到 {a['until']}。" for a in s["absences"]]
    return away + [f"案件增减：{streams[w['stream']]}，{w['from']} 到 {w['until']}，是平时的 {w['percent']}%。" for w in s["surges"]]


def assumption_zh(a: dict) -> str:
    """The value of an assumption with its unit."""
    value, unit = a["value"], UNITS_ZH[a["unit"]]
    if isinstance(value, dict) and "quantiles" in value:
        return f"{len(value['quantiles'])} 个分位数"
    if isinstance(value, dict):
        return "，".join(f"{_POINTS_ZH.get(k) or _KEYS_ZH.get(k, k)} {v}" for k, v in value.items()) + f"（{unit}）"
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value)) + f"（{unit}）"
    return f"{value} {unit}" if unit != "%" else f"{value}%"


def _days(n: int | None) -> str:
    return "—" if n is None else f"{n} 日"
