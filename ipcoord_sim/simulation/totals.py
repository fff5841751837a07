"""What is kept of a run when its rows are not: one line of whole numbers that can be added up over replications and cities."""

from __future__ import annotations

from .breaches import RULES, WIDE, clock_table, count_clock, count_slips, count_special, slip_table, special_table
from .officetime import DAY, SLOT
from .scenario import Scenario
from .tables import Model, model_of

__all__ = ["DAYS", "SPANS", "add_row", "desk_table", "model_totals", "names_of", "span_table", "total_names"]

# Days to filing are counted one by one up to here; the last place holds all that took longer.
DAYS = 120
# Ways through a case that are measured in days: from a stage to the last of those that end it.
SPANS = (
    ("filing", "send", ("filed", "reconsider_file", "file_ordered")),
    ("referral", "suspicion", ("send",)),
    ("consult", "consult_ask", ("consulted",)),
    ("special", "special", ("special_meeting", "special_adhoc")),
    ("joint", "joint", ("joint_meeting", "joint_adhoc")),
)


def total_names(scenario: Scenario) -> tuple[str, ...]:
    """The names of the totals of a run, in their order."""
    return names_of(model_of(scenario))


def names_of(model: Model) -> tuple[str, ...]:
    """The names of the totals: cases, ends, breaches by rule, desks, spans in days."""
    desks = [d["id"] for d in model.flow.desks]
    return (
        "cases", *(f"end.{e['id']}" for e in model.flow.ends), *(f"breach.{r}" for r in RULES),
        *(f"{what}.{d}" for what in ("asked", "busy", "wait", "longest") for d in desks),
        *(f"{span}.{what}" for span, _, _ in SPANS for what in ("n", "seconds", *(f"day.{n}" for n in range(DAYS + 1)))),
    )


def desk_table(model: Model) -> list[int]:
    """For each stage when it was done, when its desk was asked for (0: none) and the desk: two columns and a number, three a row."""
    return [number for s in model.flow.stages for number in (s.column, s.asked, s.desk or 0)]


def model_totals(model: Model, rows) -> tuple[int, ...]:
    """The totals of these rows."""
    names, flow = names_of(model), model.flow
    found = [0] * len(names)
    clocks, begins = clock_table(flow)
    slips, special, desks = slip_table(flow), special_table(flow), desk_table(model)
    spans = span_table(model)
    time = model.time
    for row in rows:
        add_row(row, desks, clocks, begins, slips, special, spans, model.limits, time.opens, time.closed, time.closed_office, time.window_office, found)
    return tuple(found)


def span_table(model: Model) -> list[int]:
    """Where the rules, the desks and the spans stand and how many desks there are; then four columns a span: its start and what ends it."""
    ends, rules, desks = len(model.flow.ends), len(RULES), len(model.flow.desks)
    table = [1 + ends, 1 + ends + rules, desks, 1 + ends + rules + 4 * desks]
    for _, start, last in SPANS:
        columns = [model.flow.column(s) for s in (start, *last)]
        table += (columns + columns[-1:] * 3)[:4]
    return table


def add_row(row, desks, clocks, begins, slips, special, spans, limits, opens, closed, closed_office, window, found) -> None:
    """Add one case: its end, what it broke, its visits to desks within the window, its spans in days.

    Plain Python, and compiled as it stands where there is Numba; so it is written with whole numbers and indexes alone.
    """
    found[0] += 1
    found[1 + row[8]] += 1
    still_open, first, count = row[8] == 0, spans[1], spans[2]
    for stage in range(len(desks) // 3):
        done = row[desks[3 * stage]]
        if done == 0 and not still_open:
            continue
        column = desks[3 * stage + 1]
        if column != 0:
            asked = row[column]
            if 0 < asked < window:
                started = row[column + 1]
                if started == 0 or started > closed_office:
                    started = closed_office
                place = first + desks[3 * stage + 2]
                found[place] += 1
                found[place + count] += max(0, min(done if done != 0 else closed_office, window) - started)
                found[place + 2 * count] += min(started, window) - asked
                found[place + 3 * count] = max(found[place + 3 * count], started - asked)
        if done != 0:
            for c in range(begins[stage], begins[stage + 1], WIDE):
                if count_clock(row, done, clocks, c, limits, opens, closed):
                    found[spans[0] + clocks[c]] += 1
    if row[7] != 0:
        count_slips(row, slips, found, spans[0])
    count_special(row, special, limits, opens, closed, found, spans[0])
    place = spans[3]
    for n in range(4, len(spans), 4):
        start, done = row[spans[n]], max(row[spans[n + 1]], row[spans[n + 2]], row[spans[n + 3]])
        if start != 0 and done != 0:
            seconds = opens[(done - 1) // SLOT] + (done - 1) % SLOT - opens[(start - 1) // SLOT] - (start - 1) % SLOT
            found[place] += 1
            found[place + 1] += seconds
            found[place + 2 + min(DAYS, seconds // DAY)] += 1
        place += DAYS + 3
