"""What a case broke, told from the times of its stages alone: one row a duty. The checker, which reads the logs, must find the same.

Modelled: R01, R02, R04, R05, R07, R09–R15, R17–R22, R24, R26–R29, R33, R34, R37. Never broken by the model's ways, and so found
by neither: R03, R06, R08, R16, R23, R30, R38, R39 (R08 and R16 may be disputed).
"""

from __future__ import annotations

from .flow import HEAD, Flow
from .limits import HOUR_LIMITS, LIMITS, STRIDE
from .officetime import DAY, FAR, SLOT

__all__ = ["RULES", "WIDE", "clock_table", "count_clock", "count_slips", "count_special", "is_late", "slip_table", "special_table"]

# Duties with a trigger and an answer: rule, stages that start it, stages that answer it, its limit, and a stage without which
# there is no duty. `may`: only a late act breaks it; `own`: only the first of the stages that was passed counts.
CLOCKS = (
    ("R01", ("report",), ("approve",), "orn310-approve-3d", None, ""),
    ("R05", ("approved",), ("send",), "orn310-send-24h", None, ""),
    ("R09", ("send",), ("sign",), None, None, ""),
    ("R10", ("signed_elsewhere",), ("forward",), "orn310-police-forward-24h", None, ""),
    ("R10", ("signed_elsewhere",), ("forward",), None, None, ""),
    ("R11", ("send_received",), ("supplement_ask",), "pol-180-supplement#1", "signed_incomplete", ""),
    ("R11", ("supplement_ask_received",), ("supplement",), "pol-180-supplement#2", None, ""),
    ("R13", ("declined",), ("notify_decline",), None, None, ""),
    ("R13", ("filed",), ("notify_file",), None, None, ""),
    ("R13", ("file_ordered",), ("notify_ordered",), None, None, ""),
    ("R14", ("declined",), ("notify_decline",), None, None, ""),
    ("R15", ("decline_received",), ("reconsider_ask",), "orn310-reconsider-request-3d", None, "may"),
    ("R17", ("reconsider",), ("notify_reconsider_file", "notify_upheld"), None, None, ""),
    ("R18", ("upheld_received",), ("supervise_ask",), "orn310-procuratorate-3d", "supervise_ask", ""),
    ("R19", ("file_received", "reconsider_file_received", "ordered_received"), ("handover",), "orn310-handover-3d", None, ""),
    ("R21", ("complaint_admin",), ("reverse",), "xy157-10d-police", None, ""),
    ("R21", ("complaint_admin",), ("reverse",), None, "goods", ""),
    ("R22", ("reverse_handle",), ("feedback",), "xy157-10d-feedback", None, ""),
    ("R24", ("consult_ask",), ("consult_study",), None, None, ""),
    ("R26", ("incident",), ("incident_notify",), None, None, ""),
    ("R28", ("suspicion",), ("send", "refused"), None, None, ""),
    ("R29", ("joint",), ("joint_meeting", "joint_adhoc"), None, None, ""),
    ("R33", ("reasons_received",), ("explain",), "pro-560-7d", None, ""),
    ("R34", ("order_received",), ("file_ordered",), "pro-563-15d", None, ""),
    ("R37", ("assist_ask",), ("assist",), None, None, ""),
)
# Mistakes: the rule that a slip breaks once the stage that shows it is done.
SLIPS = (
    ("R02", "deputy", "approved"), ("R04", "small_team", "report"), ("R07", "papers", "send"), ("R14", "no_reasons", "notify_decline"),
    ("R21", "no_list", "reverse"), ("R29", "absent_leader", "joint"),
)
# Duties that need more than a trigger and an answer; `count_special` holds them.
SPECIAL = ("R12", "R17", "R20", "R27")
RULES = tuple(sorted({row[0] for row in (*CLOCKS, *SLIPS)} | set(SPECIAL)))
WIDE = 6
_NAMES = (
    "send_received", "signed_elsewhere", "forward_received", "review", "supplement", "supplement_received", "decline_received", "reconsider_ask",
    "reconsider_received", "reconsider", "declined", "reconsider_file", "supervise_ask", "supervise_no", "order",
    "intervene_ask", "send", "penalise",
)


def clock_table(flow: Flow) -> tuple[list[int], list[int]]:
    """CLOCKS as numbers, WIDE a row: rule, two answers, limit, needed column, 1 for `may` (column 0 and limit -1 stand for none), ordered by
    the stage that starts them; and for each stage where its rows begin. All tables here are flat: a slice of one would cost more than it holds."""

    def column(id: str | None) -> int:
        return 0 if id is None else HEAD.index(id) if id in HEAD else flow.column(id)

    rows, begins = [], []
    for stage in flow.stages:
        begins.append(len(rows))
        for rule, starts, answers, limit, needs, way in CLOCKS:
            if stage.id in starts:
                first, second = [*(column(a) for a in answers), 0][:2]
                rows += [RULES.index(rule), first, second, -1 if limit is None else LIMITS.place(limit), column(needs), int(way == "may")]
    return rows, [*begins, len(rows)]


def slip_table(flow: Flow) -> list[int]:
    """SLIPS as numbers, three a row: rule, bit, column."""
    rows = [(RULES.index(rule), 1 << flow.slips.index(slip), flow.column(stage)) for rule, slip, stage in SLIPS]
    return [number for row in rows for number in row]


def special_table(flow: Flow) -> list[int]:
    """The rules of SPECIAL, the limits they measure, then the columns they look at."""
    limits = [LIMITS.place(id) for id in ("orn310-police-review-3d", "orn310-reconsider-request-3d", "orn310-reconsider-decide-3d")]
    return [*(RULES.index(r) for r in SPECIAL), *limits, *(flow.column(id) for id in _NAMES)]


def count_clock(row, start, clocks, c, limits, opens, closed) -> bool:
    """Whether the duty whose row of CLOCKS begins at `c`, started at office second `start`, was broken."""
    needed, second, limit = clocks[c + 4], clocks[c + 2], clocks[c + 3]
    if needed != 0 and row[needed] == 0:
        return False
    done = row[clocks[c + 1]]
    if done == 0 and second != 0:
        done = row[second]
    if limit < 0:
        return done == 0
    return (done != 0 or clocks[c + 5] == 0) and is_late(start, done, limit, limits, opens, closed)


def count_slips(row, slips, found, first) -> None:
    """Add the rules that the mistakes of this case broke; `first` is the place of the first rule."""
    for n in range(0, len(slips), 3):
        if row[7] & slips[n + 1] and row[slips[n + 2]] != 0:
            found[first + slips[n]] += 1


def count_special(row, special, limits, opens, closed, found, first) -> None:
    """Add what needs more than a trigger and an answer: R12, R17, R20, R27."""
    # R27: a large case is shown to the police, by early intervention or by referral.
    sent = row[special[23]]
    if row[4] == 3 and row[2] == 0 and row[special[22]] == 0 and sent == 0:
        found[first + special[3]] += 1
    if sent == 0:
        return
    # R12: the clock of the competent PSB; in time counted from a supplement it is disputed, not broken.
    start, review = row[special[9]] if row[special[8]] != 0 else row[special[7]], row[special[10]]
    if start != 0 and is_late(start, review, special[4], limits, opens, closed):
        again = row[special[12]] if row[special[12]] != 0 else row[special[11]]
        if again == 0 or is_late(again, review, special[4], limits, opens, closed):
            found[first + special[0]] += 1
    declined = row[special[17]]
    if declined == 0:
        return
    # R17: only a request that was itself in time obliges the PSB to decide.
    asked, received, decided = row[special[14]], row[special[15]], row[special[16]]
    if received != 0 and not is_late(row[special[13]], asked, special[5], limits, opens, closed):
        found[first + special[1]] += is_late(received, decided, special[6], limits, opens, closed)
    # R20: after a last decline the AMR deals with the case, once no remedy runs any more.
    filed_again, supervised, told, ordered, penalised = row[special[18]], row[special[19]], row[special[20]], row[special[21]], row[special[24]]
    if penalised == 0 and filed_again == 0 and ordered == 0:
        runs = (asked != 0 and decided == 0) or (supervised != 0 and told == 0)
        found[first + special[2]] += not runs


def is_late(start, done, limit, limits, opens, closed) -> bool:
    """Whether an act done at office second `done` (0: never) comes after the last second of a limit that started at `start`."""
    since = opens[(start - 1) // SLOT] + (start - 1) % SLOT + 1
    at = closed if done == 0 else opens[(done - 1) // SLOT] + (done - 1) % SLOT + 1
    length = limits[limit << STRIDE | since // DAY]
    if length == FAR:
        return False
    return at > (length if limit < HOUR_LIMITS else (since // 3600 + 1) * 3600 + length)
