"""What the checker says of one duty: kept, running, broken, disputed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ..times import time_text

__all__ = ["BREACHES", "KINDS", "Finding"]

BREACHES = frozenset({"late", "overdue", "missing_step", "missing_document", "out_of_order", "wrong_actor", "wrong_channel", "forbidden"})
KINDS = BREACHES | {"kept", "pending", "disputed", "hint"}


class Finding(NamedTuple):
    """One finding: the rule and its kind, the event judged, when it was due and done, on what it rests.

    A named tuple, because a register of a million events yields as many of them.
    `due` is a day for day limits and a moment for hour limits, both as text; `readings` the kind under every reading.
    """

    rule: str
    kind: str
    part: str
    event: str | None
    n: int
    agency: str | None
    basis: tuple[str, ...]
    due: str | None = None
    at: datetime | None = None
    detail: str = ""
    trigger: str | None = None
    contested: bool = False
    reading_dependent: bool = False
    receipt_assumed: bool = False
    readings: dict[str, str] = {}

    @property
    def breach(self) -> bool:
        """Whether the finding is one of the eight kinds that break a rule."""
        return self.kind in BREACHES

    def as_dict(self) -> dict:
        """The finding as JSON values, with its sentence."""
        from .messages import message_zh

        return {
            "rule": self.rule, "kind": self.kind, "event": self.event, "agency": self.agency, "due": self.due,
            "at": time_text(self.at) if self.at else None, "basis": list(self.basis), "contested": self.contested,
            "reading_dependent": self.reading_dependent, "readings": dict(self.readings), "receipt_assumed": self.receipt_assumed,
            "trigger": self.trigger, "message_zh": message_zh(self),
        }
