"""Quiz items: keys computed by the engine, every option with its reason, families that draw dates and sums from a seed."""

from .blueprint import paper
from .grading import Grade, Verdict, grade, key
from .model import Item, Option
from .reading import bank, item, items, left_out, practised

__all__ = ["Grade", "Item", "Option", "Verdict", "bank", "grade", "item", "items", "key", "left_out", "paper", "practised"]
