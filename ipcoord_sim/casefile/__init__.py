"""Case logs: what was done in a case, by whom, when, with which papers.

One immutable format for exercises, simulations and a unit's own register; JSON for one case, CSV for any number.
"""

from .model import CaseFile, Event, from_dict, to_dict
from .tables import parse_csv, read_csv, write_csv
from .texts import read_file

__all__ = ["CaseFile", "Event", "from_dict", "parse_csv", "read_csv", "read_file", "to_dict", "write_csv"]
