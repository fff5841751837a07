"""What a case broke, told from the times of its stages alone: one row a duty. The checker, which reads the logs, must find the same.

Modelled: R01, R02, R04, R05, R07, R09–R15, R17–R22, R24, R26–R29, R33, R34, R37. Never broken by the model's ways, and so found
by neither: R03, R06, R08, R16, R23, R30, R38, R39 (R08 and R16 may be disputed).
"""

from __future__ import annotations

from .flow import Flow
from .limits import HOUR_LIMITS, LIMITS
from .officetime import DAY, FAR, SLOT
from .tables import HEAD

__all__ = ["RULES", "clock_table", "count_breaches", "slip_table", "special_table"]

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
# Duties that need more than a trigger and an answer; `count_breaches` holds them.
SPECIAL = ("R12", "R17", "R20", "R27")
RULES = tuple(sorted({row[0] for row in (*CLOCKS, *SLIPS)} | set(SPECIAL)))
_STAGES = len(HEAD)
_NAMES = (
    "send_received", "signed_elsewhere", "forward_received", "review", "supplement", "supplement_received", "decline_received", "reconsider_ask",
    "reconsider_received", "reconsider", "declined", "reconsider_file", "supervise_ask", "supervise_no", "order", "penalise",
    "intervene_ask", "send",
)


def clock_table(flow: Flow) -> list[list[int]]:
    """CLOCKS as numbers: rule, three starts, two answers, limit (-1: none), needed column, 1 for `may`; column 0 stands for none."""

    def column(id: str | None) -> int:
        return 0 if id is None else HEAD.index(id) if id in HEAD else _STAGES + flow.place[id]

    table = []
    for rule, starts, answers, limit, needs, way in CLOCKS:
        first = [column(s) for s in starts] + [0, 0]
        second = [column(a) for a in answers] + [0]
        table.append([RULES.index(rule), *first[:3], *second[:2], -1 if limit is None else LIMITS.place(limit), column(needs), int(way == "may")])
    return table


def slip_table(flow: Flow) -> list[list[int]]:
    """SLIPS as numbers: rule, bit, column."""
    return [[RULES.index(rule), 1 << flow.slips.index(slip), _STAGES + flow.place[stage]] for rule, slip, stage in SLIPS]


def special_table(flow: Flow) -> list[int]:
    """The rules of SPECIAL, the limits they measure, then the columns they look at."""
    limits = [LIMITS.place(id) for id in ("orn310-police-review-3d", "orn310-reconsider-request-3d", "orn310-reconsider-decide-3d")]
    return [*(RULES.index(r) for r in SPECIAL), *limits, *(_STAGES + flow.place[id] for id in _NAMES)]


def count_breaches(row, clocks, slips, special, limits, opens, closed, found) -> None:
    """Add to `found`, by rule, what the case of this row broke. Plain Python, and compiled as it stands where there is Numba."""
    for c in range(len(clocks)):
        clock = clocks[c]
        start = row[clock[1]]
        if start == 0 and clock[2] != 0:
            start = row[clock[2]]
            if start == 0:
                start = row[clock[3]] if clock[3] != 0 else 0
        if start == 0 or clock[1] == 0 or (clock[7] != 0 and row[clock[7]] == 0):
            continue
        done = row[clock[4]]
        if done == 0 and clock[5] != 0:
            done = row[clock[5]]
        if clock[6] < 0:
            found[clock[0]] += done == 0
        elif done != 0 or clock[8] == 0:
            found[clock[0]] += _late(start, done, clock[6], limits, opens, closed)
    if row[7] != 0:
        for c in range(len(slips)):
            slip = slips[c]
            if row[7] & slip[1] and row[slip[2]] != 0:
                found[slip[0]] += 1
    r12, r17, r20, r27 = special[0], special[1], special[2], special[3]
    review_limit, ask_limit, decide_limit = special[4], special[5], special[6]
    send_received, elsewhere, forward_received = row[special[7]], row[special[8]], row[special[9]]
    review, supplement, supplement_received = row[special[10]], row[special[11]], row[special[12]]
    # R12: the clock of the competent PSB; in time counted from a supplement it is disputed, not broken.
    start = forward_received if elsewhere != 0 else send_received
    if start != 0 and _late(start, review, review_limit, limits, opens, closed):
        again = supplement_received if supplement_received != 0 else supplement
        if again == 0 or _late(again, review, review_limit, limits, opens, closed):
            found[r12] += 1
    # R17: only a request that was itself in time obliges the PSB to decide.
    asked, received, decided = row[special[14]], row[special[15]], row[special[16]]
    if received != 0 and not _late(row[special[13]], asked, ask_limit, limits, opens, closed):
        found[r17] += _late(received, decided, decide_limit, limits, opens, closed)
    # R20: after a last decline the AMR deals with the case, once no remedy runs any more.
    declined, filed_again, supervised, told, ordered, penalised = (
        row[special[17]], row[special[18]], row[special[19]], row[special[20]], row[special[21]], row[special[22]],
    )
    if declined != 0 and penalised == 0 and filed_again == 0 and ordered == 0:
        runs = (asked != 0 and decided == 0) or (supervised != 0 and told == 0)
        found[r20] += not runs
    # R27: a large case is shown to the police, by early intervention or by referral.
    if row[4] == 3 and row[2] == 0 and row[special[23]] == 0 and row[special[24]] == 0:
        found[r27] += 1


def _late(start, done, limit, limits, opens, closed) -> bool:
    """Whether an act done at office second `done` (0: never) comes after the last second of a limit that started at `start`."""
    since = opens[(start - 1) // SLOT] + (start - 1) % SLOT + 1
    at = closed if done == 0 else opens[(done - 1) // SLOT] + (done - 1) % SLOT + 1
    length = limits[limit][since // DAY]
    if length == FAR:
        return False
    return at > (length if limit < HOUR_LIMITS else (since // 3600 + 1) * 3600 + length)
