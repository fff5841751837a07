"""The predicates that the rule table names, by name, and the receivers that it names."""

from __future__ import annotations

from ..casefile import Event
from . import guards_police, guards_referral, guards_together
from .view import Trigger, View, kind_of

__all__ = ["GUARDS", "channel_fits"]

GUARDS = {name: getattr(module, name) for module in (guards_referral, guards_police, guards_together) for name in module.__all__}


def channel_fits(name: str, view: View, t: Trigger, a: Event) -> bool:
    """Whether an act went to the receiver that `name` describes; an act that names no receiver is not judged."""
    if a.to is None:
        return True
    place = a.actor.partition("/")[2]
    match name:
        case "peer_psb":
            return a.to == f"psb/{place}"
        case "peer_amr":
            return a.to == f"amr/{place}"
        case "any_psb":
            return kind_of(a.to) == "psb"
        case "other_psb":
            return kind_of(a.to) == "psb" and a.to != a.actor
        case "supervisory_or_procuratorate":
            return kind_of(a.to) in ("supervisory", "procuratorate")
        case "referring_amr":
            referring = {t.peer} if t.peer else {d.amr for d in view.deliveries()}
            return a.to in referring if referring else kind_of(a.to) == "amr"
        case _:
            return t.peer is None or a.to == t.peer
