"""The case bank: fictitious cases, each a story with decisions for two chairs."""

from .model import Case, Exhibit, Option, Step
from .reading import case, cases, read_case

__all__ = ["Case", "Exhibit", "Option", "Step", "case", "cases", "read_case"]
