"""The procedure as a table: which act is open to whom after which, and what is lawfully open next in a given log."""

from .opening import OpenAct, open_acts
from .printing import markdown
from .soundness import faults
from .transitions import Mark, Transition, transitions

__all__ = ["Mark", "OpenAct", "Transition", "faults", "markdown", "open_acts", "transitions"]
