"""What is kept of a run when its rows are not: one line of whole numbers that can be added up over replications and cities."""

from __future__ import annotations

from .breaches import RULES, clock_table, count_clock, count_slips, count_special, slip_table, special_table
from .officetime import DAY, SLOT
from .scenario import Scenario
from .tables import HEAD, Model, model_of

__all__ = ["DAYS", "add_row", "desk_table", "filing_table", "model_totals", "names_of", "total_names"]

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
    """For each stage the column in which its desk was asked for (0: none) and the desk."""
    return [[model.stages[s.n].asked, s.desk or 0] for s in model.flow.stages]


def model_totals(model: Model, rows) -> tuple[int, ...]:
    """The totals of these rows."""
    names, flow = names_of(model), model.flow
    found = [0] * len(names)
    clocks, begins = clock_table(flow)
    slips, special, desks = slip_table(flow), special_table(flow), desk_table(model)
    filing = filing_table(model)
    time = model.time
    for row in rows:
        add_row(row, desks, clocks, begins, slips, special, filing, model.limits, time.opens, time.closed, time.closed_office, time.window_office, found)
    return tuple(found)


def filing_table(model: Model) -> list[int]:
    """Where things stand: the first rule, the first desk, how many desks, days to filing; then the columns of the referral and of the decisions to file."""
    ends, rules, desks = len(model.flow.ends), len(RULES), len(model.flow.desks)
    columns = [_STAGES + model.flow.place[s] for s in ("send", "filed", "reconsider_file", "file_ordered")]
    return [1 + ends, 1 + ends + rules, desks, 1 + ends + rules + 4 * desks, *columns]


def add_row(row, desks, clocks, begins, slips, special, filing, limits, opens, closed, closed_office, window, found) -> None:
    """Add one case: its end, what it broke, its visits to desks within the window, its days to filing.

    Plain Python, and compiled as it stands where there is Numba; so it is written with whole numbers and indexes alone.
    """
    found[0] += 1
    found[1 + row[8]] += 1
    still_open, first, count = row[8] == 0, filing[1], filing[2]
    for stage in range(len(desks)):
        done = row[_STAGES + stage]
        if done == 0 and not still_open:
            continue
        column = desks[stage][0]
        if column != 0:
            asked = row[column]
            if 0 < asked < window:
                started = row[column + 1]
                if started == 0 or started > closed_office:
                    started = closed_office
                place = first + desks[stage][1]
                found[place] += 1
                found[place + count] += max(0, min(done if done != 0 else closed_office, window) - started)
                found[place + 2 * count] += min(started, window) - asked
                found[place + 3 * count] = max(found[place + 3 * count], started - asked)
        if done != 0:
            for c in range(begins[stage], begins[stage + 1]):
                if count_clock(row, done, clocks[c], limits, opens, closed):
                    found[filing[0] + clocks[c][0]] += 1
    if row[7] != 0:
        count_slips(row, slips, found, filing[0])
    count_special(row, special, limits, opens, closed, found, filing[0])
    start, done = row[filing[4]], max(row[filing[5]], row[filing[6]], row[filing[7]])
    if start != 0 and done != 0:
        seconds = opens[(done - 1) // SLOT] + (done - 1) % SLOT - opens[(start - 1) // SLOT] - (start - 1) % SLOT
        found[filing[3]] += 1
        found[filing[3] + 1] += seconds
        found[filing[3] + 2 + min(DAYS, seconds // DAY)] += 1
