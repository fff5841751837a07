"""What is kept of a run when its rows are not: one line of whole numbers that can be added up over replications and cities."""

from __future__ import annotations

from .breaches import RULES, clock_table, count_breaches, slip_table, special_table
from .officetime import DAY, SLOT
from .scenario import Scenario
from .tables import HEAD, Model, model_of

__all__ = ["DAYS", "add_row", "desk_table", "model_totals", "names_of", "total_names"]

# Days to filing are counted one by one up to here; the last place holds all that took longer.
DAYS = 120
_STAGES = len(HEAD)


def total_names(scenario: Scenario) -> tuple[str, ...]:
    """The names of the totals of a run, in their order."""
    return names_of(model_of(scenario))


def names_of(model: Model) -> tuple[str, ...]:
    """The names of the totals: cases, ends, breaches by rule, desks, days to filing."""
    desks = [d["id"] for d in model.flow.desks]
    return (
        "cases", *(f"end.{e['id']}" for e in model.flow.ends), *(f"breach.{r}" for r in RULES),
        *(f"{what}.{d}" for what in ("asked", "busy", "wait", "longest") for d in desks),
        "filing.n", "filing.seconds", *(f"filing.day.{n}" for n in range(DAYS + 1)),
    )


def desk_table(model: Model) -> list[list[int]]:
    """For each stage with a desk: its column, the column in which it was asked for, the desk."""
    return [[_STAGES + s.n, model.stages[s.n].asked, s.desk] for s in model.flow.stages if s.desk is not None]


def model_totals(model: Model, rows) -> tuple[int, ...]:
    """The totals of these rows."""
    found = [0] * len(names_of(model))
    breaches = [0] * len(RULES)
    flow, ends, desks = model.flow, len(model.flow.ends), desk_table(model)
    clocks, slips, special = clock_table(flow), slip_table(flow), special_table(flow)
    sent, decided = _STAGES + flow.place["send"], [_STAGES + flow.place[s] for s in ("filed", "reconsider_file", "file_ordered")]
    for row in rows:
        count_breaches(row, clocks, slips, special, model.limits, model.time.opens, model.time.closed, breaches)
        add_row(row, desks, len(flow.desks), model.time.window_office, model.time.closed_office, 1 + ends + len(RULES), found)
        add_filing(row, sent, decided, model.time.opens, len(found) - DAYS - 3, found)
    found[1 + ends : 1 + ends + len(RULES)] = breaches
    return tuple(found)


def add_row(row, desks, count, window, closed, first, found) -> None:
    """Add a case, its end, and the time it waited and was worked on within the window, desk by desk."""
    found[0] += 1
    found[1 + row[8]] += 1
    for d in range(len(desks)):
        desk = desks[d]
        asked, done = row[desk[1]], row[desk[0]]
        if asked == 0 or asked >= window:
            continue
        started = row[desk[1] + 1]
        if started == 0:
            started = closed
        until = done if done != 0 else closed
        place = first + desk[2]
        wait = min(started, window) - asked
        found[place] += 1
        found[place + count] += max(0, min(until, window) - started)
        found[place + 2 * count] += wait
        found[place + 3 * count] = max(found[place + 3 * count], min(started, closed) - asked)


def add_filing(row, sent, decided, opens, first, found) -> None:
    """Add the days from the referral to the decision to file, where there was one."""
    start, done = row[sent], 0
    for d in range(len(decided)):
        done = max(done, row[decided[d]])
    if start == 0 or done == 0:
        return
    seconds = opens[(done - 1) // SLOT] + (done - 1) % SLOT - opens[(start - 1) // SLOT] - (start - 1) % SLOT
    found[first] += 1
    found[first + 1] += seconds
    found[first + 2 + min(DAYS, seconds // DAY)] += 1
