"""The check of a referral's papers, as hints to the case handler and never as a legal conclusion."""

from __future__ import annotations

from decimal import Decimal

from .. import data
from ..acts import documents as document_names
from ..conformance.messages import basis_zh
from .comparing import compare_tables, compare_tests, inside
from .papers import Paper, Proof, read_contents, read_documents, read_facts

__all__ = ["check_package"]

_TABLES = ("investigation_report", "goods_list")


def check_package(facts: object, documents: object, contents: object = None) -> dict:
    """What of the papers of a referral is missing or does not agree, and how each piece of evidence stands.

    `facts`: those of a case log, absent is false. `documents`: the papers that are there, by the words of a case log.
    `contents`, every part optional, amounts in yuan, days as YYYY-MM-DD:

        {"referral_letter": {"day", "approved"},
         "investigation_report": {"day", "items": [ITEM …], "total_value", "total_quantity"},
         "goods_list": the same,
         "test_report": {"day", "sampled", "items": ["name of a tested item" …]},
         "evidence": [{"id", "kind", "name"} …]}
        ITEM = {"name", "quantity", "unit", "unit_price", "value", "tested": false}

    Lines of one name and unit are added up before they are compared; what one side does not write is not compared.
    Answer: {"complete", "findings": [{"check", "weight", "paper", "what", "expected", "found", "basis", "message_zh"}],
    "evidence": [{"id", "name", "kind", "kind_zh", "use", "use_zh", "basis", "message_zh"}], "retake": [ids]}.
    Raises InputError or UnknownIdError naming the place, what was found and the nearest known word.

    >>> check_package({}, ["referral_letter"])["findings"][0]["message_zh"]
    '缺少案件情况调查报告，请补上。（方案二(一)，国务院令310号第6条）'
    >>> check_package({}, ["referal_letter"])
    Traceback (most recent call last):
    ipcoord_sim.errors.UnknownIdError: 没有这个文书（documents）：referal_letter；最接近的是 referral_letter。

    依据：国务院令310号第6条，刑事诉讼法第54条第2款，法发〔2011〕3号第2条。
    """
    stated, present = read_facts(facts), read_documents(documents)
    papers, proofs = read_contents({} if contents is None else contents)
    rows = [*_missing(stated, present, papers), *_compared(papers), *_dates(papers)]
    findings = [_finding(*row) for row in rows]
    judged = [_judged(proof) for proof in proofs]
    return {
        "complete": not any(f["weight"] in ("missing", "differs", "order") for f in findings),
        "findings": findings,
        "evidence": judged,
        "retake": [row["id"] for row in judged if row["use"] == "retake"],
    }


def _missing(facts: dict[str, bool], present: tuple[str, ...], papers: dict[str, Paper]) -> list[tuple]:
    found = []
    listed = [i for name in _TABLES if name in papers for i in papers[name].items or ()]
    needed = {
        "always": True, "advised": True, "has_goods": facts.get("has_goods", False) or bool(listed),
        "test_made": facts.get("test_made", False) or any(i.tested for i in listed),
    }
    for row in _table()["materials"]:
        id, there = row["id"], row["id"] in present
        if not there and needed[row["when"]]:
            found.append(("advised" if row["when"] == "advised" else "missing", id, document_names()[id], None, None))
        elif there and papers and id in _TABLES and needed["has_goods"] and (id not in papers or papers[id].items is None):
            found.append(("not_compared", id, document_names()[id], None, None))
    return found


def _compared(papers: dict[str, Paper]) -> list[tuple]:
    report, goods, test = (papers.get(key) for key in (*_TABLES, "test_report"))
    found = [row for key in _TABLES if key in papers for row in inside(key, papers[key])]
    if report and goods:
        found += compare_tables(report, goods)
    if goods and test:
        found += compare_tests(goods, test)
    return found


def _dates(papers: dict[str, Paper]) -> list[tuple]:
    found = []
    letter = papers["referral_letter"].days if "referral_letter" in papers else {}
    for key in ("investigation_report", "goods_list", "test_report"):
        day = papers[key].days.get("day") if key in papers else None
        if day and "day" in letter and day > letter["day"]:
            found.append(("after_letter", key, document_names()[key], letter["day"], day))
    if "day" in letter and "approved" in letter and letter["day"] < letter["approved"]:
        found.append(("before_approval", "referral_letter", document_names()["referral_letter"], letter["approved"], letter["day"]))
    test = papers["test_report"].days if "test_report" in papers else {}
    if "day" in test and "sampled" in test and test["sampled"] > test["day"]:
        found.append(("sampled_after_test", "test_report", document_names()["test_report"], test["day"], test["sampled"]))
    return found


def _finding(check: str, paper: str, what: str, expected: object, found: object) -> dict:
    row = next(c for c in _table()["checks"] if c["id"] == check)
    basis = tuple(row.get("basis", _table()["material_basis"]))
    words = {"what": what, "paper": document_names()[paper], "expected": _shown(expected), "found": _shown(found)}
    return {
        "check": check, "weight": row["weight"], "paper": paper, "what": what, "expected": _plain(expected), "found": _plain(found),
        "basis": list(basis), "message_zh": f"{row['say_zh'].format(**words)}（{basis_zh(basis)}）",
    }


def _judged(proof: Proof) -> dict:
    kind = next(k for k in _table()["kinds"] if k["id"] == proof.kind)
    use = next(u for u in _table()["uses"] if u["id"] == kind["use"])
    return {
        "id": proof.id, "name": proof.name, "kind": proof.kind, "kind_zh": kind["zh"], "use": use["id"], "use_zh": use["zh"],
        "basis": list(kind["basis"]), "message_zh": f"{proof.name}（{kind['zh']}）：{use['say_zh']}（{basis_zh(tuple(kind['basis']))}）",
    }


def _table() -> dict:
    return data.load()["rules"]["evidence"]


def _shown(value: object) -> str:
    return f"{value.normalize():,f}" if isinstance(value, Decimal) else str(value)


def _plain(value: object) -> object:
    """A JSON value: numbers as numbers, days as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, str) else str(value)
