"""The answer of `assess` as values, and as the JSON object of the seam."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Advice", "Assessment", "Lead", "Nearest", "Note", "Reason", "Result"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One figure compared; `kind` is that of its row, `both` says that it stands under both laws."""

    kind: str
    fact: str
    n: int | None
    field: str | None
    value: int | float | bool | None
    threshold: int | float | bool | None
    met: bool
    decisive: bool
    tier: str
    law: str
    both: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Nearest:
    """The smallest relative change of one amount that would flip the result."""

    field: str
    short_by: int | float
    fact: str
    n: int | None
    threshold: int | float


@dataclass(frozen=True, slots=True)
class Note:
    """Where the law is open on this result; `gap` is the number in the list of open rules."""

    id: str
    text_zh: str
    basis: tuple[str, ...]
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One offence: the answer, the law it rests on, and every figure that was compared."""

    offence: str
    name_zh: str
    entry: str
    tier: str | None
    law: str | None
    rule: str
    why: tuple[Reason, ...]
    under_old_law: tuple[str, str | None]
    under_new_law: tuple[str, str | None]
    lenient: str
    missing: tuple[str, ...]
    tier_missing: tuple[str, ...]
    nearest: Nearest | None
    disputed: bool = False
    readings: tuple[tuple[str, str, str | None], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next, on which norms of the plan and which facts it rests."""

    act: str
    norms: tuple[str, ...]
    basis: tuple[str, ...]
    because_zh: str


@dataclass(frozen=True, slots=True)
class Lead:
    """An adjacent offence as a lead, with the ids and words of its figures; never a verdict."""

    sign: str
    label_zh: str
    offence: str
    offence_zh: str
    figures: tuple[dict, ...]
    text_zh: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every offence that the conduct opens, the advice and the leads; `unread` names amounts that none of them reads."""

    on: str
    handled: str
    results: tuple[Result, ...]
    advice: Advice
    leads: tuple[Lead, ...] = ()
    unread: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        """The JSON object of the call."""
        return {
            "on": self.on,
            "handled": self.handled,
            "results": [_result(r) for r in self.results],
            "advice": _plain(self.advice),
            "leads": [_plain(lead) for lead in self.leads],
            "unread": list(self.unread),
        }


def _result(r: Result) -> dict:
    return {
        "offence": r.offence,
        "name_zh": r.name_zh,
        "entry": r.entry,
        "tier": r.tier,
        "law": r.law,
        "rule": r.rule,
        "why": [_reason(w) for w in r.why],
        "under_old_law": dict(zip(("entry", "tier"), r.under_old_law, strict=True)),
        "under_new_law": dict(zip(("entry", "tier"), r.under_new_law, strict=True)),
        "lenient": r.lenient,
        "missing": list(r.missing),
        "tier_missing": list(r.tier_missing),
        "nearest": _plain(r.nearest) if r.nearest else None,
        "disputed": r.disputed,
        "readings": [{"id": id, "entry": entry, "tier": tier} for id, entry, tier in r.readings],
        "notes": [_plain(n) for n in r.notes],
    }


def _reason(w: Reason) -> dict:
    # Written out, for this is the longest list of an answer.
    return {
        "kind": w.kind, "fact": w.fact, "n": w.n, "field": w.field, "value": w.value, "threshold": w.threshold, "met": w.met,
        "decisive": w.decisive, "tier": w.tier, "law": w.law, "both": w.both, "disputed": w.disputed,
    }


def _plain(row: object) -> dict:
    values = ((name, getattr(row, name)) for name in row.__slots__)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}
