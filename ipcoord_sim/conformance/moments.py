"""The moments that start a duty and are more than one act: an acceptance, a receipt, a last decline; the rule table names them.

Each is a function of the view that gives triggers.
"""

from __future__ import annotations

from . import moments_police, moments_referral, moments_remedies

__all__ = ["MOMENTS"]

_HELPERS = {"notice_before", "proper_rejection", "superior_of"}
MOMENTS = {
    name: getattr(module, name)
    for module in (moments_police, moments_referral, moments_remedies)
    for name in module.__all__ if name not in _HELPERS
}
