"""A consultation that climbs level by level, while the limits of the case run on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..agencies import agencies
from ..api_law import deadline_call
from ..conformance.rules import assumption
from ..errors import InputError, UnknownIdError
from ..times import day_of, time_text
from .logs import case_log, event, later, moment

__all__ = ["CLOCKS", "LEVELS", "Asked", "Clock", "chain", "clocks", "consult_log"]

# Who asks whom: the regulator asks the police, or the other way round.
_SEATS = {"amr": ("amr/xinyang/gushi", "psb/xinyang/gushi"), "psb": ("psb/xinyang/gushi", "amr/xinyang/gushi")}
LEVELS = {"county": "县一级", "city": "市一级", "province": "省一级", "state": "国家一级", "never": "到最后也没有答复"}
# What runs on while the answer is awaited, each from the day of the question here.
CLOCKS = ("samr-proc-35-register", "samr-proc-38-seizure#1", "samr-proc-64-90d#1")


@dataclass(frozen=True, slots=True)
class Asked:
    """The consultation: when, by whom, at which level somebody knows the answer, how many days each level takes, whether the city is skipped."""

    at: str
    seat: str = "amr"
    answered: str = "province"
    days: int | None = None
    skips: bool = False
    suspicion: int = 0

    @property
    def each(self) -> int:
        """The days that a level takes: chosen, else the assumption of ours."""
        return assumption("CONSULT_LEVEL")["value"] if self.days is None else self.days


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that runs during the consultation: its id, words, last day, and how many days of it are left when the answer comes."""

    period: str
    label_zh: str
    start: date
    last: date
    left: int | None


def chain(asked: Asked) -> list[tuple[str, datetime, datetime]]:
    """Who had the question, from when until when, from the county upwards.

    Raises InputError for a time or a number of days that cannot be, UnknownIdError for an unknown choice.

    >>> [who for who, *_ in chain(Asked("2026-06-01 09:00", answered="city", days=2))]
    ['psb/xinyang/gushi', 'psb/xinyang']
    """
    for value, known in ((asked.seat, _SEATS), (asked.answered, LEVELS)):
        if value not in known:
            raise UnknownIdError.among("选择", "choice", value, known)
    if asked.each < 1:
        raise InputError(f"每一级用几天写的是 {asked.each}，至少是 1。", f"A level takes {asked.each} days; it must be at least 1.")
    _, here = _SEATS[asked.seat]
    if asked.skips and asked.answered == "city":
        raise InputError("越过了市一级，市一级就答不了；请换一级答复，或者逐级请示。", "The city is skipped, so it cannot answer; choose another level, or skip none.")
    rows, now = [], moment(asked.at)
    while here is not None:
        level = agencies()[here].level
        then = later(now, asked.each)
        rows.append((here, now, then))
        if level == asked.answered:
            break
        here, now = agencies()[here].superior, then
        if asked.skips and level == "county" and here is not None:
            here = agencies()[here].superior
    return rows


def consult_log(asked: Asked) -> dict:
    """The log of the consultation: question, escalations, the answer down to the one who asked; beside it the evidence that was registered."""
    asker, first = _SEATS[asked.seat]
    rows, start = chain(asked), moment(asked.at)
    regulator = next(place for place in (asker, first) if place.startswith("amr/"))
    events = [
        event("open", later(start, 0, 8), regulator, "case.open"),
        event("kept", later(start, 0, 8), regulator, "evidence.register"),
        event("ask", start, asker, "consult.ask", to=first, received=start, data={"topic": "filing_standard" if asked.seat == "amr" else "professional_finding"}),
    ]
    for n, ((here, _, then), (above, *_)) in enumerate(zip(rows, rows[1:], strict=False)):
        events.append(event(f"up{n + 1}", then, here, "consult.escalate", to=above, received=then, ref=f"up{n}" if n else "ask", data={"note": "认定不了，请示上级"}))
    who, _, end = rows[-1]
    if asked.answered != "never":
        below = [here for here, *_ in rows[-2::-1]] if len(rows) > 1 else []
        for n, (giver, taker) in enumerate(zip([who, *below], [*below, asker], strict=True)):
            events.append(event(f"answer{n + 1}", end, giver, "consult.answer", to=taker, received=end, data={"note": "逐级转告" if n else "答复"}))
        # The mistake that the exercise is about: the evidence lies there until the answer comes.
        events.append(event("handled", end, regulator, "evidence.handle"))
    if asked.suspicion:
        events.append(event("found", later(start, asked.suspicion, 9), regulator, "suspicion.found", data={"note": "新到的材料使合理嫌疑成立"}))
    return case_log("NB10", "一次咨询", (), events, later(max(end, start), 120))


def clocks(asked: Asked) -> list[Clock]:
    """The limits that run while the answer is awaited, by their default reading; nothing stops them.

    依据：没有读到咨询停止期限的规定，按不停止掌握（N09，待核）。
    """
    start, (_, _, end) = moment(asked.at), chain(asked)[-1]
    found = []
    for period in CLOCKS:
        answer = deadline_call(period, time_text(start))
        last = date.fromisoformat(next(row for row in answer["readings"] if row["id"] == answer["default"])["last_day"])
        left = None if asked.answered == "never" else (last - day_of(end)).days
        found.append(Clock(period, answer["label_zh"], day_of(start), last, left))
    return found
