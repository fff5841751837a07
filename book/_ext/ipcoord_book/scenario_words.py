"""A scenario of the tests in words: what is given, when, what follows, and where it rests."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes

from ipcoord_sim.acts import acts, documents, fact_names
from ipcoord_sim.agencies import agencies
from ipcoord_sim.aids.verdicts import ACT_ZH, ENTRY_ZH, LAW_ZH, TIER_ZH
from ipcoord_sim.conformance.rules import rules
from ipcoord_sim.exporters.words import KINDS_ZH
from ipcoord_sim.pictures.words import moment_zh, reading_titles
from ipcoord_sim.thresholds import field_label
from ipcoord_sim.vocabulary import zh
from ipcoord_sim.wording import amount_zh

from .assess_examples import facts_words, measured, verdict_kind
from .clauses import basis_link, clause_link

__all__ = ["WORDS_ZH", "Told", "rule_basis", "told_assess", "told_check", "told_deadline"]

Pieces = list[nodes.Node | str]
_DOUBTS_ZH = (("reading_dependent", "读法不同，结论不同"), ("contested", "有争议"), ("receipt_assumed", "收到的时间是推定的"))
_GOOD = ("kept", "pending", "hint")
# The keys of an act's line that are those of the log; every other is a field of its data.
_OWN = ("to", "received", "papers", "ref")
# The words that fields of an act may hold; the data has them in English only.
WORDS_ZH = {
    "acting": "主持工作的负责人", "case_handler": "案件主办人员", "collusion": "串供", "crowd": "围堵", "decline": "不予立案", "deputy": "副职", "detachment_leader": "支队领导", "director": "主任",
    "dismissal": "撤销案件", "evidence": "证据", "evidence_destruction": "毁灭、伪造证据", "file": "立案", "filing_standard": "追诉标准",
    "flight": "逃跑", "identity": "身份信息", "incomplete": "材料不全", "joint_supervision": "联合督办会议", "jurisdiction": "管辖", "leader_in_charge": "分管领导",
    "member": "成员", "no_crime": "没有犯罪", "no_crime_admin_penalty": "不构成犯罪，需要行政处罚", "no_penalty": "不予处罚",
    "not_police_matter": "不是公安机关的职责", "other": "其他", "own": "本机关", "penalty": "处罚", "principal": "正职负责人",
    "professional_finding": "专业认定", "smashing": "打砸抢", "special": "专门协调会议", "unit_head": "办案机构负责人", "uphold": "维持不立案", "violent_resistance": "暴力抗法",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What stands behind a sentence: its results with colours, rows of a name and words, the acts, words to find it by."""

    badges: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, Pieces], ...]
    events: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def told_assess(scenario: dict) -> Told:
    """A case against the thresholds."""
    when, then = scenario["when"], scenario["then"]
    badges = []
    if "entry" in then:
        tier = TIER_ZH.get(then.get("tier") or "", "")
        badges.append((ENTRY_ZH[then["entry"]] + (f"，{tier}" if tier else ""), verdict_kind(then["entry"])))
    if "advice" in then:
        badges.append((f"下一步：{ACT_ZH[then['advice']]}", "badge-historical"))
    rows: list[tuple[str, Pieces]] = [
        ("已知", ["；".join(facts_words(scenario["given"])) + "。"]),
        ("日子", [f"行为日{when['on']}，处理日{when['handled']}。"]),
    ]
    if "law" in then:
        rows.append(("适用", [f"{then['law']}。"] if then["law"] else ["没有可以适用的条文。"]))
    if then.get("lenient") in ("old", "new"):
        rows.append(("从旧兼从轻", [f"用{LAW_ZH[then['lenient']]}。"]))
    if then.get("missing"):
        rows.append(("还缺", ["、".join(map(field_label, then["missing"])) + "。"]))
    if then.get("nearest"):
        near = then["nearest"]
        rows.append(("离得最近", [f"{field_label(near['field'])}还差{measured(near['field'], near['short_by'])}。"]))
    if cited := [id for id in (*then.get("decisive", ()), *([then["rule"]] if "rule" in then else []), *then.get("basis", ()))]:
        rows.append(("依据", _joined([_basis(id) for id in cited])))
    if then.get("norms"):
        rows.append(("方案", _joined([_basis(id) for id in then["norms"]])))
    return Told(tuple(badges), tuple(rows), keys=(then["offence"],))


def told_check(scenario: dict) -> Told:
    """A case log against a rule."""
    given, rule = scenario.get("given") or {}, next(r for r in rules() if r.id == scenario["rule"])
    badges = [(KINDS_ZH[said["kind"]], "badge-met" if said["kind"] not in _GOOD else "badge-unmet") for said in scenario["then"]]
    badges += [(words, "badge-tobe") for key, words in _DOUBTS_ZH if any(said.get(key) for said in scenario["then"])]
    known = [fact_names()[fact] for fact in given.get("facts", ())]
    known += [f"台账到{_moment(given['ended'])}结束"] if "ended" in given else ["台账还没有结束"]
    known += [f"按{reading_titles()[given['reading']]}读"] if "reading" in given else []
    rows: list[tuple[str, Pieces]] = [("已知", ["；".join(known) + "。"])]
    follows = [_finding(said) for said in scenario["then"]]
    rows.append(("结论", ["；".join(follows) + "。" if follows else "这条规则没有话说。"]))
    return Told(tuple(dict.fromkeys(badges)), tuple(rows), tuple(map(_event, scenario["when"])), (rule.id,))


def told_deadline(scenario: dict) -> Told:
    """A period computed from a start."""
    given = {**scenario["given"], **scenario.get("when", {})}
    then, titles = scenario["then"], reading_titles()
    rows: list[tuple[str, Pieces]] = [("期限", [_basis(given["period"])]), ("起算", [f"{moment_zh(str(given['start']))}。"])]
    if given.get("in_custody"):
        rows.append(("已知", ["犯罪嫌疑人在押。"]))
    found = [f"{titles[key]}：{moment_zh(str(day))}" for key, day in then.items() if key in titles]
    if found:
        rows.append(("结论", ["；".join(found) + "。"]))
    safest = then.get("safest") or then.get("safest_moment")
    badges = ((f"最稳妥：{moment_zh(str(safest))}", "badge-unmet"),) if safest else ()
    return Told(badges, tuple(rows), keys=(given["period"],))


def rule_basis(id: str) -> Pieces:
    """What a rule rests on: norms of the plan, articles of the law."""
    return _joined([_basis(one) for one in next(rule for rule in rules() if rule.id == id).basis])


def _basis(id: str) -> nodes.Node:
    """A link to a norm or to a fact."""
    return clause_link(id, silent=True) if "." in id else basis_link(id)


def _joined(links: list[nodes.Node]) -> Pieces:
    found: Pieces = []
    for link in links:
        found += ["、", link] if found else [link]
    return [*found, "。"]


def _finding(said: dict) -> str:
    """One finding: what kind, at which act, and until when it was to be done."""
    words = KINDS_ZH[said["kind"]]
    words += f"（{said['event']}）" if said.get("event") else ""
    return words + (f"，期满{_moment(said['due'])}" if said.get("due") else "")


def _event(row: dict) -> str:
    """One act of the log in words, with the id under which the findings name it."""
    (id, at), (actor, act), *rest = row.items()
    rest = dict(rest)
    words = f"{id}　{_moment(at)}，{_agency(actor)}：{acts()[act].zh}"
    words += f" → {_agency(rest['to'])}" if "to" in rest else ""
    parts = [f"{_moment(rest['received'])}收到"] if "received" in rest else []
    parts += [f"材料：{'、'.join(documents()[paper] for paper in rest['papers'])}"] if rest.get("papers") else []
    parts += [f"对应{rest['ref']}"] if "ref" in rest else []
    parts += [_field(act, key, value) for key, value in rest.items() if key not in _OWN]
    return "；".join([words, *parts]) + "。"


def _field(act: str, key: str, value: object) -> str:
    known = acts()[act].fields.get(key)
    name = known.zh if known else zh(key)
    if isinstance(value, bool):
        return name if value else f"没有：{name}"
    several = value if isinstance(value, list) else [value]
    return f"{name}：{'、'.join(map(_word, several))}"


def _word(value: object) -> str:
    """A number, a word of the log, or a person as `amr:unit_head` names one."""
    if isinstance(value, (int, float)):
        return amount_zh(value)
    kind, mark, role = str(value).partition(":")
    if mark and role in WORDS_ZH:
        return zh(kind) + WORDS_ZH[role]
    return WORDS_ZH.get(str(value), zh(str(value)))


def _agency(word: str) -> str:
    """The agency that a scenario's short word stands for; without a place it is that of the county."""
    kind, _, place = word.partition("@")
    paths = (f"{kind}/{place}", f"{kind}/xinyang/{place or 'gushi'}", f"{kind}/xinyang")
    found = next(path for path in paths if path in agencies())
    return agencies()[found].short_zh


def _moment(text: object) -> str:
    """A day, or a day with its time, without the weekday."""
    day, _, clock = str(text).partition(" ")
    year, month, number = (int(part) for part in day.split("-"))
    return f"{year}年{month}月{number}日" + (f" {clock}" if clock else "")
