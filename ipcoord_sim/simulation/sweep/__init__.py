"""The simulation run many times: replications × cities × scenarios, stored as it goes, on this machine or on a cluster."""

from .chunks import Chunk, Variant, plan, variant
from .measures import Measure
from .running import Ran, run_sweep
from .store import Store
from .summary import summary

__all__ = ["Chunk", "Measure", "Ran", "Store", "Variant", "plan", "run_sweep", "summary", "variant"]
