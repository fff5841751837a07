"""The calls of the decision aids: what a page shows beside a bare answer, in words, pictures and files."""

from __future__ import annotations

from datetime import datetime

from . import data
from .acts import documents, fact_names
from .aids import deadlines as _deadlines
from .aids import referral as _referral
from .aids.time_machine import choices, machine
from .api_cases import play_call
from .api_law import deadline_call
from .casebank import case as find_case
from .conformance.messages import basis_zh
from .errors import InputError, UnknownIdError
from .exercise.story import story
from .exporters import deadline_ics
from .exporters.reviews import review_csv, review_html, review_json
from .norms import norm
from .pictures.clocks import clocks_svg
from .pictures.deadline_timeline import deadline_svg
from .pictures.review_lanes import review_lanes_svg
from .pictures.words import AID_ZH
from .times import BEIJING, read_time
from .wording import expand

__all__ = ["deadline_aid_call", "deadline_choices_call", "evidence_form_call", "referral_call", "review_file_call", "story_call", "time_machine_call", "time_machine_choices_call"]

_FORMS = {"html": "text/html;charset=utf-8", "csv": "text/csv;charset=utf-8", "json": "application/json", "svg": "image/svg+xml"}
_PAPERS_NORM = "N14"


def story_call(case: str) -> dict:
    """A case as the page replays it."""
    return story(find_case(case))


def review_file_call(case: str, form: str, seat: str = "amr", choices: list | None = None, difficulty: int = 0) -> dict:
    """The review of a case that has been played to its end, as a file to keep."""
    if form not in _FORMS:
        raise UnknownIdError.among("文件形式", "form of file", form, _FORMS)
    shown = play_call(case, seat, choices, difficulty)
    if shown["review"] is None:
        raise InputError(f"{case} 还没有演完，没有复盘；请先做完后面的决定。", f"{case} has not ended yet, so there is no review; decide on to the end.")
    picture = review_lanes_svg(shown["review"])
    text = {"svg": lambda: picture, "html": lambda: review_html(shown, picture), "csv": lambda: "".join(review_csv(shown)), "json": lambda: review_json(shown)}[form]()
    return {"name": f"review-{shown['case']}-{seat}.{form}", "type": _FORMS[form], "text": text}


def deadline_choices_call() -> dict:
    """Every period that can be computed, by situation."""
    return {"groups": _deadlines.groups()}


def deadline_aid_call(period: str, start: str, in_custody: bool = False, own: str | None = None, now: str | None = None) -> dict:
    """The answer of `deadline` with its words, picture, calendar file and, where the learner gave one, the grade of an own answer."""
    answer = deadline_call(period, start, in_custody)
    readings = _deadlines.told(answer, in_custody)
    asked = read_time(now, "now") if now is not None else datetime.now(BEIJING)
    return {
        "answer": answer,
        "readings": readings,
        "safest_zh": next(row["last_zh"] for row in readings if row["safest"]),
        "office_zh": _deadlines.office_zh(answer),
        "start_zh": _deadlines.spoken(answer["start"]),
        "basis": _deadlines.cited(answer["basis"]),
        "custody_zh": _deadlines.custody_zh(answer["period"], in_custody),
        "horizon_zh": f"工作日历只知道到{_deadlines.spoken(answer['calendar_known_until'])}，再往后的不能推算。",
        "aid_zh": AID_ZH,
        "line_svg": clocks_svg([answer], [_deadlines.situation(answer["period"])]),
        "svg": deadline_svg(answer),
        "ics": deadline_ics(answer, asked, _deadlines.situation(answer["period"])),
        "grade": _deadlines.grade(answer, own) if own else None,
    }


def referral_call(answers: dict | None = None, start: str | None = None) -> dict:
    """The questions, those asked so far, and the conclusion once every question that matters is answered."""
    answers = answers or {}
    asked = _referral.asked(answers)
    questions = [{"id": q.id, "ask_zh": q.ask_zh, "help_zh": q.help_zh, "answers": [{"id": id, "label_zh": zh} for id, zh in q.answers.items()]} for q in _referral.questions().values()]
    waiting = next((id for id in asked if id not in answers), None)
    body = {"questions": questions, "asked": list(asked), "next": waiting, "most": len(questions), "conclusion": None}
    if waiting is not None:
        return body
    kept = {id: answers[id] for id in asked}
    found = _referral.decide(kept)
    return body | {"conclusion": {
        "act": found.act,
        "act_zh": _referral.ACT_ZH[found.act],
        "because_zh": expand(found.because_zh),
        "basis": _cited((*found.norms, *found.basis)),
        "norms": list(found.norms),
        "also": [{"say_zh": expand(row["say_zh"]), "basis": _cited((*row["norms"], *row["basis"]))} for row in found.also],
        "answers": [{"id": q.id, "ask_zh": q.ask_zh, "answer_zh": zh} for q, zh in found.answers],
        "checklist": [{"id": id, "zh": documents()[id]} for id in norm(_PAPERS_NORM).documents] if found.act == "refer" else [],
        "due": [_due(clock, start) for clock in data.load()["aids"]["referral"]["clocks"] if clock["act"] == found.act],
        "flips": [{"id": f.question.id, "ask_zh": f.question.ask_zh, "answer_zh": f.answer_zh, "acts": list(f.acts), "acts_zh": [_referral.ACT_ZH[a] for a in f.acts]} for f in found.flips],
    }}


def _due(clock: dict, start: str | None) -> dict:
    """What is to be done, from when it counts, and until when if the day is given."""
    row = {"period": clock["period"], "say_zh": clock["say_zh"], "from_zh": clock["from_zh"], "basis": _cited((clock["period"],))}
    row["limit_zh"] = expand(f"{{law:{clock['period']}}}")
    if start:
        answer = deadline_call(clock["period"], start)
        told = _deadlines.told(answer)
        row |= {"last_zh": next(r["last_zh"] for r in told if r["default"]), "safest_zh": next(r["last_zh"] for r in told if r["safest"])}
    return row


def evidence_form_call() -> dict:
    """What the check of a referral's papers can be told: papers, facts and kinds of evidence by name."""
    table = data.load()["rules"]["evidence"]
    names = documents()
    return {
        "documents": [{"id": row["id"], "zh": names[row["id"]], "when": row["when"]} for row in table["materials"]],
        "kinds": [{"id": row["id"], "zh": row["zh"]} for row in table["kinds"]],
        "facts": [{"id": id, "zh": fact_names()[id]} for id in ("has_goods", "test_made")],
    }


def time_machine_call(offence: str, field: str, amount: float, on: str, handled: str, marks: bool = False, prior: bool = False, unit: bool = False) -> dict:
    """One amount against the law of every period; `marks`, `prior`, `unit` are the conditions that change a figure."""
    flags = {"marks": 2 if marks else 1, "prior_sanction_within_2y": prior, "entity": "unit" if unit else "individual"}
    return machine(offence, field, amount, on, handled, **flags)


def time_machine_choices_call() -> dict:
    """The amounts that have figures of their own."""
    return {"choices": choices()}


def _cited(ids: tuple[str, ...]) -> list[dict]:
    """Norms and facts with the words that a jurist reads; what is not verified says 待核."""
    return [{"id": id, "zh": basis_zh((id,))} for id in ids]
