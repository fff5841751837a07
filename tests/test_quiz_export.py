"""Items for a learning platform and for a table: read back, they say what the items say."""

from __future__ import annotations

import csv
import html
import io
import re
import xml.etree.ElementTree as ET

import pytest

import ipcoord_sim as ip
from ipcoord_sim.exporters.item_tables import items_csv
from ipcoord_sim.exporters.moodle import items_moodle
from ipcoord_sim.norms import clauses
from tests.quizbank import items_alone  # noqa: F401

LABELS = {c.id: c.label_zh for c in clauses()}
# The fractions that Moodle accepts, as it writes them.
FRACTIONS = {"100", "50", "33.33333", "25", "20", "0", "-50", "-33.33333", "-25", "-20"}


@pytest.fixture(scope="module")
def items() -> list[dict]:
    """Every item of the bank as the call gives it."""
    return ip.call("items", {"seed": 2})["items"]


def read_back(text: str) -> dict[str, dict]:
    """The questions of a Moodle file by name, as another program reads them."""
    found = {}
    for q in ET.fromstring(text).findall("question"):
        if q.get("type") == "category":
            continue
        answers = [(plain(a.findtext("text")), a.get("fraction"), plain(a.findtext("feedback/text")), a.findtext("tolerance")) for a in q.findall("answer")]
        pairs = [(plain(s.findtext("text")), s.findtext("answer/text")) for s in q.findall("subquestion")]
        found[q.findtext("name/text")] = {
            "type": q.get("type"), "stem": plain(q.findtext("questiontext/text")), "answers": answers, "pairs": pairs, "single": q.findtext("single"),
            "general": plain(q.findtext("generalfeedback/text")), "tags": [t.findtext("text") for t in q.findall("tags/tag")], "idnumber": q.findtext("idnumber"),
        }
    return found


def plain(text: str | None) -> str:
    """The words of a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", text or ""))


def test_moodle_reads_back_what_was_written(items):
    """Claim: every item is there, with its situation, its options, their fractions and every reason as feedback."""
    found = read_back("".join(items_moodle(items, LABELS)))
    assert list(found) == [i["id"] for i in items]
    for i in items:
        q, keys = found[i["id"]], sum(o["correct"] for o in i["options"])
        assert q["stem"] == i["stem"].replace("**", "") and i["norm"] in q["tags"] and q["idnumber"] == f"{i['id']}-{i['digest']}"
        if i["type"] in ("order", "match"):
            assert q["type"] == "matching" and len(q["pairs"]) == len(i["options"])
            assert dict(q["pairs"]) == {o["text"]: o["pair"] or f"第{o['place']}步" for o in i["options"]}
            assert all(o["reason"] in q["general"] for o in i["options"])
            continue
        share = {1: "100", 2: "50", 3: "33.33333", 4: "25"}[keys]
        assert {a[1] for a in q["answers"]} <= FRACTIONS
        if i["type"] == "number":
            assert q["type"] == "numerical" and {(a[0], a[2]) for a in q["answers"]} == {(str(o["value"]), o["reason"]) for o in i["options"]}
            assert [a[1] for a in q["answers"]][0] == "100" and all(a[3] == "0" for a in q["answers"])
            continue
        wrong = f"-{share}" if i["type"] == "multiple" else "0"
        assert q["type"] == "multichoice" and q["single"] == ("false" if i["type"] == "multiple" else "true")
        assert [a[:3] for a in q["answers"]] == [(o["text"], share if o["correct"] else wrong, o["reason"]) for o in i["options"]]


def test_every_type_is_among_them(items):
    """Claim: the round trip above went through all seven types."""
    assert {i["type"] for i in items} == {"single", "multiple", "order", "match", "number", "date", "next_step"}


def test_items_lie_in_the_category_of_their_clause(items):
    """Claim: a category before the first item of each clause, named as officers name it."""
    root = ET.fromstring("".join(items_moodle(items, LABELS)))
    names = [q.findtext("category/text") for q in root.findall("question") if q.get("type") == "category"]
    assert names == list(dict.fromkeys(f"$course$/top/知识产权行刑衔接/{i['clause']} {LABELS[i['clause']]}" for i in items))


def test_whatever_stands_in_an_item_stays_text(items):
    """Claim: signs of HTML and XML, the end of a section and control characters neither break the file nor become markup."""
    nasty = "甲<b>&]]>\"乙\x07 **粗** 星*号"
    one = items[0] | {"stem": nasty, "options": [o | {"text": f"{nasty}{n}", "reason": nasty} for n, o in enumerate(items[0]["options"])]}
    text = "".join(items_moodle([one | {"type": "single"}], LABELS))
    q = read_back(text)[one["id"]]
    assert q["stem"] == "甲<b>&]]>\"乙 粗 星*号" and "&lt;strong&gt;粗&lt;/strong&gt;" in text


def test_the_table_has_a_row_an_option(items):
    """Claim: WPS reads UTF-8 with its mark; one row an option; numbers are numbers; a text that looks like a formula is text."""
    text = "".join(items_csv([items[0] | {"stem": "=1+1"}, *items[1:]], LABELS))
    assert text.startswith("\ufeff") and "\r\n" in text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == sum(len(i["options"]) for i in items) and rows[0]["题干"] == "'=1+1"
    expected = [(i["id"], o["id"], o["text"], o["reason"], str(int(o["correct"]))) for i in items for o in i["options"]]
    assert [(r["题号"], r["选项"], r["内容"], r["理由"], r["正确"]) for r in rows] == expected


def test_the_command_writes_the_file_and_guards_it(ipcoord, tmp_path):
    """Claim: a file with the items of the clause; not over another one unasked; an unknown format, clause or use is exit code 2."""
    target = tmp_path / "题库.xml"
    ran = ipcoord("items", "export", "--to", "moodle", "--clause", "2.2", "-o", str(target))
    assert ran.code == 0 and set(read_back(target.read_text("utf-8"))) == {row["id"] for row in ip.call("items", {"clause": "2.2"})["items"]}
    assert ipcoord("items", "export", "--to", "moodle", "-o", str(target)).code == 2
    assert ipcoord("items", "export", "--to", "csv", "-o", str(target), "--force").code == 0
    for words in (("--to", "word"), ("--to", "csv", "--clause", "9.9"), ("--to", "csv", "--use", "fun")):
        assert ipcoord("items", "export", *words, "-o", str(tmp_path / "x")).code == 2
