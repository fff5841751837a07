"""汇总: many files of a class, read in the browser; tables by clause and by item, and CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import statistics

import pytest
from ipcoord_book.learner import class_settings

from tests.browser.quizstage import BANK, COLOURS, own, plain, violations
from tests.browser.stage import staged

pytestmark = pytest.mark.browser
__all__ = ["own"]

ONE, OTHER, THIRD = BANK["Q-2.2-02"], BANK["Q-2.2-03"], BANK["Q-1.1-01"]


def answer(one, correct, at="2026-11-01T09:00:00.000Z", uid="u", **more):
    """A record of an answer; a wrong one chose the first wrong option."""
    option = next(o for o in one.options if o.correct == correct)
    return {
        "kind": "answer", "uid": f"{uid}-{one.id}-{at[:10]}", "at": at, "item": one.id, "digest": one.digest, "clause": one.clause, "answer": option.id,
        "correct": correct, "score": float(correct), "confidence": 2, **more,
    }


def file(name, records, reader=None):
    """An exported file for an upload field."""
    data = {"format": "ipcoord-progress/1", "exported": "2026-11-30T00:00:00Z", "name": name, "reader": reader or f"r-{name}", "records": records, "places": {}, "aside": {}}
    return {"name": f"{name}.json".replace("/", "-"), "mimeType": "application/json", "buffer": json.dumps(data, ensure_ascii=False).encode()}


def load(page, files):
    """Choose the files and wait for the tables."""
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_text("读了").wait_for()


def saved(page, words):
    """The rows of the CSV behind a button, and its first bytes."""
    with page.expect_download() as found:
        page.get_by_role("button", name=words).click()
    raw = found.value.path().read_bytes()
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))), raw


def test_the_class_stands_by_clause_with_the_latest_answer_that_still_counts(own):
    """Right after wrong counts as right; an answer to what the item no longer is, and a pretest, do not count."""
    people = [
        file("小郑", [answer(ONE, False, uid="a"), answer(ONE, True, at="2026-11-02T09:00:00.000Z", uid="b"), answer(THIRD, False, uid="c")]),
        file("小罗", [answer(ONE, False, uid="d"), answer(OTHER, True, uid="e", digest="old"), answer(THIRD, True, uid="f", counts=False)]),
    ]
    with staged(own, "class-summary", plain(class_settings())) as page:
        load(page, people)
        rows, _ = saved(page, "存按条款的表")
    head = rows[0]
    at = head.index("二(二)答对"), head.index("二(二)做过"), head.index("一(一)答对"), head.index("一(一)做过")
    assert [[row[0], *(row[n] for n in at)] for row in rows[1:]] == [["小郑", "1", "1", "0", "1"], ["小罗", "0", "1", "0", "0"]]


def test_two_files_of_one_reader_are_one_person(own):
    """Phone and computer: records are united, each counted once."""
    first = answer(ONE, True, uid="a")
    files = [file("小郑", [first], "same"), file("", [first, answer(THIRD, True, uid="b")], "same")]
    with staged(own, "class-summary", plain(class_settings())) as page:
        load(page, files)
        assert page.get_by_text("读了2个文件，1人。").count() == 1


def test_wrong_files_are_named_in_a_sentence_and_the_rest_counts(own):
    """A picture, another program's JSON, a newer version; one good file stands."""
    wrong = [{"name": "照片.json", "mimeType": "application/json", "buffer": b"\x89PNG"}, {"name": "别的.json", "mimeType": "application/json", "buffer": b'{"a": 1}'}]
    with staged(own, "class-summary", plain(class_settings())) as page:
        load(page, [*wrong, file("小郑", [answer(ONE, True)])])
        assert page.get_by_text("读了3个文件，1人。2个文件用不上。").count() == 1
        said = page.locator(".ipc-refused li").all_inner_texts()
    assert said[0].startswith("照片.json：不是导出的进度") and said[1].startswith("别的.json：不是导出的进度")


def test_items_have_p_and_from_thirty_answers_on_discrimination_and_distractors(own):
    """Against numbers computed here: p of the first try, the corrected point-biserial, the share of each option; with 29 there is no r."""
    right = [n % 3 != 0 for n in range(30)]
    others = [n % 3 != 0 or n % 2 == 0 for n in range(30)]
    files = [file(f"学员{n}", [answer(ONE, right[n], uid=f"a{n}"), answer(ONE, True, at="2026-11-05T09:00:00.000Z", uid=f"z{n}"), answer(OTHER, others[n], uid=f"b{n}"), answer(THIRD, others[n], uid=f"c{n}")]) for n in range(30)]
    with staged(own, "class-summary", plain(class_settings())) as page:
        load(page, files[:29])
        rows, _ = saved(page, "存按题的表")
        assert {row[5] for row in rows[1:]} == {""}
        page.get_by_role("button", name="清空").click()
        load(page, files)
        page.get_by_text("30人").first.wait_for()
        rows, _ = saved(page, "存按题的表")
    mine = [row for row in rows if row[0] == ONE.id]
    assert (mine[0][3], mine[0][4]) == ("30", str(round(sum(right) / 30, 3)))
    expected = statistics.correlation([float(r) for r in right], [float(o) for o in others])
    assert float(mine[0][5]) == pytest.approx(expected, abs=0.0006)
    shares = {row[6]: float(row[8]) for row in mine}
    chosen = next(o.id for o in ONE.options if not o.correct)
    assert shares[chosen] == pytest.approx(10 / 30, abs=0.001) and sum(shares.values()) == pytest.approx(1, abs=0.002)
    assert "几乎没有人选" in mine[0][9]


def test_csv_has_its_mark_numbers_as_numbers_and_no_formula(own):
    """UTF-8 with BOM and CRLF; a name that is a formula is text; a negative number stays a number."""
    names = ["=cmd|' /C calc'!A1", "+1+1", "-2", "@SUM(A1)", "\t=1", "＝1", " =1", 'a"b,c', "郑\r\n=1"]
    with staged(own, "class-summary", plain(class_settings())) as page:
        load(page, [file(name, [answer(ONE, True, uid=str(n))], f"r{n}") | {"name": f"{n}.json"} for n, name in enumerate(names)])
        rows, raw = saved(page, "存按条款的表")
        cells = page.evaluate("import('/lib/csv.js').then(({ cell }) => [cell(-0.25), cell(3), cell('-0.25'), cell(null), cell(NaN)])")
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    assert [row[0] for row in rows[1:]] == ["'=cmd|' /C calc'!A1", "'+1+1", "'-2", "'@SUM(A1)", "'\t=1", "'＝1", "' =1", 'a"b,c', "郑\r\n=1"]
    assert all(row[rows[0].index("二(二)答对")] == "1" for row in rows[1:])
    assert cells == ["-0.25", "3", "'-0.25", "", ""]


def test_a_slip_that_was_altered_is_told(own):
    """The code is computed again from the record."""
    row = {"item": ONE.id, "digest": ONE.digest, "clause": "2.2", "correct": True, "answer": "a"}
    exam = {"kind": "exam", "uid": "x1", "at": "2026-11-02T09:00:00.000Z", "paper": "A", "version": "v", "started": "s", "handed": "h", "rows": [row], "right": 1, "total": 1, "passed": True}
    with staged(own, "class-summary", plain(class_settings())) as page:
        exam["code"] = page.evaluate("exam => import('/lib/paper.js').then(({ codeOf }) => codeOf({ ...exam, keys: exam.version, name: '' }))", exam)
        load(page, [file("小郑", [exam]), file("小罗", [exam | {"uid": "x2", "rows": [row | {"correct": False}]}])])
        rows, _ = saved(page, "存按条款的表")
        assert page.get_by_text("校验码不符").count() == 1
    assert [row[-1] for row in rows[1:]] == ["1", "0"]


def test_records_of_any_shape_break_nothing_and_run_nothing(own):
    """Handlers, tags, wrong types in every field."""
    evil = "<img src=x onerror='window.ran=1'>"
    odd = [
        None, 7, {"kind": "answer"}, answer(ONE, True, item=evil, uid="q"), answer(ONE, True, uid="w") | {"answer": evil}, answer(ONE, True, uid="e") | {"correct": "yes"}, answer(ONE, True, answer={"a": 1}, uid="r"),
        {"kind": "exam", "uid": "t", "at": "2026-11-01", "rows": [None, 3, evil], "right": 1, "total": 2, "code": evil, "paper": evil}, {"kind": "read", "uid": "y", "at": "2026-11-01"},
    ]
    with staged(own, "class-summary", plain(class_settings())) as page:
        load(page, [file(evil, odd)])
        page.get_by_text("有3条记录读不懂").wait_for()
        saved(page, "存按题的表")
        assert page.locator("#el img").count() == 0 and page.evaluate("window.ran") is None


def test_nothing_is_sent(own):
    """After the page is there, reading files asks nobody for anything but its own modules."""
    asked = []
    with staged(own, "class-summary", plain(class_settings())) as page:
        page.on("request", lambda request: asked.append(request.url))
        load(page, [file("小郑", [answer(ONE, True)])])
        page.wait_for_load_state("networkidle")
    assert asked == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_tables_have_no_violation(own, width):
    """In light and in dark; wide tables scroll in their own box."""
    with staged(own, "class-summary", plain(class_settings()), width=width) as page:
        page.add_style_tag(content=COLOURS)
        load(page, [file("小郑", [answer(ONE, True)]), {"name": "错.json", "mimeType": "application/json", "buffer": b"x"}])
        for mode in ("light", "dark"):
            page.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)
            assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
