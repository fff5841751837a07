"""The parts of a case's page: what a learner may know before playing, and folded behind it the answers with their basis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from docutils import nodes

from ipcoord_sim.casebank import Case, Option, Step
from ipcoord_sim.casebank.catalogue import misconceptions
from ipcoord_sim.casebank.model import SEATS
from ipcoord_sim.exercise.playing import screen
from ipcoord_sim.exercise.text import DIFFICULTY_ZH, MODES_ZH, OTHER, QUALITY_ZH, SEATS_ZH, clock_zh, condition_zh, seat_agency_zh, step_name
from ipcoord_sim.norms import clause, norm
from ipcoord_sim.thresholds import offence_named

from .clauses import clause_link, norm_link
from .figures import fact_link
from .provenance import folded
from .rows import badge, row, table
from .search_records import mark_searchable

__all__ = ["about", "basis_links", "case_blocks", "errors_table", "joined", "listed", "part"]

Pieces = Iterable[nodes.Node | str]

FICTION = "人物、企业、商标、文号全部虚构。期限和结论是推算，最后以法律文本和承办机关的认定为准。"
# How a case is played: the mode, what to type, what comes of it; "" where the words say it all.
_WAYS = (
    ("solo", "case play {id} --seat amr", "坐市监席；换成 psb 就坐公安席。另一席由机器按最好的做。"),
    ("pair", "case play {id} --seat both", "两个人各坐一席，轮流看屏幕。"),
    ("table", "case play {id} --seat both --table", "一桌人讨论，一个人打字。"),
    ("paper", "case kit {id} -o 纸面", "印成一套纸：议程、角色卡、场景单、证物、决定单、台账单、教员手册、评估表、签到表。"),
)
_UNTOLD = " "  # a search record with this text is found by its title, and gives no answer away


def part(case: Case, id: str, title: str, *blocks: nodes.Node, told: str | None = _UNTOLD) -> nodes.section:
    """A section of a page of cases; the search finds it by its title and the case's, and by `told`, None for all its text."""
    section = nodes.section("", nodes.title("", title), *blocks, ids=[id], names=[])
    return mark_searchable(section, group="案例", title=f"{title}（{case.title}）", keys=[case.id], text=told)


def joined(pieces: Iterable[nodes.Node], mark: str = "、") -> list[nodes.Node]:
    """Links with a mark between them."""
    found: list[nodes.Node] = []
    for piece in pieces:
        found += [nodes.Text(mark), piece] if found else [piece]
    return found


def basis_links(ids: Iterable[str]) -> list[nodes.Node]:
    """Norms as their clause, provisions as instrument and article, each a link to its record.

    Raises UnknownIdError.
    """
    return joined([_norm(id) if id[:1] == "N" and id[1:].isdigit() else fact_link(id, silent=True) for id in dict.fromkeys(ids)], "；")


def _norm(id: str) -> nodes.Node:
    return norm_link(id, f"方案{clause(norm(id).clause).label_zh}（{id}）", silent=True)


def listed(texts: Iterable[str], ordered: bool = False) -> nodes.Element:
    """A list of sentences."""
    items = [nodes.list_item("", nodes.paragraph("", text)) for text in texts]
    return nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".") if ordered else nodes.bullet_list("", *items)


def about(case: Case) -> nodes.field_list:
    """Clauses, norms, offences, difficulty, time, ways to play, days of the law."""
    offences = "、".join(offence_named(id).name_zh for id in case.offences) or "不涉及具体罪名"
    days = case.law_dates
    rows: tuple[tuple[str, Pieces], ...] = (
        ("条款", joined([clause_link(id, silent=True) for id in case.clauses])),
        ("规范", joined([norm_link(id, silent=True) for id in case.norms])),
        ("罪名", [offences]),
        ("难度", [DIFFICULTY_ZH[case.difficulty]]),
        ("时间", [f"推演{case.minutes}分钟，{len(case.decisions)}个决定"]),
        ("形式", ["、".join(MODES_ZH[mode] for mode in case.modes)]),
        ("法律按哪天", [f"行为{days['conduct']}，处理{days['handling']}，讲课{days['teaching']}"]),
    )
    fields = [nodes.field("", nodes.field_name("", name), nodes.field_body("", _line(pieces))) for name, pieces in rows]
    return nodes.field_list("", *fields, classes=["ip-case-about"])


def _line(pieces: Pieces, *classes: str) -> nodes.paragraph:
    line = nodes.paragraph(classes=list(classes))
    line += [nodes.Text(piece) if isinstance(piece, str) else piece for piece in pieces]
    return line


def _paragraphs(text: str) -> list[nodes.paragraph]:
    return [nodes.paragraph("", one) for one in text.split("\n\n") if one]


def case_blocks(case: Case) -> list[nodes.Node]:
    """The whole page under its title."""
    top = nodes.container("", nodes.paragraph("", case.summary, classes=["ip-lead"]), nodes.paragraph("", FICTION, classes=["ip-note"]), about(case))
    top["classes"], top["ip_cites"] = ["ip-case-top"], list(case.clauses)
    seats = [block for seat in SEATS for block in folded(f"{SEATS_ZH[seat]}：{seat_agency_zh(case, seat)}", *_paragraphs(case.briefing[seat]))]
    note = nodes.paragraph("", "只看自己坐的那一席，推演才有意思。", classes=["ip-note"])
    blocks = [
        top, part(case, "seats", "谁坐哪一席", note, *seats), part(case, "play", "怎么玩", *_ways(case)),
        part(case, "first", "第一幕", *_first(case), told=None), part(case, "answers", "答案与依据", *_answers(case)),
        part(case, "discussion", "讨论题", *folded(f"做完再看：{len(case.discussion)}题", listed(case.discussion, True)), told=None),
    ]
    if case.public:
        story = folded(f"做完再看：{case.public['title']}", *_paragraphs(case.public["text"]))
        blocks.append(part(case, "public", "公开版故事", nodes.paragraph("", "可以讲给市民和商户听的短版。", classes=["ip-note"]), *story))
    return blocks


def _ways(case: Case) -> list[nodes.Node]:
    items = []
    for mode, command, words in _WAYS:
        if mode in case.modes:
            line = _line([nodes.strong("", MODES_ZH[mode]), "　", nodes.literal("", f"ipcoord {command.format(id=case.id)}")])
            items.append(nodes.list_item("", line, nodes.paragraph("", words)))
    shell = _line(["在教程文件夹的终端里运行；找不到命令的，前面加上", nodes.literal("", ".venv/bin/"), "。"])
    harder = _line(["想难一点，加上", nodes.literal("", "--difficulty 1"), "：对方有时误期或者出错。"])
    return [shell, nodes.bullet_list("", *items, classes=["ip-ways"]), harder]


def _first(case: Case) -> list[nodes.Node]:
    """The first screen of the chair that decides first, exactly as the exercise shows it."""
    seat = case.decisions[0].seat
    shown = screen(case, seat)
    head = f"{clock_zh(datetime.fromisoformat(shown['clock']))}，{SEATS_ZH[seat]}看到的。{SEATS_ZH[OTHER[seat]]}看到的不一样。"
    blocks: list[nodes.Node] = [nodes.paragraph("", head, classes=["ip-note"]), *_paragraphs(shown["scene"]["text"])]
    if shown["news"]:
        blocks.append(listed(f"{one['from_zh']}：{one['act_zh']}" for one in shown["news"]))
    if shown["exhibits"]:
        papers = [_line([nodes.strong("", f"{x['id']} {x['title']}"), f"：{x['text']}"]) for x in shown["exhibits"]]
        blocks += folded(f"手上的材料：{len(papers)}份", *papers)
    options = [nodes.list_item("", nodes.paragraph("", o["text"])) for o in shown["decision"]["options"]]
    question = nodes.paragraph("", "", nodes.strong("", shown["decision"]["prompt"]))
    blocks.append(nodes.container("", question, nodes.enumerated_list("", *options, enumtype="loweralpha", prefix="", suffix="."), classes=["ip-question"]))
    return blocks


def _answers(case: Case) -> list[nodes.Node]:
    inner: list[nodes.Node] = [block for step in case.decisions for block in _decision(step)]
    thought = dict.fromkeys(o.misconception for step in case.decisions for o in step.options if o.misconception)
    if thought:
        rows = [row(_named(id), misconceptions()[id]["believed_zh"], [misconceptions()[id]["remedy_zh"], _basis(misconceptions()[id]["basis"])]) for id in thought]
        inner += folded(f"这一案里的误区：{len(rows)}个", table(("误区", "有人这样想", "其实"), rows, "", ["ip-misconceptions"]))
    warn = nodes.paragraph("", "先做，再看。下面会说出后来发生的事。", classes=["ip-note"])
    return [warn, *folded(f"打开：{len(case.decisions)}个决定的答案", *inner)]


def _named(id: str) -> str:
    return f"{id} {misconceptions()[id]['title_zh']}"


def _basis(ids: Iterable[str]) -> nodes.paragraph:
    return _line(["依据：", *basis_links(ids)], "ip-note")


def _decision(step: Step) -> list[nodes.Node]:
    """One decision behind a line: its options with how good each is, why, and on what that rests."""
    lines = [row(*_option(o)) for o in step.options]
    blocks: list[nodes.Node] = [nodes.paragraph("", f"{condition_zh(step.when)}，才走到这一步。", classes=["ip-note"])] if step.when else []
    blocks.append(table(("选项", "结论", "理由和依据"), lines, "", ["ip-answers"]))
    box = nodes.container("", *blocks, ids=[f"answer-{step.id}"])
    return folded(f"{step_name(step)}　{SEATS_ZH[step.seat or 'both']}：{step.prompt}", box)


def _option(o: Option) -> tuple:
    text: list[nodes.Node] = [nodes.paragraph("", f"{o.id}. {o.text}")]
    text += [nodes.paragraph("", f"{condition_zh(o.when)}可以选。", classes=["ip-note"])] if o.when else []
    why: list[nodes.Node] = [nodes.paragraph("", o.reason), _basis(o.basis)]
    why += [nodes.paragraph("", f"误区：{_named(o.misconception)}", classes=["ip-note"])] if o.misconception else []
    why += [nodes.paragraph("", f"后来：{o.then}", classes=["ip-note"])] if o.then else []
    return text, badge(QUALITY_ZH[o.quality], f"badge-{o.quality}"), why


def errors_table(case: Case) -> nodes.table:
    """Where which misconception shows, by what one hears it, how to answer."""
    rows = [row(e["at"], _named(e["misconception"]), e["sign"], e["answer"]) for e in case.facilitator["likely_errors"]]
    return table(("在哪里", "误区", "你会听到", "怎样答"), rows, "", ["ip-errors"])
