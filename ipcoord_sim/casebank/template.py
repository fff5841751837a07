"""A case to fill in: the acts and reasons of a plain referral stand already, the story is left blank in 【】."""

from __future__ import annotations

import re
from pathlib import Path

from ..agencies import agencies
from ..errors import InputError, UnknownIdError
from ..times import read_day

__all__ = ["new_case"]

_ID = re.compile(r"C-\d{2}")


def new_case(id: str, county: str = "gushi", start: str = "2026-03-09") -> str:
    """The text of a new case file for a county, beginning at nine on the day `start` (YYYY-MM-DD).

    Raises InputError for an id that is not like C-90, UnknownIdError for an unknown county.
    """
    if not _ID.fullmatch(id):
        raise InputError(f"案例编号写的是 {id}，应写成 C 加两位数，例如 C-90。", f"The case id is {id!r}; write it like C-90.")
    known = {path.rpartition("/")[2] for path in agencies() if path.startswith("amr/xinyang/")}
    if county not in known:
        raise UnknownIdError.among("县区", "county", county, known)
    day = read_day(start, "--start")
    text = Path(__file__).with_name("template.txt").read_text("utf-8")
    return text.replace("@ID@", id).replace("@COUNTY@", county).replace("@DAY@", day.isoformat())
