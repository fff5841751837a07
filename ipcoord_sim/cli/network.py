"""The command `ipcoord network`: who is connected with whom, and what is lost when somebody is away."""

from __future__ import annotations

import json

from ..api import call
from ..exporters import may_write, write_file
from ..exporters.graphs import graph_json, graphml
from ..pictures.network_map import network_svg
from .terminal import fold, table

__all__ = ["add_commands", "network_text"]

_FEW = 8


def add_commands(commands, common) -> None:
    """Add the command to the parser."""
    one = commands.add_parser("network", parents=[common], help="机关和渠道的网络，少了谁会断什么")
    one.add_argument("--level", default="city", metavar="层级", help="city（信阳市，默认）、province、nation；后两个有虚构的地方")
    one.add_argument("--without", action="append", default=[], metavar="机关", help="拿走哪个机关或者联络（liaison/xinyang/gushi），可以写几次")
    one.add_argument("--seed", type=int, default=1, metavar="种子", help="虚构的县怎样分到各市")
    one.add_argument("--graphml", metavar="FILE", help="另写一个 GraphML 文件")
    one.add_argument("--nodelink", metavar="FILE", help="另写一个 networkx 的 node-link JSON 文件")
    one.add_argument("--svg", metavar="FILE", help="另写一张网络图")
    one.add_argument("--force", action="store_true", help="覆盖已有的文件")
    one.set_defaults(run=_run)


def _run(options) -> None:
    for target in filter(None, (options.graphml, options.nodelink, options.svg)):
        may_write(target, force=options.force)
    answer = call("network", {"level": options.level, "without": options.without, "seed": options.seed})
    written = []
    for target, make in ((options.graphml, graphml), (options.nodelink, graph_json)):
        if target:
            written.append(write_file(target, make(answer["graph"]), force=options.force))
    if options.svg:
        written.append(write_file(options.svg, [network_svg(answer["map"]), "\n"], force=options.force))
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    print(network_text(answer))
    for path in written:
        print(f"已写入 {path}")


def network_text(answer: dict) -> str:
    """The measures for people: what is lost, the single points of failure, who carries the most."""
    names = {row["id"]: row["name_zh"] for row in answer["graph"]["nodes"]}
    measures = answer["measures"]
    size = answer["size"]
    parts = [f"网络：{size['agencies']:,} 个机关，{size['channels']:,} 条渠道"]
    if measures["lost_without"]["without"]:
        parts += ["", *_lost(measures["lost_without"], names)]
    cut = [(row["name_zh"], f"{row['pairs']:,}", _few(row["cut_off"], names)) for row in measures["cut_agencies"][:_FEW]]
    parts += ["", "单点：少了它，有的机关彼此就断了联系" if cut else "没有单点：少了任何一个机关，其余的仍然互相联系得上。"]
    parts += [table(cut, ("机关", "断开的对数", "断联的机关"), 110)] if cut else []
    busy = [(names[id], f"{n:,}") for id, n in list(measures["carries"].items())[:_FEW] if n]
    parts += ["", "逐级请示：多少个机关的请示要经过它", table(busy, ("机关", "经过的机关数"), 80)] if busy else []
    between = [(names[id], f"{share:.3f}") for id, share in list(measures["betweenness"].items())[:_FEW] if share]
    rough = "（抽样估计）" if measures["betweenness_estimated"] else ""
    parts += ["", f"中介性：别人之间最短的路有多大一部分经过它{rough}", table(between, ("机关", "比例"), 80)] if between else []
    back = [(row["name_zh"], f"{row['sent']:,}", f"{row['answered']:,}") for row in measures["reciprocity"] if row["answered"] < row["sent"]]
    parts += ["", "要回音而没有回音渠道的", table(back, ("渠道", "有多少对", "有回音渠道的"), 80)] if back else []
    notes = [f"说明：{'；'.join(note.rstrip('。') for note in answer['notes_zh'])}。", f"待核、没有画的渠道：{'、'.join(answer['not_verified'])}。"]
    return "\n".join([*parts, "", *[line for note in notes for line in fold(note, 110)]])


def _lost(lost: dict, names: dict[str, str]) -> list[str]:
    away = "、".join(names.get(id, _liaison(id, names)) for id in lost["without"])
    rows = [
        ("断开的对数", f"{lost['pairs_lost']:,} 对机关彼此再也联系不上"),
        ("断联的机关", _few(lost["cut_off"], names) or "没有"),
        ("请示断了的", _few(lost["questions"], names) or "没有"),
        ("无处移送的", _few(lost["referrals"], names) or "没有"),
        ("没有了的渠道", "、".join(f"{row['name_zh']} {row['lost']}" for row in lost["channels"][:_FEW]) or "没有"),
    ]
    return [f"少了{away}：", table(rows, (), 110)]


def _liaison(id: str, names: dict[str, str]) -> str:
    place = id.partition("/")[2]
    return f"{names.get(f'amr/{place}', place)}和{names.get(f'psb/{place}', place)}之间的联络"


def _few(ids: list[str], names: dict[str, str]) -> str:
    shown = "、".join(names[id] for id in ids[:_FEW])
    return shown + (f"等 {len(ids)} 个" if len(ids) > _FEW else "")
