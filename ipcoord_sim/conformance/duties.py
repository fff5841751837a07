"""What each agency must, may and may not do at a given time, until when, and on what basis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from ..agencies import agencies
from ..casefile import CaseFile
from ..times import day_of, minute_text
from ..wording import expand
from .clocks import Ends, ends
from .engine import answered, triggers
from .guards import GUARDS
from .messages import basis_zh, duty_zh
from .rules import Rule, rules, rules_for
from .view import Trigger, View, kind_of

__all__ = ["Duty", "duties", "until"]


class Duty(NamedTuple):
    """One open duty, right or ban: whose, which act, towards whom, by when (a day, or a moment for hour limits)."""

    agency: str | None
    modality: str
    act: str
    to: str | None
    rule: str
    basis: tuple[str, ...]
    due: str | None
    safest: str | None
    state: str
    event: str | None
    message_zh: str

    def as_dict(self) -> dict:
        """The duty as JSON values."""
        return self._asdict() | {"basis": list(self.basis)}


def duties(log: CaseFile, now: datetime) -> tuple[Duty, ...]:
    """Every duty, right and ban that stands at `now`; what is due first comes first.

    Events after `now` are not looked at. `state` is running, due_today, overdue or open (no day count).
    """
    view = View(until(log, now))
    facts = frozenset(name for name, true in log.facts.items() if true)
    found = [duty for rule in rules_for(view.acts, facts) for duty in _of_rule(view, rule, now)]
    # A ban stands before the act it bans has been done, so every rule with one is asked.
    found += [duty for rule in rules() if rule.must_not for duty in _bans(view, rule)]
    return tuple(sorted(found, key=lambda d: (d.due is None, d.due or "", d.rule, d.agency or "")))


def until(log: CaseFile, now: datetime) -> CaseFile:
    """The log as it stood at `now`, still open; a paper that had not yet arrived counts as not received."""
    past = tuple(e for e in log.events if e.at <= now)
    return CaseFile(log.id, log.title, log.facts, None, past)


def _of_rule(view: View, rule: Rule, now: datetime) -> Iterator[Duty]:
    if rule.kind == "response":
        for trigger, answer in answered(view, rule):
            if answer is None and (trigger.start is None or trigger.start <= now) and not _lifted(view, rule, trigger):
                duty = _running(view, rule, trigger, now)
                if duty:
                    yield duty
    elif rule.owes:
        for trigger in triggers(view, rule):
            place = next(v for v in rule.verdicts if v.test is None or GUARDS[v.test](view, trigger, None) == v.wanted)
            if place.kind != "kept" and trigger.start <= now:
                yield _duty(rule, trigger.owner, "must", rule.owes, trigger, None, "open", f"{duty_zh(rule)}。")


def _bans(view: View, rule: Rule) -> Iterator[Duty]:
    if GUARDS[rule.must_not["when"]](view, Trigger(None, None, None), None):
        for agency in _banned(view, rule):
            words = f"{expand(rule.must_not['say_zh'])}（{basis_zh(rule.basis)}）"
            yield Duty(agency, "must_not", rule.must_not["act"], None, rule.id, rule.basis, None, None, "open", None, words)


def _lifted(view: View, rule: Rule, t: Trigger) -> bool:
    return any(name in rule.guards and GUARDS[rule.guards[name]](view, t, None) for name in ("silent_if", "ended_by", "pending_if"))


def _running(view: View, rule: Rule, t: Trigger, now: datetime) -> Duty | None:
    period = ends(rule.limit, t.start) if rule.limit else None
    if rule.limit and period is None:
        return None
    if period is None or period.beyond:
        # A duty that the law leaves in dispute is shown as open to the agency, with the dispute beside it.
        open_duty = "disputed_by" in rule.guards and period is None and GUARDS[rule.guards["disputed_by"]](view, t, None)
        words = f"{duty_zh(rule)}。" + (expand(rule.notes_zh["disputed"]) if open_duty else "")
        return _duty(rule, t.owner, "may" if open_duty else rule.modality, rule.answers[0], t, None, "open", words)
    state = _state(period, now)
    if rule.modality == "may" and state == "overdue":
        return None
    due = minute_text(period.shown[period.default])
    safest = minute_text(period.safest)
    words = f"{duty_zh(rule)}。最后期限是{due}" + ("。" if due == safest else f"，最稳妥是{safest}以前。")
    return _duty(rule, t.owner, rule.modality, rule.answers[0], t, period, state, words)


def _state(period: Ends, now: datetime) -> str:
    last = period.last[period.default]
    if now > last or (not period.hours and now >= last):
        return "overdue"
    return "due_today" if period.shown[period.default][:10] == day_of(now).isoformat() else "running"


def _duty(rule: Rule, owner: str | None, modality: str, act: str, t: Trigger, period: Ends | None, state: str, words: str) -> Duty:
    due, safest = (period.shown[period.default], period.safest) if period else (None, None)
    who = agencies()[owner].name_zh if owner in agencies() else "有关机关"
    to = _receiver(rule, act, t, owner)
    event = t.event.id if t.event else None
    return Duty(owner, modality, act, to, rule.id, rule.basis, due, safest, state, event, f"{who}：{words}（{basis_zh(rule.basis)}）")


_RECEIVERS = {"referral.send": "psb", "supervision.request": "procuratorate"}


def _receiver(rule: Rule, act: str, t: Trigger, owner: str | None) -> str | None:
    """Towards whom: nobody for a decision or where the law leaves it open, the same level, or whoever began the matter."""
    if act.endswith(".decide") or rule.channel == "other_psb":
        return None
    kind = _RECEIVERS.get(act) or (rule.channel.removeprefix("peer_") if rule.channel in ("peer_psb", "peer_amr") else None)
    near = t.peer or owner
    if kind and near:
        return f"{kind}/{near.partition('/')[2]}"
    return t.peer


def _banned(view: View, rule: Rule) -> list[str]:
    """The agencies that a ban concerns: the PSBs with an unsigned delivery, or the AMRs that occur in the log."""
    if rule.moment == "deliveries":
        return sorted({d.psb for d in view.deliveries() if d.psb and d.sign is None and d.reject is None})
    named = [a for e in view.log.events for a in (e.actor, e.to) if kind_of(a) == "amr"]
    return sorted(set(named))
