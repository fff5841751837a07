"""Rows of the rule table made ready to be drawn or listed: what starts a duty, who owes it, in the words of the table, by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..acts import acts, documents, fact_names
from ..conformance.messages import AGENCY_KINDS_ZH, duty_zh
from ..conformance.rules import Rule, rules
from ..errors import InputError, UnknownIdError
from ..norms import norm
from ..parameters import find
from ..wording import number_zh

__all__ = ["RuleRow", "rule_rows"]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: the cause with the kinds of agency it comes from (none where the act itself is judged), who owes what by when."""

    rule: Rule
    cause_zh: str
    causers: tuple[str, ...]
    owers: tuple[str, ...]
    duty_zh: str
    limit_zh: str

    @property
    def who_zh(self) -> str:
        """Who owes it."""
        return "或者".join(AGENCY_KINDS_ZH[kind] for kind in self.owers)


def rule_rows(ids: Iterable[str]) -> tuple[RuleRow, ...]:
    """The rows of these rules in the given order; `R10` means all its parts, `R10.notice` that part alone.

    Raises UnknownIdError for a rule that the table does not have, InputError where none is named.

    >>> [(r.rule.key, r.cause_zh, r.owers, r.limit_zh) for r in rule_rows(["R11.provide", "R13"])]
    [('R11.provide', '通知补正', ('amr',), '3日内'), ('R13', '作出立案或者不予立案决定', ('psb',), '没有写天数')]
    >>> rule_rows(["R99"])
    Traceback (most recent call last):
    ipcoord_sim.errors.UnknownIdError: 没有这个规则：R99；最接近的是 R39。
    """
    wanted = list(ids)
    if not wanted:
        raise InputError("没有写要画哪些规则；例如 R09 R10 R12。", "No rule is named; for example R09 R10 R12.")
    found: dict[str, Rule] = {}
    for id in wanted:
        here = [rule for rule in rules() if id in (rule.id, rule.key)]
        if not here:
            raise UnknownIdError.among("规则", "rule", id, {r.id for r in rules()} | {r.key for r in rules()})
        # The bare id is also the key of the main part; it means the whole rule.
        found |= {rule.key: rule for rule in here}
    return tuple(_row(rule) for rule in found.values())


def _row(rule: Rule) -> RuleRow:
    causes = rule.acts or rule.needs
    done = rule.answers or ((rule.owes,) if rule.owes else _barred(rule))
    owers = _owers(rule, done or causes)
    cause = "／".join(acts()[id].zh for id in causes) or "／".join(fact_names()[f] for f in rule.facts)
    duty = duty_zh(rule)
    if rule.papers:
        duty += "：" + _papers(rule)
    limit = "没有写天数" if rule.answers or rule.owes else ""
    if rule.limit:
        limit = number_zh(find(rule.limit).numbers[0]) + "内" + ("（有争议）" if rule.contested else "")
    return RuleRow(rule, cause, _causers(rule, causes, owers) if done else (), owers, duty, limit)


def _papers(rule: Rule) -> str:
    """The papers that always go with it, then those that depend on the case; where all depend on it, one or the other."""
    always = "、".join(documents()[p.id] for p in rule.papers if p.when is None)
    at_times = [documents()[p.id] for p in rule.papers if p.when is not None]
    if not always:
        return "或者".join(at_times)
    return always + (f"，视情况还有{'、'.join(at_times)}" if at_times else "")


def _barred(rule: Rule) -> tuple[str, ...]:
    """For a part that bars what another part of its rule asks for, the act in question: R34.ban speaks of the filing that R34 owes."""
    if not (rule.part and rule.moment):
        return ()
    return next((other.answers for other in rules() if other.id == rule.id and other.answers), ())


def _owers(rule: Rule, done: tuple[str, ...]) -> tuple[str, ...]:
    """Who owes it: the kind the rule names, the only kind that does such an act, else those whom the rule's norm binds."""
    if rule.owner_kind:
        return (rule.owner_kind,)
    if rule.by and not (rule.answers or rule.owes):
        return (rule.by,)
    able = acts()[done[0]].by
    bound = {kind for id in rule.basis if id[0] == "N" for kind in norm(id).owed_by}
    # Where no norm of the plan speaks, the act's first-named kind is the one whose act the law means.
    return tuple(kind for kind in able if kind in bound) or able[:1]


def _causers(rule: Rule, causes: tuple[str, ...], owers: tuple[str, ...]) -> tuple[str, ...]:
    """Who sets it off; where each may owe it to the other, both."""
    if rule.by or not causes:
        return (rule.by,) if rule.by else owers
    able = acts()[causes[0]].by
    if len(owers) > 1:
        return tuple(kind for kind in able if kind in owers) or able
    return tuple(kind for kind in able if kind not in owers)[:1] or able[:1]
