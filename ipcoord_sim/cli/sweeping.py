"""The command `ipcoord sweep`: scenarios run many times, on this machine or on a cluster, and what may be said of them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..exporters.spreadsheets import BOM, csv_lines
from ..exporters.writing import write_file
from .simulating import assumption_zh, scenario_of
from .terminal import fold, table

if TYPE_CHECKING:
    from ..simulation import Scenario
    from ..simulation.sweep import Ran

__all__ = ["add_commands"]

_NOTE = "这些数字是按上面列出的假设算出来的，不是任何机关的真实情况；换掉假设，结果就会变。"
_WIDE = 120


def add_commands(commands, common) -> None:
    """Add the command to the parser."""
    one = commands.add_parser("sweep", parents=[common], help="把情景重复很多次：均值、分位数、两两相比，都带区间；可以停下再接着算")
    one.add_argument("scenarios", nargs="+", metavar="情景", help="情景的名字（ipcoord simulate --list），或者写着情景的 JSON、YAML 文件；第一个是比较的基准")
    one.add_argument("--out", required=True, metavar="文件夹", help="结果存在哪里；已有同样的结果就接着算")
    one.add_argument("--replications", type=int, default=100, metavar="次", help="重复多少次，默认 100")
    one.add_argument("--cities", type=int, default=1, metavar="城", help="多少个城市一起算，默认 1（信阳）")
    one.add_argument("--seed", type=int, default=1, metavar="种子", help="同一个种子，结果相同，默认 1")
    one.add_argument("--chunk", type=int, metavar="次", help="每块多少次，默认按案件数定，大约一秒以上")
    one.add_argument("--workers", type=int, metavar="个", help="本机用几个进程，默认和处理器一样多")
    one.add_argument("--scheduler", metavar="地址", help="Dask 调度器，例如 tcp://10.0.0.5:8786；写了就在集群上算")
    one.add_argument("--cases", action="store_true", help="另存逐案的宽表（一块一个文件，大）")
    one.add_argument("--all", action="store_true", help="所有的数都列出（默认只列常用的）")
    one.set_defaults(run=_run_sweep)


def _run_sweep(options) -> int:
    # Loaded here, so that other commands do not pay for pools of processes.
    from ..simulation import read_scenario
    from ..simulation.sweep import Store, run_sweep, summary, variant
    from ..simulation.sweep.model import assumptions, measures_of, written_out

    chosen = [read_scenario(scenario_of(word)) for word in options.scenarios]
    variants = [variant(s.id, written_out(s)) for s in chosen]
    names = [v.name for v in variants]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"情景 {name} 写了两次；自己的情景请用 id 起不同的名字。", f"The scenario {name} stands twice; give your own ones different ids.")
    workers = options.workers if options.workers is not None else _processors()
    if workers < 1:
        raise InputError(f"--workers 至少是 1，写的是 {workers}。", f"--workers must be at least 1, not {workers}.")
    try:
        ran = run_sweep(
            variants, options.out, seed=options.seed, replications=options.replications, cities=options.cities, chunk=options.chunk,
            workers=workers, scheduler=options.scheduler, cases=options.cases, about={s.id: assumptions(s) for s in chosen},
        )
    except KeyboardInterrupt:
        print(f"\n已经中断；存好的都在 {options.out}。再运行同一条命令，就接着算。", file=sys.stderr)
        return 130
    if not ran.complete:
        print("\n".join(part for line in _unfinished(ran, options.out) for part in fold(line, _WIDE)), file=sys.stderr)
        return 130 if ran.stopped else 1
    store = Store(Path(options.out), cases=options.cases)
    measures = {s.id: measures_of(s, options.cities) for s in chosen}
    answer = {"seed": options.seed, "cities": options.cities, "chunks": len(ran.chunks), "computed": ran.computed, "note_zh": _NOTE}
    answer |= summary(store, ran, variants, measures, replications=options.replications)
    answer |= {"assumptions": {s.id: assumptions(s) for s in chosen}}
    for name, parts in (("summary.json", [json.dumps(answer, ensure_ascii=False, indent=2) + "\n"]), ("summary.csv", _csv(answer))):
        write_file(Path(options.out) / name, parts, force=True)
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else _text(answer, chosen, ran, options))
    return 0


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _unfinished(ran: Ran, out: str) -> Iterator[str]:
    stored = ran.found + ran.computed
    if ran.failed:
        yield f"有 {len(ran.failed)} 块没有算成，别的都不受影响："
        for outcome in ran.failed:
            yield f"{outcome.key}　{outcome.failed_zh}"
    if ran.stopped:
        yield f"已经停下：{len(ran.chunks)} 块里存好了 {stored} 块，都在 {out}。再运行同一条命令，就从这里接着算。"
    else:
        yield f"{len(ran.chunks)} 块里存好了 {stored} 块，都在 {out}。改好以后再运行同一条命令，只算没有算成的。"


def _text(answer: dict, chosen: list[Scenario], ran: Ran, options) -> str:
    lines = [
        f"{'、'.join(s.title_zh for s in chosen)}：{options.cities} 个城市，重复 {options.replications} 次，种子 {options.seed}",
        f"共 {len(ran.chunks)} 块，这次算了 {ran.computed} 块，原有 {ran.found} 块；存在 {options.out}", "",
    ]
    for s in chosen:
        rows = [_row(f) for id, f in answer["scenarios"][s.id].items() if f["mean"] and (options.all or _usual(id))]
        lines += [f"{s.title_zh}（{s.id}）", table(rows, ("", "均值（95% 区间）", "一半的次数不超过", "九成的次数不超过"), _WIDE), ""]
    for s in chosen[1:]:
        found = answer["differences"][s.id]
        rows = [_apart(f) for id, f in found["measures"].items() if f["mean"] and (options.all or _usual(id))]
        lines += [f"{s.title_zh} 减去 {chosen[0].title_zh}", table(rows, ("", "相差（95% 区间）", "抵消", "说明"), _WIDE), ""]
    lines += [part for text in answer["methods_zh"].values() for part in fold(text, _WIDE)] + [""]
    lines += ["假设", table([(r["label_zh"], assumption_zh(r), r["why_zh"]) for r in answer["assumptions"][chosen[0].id]], ("", "数值", "为什么"), _WIDE), ""]
    for s in chosen[1:]:
        base = {r["id"]: r["value"] for r in answer["assumptions"][chosen[0].id]}
        changed = [(r["label_zh"], assumption_zh(r), r["why_zh"]) for r in answer["assumptions"][s.id] if r["value"] != base[r["id"]]]
        lines += [f"{s.title_zh}：{s.why_zh}", table(changed, ("和基准不同的假设", "数值", "为什么"), _WIDE) if changed else "（人数、比例、时长的假设和基准相同）", ""]
    return "\n".join([*lines, _NOTE])


def _usual(id: str) -> bool:
    return not id.startswith("breach.")


def _row(f: dict) -> tuple[str, ...]:
    return _name(f), _range(f["mean"]), *(_range(f["quantiles"][p]) for p in ("p50", "p90"))


def _apart(f: dict) -> tuple[str, ...]:
    m = f["mean"]
    if m["low"] is None:
        plain = "次数太少"
    elif m["low"] == m["high"] == 0:
        plain = "相同"
    else:
        plain = "看不出差别" if m["low"] <= 0 <= m["high"] else "多" if m["low"] > 0 else "少"
    return _name(f), _range(m, "+"), "" if f["cancelled"] is None else f"{100 * f['cancelled']:.0f}%", plain


def _name(f: dict) -> str:
    return f"{f['label_zh']}（{f['unit_zh']}）"


def _range(found: dict, sign: str = "") -> str:
    """The estimate with its interval; without one, how many replications it takes."""
    def figure(n: float) -> str:
        return f"{n:{sign}.4g}" if n else "0"

    if found["low"] is None:
        return f"{figure(found['estimate'])}（{found['needed']} 次起有区间）"
    return f"{figure(found['estimate'])}（{figure(found['low'])}～{figure(found['high'])}）"


def _csv(answer: dict) -> Iterator[str]:
    """Every figure as a row, for a spreadsheet."""
    head = ("情景", "编号", "名称", "单位", "哪个数", "数值", "区间下限", "区间上限", "次数", "方法")
    yield BOM + csv_lines([head])
    for name, found in answer["scenarios"].items():
        for id, f in found.items():
            for part, i in ({"mean": f["mean"]} | f["quantiles"]).items() if f["mean"] else ():
                yield csv_lines([(name, id, f["label_zh"], f["unit_zh"], part, i["estimate"], i["low"], i["high"], i["n"], i["method"])])
    for name, found in answer["differences"].items():
        for id, f in found["measures"].items():
            if f["mean"]:
                i = f["mean"]
                yield csv_lines([(name, id, f["label_zh"], f["unit_zh"], f"减去 {found['against']}", i["estimate"], i["low"], i["high"], i["n"], "paired t")])
