"""Thresholds: which offence a case reaches under the old and the new law, and which of the two applies.

>>> from datetime import date
>>> facts = {"conduct": ["sell_counterfeit_goods"], "sales_amount": 50000}
>>> assess(facts, on=date(2024, 5, 6), handled=date(2024, 9, 2)).results[0].tier
'basic'
"""

from .assessment import assess, timeline
from .casefacts import CaseFacts, field_label, read_facts
from .offences import Offence, epochs, offences
from .results import Advice, Assessment, Lead, Nearest, Note, Reason, Result
from .steps import Step, offence_named, steps

__all__ = [
    "Advice", "Assessment", "CaseFacts", "Lead", "Nearest", "Note", "Offence", "Reason", "Result", "Step",
    "assess", "epochs", "field_label", "offence_named", "offences", "read_facts", "steps", "timeline",
]
