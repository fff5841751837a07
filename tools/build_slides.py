"""Slides of a lesson: casebank/lessons/slides → `slides/<lesson>/index.html` with reveal.js beside it, and the speaker's notes as a page of their own.

No other origin, no module script: a double click opens them as well as a server. Figures come by id, the plan's words by norm, pictures from the engine.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from ipcoord_sim import call
from ipcoord_sim.data.compiler import read_yaml
from ipcoord_sim.data.schemas import check_schema
from ipcoord_sim.errors import InputError, IpcoordError, UnknownIdError
from ipcoord_sim.exercise.text import address_zh
from ipcoord_sim.norms import norm
from ipcoord_sim.parameters import find
from ipcoord_sim.pictures.clause_lanes import clause_lanes_svg
from ipcoord_sim.pictures.swimlane import limit_words
from ipcoord_sim.pictures.words import STANDING_ZH, last_zh, limit_zh, moment_zh, reading_titles
from ipcoord_sim.procedure.steps import lanes, steps
from ipcoord_sim.states import state_of
from ipcoord_sim.teaching.texts import said
from tools.lesson_places import Place, known, place
from tools.lessons import FOLDER, Lesson, lesson
from tools.slides.days import days_svg

__all__ = ["build", "deck", "decks", "main"]

ROOT = Path(__file__).resolve().parent.parent
REVEAL = ROOT / "book" / "node_modules" / "reveal.js"
PARTS = ROOT / "tools" / "slides"
AID = "人、店、案都是编的。期限推算是辅助，最后以承办机关和法律文本为准。"


def deck(id: str) -> tuple[Lesson, str, list[dict]]:
    """The lesson, the title and the rows of its slides, checked: every step that is no pause has one, none names a step that is not there.

    Raises DataError for the schema, InputError for a step without a slide, UnknownIdError for ids.
    """
    path = FOLDER / "slides" / f"{id}.yaml"
    row = read_yaml(path, f"slides/{path.name}")
    check_schema(row, "slides", id, f"slides/{path.name}")
    found = lesson(row["lesson"])
    rows = [_whole(one, f"幻灯片 {id} 第{n}张") for n, one in enumerate(row["slides"], 1)]
    told = {one["step"] for one in rows}
    for n, step in enumerate(found.steps, 1):
        if not step.pause and n not in told:
            raise InputError(f"幻灯片 {id} 没有教案第{n}步“{step.title}”的一张；请补一张。", f"No slide of {id} belongs to step {n}.")
    for n in sorted(told):
        if n > len(found.steps) or found.steps[n - 1].pause:
            raise InputError(f"幻灯片 {id} 写了第{n}步，教案里没有这一步，或者是休息。", f"Slides of {id} name step {n}, which is not there or is a pause.")
    return found, row["title"], rows


def _whole(row: dict, where: str) -> dict:
    """A slide with all its columns: what another deck has under the id that it uses, and its own over that."""
    if "use" in row:
        known("幻灯片", [row["use"]], _shared(), where)
        row = _shared()[row["use"]] | row
    for column in ("title", "notes"):
        if column not in row:
            raise InputError(f"{where}没有写 {column}；请写上，或者用 use 写明用哪一张。", f"{where} has no {column} and uses no other slide.")
    return row


@cache
def _shared() -> dict[str, dict]:
    """Every slide that has an id, of all decks."""
    rows = [row for path in sorted((FOLDER / "slides").glob("*.yaml")) for row in read_yaml(path, f"slides/{path.name}")["slides"] if "id" in row]
    found = {row["id"]: row for row in rows}
    if len(found) != len(rows):
        twice = next(id for id in found if sum(row["id"] == id for row in rows) > 1)
        raise InputError(f"幻灯片的 id {twice} 写了两次；请改一个。", f"Two slides have the id {twice}; change one.")
    return found


def decks() -> tuple[str, ...]:
    """Every lesson that has slides."""
    return tuple(path.stem for path in sorted((FOLDER / "slides").glob("*.yaml")))


def build(out: Path) -> list[Path]:
    """Write the slides of every lesson that has them below `out`; returns their first pages."""
    made = []
    for id in decks():
        found, title, rows = deck(id)
        folder = out / id
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("reset.css", "reveal.css", "reveal.js"):
            shutil.copyfile(REVEAL / "dist" / name, folder / name)
        shutil.copyfile(REVEAL / "LICENSE", folder / "reveal-LICENSE.txt")
        for name in ("slides.css", "slides.js", "notes.js"):
            shutil.copyfile(PARTS / name, folder / name)
        for name in ("index", "notes"):
            text = (PARTS / f"{name}.html").read_text(encoding="utf-8").replace("{title}", escape(title))
            body = "\n".join(_section(n, one, id) if name == "index" else _note(n, one, found, id) for n, one in enumerate(rows, 1))
            (folder / f"{name}.html").write_text(text.replace("{body}", body).replace("{aid}", AID), encoding="utf-8")
        made.append(folder / "index.html")
    return made


def _section(n: int, row: dict, where: str) -> str:
    return f'<section data-n="{n}">\n<h2>{escape(row["title"])}</h2>\n{_body(row, f"幻灯片 {where} 第{n}张")}\n</section>'


def _body(row: dict, where: str) -> str:
    """What stands on a slide, in the order of the table."""
    return "".join(make(row[key], where) for key, make in _MAKERS.items() if key in row)


def _words(text: str, where: str) -> str:
    return escape(str(said(text, {}, where)))


def _lines(rows: list[str], where: str) -> str:
    return "<ul>" + "".join(f"<li>{_words(one, where)}</li>" for one in rows) + "</ul>"


def _quote(id: str, where: str) -> str:
    """The plan's own words, with the clause."""
    found = norm(id)
    return f'<blockquote>“{escape(found.quote)}”</blockquote><p class="source">信市监〔2022〕157号 {escape(address_zh(found.clause))}（{id}），原文</p>'


def _law(ids: list[str], where: str) -> str:
    """Articles in our words; law that was not read, or is not in force, does not come on a slide."""
    rows = []
    for id in ids:
        value = find(id).newest
        if state_of(value) != "in_force":
            why = "待核" if not value.verified else "不是现行的"
            raise InputError(f"{where}的 {id} {why}，不能投影出来当依据；请换一条。", f"{where} shows {id}, which is {state_of(value)}; choose another.")
        rows.append(f'<li>{escape(value.label_zh)}<span class="source">{escape(value.citation_zh)}，现行，核对于{value.checked}</span></li>')
    return f'<ul class="law">{"".join(rows)}</ul>'


def _chain(ids: list[str], where: str) -> str:
    """Steps of the procedure map, one box each."""
    known = steps()
    for id in ids:
        if id not in known:
            raise UnknownIdError.among(f"程序的步骤（{where}）", "step of the procedure", id, list(known))
    boxes = "".join(f'<li><span class="who">{escape(lanes()[known[id].lane])}</span>{escape(known[id].label_zh)}<span class="limit">{escape(limit_words(known[id]))}</span></li>' for id in ids)
    return f'<ol class="chain">{boxes}</ol>'


def _clocks(row: dict, where: str) -> str:
    """Periods that run from one moment: how long, until when, the safest."""
    lines = []
    for name, period in row["rows"].items():
        answer = call("deadline", {"period": period, "start": row["start"]})
        default = next(one for one in answer["readings"] if one["id"] == answer["default"])
        safest = moment_zh(answer.get("safest_moment", answer["safest"]))
        lines.append(f"<tr><th scope=\"row\">{escape(name)}</th><td>{escape(limit_zh(answer['limit']))}</td><td>{escape(last_zh(default))}</td><td><b>{escape(safest)}</b></td></tr>")
    head = f"<p>接受：{escape(moment_zh(row['start']))}</p>"
    return head + '<table><thead><tr><th scope="col">钟</th><th scope="col">多长</th><th scope="col">默认读法</th><th scope="col">最稳妥</th></tr></thead><tbody>' + "".join(lines) + "</tbody></table>"


def _days(row: dict, where: str) -> str:
    answer = call("deadline", row)
    titles = reading_titles()
    readings = [(titles[one["id"]], one["last_day"], STANDING_ZH[one["standing"]]) for one in answer["readings"]]
    return f'<div class="picture">{days_svg(answer["start"], readings, answer["safest"])}</div><p class="source">{escape(answer["instrument"] + answer["article"])}，起点：{escape(answer["starts_from"])}</p>'


def _opened(ids: list[str], where: str) -> str:
    """The way to the very example, exercise or question, in the trainer's site beside the slides."""
    return f'<p class="open">打开：{_links([place(id, where) for id in ids])}</p>'


def _links(places: Sequence[Place]) -> str:
    return "，".join(f'<a href="../../{escape(one.address)}" target="_blank" rel="noopener">{escape(one.label)}</a>' for one in places if one.page)


_MAKERS = {
    "big": lambda text, where: f'<p class="big">{_words(text, where)}</p>',
    "lines": _lines, "quote": _quote, "law": _law, "chain": _chain,
    "rule": lambda id, where: f'<div class="picture rule">{clause_lanes_svg([id])}</div>',
    "clocks": _clocks, "days": _days,
    "ask": lambda text, where: f'<p class="big">{_words(text, where)}</p>',
    "answer": lambda text, where: f'<p class="answer fragment">{_words(text, where)}</p>',
    "open": _opened,
}


def _note(n: int, row: dict, found: Lesson, where: str) -> str:
    """One slide as the speaker sees it: when, what is said, what is on the wall."""
    step = found.steps[row["step"] - 1]
    clock = f"{found.clock(step.start)}—{found.clock(step.end)}" if found.begins else f"第{step.start}—{step.end}分钟"
    notes = "".join(f"<li>{_words(one, f'幻灯片 {where} 第{n}张')}</li>" for one in row["notes"])
    say = f"<p class=\"say\">说：{escape(str(step.say))}</p>" if step.say and row["step"] else ""
    on_wall = "；".join(str(said(one, {}, where)) for one in row.get("lines", ())) or str(row.get("big") or row.get("ask") or (norm(row["quote"]).quote if "quote" in row else ""))
    wall = f'<p class="wall">墙上：{escape(on_wall)}</p>' if on_wall else ""
    wall += f'<p class="wall">这一步打开：{_links(step.open)}</p>' if step.open else ""
    return f'<article data-n="{n}" id="n{n}" tabindex="-1"><h2>{n}. {escape(row["title"])}</h2><p class="when">第{row["step"]}步 {escape(step.title)}　{clock}</p><ul>{notes}</ul>{say}{wall}</article>'


def main(arguments: list[str] | None = None) -> int:
    """`python -m tools.build_slides OUT`; 2 where a slide does not hold."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        for page in build(Path(given[0]) if given else ROOT / "_build" / "trainer" / "slides"):
            print(f"幻灯片：{page}")
    except IpcoordError as wrong:
        print(wrong.zh, file=sys.stderr)
        return 2
    except FileNotFoundError as missing:
        print(f"没有文件 {missing.filename}；请先运行 make setup。", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
