"""A register held against the rules: how many deviations of which kind, and each with its reason and its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..acts import word_zh
from ..api_logs import check_call
from ..casefile import CaseFile, parse_csv, read_file, to_dict
from ..conformance import BREACHES, rules
from ..errors import UnknownIdError
from ..times import read_time
from .views import View, marked, paragraph, table

__all__ = ["KIND_ZH", "Register", "check_register", "check_text", "show_case", "show_register", "worth_saying"]

KIND_ZH = {
    "late": "逾期才做", "overdue": "逾期没做", "missing_step": "漏了一步", "missing_document": "缺文书", "out_of_order": "次序颠倒",
    "wrong_actor": "人不对", "wrong_channel": "送错机关", "forbidden": "不许做的做了", "disputed": "有争议", "hint": "提示", "pending": "还没做",
    "kept": "做到了",
}
_NOTE = "提示不是违规。有争议的，法律有两种读法，不下结论。"

# A case as it was read, and what the call `check` says of it.
Register = tuple[tuple[dict, dict], ...]


def check_register(path: Path | str, reading: str | None = None) -> Register:
    """Every case of a register (CSV or JSON) with its findings.

    Raises what reading the file and the call `check` raise.
    """
    return _checked(read_file(path), reading)


def check_text(text: str, name: str, reading: str | None = None) -> Register:
    """Every case of a register given as the text of a CSV file, with its findings; `name` is what errors call it.

    Raises what reading the text and the call `check` raise.
    """
    return _checked(parse_csv(text, name), reading)


def _checked(cases: Iterable[CaseFile], reading: str | None) -> Register:
    return tuple((log, check_call(log, reading)) for log in map(to_dict, cases))


def show_register(register: Register) -> View:
    """The whole register: a row for each case, and how often each rule was broken."""
    rows, rule_rows = [], Counter()
    for log, answer in register:
        counts = Counter("breach" if f["kind"] in BREACHES else f["kind"] for f in answer["findings"])
        dependent = sum(f["reading_dependent"] for f in answer["findings"])
        rows.append((f"{log['case']['id']} {log['case']['title']}", *(_count(n) for n in (counts["breach"], counts["disputed"], dependent, counts["hint"]))))
        rule_rows.update((f["rule"], f["kind"]) for f in answer["findings"] if f["kind"] in BREACHES)
    total, broken = sum(rule_rows.values()), len({rule for rule, _ in rule_rows})
    clean = sum(not any(worth_saying(f) for f in answer["findings"]) for _, answer in register)
    sentence = f"{len(register)}件案件，{total}处违规，出在{broken}条规则上；{clean}件没有违规，也没有争议。"
    by_rule = [(marked(title, id), said) for id, title in _titles().items() if (said := _kinds(rule_rows, id))]
    html = table("每件案件有几处", ("案件", "违规", "有争议", "读法不同，结论不同", "提示"), rows)
    html += table("违规出在哪条规则", ("规则", "哪一种，几处"), by_rule)
    return View(sentence, html + paragraph(_NOTE))


def show_case(register: Register, case: str, everything: bool = False) -> View:
    """One case of the register: what deviates, with the time, the reason and the article; `everything` shows the rest too.

    Raises UnknownIdError for a case that the register does not hold.
    """
    found = next(((log, answer) for log, answer in register if log["case"]["id"] == case), None)
    if found is None:
        raise UnknownIdError.among("案件", "case", case, [log["case"]["id"] for log, _ in register])
    log, answer = found
    shown = [f for f in answer["findings"] if everything or worth_saying(f)]
    counts = Counter(KIND_ZH[f["kind"]] for f in answer["findings"] if f["kind"] in BREACHES)
    said = "、".join(f"{kind}{n}处" for kind, n in counts.items()) or "没有违规"
    disputed, dependent = (sum(map(test, answer["findings"])) for test in (lambda f: f["kind"] == "disputed", lambda f: f["reading_dependent"]))
    said += (f"；有争议{disputed}处" if disputed else "") + (f"；换一种读法结论就不同的{dependent}处" if dependent else "")
    html = table(f"{log['case']['title']}：对照结果", ("哪一步", "结果", "为什么，依据哪一条"), _rows(log, shown)) if shown else ""
    return View(f"{log['case']['title']}（{case}）：{said}。", html + paragraph(_NOTE))


def worth_saying(finding: dict) -> bool:
    """Whether a finding is a breach, disputed, or kept under one reading only."""
    return finding["kind"] in BREACHES | {"disputed"} or finding["reading_dependent"]


def _rows(log: dict, findings: Sequence[dict]) -> Iterable[tuple[str, ...]]:
    events = {event["id"]: event for event in log["events"]}
    for f in findings:
        event = events.get(f["event"])
        step = marked(f"{f['event']} {word_zh(event['act'])}", f"{read_time(event['at']):%Y-%m-%d %H:%M}") if event else marked("整件案件")
        kind = KIND_ZH[f["kind"]] + ("，读法不同结论不同" if f["reading_dependent"] else "")
        yield step, marked(kind, f["rule"]), f["message_zh"]


def _titles() -> dict[str, str]:
    """Rule ids with the titles of all their parts."""
    titles: dict[str, str] = {}
    for rule in rules():
        titles[rule.id] = f"{titles[rule.id]}；{rule.title_zh}" if rule.id in titles else rule.title_zh
    return titles


def _kinds(counts: Counter, rule: str) -> str:
    return "、".join(f"{KIND_ZH[kind]}{n}处" for (id, kind), n in sorted(counts.items()) if id == rule)


def _count(n: int) -> str:
    return str(n) if n else "—"
