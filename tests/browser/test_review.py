"""Spaced review: what is due and why, what a day costs, what an assessment day changes. The clock is handed in."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from ipcoord_book.learner import due_settings, review_settings
from ipcoord_book.quiz_items import assumptions

from ipcoord_sim.workcalendar import calendar
from tests.browser.quizstage import BANK, COLOURS, answered, own, plain, quiz_args, violations
from tests.browser.stage import staged

pytestmark = pytest.mark.browser
__all__ = ["own"]

OURS = assumptions()["review"]
PRACTISED = [one for one in BANK.values() if one.use != "exam"]
WRONG = [one for one in PRACTISED if one.type == "single"][:5]
RULE = {"retention": OURS["retention_percent"] / 100, "perDay": OURS["per_day"]}


def clock(day, hour=9):
    """Progress whose clock stands on this day."""
    return f"openProgress(undefined, {{ now: () => new Date('{day}T{hour:02d}:00:00+08:00') }})"


def record(one, day, correct, n=0, confidence=2, digest=None):
    """An answer as it is kept: key and text."""
    option = next((o for o in one.options if o.correct == correct), one.options[0])
    fields = {
        "at": f"{day}T0{1 + n % 9}:00:00.000Z", "item": one.id, "digest": digest or one.digest, "clause": one.clause, "norm": one.norm, "set": "s", "use": "practice",
        "answer": option.id, "correct": correct, "score": float(correct), "confidence": confidence,
    }
    return f"ipcoord:1:answer:{day}-{one.id}-{n}", json.dumps(fields, ensure_ascii=False)


def kept(rows):
    """A script that puts these records into an empty storage."""
    return "if (!localStorage.length) {" + "".join(f"localStorage.setItem({json.dumps(key)}, {json.dumps(text)});" for key, text in rows) + "}"


def queue_of(page, rows, day, *, plan=None, items=PRACTISED):
    """What the scheduler says of these records on this day: ids with why, and the rest."""
    args = [[{"id": one.id, "digest": one.digest, "clause": one.clause} for one in items], [json.loads(text) for _, text in rows], f"{day}T09:00:00+08:00", {**RULE, "plan": plan}]
    script = "([items, answers, now, rule]) => import('/lib/schedule.js').then(({ queue }) => { const q = queue(items, answers, { ...rule, now: new Date(now) }); return { ...q, due: q.due.map((row) => [row.item.id, row.why]) }; })"
    return page.evaluate(script, args)


def test_wrong_items_come_first_the_next_day_and_again_after_a_week(own):
    """Five wrong, five right on 1 September: the wrong ones are due on the 2nd; right then, they are due again by the 8th and nothing is lost by a new digest."""
    right = [one for one in PRACTISED if one.type == "next_step"][:5]
    rows = [record(one, "2026-09-01", False) for one in WRONG] + [record(one, "2026-09-01", True) for one in right]
    with staged(own, "quiz", quiz_args(WRONG[:1])) as page:
        assert queue_of(page, rows, "2026-09-01")["due"] == []
        second = queue_of(page, rows, "2026-09-02")
        assert {id for id, _ in second["due"]} == {one.id for one in WRONG}
        assert {why for _, why in second["due"]} == {"wrong"}
        rows += [record(one, "2026-09-02", True) for one in WRONG]
        by_week = queue_of(page, rows, "2026-09-08")["due"]
        assert {one.id for one in WRONG} | {one.id for one in right} <= {id for id, _ in by_week}
        changed = [one if one is not WRONG[0] else type(one)(**{name: getattr(one, name) for name in one.__slots__} | {"digest": "new"}) for one in PRACTISED]
        again = dict(queue_of(page, rows, "2026-09-03", items=changed)["due"])
        assert again[WRONG[0].id] == "changed"


def test_of_several_answers_on_one_day_the_worst_counts(own):
    """Wrong and then put right at once is still due tomorrow."""
    one = WRONG[0]
    rows = [record(one, "2026-09-01", False, 0), record(one, "2026-09-01", True, 1)]
    with staged(own, "quiz", quiz_args([one])) as page:
        assert queue_of(page, rows, "2026-09-02")["due"] == [[one.id, "wrong"]]


def test_a_lucky_guess_comes_back_sooner_than_a_sure_answer(own):
    """Right without being sure has the shorter interval."""
    sure, guess = [record(WRONG[0], "2026-09-01", True, confidence=c) for c in (3, 1)]
    with staged(own, "quiz", quiz_args(WRONG[:1])) as page:
        assert queue_of(page, [guess], "2026-09-01")["soon"] < queue_of(page, [sure], "2026-09-01")["soon"]


def test_no_day_has_more_than_its_limit_and_no_three_of_one_clause_in_a_row(own):
    """Sixty due: fifteen come, the rest is counted; clauses are mixed."""
    rows = [record(one, "2026-09-01", False) for one in PRACTISED[:60]]
    with staged(own, "quiz", quiz_args(WRONG[:1])) as page:
        found = queue_of(page, rows, "2026-09-02")
    clauses = [BANK[id].clause for id, _ in found["due"]]
    assert (len(clauses), found["left"]) == (OURS["per_day"], 60 - OURS["per_day"])
    assert all(len(set(clauses[n : n + 3])) > 1 for n in range(len(clauses) - 2))


def test_sixty_days_cost_ten_minutes_at_the_median(own):
    """A learner of 13 clauses, one every other day, who remembers as the model says: 40 s an item, our assumption; and no item waits for ever."""
    script = """([items, rule, seconds]) => Promise.all([import('/lib/schedule.js'), import('/lib/days.js')]).then(([{ cards, queue }, { plusDays }]) => {
      let seed = 7; const random = () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; };
      const answers = [], minutes = [], loads = []; let late = 0;
      for (let n = 0; n < 60; n += 1) {
        const day = plusDays('2026-09-01', n), now = new Date(`${day}T01:00:00Z`);
        const known = cards(answers, rule);
        const { due } = queue(items, answers, { ...rule, now });
        for (const { item } of due) {
          late = Math.max(late, (new Date(day) - new Date(known.get(item.id).due)) / 86400000);
          const correct = random() < known.get(item.id).recall(day);
          answers.push({ item: item.id, digest: item.digest, at: now.toISOString(), correct, confidence: 2, set: 'review' });
        }
        if (n % 2 === 0 && n < 26) for (const item of items.filter((one) => one.clause === [...new Set(items.map((i) => i.clause))][n / 2])) answers.push({ item: item.id, digest: item.digest, at: now.toISOString(), correct: random() < 0.6, confidence: 2, set: 'p' });
        loads.push(due.length); minutes.push(due.length * seconds / 60);
      }
      return { loads, minutes, late, asked: new Set(answers.filter((one) => one.set === 'review').map((one) => one.item)).size };
    })"""
    items = [{"id": one.id, "digest": one.digest, "clause": one.clause} for one in PRACTISED]
    with staged(own, "quiz", quiz_args(WRONG[:1])) as page:
        found = page.evaluate(script, [items, RULE, OURS["seconds_per_item"]])
    ordered = sorted(found["minutes"])
    assert ordered[30] <= 10
    assert max(found["loads"]) <= OURS["per_day"]
    assert found["late"] <= 7
    assert found["asked"] == len(PRACTISED)


def test_before_an_assessment_everything_comes_once_more_on_ordinary_working_days(own):
    """The last working days before it, as many as it takes; no day off, no make-up day; after it the usual intervals."""
    settings = plain(review_settings())
    assessment = date(2026, 10, 12)  # the Monday after the National Day holiday
    rows = [record(one, "2026-09-20", True, confidence=3) for one in PRACTISED[:20]]
    plan = {"day": str(assessment), "rest": settings["rest"], "made": settings["made"], "perDay": OURS["per_day"]}
    worked, told = set(calendar().worked), {}
    with staged(own, "quiz", quiz_args(WRONG[:1])) as page:
        for n in range(22, 0, -1):
            day = assessment - timedelta(days=n)
            planned = [id for id, why in queue_of(page, rows, str(day), plan=plan)["due"] if why == "plan"]
            if planned:
                told[day] = planned
            rows += [record(BANK[id], str(day), True) for id, _ in queue_of(page, rows, str(day), plan=plan)["due"]]
        assert all(why != "plan" for _, why in queue_of(page, rows, str(assessment), plan=plan)["due"])
    assert told
    assert all(day.weekday() < 5 and day.toordinal() in worked for day in told)
    seen = {json.loads(text)["item"] for key, text in rows if key.split(":")[3][:10] >= str(min(told))}
    assert seen == {one.id for one in PRACTISED[:20]}


def test_the_queue_is_worked_and_ends_for_today(own):
    """The count and the minutes, one item after the other with why it comes, then when the next is due."""
    rows = [record(one, "2026-09-01", False) for one in WRONG[:2]]
    with staged(own, "review", plain(review_settings()), progress=clock("2026-09-02"), script=kept(rows)) as page:
        assert page.get_by_text("今天到期2题").count() == 1
        page.get_by_role("button", name="开始复习").click()
        for n in (1, 2):
            assert page.get_by_text(f"第{n}题，共2题").count() == 1
            assert page.get_by_text("上次答错了。").count() == 1
            one = next(i for i in WRONG[:2] if i.stem.replace("**", "") in page.locator(".ipc-stem").inner_text())
            page.get_by_role("radio").nth([o.correct for o in one.options].index(True)).check()
            page.get_by_role("button", name="大概对").click()
            page.locator(".ipc-after .ipc-main").click()
        assert page.get_by_text("今天的复习做完了，共2题").count() == 1
        assert page.get_by_text("到期。").count() == 1
        assert len(answered(page)) == 4


def test_a_skipped_item_stays_due(own):
    """Skipping records nothing."""
    with staged(own, "review", plain(review_settings()), progress=clock("2026-09-02"), script=kept([record(WRONG[0], "2026-09-01", False)])) as page:
        page.get_by_role("button", name="开始复习").click()
        page.get_by_role("button", name="跳过").click()
        assert page.get_by_text("今天到期1题").count() == 1
        assert len(answered(page)) == 1


def test_the_assessment_day_is_kept_and_told(own):
    """Set, read again after a reload, taken back."""
    with staged(own, "review", plain(review_settings()), progress=clock("2026-09-02"), script=kept([record(WRONG[0], "2026-09-01", False)])) as page:
        page.locator("summary").click()
        page.get_by_label("哪一天").fill("2026-09-18")
        page.get_by_role("button", name="定下").click()
        assert page.get_by_text("还有16天").count() == 1
        page.reload()
        page.wait_for_selector("body[data-ready]")
        page.locator("summary").click()
        assert page.get_by_label("哪一天").input_value() == "2026-09-18"
        page.get_by_role("button", name="不定").click()
        assert page.get_by_text("没有定日子").count() == 1


def test_the_badge_counts_without_an_account_and_is_silent_for_a_new_reader(own):
    """Two due: the badge and the way there; nothing kept: nothing shown."""
    with staged(own, "due", plain(due_settings()), progress=clock("2026-09-02")) as page:
        assert page.locator("#el").is_hidden()
    rows = [record(one, "2026-09-01", False) for one in WRONG[:2]]
    with staged(own, "due", plain(due_settings()), progress=clock("2026-09-02"), script=kept(rows)) as page:
        assert page.locator("#el").inner_text() == "到期 今天有2题要复习。去复习"
        assert page.get_by_role("link", name="去复习").count() == 1


def test_the_badge_leads_back_to_what_was_left_open(own):
    """B04: one sentence and the way back; a mark of a foreign file that leads off the site is no way."""
    def mark(page, anchor="ch18-test"):
        value = {"what": "quiz/x", "page": page, "anchor": anchor, "words": "练一练：二(二)，第1题，共5题。"}
        return [("ipcoord:1:place:left", json.dumps({"at": "2026-09-01T01:00:00.000Z", "value": value}, ensure_ascii=False))]

    with staged(own, "due", plain(due_settings()), progress=clock("2026-09-02"), script=kept(mark("chapters/part3/ch18-declined.html"))) as page:
        assert page.locator("#el").inner_text() == "没做完 练一练：二(二)，第1题，共5题。 接着做"
        assert page.get_by_role("link", name="接着做").get_attribute("href") == "./chapters/part3/ch18-declined.html#ch18-test"
    for bad in (mark("//evil.test/a.html"), mark("javascript:alert(1)//.html"), mark("../../a.html"), mark("a.html", "x\" onclick=1")):
        with staged(own, "due", plain(due_settings()), progress=clock("2026-09-02"), script="localStorage.clear();" + kept(bad)) as page:
            assert page.locator("#el").is_hidden()


@pytest.mark.parametrize("width", [1280, 360])
def test_queue_and_badge_have_no_violation(own, width):
    """axe in light and in dark; nothing wider than the page."""
    rows = [record(one, "2026-09-01", False) for one in WRONG[:2]]
    for name, settings in (("review", review_settings()), ("due", due_settings())):
        with staged(own, name, plain(settings), width=width, progress=clock("2026-09-02"), script=kept(rows)) as page:
            page.add_style_tag(content=COLOURS)
            if name == "review":
                page.locator("summary").click()
            for mode in ("light", "dark"):
                page.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)
                assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
