"""The command `ipcoord calibrate`: a unit's own case logs in, a scenario with its rates and durations out, and how far to trust each figure."""

from __future__ import annotations

import json
import sys

from ..acts import word_zh
from ..casefile import read_file
from ..errors import InputError
from ..exporters.writing import may_write, write_file
from ..times import read_day
from .logs import with_progress
from .simulating import UNITS_ZH, assumption_zh, scenario_of
from .terminal import fold

__all__ = ["add_commands"]

_WIDE = 120
_PARTS_ZH = {"": "", "county": "县区", "city": "市", "half": "一半", "nine_tenths": "九成"}
_NOTES = (
    "区间：真的数有 95% 的把握在里面；一次列出很多个区间，总有几个会落空。",
    "来案按立案、受理的日子数；首尾不完整的日子请用 --from、--until 去掉。",
    "时长只用一到就有人办的那些次，排过队的、说不清的不算，所以要先把人手和长期离岗写对（--base）；最短和最长是见到的，真的可能更短、更长。",
    "台账不记金额，所以按金额档分的比例，各档取同一个数。",
    "合不合：时长看最合的四个点画出的分布和台账最多差多少（柯尔莫哥洛夫距离），差得超过 95% 的界，就算四个点画不出；"
    "来案看每五个工作日的件数是不是像随机到来（离散系数，随机到来时是 1）。",
)


def add_commands(commands, common) -> None:
    """Add the command to the parser."""
    one = commands.add_parser("calibrate", parents=[common], help="用自己单位的台账校准情景：来案多少、办一件事要多久、走哪条路")
    one.add_argument("file", help="台账文件：任意多个案件的 CSV，或者一个案件的 JSON")
    one.add_argument("--base", default="plan", metavar="情景", help="在哪个情景上改：名字，或者 JSON、YAML 文件（人手以它为准），默认 plan")
    one.add_argument("--from", dest="first", metavar="日期", help="从哪天起数来案，默认台账里第一件")
    one.add_argument("--until", dest="last", metavar="日期", help="到哪天止，默认台账里最后一件")
    one.add_argument("-o", "--output", metavar="OUT", help="把校准好的情景写成 JSON 文件，ipcoord simulate 和 sweep 都能读")
    one.add_argument("--force", action="store_true", help="覆盖已有的文件")
    one.set_defaults(run=_run_calibrate)


def _run_calibrate(options) -> None:
    from ..simulation import read_scenario
    from ..simulation.calibrate import calibrate

    first = read_day(options.first, "--from") if options.first else None
    last = read_day(options.last, "--until") if options.last else None
    base = scenario_of(options.base)
    if options.output:
        may_write(options.output, force=options.force)
    answer = calibrate(with_progress(read_file(options.file)), base, first=first, last=last)
    if not answer["figures"]:
        raise InputError(
            f"{answer['read']['cases']} 个案件太少，一个数也定不下来：{answer['kept'][0]['label_zh']}等 {len(answer['kept'])} 个假设都保持原样；请多导出一段时间的台账。",
            f"{answer['read']['cases']} cases settle no figure at all; export the logs of a longer time.",
        )
    read_scenario(answer["scenario"])
    if options.output:
        write_file(options.output, [json.dumps(answer["scenario"], ensure_ascii=False, indent=2) + "\n"], force=options.force)
        print(f"已写入 {options.output}", file=sys.stderr)
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else _text(answer))


def _text(answer: dict) -> str:
    read, window = answer["read"], answer["window"]
    lines = [f"读了 {read['cases']} 个案件、{read['events']} 个事件；来案从 {window['from']} 数到 {window['until']}。"]
    if read["strangers"]:
        lines.append(f"有 {read['strangers']} 个案件不是从立案或者受理记起，没有用。")
    if read["left_the_flow"]:
        acts = "、".join(f"{word_zh(act)}（{act}）{n} 次" for act, n in list(read["left_at"].items())[:5])
        lines.append(f"有 {read['left_the_flow']} 个案件走到流程里没有的一步，只用了那一步之前的部分：{acts}。")
    lines += ["", f"校准了 {len(answer['figures'])} 个假设（括号里是 95% 区间，＊表示原来的假设在区间外）"]
    lines += [line for f in answer["figures"] for line in _lines(_figure(f))]
    lines += ["", f"没有校准的 {len(answer['kept'])} 个，仍是原来的假设"]
    reasons: dict[str, list[str]] = {}
    for k in answer["kept"]:
        reasons.setdefault(k["why_zh"], []).append(k["label_zh"] + (f"（{k['n']}）" if k["n"] else ""))
    lines += [line for why, labels in reasons.items() for line in _lines(f"{why.rstrip('。')}：{'、'.join(labels)}。")]
    return "\n".join([*lines, "", *(line for text in _NOTES for line in _lines(text))])


def _lines(text: str) -> list[str]:
    first, *more = fold(text, _WIDE - 4)
    return [first, *(f"    {line}" for line in more)]


def _figure(f: dict) -> str:
    intervals = "；".join(
        f"{_part(f, part)}{i['estimate']:.3g}（{_end(i['low'])}～{_end(i['high'])}）{'＊' if f['before_inside'].get(part) is False else ''}"
        for part, i in f["intervals"].items()
    )
    return f"{f['label_zh']}（{UNITS_ZH[f['unit']]}）：{intervals}；{f['method_zh']}{_fit(f['fit'])}。原来：{assumption_zh(f | {'value': f['before']})}。"


def _part(f: dict, part: str) -> str:
    return f"{part}月 " if f["id"] == "season" else f"{_PARTS_ZH[part]} " if part else ""


def _end(value: float | None) -> str:
    return "?" if value is None else f"{value:.3g}"


def _fit(fit: dict) -> str:
    if not fit:
        return ""
    if "distance" in fit:
        return f"；四个点{'合' if fit['holds'] else '不合，改用台账的分位数'}（差 {fit['distance']:.2f}，界 {fit['bound']:.2f}）"
    return f"；{'像' if fit['holds'] else '不像'}随机到来（{fit['dispersion']:.2f}，应在 {fit['low']:.2f}～{fit['high']:.2f}）"
