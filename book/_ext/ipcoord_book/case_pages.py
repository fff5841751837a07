"""A case's page: what a learner may know before playing, the case to play, its first scene, and folded behind that the rest."""

from __future__ import annotations

from datetime import datetime

from docutils import nodes

from ipcoord_sim.casebank import Case
from ipcoord_sim.casebank.model import SEATS
from ipcoord_sim.exercise.playing import screen
from ipcoord_sim.exercise.text import DIFFICULTY_ZH, MODES_ZH, OTHER, SEATS_ZH, clock_zh, seat_agency_zh
from ipcoord_sim.thresholds import offence_named

from .aid_boxes import player
from .case_answers import answers
from .case_parts import Pieces, joined, line, listed, note, paragraphs, part
from .clauses import clause_link, norm_link
from .provenance import folded

__all__ = ["FICTION", "case_blocks", "offences_zh"]

FICTION = "人物、企业、商标、文号全部虚构。期限和结论是推算，最后以法律文本和承办机关的认定为准。"
# How a case is played: the mode, what to type, what comes of it.
_WAYS = (
    ("solo", "case play {id} --seat amr", "坐市监席；把 amr 换成 psb 就坐公安席。另一席由机器来做。"),
    ("pair", "case play {id} --seat both", "两个人各坐一席，轮流看屏幕。"),
    ("table", "case play {id} --seat both --table", "一桌人讨论，一个人打字。"),
    ("paper", "case kit {id} -o 纸面", "印成一套纸：议程、角色卡、场景单、证物、决定单、台账单、教员手册、评估表、签到表。"),
)


def case_blocks(case: Case) -> list[nodes.Node]:
    """The whole page under its title; the box on top cites the case's clauses."""
    top = nodes.container("", nodes.paragraph("", case.summary, classes=["ip-lead"]), note(FICTION), _about(case), classes=["ip-case-top"])
    top["ip_cites"] = list(case.clauses)
    blocks = [
        top, part(case, "player", "推演", player(case)), part(case, "seats", "谁坐哪一席", *_seats(case)), part(case, "play", "别的玩法", *_ways(case)),
        part(case, "first", "第一幕", *_first(case), told=None), part(case, "answers", "答案与依据", *answers(case)),
        part(case, "discussion", "讨论题", *folded(f"做完再看：{len(case.discussion)}题", listed(case.discussion, True)), told=None),
    ]
    if case.public:
        story = folded(f"做完再看：{case.public['title']}", *paragraphs(case.public["text"]))
        blocks.append(part(case, "public", "公开版故事", note("可以讲给市民和商户听的短版。"), *story))
    return blocks


def offences_zh(case: Case) -> str:
    """The offences of a case by name."""
    return "、".join(offence_named(id).name_zh for id in case.offences) or "不涉及具体罪名"


def _about(case: Case) -> nodes.bullet_list:
    days = case.law_dates
    rows: tuple[tuple[str, Pieces], ...] = (
        ("条款", joined(clause_link(id, silent=True) for id in case.clauses)),
        ("规范", joined(norm_link(id, silent=True) for id in case.norms)),
        ("罪名", [offences_zh(case)]),
        ("难度", [DIFFICULTY_ZH[case.difficulty]]),
        ("时间", [f"推演{case.minutes}分钟，{len(case.decisions)}个决定"]),
        ("法律按哪天", [f"行为{days['conduct']}，处理{days['handling']}，讲课{days['teaching']}"]),
    )
    items = [nodes.list_item("", line([nodes.strong("", f"{name}："), *pieces])) for name, pieces in rows]
    return nodes.bullet_list("", *items, classes=["ip-case-about"])


def _seats(case: Case) -> list[nodes.Node]:
    """Both briefings, each behind a line."""
    cards = [block for seat in SEATS for block in folded(f"{SEATS_ZH[seat]}：{seat_agency_zh(case, seat)}", *paragraphs(case.briefing[seat]))]
    return [note("只看自己坐的那一席，推演才有意思。"), *cards]


def _ways(case: Case) -> list[nodes.Node]:
    """What to type for each way to play that the case names, behind a line: whoever plays on the page types nothing."""
    items = []
    for mode, command, words in _WAYS:
        if mode in case.modes:
            typed = nodes.literal("", f"ipcoord {command.format(id=case.id)}")
            items.append(nodes.list_item("", line([nodes.strong("", f"{MODES_ZH[mode]}："), typed]), nodes.paragraph("", words)))
    shell = line(["在教程文件夹的终端里运行。找不到命令的，前面加上", nodes.literal("", ".venv/bin/"), "。"])
    harder = line(["想难一点，加上", nodes.literal("", "--difficulty 1"), "：对方有时误期或者出错。"])
    typing = folded("给带班的人：终端里的命令", shell, nodes.bullet_list("", *items, classes=["ip-ways"]), harder)
    return [note("一个人、两个人，在上面就能演。分桌、纸面，由带班的人准备。"), *typing]


def _first(case: Case) -> list[nodes.Node]:
    """The first screen of the chair that decides first, exactly as the exercise shows it."""
    seat = case.decisions[0].seat
    shown = screen(case, seat)
    when = clock_zh(datetime.fromisoformat(shown["clock"]))
    blocks: list[nodes.Node] = [note(f"{when}，{SEATS_ZH[seat]}看到的。{SEATS_ZH[OTHER[seat]]}看到的不一样。"), *paragraphs(shown["scene"]["text"])]
    if shown["news"]:
        blocks += [nodes.paragraph("", "到这时，别人已经做了："), listed(f"{one['from_zh']}：{one['act_zh']}" for one in shown["news"])]
    if shown["exhibits"]:
        papers = [line([nodes.strong("", f"{x['id']} {x['title']}"), f"：{x['text']}"]) for x in shown["exhibits"]]
        blocks += folded(f"手上的材料：{len(papers)}份", *papers)
    options = [nodes.list_item("", nodes.paragraph("", o["text"])) for o in shown["decision"]["options"]]
    question = nodes.paragraph("", "", nodes.strong("", shown["decision"]["prompt"]))
    numbered = nodes.enumerated_list("", *options, enumtype="loweralpha", prefix="", suffix=".")
    return [*blocks, nodes.container("", question, numbered, classes=["ip-question"])]
