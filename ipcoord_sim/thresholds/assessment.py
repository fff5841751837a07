"""Does a case reach the threshold of an offence, under which law, and what is to be done next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from ..errors import InputError
from .advice import advice, leads
from .casefacts import CaseFacts, read_facts
from .choice import Choice, Decision, decide
from .figures import read_ever
from .flip import nearest
from .notes import notes
from .offences import Offence, epoch, epochs, offences
from .results import Assessment, Reason, Result
from .standing import DISPUTED, MET, NO_FIGURE, NOT_YET, TIERS, UNKNOWN, Compared

__all__ = ["assess", "timeline"]


def assess(facts: Mapping | CaseFacts, *, on: date, handled: date) -> Assessment:
    """The answer for every offence that the conduct opens; days are those of the conduct and of its handling.

    Raises InputError, UnknownIdError, NotInForceError (a day before the criminal law in the data).

    >>> from datetime import date
    >>> facts = {"conduct": ["sell_counterfeit_goods"], "sales_amount": 0, "unsold_value": 120000, "illegal_income": 0}
    >>> result = assess(facts, on=date(2025, 5, 20), handled=date(2025, 6, 15)).results[0]
    >>> result.entry, result.nearest.field, result.nearest.short_by
    ('not_met', 'unsold_value', 30000)
    >>> assess(facts, on=date(2025, 6, 15), handled=date(2025, 5, 20))
    Traceback (most recent call last):
    ipcoord_sim.errors.InputError: 处理日 2025-05-20 早于行为日 2025-06-15；处理日应当不早于行为日，请改日期。

    依据：刑法第12条、第99条；最高法、最高检关于适用刑事司法解释时间效力问题的规定第2、3条。
    """
    if handled < on:
        raise InputError(
            f"处理日 {handled} 早于行为日 {on}；处理日应当不早于行为日，请改日期。",
            f"The day of handling {handled} is before that of the conduct {on}; it must not be. Change the days.",
        )
    case = facts if isinstance(facts, CaseFacts) else read_facts(facts)
    opened = _opened(case.conduct)
    results = tuple(_result(offence, case, on, handled) for offence in opened)
    return Assessment(str(on), str(handled), results, advice(case, handled, results), leads(case, handled), _unread(opened, case))


def timeline(
    facts: Mapping | CaseFacts, days: Iterable[date] | None = None, *, handled: date | None = None
) -> tuple[tuple[date, Assessment], ...]:
    """The answers over the days given, by default the first day of every epoch of the law.

    Without `handled` each day is both conduct and handling; with it the conduct moves and the handling stays.
    """
    case = facts if isinstance(facts, CaseFacts) else read_facts(facts)
    moved = [day for day in (epochs() if days is None else days) if handled is None or day <= handled]
    return tuple((day, assess(case, on=day, handled=handled or day)) for day in moved)


@lru_cache(maxsize=1024)
def _opened(conduct: frozenset[str]) -> tuple[Offence, ...]:
    return tuple(o for o in offences() if any(head.conducts & conduct for head in o.heads))


def _result(offence: Offence, case: CaseFacts, on: date, handled: date) -> Result:
    before, after = epoch(on), epoch(handled)
    decision = decide(offence, case, before, after)
    main, readings = decision.main, ()
    if any(c.met == DISPUTED for choice in decision.choices for side in (choice.old, choice.new) for c in side.compared):
        wide = decide(offence, case, before, after, wide=True)
        if (wide.entry, wide.tier) != (decision.entry, decision.tier):
            readings = (("separate_items", decision.entry, decision.tier), ("within_item", wide.entry, wide.tier))
    disputed = bool(readings)
    entry, tier = (UNKNOWN, None) if disputed else (decision.entry, decision.tier)
    short = None if disputed else nearest(offence, case, before, after, decision)
    why = _why(decision, entry, tier)
    derived = {c.figure.fact for choice in decision.choices for c in choice.side.compared if c.figure.derived}
    shown = {w.fact for w in why if w.decisive} | ({short.fact} if short else set())
    return Result(
        offence.id, offence.name_zh, entry, tier, _law(main, tier), main.rule, why, decision.under("old"), decision.under("new"),
        main.lenient, _sorted(case, decision, "missing", entry == UNKNOWN), _sorted(case, decision, "tier_missing", entry == MET),
        short, disputed, readings,
        notes(offence, case, on, handled, decision, why, derived=bool(shown & derived), disputed=disputed),
    )


def _why(decision: Decision, entry: str, tier: str | None) -> tuple[Reason, ...]:
    """Every figure that was compared with a definite outcome; one that stands under both laws is listed once."""
    rows: dict[tuple, Reason] = {}
    for choice in decision.choices:
        for law, side in (("old", choice.old), ("new", choice.new)):
            for c in side.compared:
                if c.met is None:
                    continue
                key = (c.figure.fact, c.figure.n, c.figure.reads, c.figure.threshold)
                decides = entry == MET and choice is decision.main and law == choice.applied and _met_in(c, tier)
                first = rows.get(key)
                rows[key] = _reason(c, first.law if first else law, decides or bool(first and first.decisive), bool(first))
    return tuple(rows.values())


def _met_in(c: Compared, tier: str | None) -> bool:
    return c.met is True and TIERS[c.figure.tier] == tier


def _reason(c: Compared, law: str, decisive: bool, both: bool) -> Reason:
    f, field = c.figure, "+".join(c.figure.reads) or None
    threshold = True if f.kind == "flag" else f.threshold
    met, disputed = c.met is True, c.met == DISPUTED
    return Reason(f.kind, f.fact, f.n, field, c.value, threshold, met, decisive, TIERS[f.tier], law, both, disputed)


def _law(main: Choice, tier: str | None) -> str | None:
    """The instruments that answer: those of the figures met in the tier, else of all that were read."""
    if main.entry == NOT_YET:
        return None
    if main.entry == NO_FIGURE:
        return next(value.instrument for value in main.head.exists)
    compared = main.side.compared
    met = [c for c in compared if _met_in(c, tier)]
    read = [c.figure.value for c in (met or compared)] or main.head.exists
    return "、".join(dict.fromkeys(value.instrument for value in read))


def _sorted(case: CaseFacts, decision: Decision, which: str, wanted: bool) -> tuple[str, ...]:
    """The absent amounts of all heads whose answer is as open as the offence's."""
    choices = [c for c in decision.choices if c.entry == decision.entry] if wanted else []
    return tuple(sorted({field for choice in choices for field in getattr(choice, which)}))


def _unread(opened: Sequence[Offence], case: CaseFacts) -> tuple[str, ...]:
    """Amounts given that no figure of these offences reads on any day."""
    heads = [head for offence in opened for head in offence.heads if head.conducts & case.conduct]
    read = frozenset().union(*(read_ever(head, case.conduct, case.conditions) for head in heads))
    return tuple(sorted(field for field in case.given if field not in read))
