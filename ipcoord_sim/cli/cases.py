"""The commands `ipcoord case list|show|check|play|review|new|kit`."""

from __future__ import annotations

import json
from pathlib import Path

from ..api import call
from ..api_cases import case_row
from ..casebank import Case
from ..casebank import case as find_case
from ..casebank.authoring import is_file_name, read_draft
from ..casebank.template import new_case
from ..errors import InputError
from ..exercise.playing import HARDEST, screen
from ..exercise.save import Saved, read_save
from ..exporters import write_file
from . import case_play
from .case_check import run_check
from .case_papers import REVIEWS, review_target, write_kit, write_review
from .case_review import review_text
from .case_screens import list_text, show_text, trainer_text

__all__ = ["add_commands"]

FILTERS = ("clause", "offence", "mode", "audience", "difficulty")


def add_commands(commands, common) -> None:
    """Add the commands to the parser."""
    case = commands.add_parser("case", help="案例：列出、查看、检查、推演、印成一套纸")
    verbs = case.add_subparsers(dest="what", required=True, metavar="list|show|check|play|review|new|kit", parser_class=type(case))
    one = verbs.add_parser("list", parents=[common], help="列出案例")
    for name, help in zip(FILTERS, ("条款，例如 2.2", "罪名编号，例如 crl-214", "solo、pair、table、paper", "training、public", "1、2、3"), strict=True):
        one.add_argument(f"--{name}", help=help)
    one.set_defaults(run=_run_list)
    one = verbs.add_parser("show", parents=[common], help="一个案例的说明")
    one.add_argument("case", metavar="编号|文件")
    one.add_argument("--trainer", action="store_true", help="教员用：全部选项、理由和依据")
    one.set_defaults(run=_run_show)
    one = verbs.add_parser("check", parents=[common], help="检查案例：哪里不合适，怎样改；不写就查全部")
    one.add_argument("cases", nargs="*", metavar="编号|文件", help="不写就查案例库里的全部")
    one.add_argument("--quiet", action="store_true", help="不列提示，只列要改的")
    one.set_defaults(run=run_check)
    one = verbs.add_parser("play", parents=[common], help="在终端里推演")
    one.add_argument("case", nargs="?", metavar="编号|文件")
    one.add_argument("--seat", choices=("amr", "psb", "both"), default=None, help="坐哪一席，默认 amr；both 是两个人轮流")
    one.add_argument("--difficulty", type=int, choices=range(HARDEST + 1), default=None, help="对方会不会误期、出错：0 不会，1 会，2 更多")
    one.add_argument("--table", action="store_true", help="一桌人讨论，一个人打字")
    one.add_argument("--save", metavar="FILE", help="每选一步就存到这个文件")
    one.add_argument("--resume", metavar="FILE", help="从存档接着做")
    one.add_argument("--review", metavar="OUT", help=f"结束以后把复盘写成文件（{'、'.join(REVIEWS)}）")
    one.set_defaults(run=_run_play)
    one = verbs.add_parser("review", parents=[common], help="把做完的存档写成复盘")
    one.add_argument("save", metavar="存档")
    one.add_argument("--case", metavar="文件", help="案例不在案例库里的，写明案例文件")
    one.add_argument("-o", "--output", metavar="OUT", help=f"写成文件（{'、'.join(REVIEWS)}），不写就打印")
    one.add_argument("--force", action="store_true", help="覆盖已有的文件")
    one.set_defaults(run=_run_review)
    one = verbs.add_parser("new", parents=[common], help="新写一个案例：给一份可以填的文件")
    one.add_argument("id", metavar="编号", help="例如 C-90")
    one.add_argument("--county", default="gushi", help="县区，例如 gushi、luoshan，默认 gushi")
    one.add_argument("--start", default="2026-03-09", metavar="日期", help="故事从哪天开始")
    one.add_argument("-o", "--output", metavar="FILE", help="写到哪个文件，默认当前文件夹")
    one.set_defaults(run=_run_new)
    one = verbs.add_parser("kit", parents=[common], help="印成一套纸：议程、角色卡、证物、决定单、教员手册、评估表、签到表")
    one.add_argument("case", metavar="编号|文件")
    one.add_argument("-o", "--output", required=True, metavar="文件夹")
    one.add_argument("--html", action="store_true", help="只写网页，不印 PDF")
    one.add_argument("--force", action="store_true", help="覆盖已有的文件")
    one.set_defaults(run=_run_kit)


def _case(word: str) -> Case:
    """The case of the bank with this id, or the one in this file."""
    if not is_file_name(word):
        return find_case(word)
    draft = read_draft(word)
    if draft.case is None:
        first = draft.remarks[0]
        raise InputError(
            f"{word} 还不能用：{first.place}，{first.zh}。先运行 ipcoord case check {word}。", f"{word} cannot be used yet ({first.place}); run ipcoord case check {word} first.",
        )
    return draft.case


def _run_list(options) -> None:
    answer = call("cases", {name: getattr(options, name) for name in FILTERS if getattr(options, name) is not None})
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else list_text(answer))


def _run_show(options) -> None:
    case = _case(options.case)
    if options.json:
        print(json.dumps(case_row(case), ensure_ascii=False, indent=2))
    else:
        print(trainer_text(case) if options.trainer else show_text(case))


def _run_play(options) -> None:
    if not options.case and not options.resume:
        raise InputError("写明案例编号，或者用 --resume 写明存档。", "Name a case, or a save file with --resume.")
    if options.review:
        review_target(options.review)
    if options.resume:
        if options.seat or options.difficulty is not None or options.save:
            raise InputError("接着做的时候，席位和难度照存档，存到同一个文件；不要再写 --seat、--difficulty、--save。", "A resumed exercise keeps its seat, difficulty and file; leave out --seat, --difficulty and --save.")
        saved = read_save(options.resume)
        session = case_play.resume(_saved_case(saved, options.case), saved, options.table, Path(options.resume))
    else:
        session = case_play.begin(_case(options.case), options.seat or "amr", options.difficulty or 0, options.table, Path(options.save) if options.save else None)
    shown = case_play.run(session)
    if shown and options.review:
        print(f"已写入 {write_review(shown, session.case, options.review)}")


def _saved_case(saved: Saved, named: str | None) -> Case:
    """The case that was saved: of the bank, or in the file that is named."""
    case = _case(named) if named else find_case(saved.case)
    if case.id != saved.case:
        raise InputError(f"存档是 {saved.case} 的，不是 {case.id} 的；请换一个案例，或者换一份存档。", f"The save file belongs to {saved.case}, not to {case.id}.")
    return case


def _run_review(options) -> None:
    saved = read_save(options.save)
    case = _saved_case(saved, options.case)
    if saved.changed(case):
        raise InputError(
            f"{case.id} 在存档 {options.save} 以后改过，复盘会对不上；先用 ipcoord case play --resume {options.save} 接着做完。",
            f"{case.id} was edited after {options.save} was written; take it up again with --resume first.",
        )
    shown = screen(case, saved.seat, list(saved.choices), saved.difficulty)
    if not shown["ended"]:
        raise InputError(f"{options.save} 还没有做完，没有复盘；接着做：ipcoord case play --resume {options.save}。", f"{options.save} is not finished; resume it first.")
    if options.output:
        print(f"已写入 {write_review(shown, case, options.output, options.force)}")
    else:
        print(json.dumps(shown["review"], ensure_ascii=False, indent=2) if options.json else review_text(shown))


def _run_new(options) -> None:
    text = new_case(options.id, options.county, options.start)
    target = write_file(options.output or f"{options.id.lower().replace('-', '')}-new.yaml", [text])
    print(f"已写入 {target}。用记事本或者 WPS 打开，把【】里的话换成你的，再运行 ipcoord case check {target}。")


def _run_kit(options) -> None:
    for path in write_kit(_case(options.case), options.output, pdf=not options.html, force=options.force):
        print(f"已写入 {path}")
