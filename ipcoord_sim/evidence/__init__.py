"""The papers of a referral: what is missing, what does not agree, and which evidence the police take anew."""

from .package import check_package
from .papers import KINDS, Item, Paper, Proof

__all__ = ["KINDS", "Item", "Paper", "Proof", "check_package"]
