"""The checker: a case log against the rule table, every finding with the time it was due and the article it rests on."""

from .duties import Duty, duties
from .engine import audit
from .finding import BREACHES, KINDS, Finding
from .rules import Rule, rules

__all__ = ["BREACHES", "KINDS", "Duty", "Finding", "Rule", "audit", "duties", "rules"]
