"""Does a case hang together: do the names in it exist, is the law confirmed, do dates and sums fit the story?"""

from __future__ import annotations

from collections.abc import Iterator

from ..acts import acts, documents
from ..agencies import agencies
from ..errors import IpcoordError, nearest
from ..norms import clause, norms, unconfirmed
from ..thresholds import offences
from ..times import day_of, read_day
from .catalogue import misconceptions
from .model import SEATS, Case, Step, When
from .quality import quality
from .remarks import HINT, WRONG, Remark
from .sums import sums

__all__ = ["check", "known_basis"]


def check(row: dict, case: Case) -> tuple[Remark, ...]:
    """Everything that does not fit in the case that was read from `row`, hints among it."""
    parts = (_head(case), _dates(case), _papers(case), _steps(case), _facilitator(case), sums(row, case), quality(case))
    return tuple(dict.fromkeys(remark for part in parts for remark in part))


def known_basis(id: str) -> str:
    """"" where the id names a norm or a confirmed provision, else the sentence of what is wrong with it."""
    try:
        return f"依据 {id} 还是待核，不能用来判断。" if unconfirmed(id) else ""
    except IpcoordError as unknown:
        return unknown.zh


def _missing(place: str, what: str, word: str, known) -> Iterator[Remark]:
    """A remark where `word` is not one of `known`."""
    known = list(known)
    if word not in known:
        near = nearest(word, known)
        yield Remark(WRONG, place, f"没有这个{what}：{word}", f"最接近的是 {near}。" if near else f"可以写：{'、'.join(known[:8])}。")


def _head(case: Case) -> Iterator[Remark]:
    for address in case.clauses:
        try:
            clause(address)
        except IpcoordError as unknown:
            yield Remark(WRONG, "clauses", unknown.zh, "照 2.2、2.1.1 这样写。")
    for id in case.norms:
        yield from _missing("norms", "规范", id, (n.id for n in norms()))
    for id in case.offences:
        yield from _missing("offences", "罪名编号", id, (o.id for o in offences()))
    for name, path in case.agencies.items():
        yield from _missing("agencies", f"机关（{name}）", path, agencies())
    for seat in SEATS:
        if not case.agencies.get(seat, "").startswith(f"{seat}/"):
            yield Remark(WRONG, "agencies", f"没有写 {seat} 席的机关", f"写一行 {seat}: {seat}/xinyang/县名。")


def _dates(case: Case) -> Iterator[Remark]:
    try:
        days = {name: read_day(text, f"law_dates.{name}") for name, text in case.law_dates.items()}
    except IpcoordError as broken:
        yield Remark(WRONG, "law_dates", broken.zh, "照 2026-08-20 这样写。")
        return
    start = day_of(case.start)
    if days["conduct"] > start:
        yield Remark(WRONG, "law_dates", f"行为日 {days['conduct']} 晚于故事开始的 {start}", "先有行为，后有案件；改 conduct 或者 start。")
    if days["handling"] < start:
        yield Remark(WRONG, "law_dates", f"处理日 {days['handling']} 早于故事开始的 {start}", "handling 不早于 start 的那一天。")
    if days["teaching"] < days["handling"]:
        yield Remark(WRONG, "law_dates", f"讲课日 {days['teaching']} 早于处理日 {days['handling']}", "teaching 不早于 handling。")


def _papers(case: Case) -> Iterator[Remark]:
    shown = {id for step in case.steps for id in step.exhibits}
    for x in case.exhibits.values():
        if x.id not in shown:
            yield Remark(WRONG, x.id, "这件证物没有在任何一步出现", "在某一步的 exhibits 里写上它，或者删掉。")
        for act in x.shared_by:
            yield from _missing(x.id, "行为", act, acts())
        if x.seat is None and x.shared_by:
            yield Remark(HINT, x.id, "没有写 seat，两席一开始就都能看到，shared_by 不起作用", "只给一席看的，写 seat: amr 或者 seat: psb。")


def _steps(case: Case) -> Iterator[Remark]:
    ids = {step.id for step in case.steps}
    choices = {f"{step.id}:{o.id}" for step in case.steps for o in step.options}
    events = {spec.id for step in case.steps for spec in (*step.acts, *(a for o in step.options for a in o.acts))}
    if len(ids) < len(case.steps):
        twice = next(s.id for n, s in enumerate(case.steps) if any(s.id == t.id for t in case.steps[:n]))
        yield Remark(WRONG, twice, "编号用了两次", "每一步一个编号。")
    for step in case.steps:
        yield from _one(step, case, ids, choices, events)
        for o in step.options:
            place = f"{step.id}:{o.id}"
            yield from _missing(place, "下一步（next）", o.next, ids) if o.next else ()
            yield from _when(place, o.when, choices)
            yield from _missing(place, "误区", o.misconception, misconceptions()) if o.misconception else ()
            yield from _basis(place, o.basis)
            yield from _specs(place, o.acts, events)


def _one(step: Step, case: Case, ids, choices, events) -> Iterator[Remark]:
    for id in step.exhibits:
        yield from _missing(step.id, "证物", id, case.exhibits)
    yield from _missing(step.id, "下一步（next）", step.next, ids) if step.next else ()
    yield from _when(step.id, step.when, choices)
    yield from _basis(step.id, step.cites)
    yield from _specs(step.id, step.acts, events)
    if step.options and step.seat is None:
        yield Remark(WRONG, step.id, "有选项，却没有写哪一席来选", "写 seat: amr 或者 seat: psb。")
    if step.options and not step.prompt:
        yield Remark(WRONG, step.id, "有选项，却没有写问题", "写一句 prompt。")
    if len({o.id for o in step.options}) < len(step.options):
        yield Remark(WRONG, step.id, "两个选项的编号一样", "依次写 a、b、c。")


def _when(place: str, when: When | None, choices) -> Iterator[Remark]:
    if when:
        for choice in (*when.chose, *when.not_chose):
            yield from _missing(place, "选择（when）", choice, choices)
        for act in (*when.has, *when.lacks):
            yield from _missing(place, "行为（when）", act, acts())


def _specs(place: str, specs, events) -> Iterator[Remark]:
    for spec in specs:
        yield from _missing(place, "行为", spec.act, acts())
        for paper in spec.documents:
            yield from _missing(place, "文书", paper, documents())
        if spec.ref is not None and spec.ref not in events:
            yield from _missing(place, "事件（ref）", spec.ref, {*events, *acts()})


def _basis(place: str, ids) -> Iterator[Remark]:
    for id in ids:
        if wrong := known_basis(id):
            yield Remark(WRONG, place, wrong, "换成 N01 到 N35，或者法律依据库里已核对的编号。")


def _facilitator(case: Case) -> Iterator[Remark]:
    used = {o.misconception for step in case.decisions for o in step.options}
    for row in case.facilitator.get("likely_errors", ()):
        yield from _missing("facilitator.likely_errors", "误区", row["misconception"], misconceptions())
        yield from _missing("facilitator.likely_errors", "决定（at）", row["at"], (s.id for s in case.decisions))
        if row["misconception"] not in used:
            yield Remark(HINT, "facilitator.likely_errors", f"误区 {row['misconception']} 没有一个选项用到", "给相应的错误选项写上 misconception。")
