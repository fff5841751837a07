"""A deadline to look at: one sentence, a timeline, a table of the readings; the same in a notebook and in print."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import escape

from ..api_law import deadline_call
from ..deadlines import counting_of
from ..pictures.deadline_timeline import deadline_svg
from ..pictures.timeline_cells import MARKS
from ..pictures.words import AID_ZH, STANDING_ZH, moment_zh, reading_titles
from ..times import day_of, read_moment
from ..workcalendar import calendar
from .views import marked, table

__all__ = ["DeadlineView", "show_deadline", "start_text"]

_OFFSET = re.compile(r"([+-]\d{2}:?\d{2}|[Zz])\Z")
_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """An answer of the call `deadline`, the reading that the reader chose (default: the engine's), whether custody
    keeps the last day from moving, and a note under the table."""

    answer: dict
    reading: str
    custody_holds: bool = False
    note_zh: str = ""

    @property
    def sentence_zh(self) -> str:
        """What to do by when, in one line that ends by saying that it is an aid."""
        rows, titles = {row["id"]: row for row in self.answer["readings"]}, reading_titles()
        chosen, early = rows[self.reading], _earliest(self.answer)
        parts = [f"{_moment_zh(self.answer['start'])}起算"]
        if self.custody_holds:
            parts.append("犯罪嫌疑人在押，末日不往后推")
        title, standing = titles[self.reading], STANDING_ZH[chosen["standing"]]
        if chosen["standing"] == "misreading":
            due = rows[self.answer["default"]]
            parts.append(f"“{title}”是误读，得出的{_end_zh(chosen)}不能用")
            parts.append(f"应读作“{titles[due['id']]}”（{STANDING_ZH[due['standing']]}），最晚{_end_zh(due)}")
        else:
            parts.append(f"读作“{title}”（{standing}），最晚{_end_zh(chosen)}")
        if early["id"] != self.reading:
            parts.append(f"最稳妥是{_end_zh(early)}以前做完")
        return "；".join(parts) + "。" + AID_ZH

    def __repr__(self) -> str:
        return self.sentence_zh

    def _repr_html_(self) -> str:
        answer = self.answer
        head = f"{answer['label_zh']}（{answer['instrument']}{answer['article']}）。"
        by_day = answer["starts_from"] and answer["limit"]["unit"] != "hour"
        begins = f"从{answer['starts_from']}起算，当天不算。" if by_day else ""
        notes = [answer.get("note_zh", ""), self.note_zh]
        return "".join((
            '<div class="ip-deadline">',
            f"<p>{escape(head + begins)}</p>",
            f"<p><strong>{escape(self.sentence_zh)}</strong></p>",
            deadline_svg(answer),
            self._table(),
            *(f"<p>{escape(note)}</p>" for note in notes if note),
            "</div>",
        ))

    def _table(self) -> str:
        rows, titles, early = [], reading_titles(), _earliest(self.answer)
        for mark, row in zip(MARKS, self.answer["readings"], strict=False):
            said = (("你看的读法", row["id"] == self.reading), ("最稳妥", row["id"] == early["id"]))
            notes = "，".join((STANDING_ZH[row["standing"]], *(word for word, holds in said if holds)))
            rows.append((marked(f"{mark} {titles[row['id']]}", notes), marked(_end_zh(row), row["because_zh"])))
        return table("各种读法", ("读法", "最后一天和理由"), rows)


def show_deadline(period: str, start: str, reading: str | None = None, in_custody: bool = False) -> DeadlineView:
    """The deadline of `period` for an event at `start` (Beijing time unless an offset is written).

    Raises what the call `deadline` raises.

    >>> show_deadline("orn310-reconsider-request-3d", "2026-09-30 15：00").answer["safest"]
    '2026-10-03'
    >>> show_deadline("orn310-send-24h", "2026-09-30")
    Traceback (most recent call last):
    ipcoord_sim.errors.InputError: orn310-send-24h 按小时计，要写明几点几分，例如 2026-09-30T16:20:00+08:00。
    """
    answer = deadline_call(period, start_text(start), in_custody)
    known = [row["id"] for row in answer["readings"]]
    holds = in_custody and counting_of(answer["period"])[1].custody_stops_rollover
    return DeadlineView(answer, reading if reading in known else answer["default"], holds)


def start_text(typed: str) -> str:
    """What a person types as the engine reads it: half-width signs, Beijing's offset where none is written.

    >>> start_text(" 2026-09-30 15：00 "), start_text("2026-09-30")
    ('2026-09-30T15:00+08:00', '2026-09-30')
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not _CLOCK.match(plain) or _OFFSET.search(plain[10:]):
        return plain
    return _CLOCK.sub(lambda found: found.group()[:10] + "T", plain) + "+08:00"


def _earliest(answer: dict) -> dict:
    return min(answer["readings"], key=lambda row: row.get("last_moment", row["last_day"]))


def _end_zh(row: dict) -> str:
    return _moment_zh(row.get("last_moment", row["last_day"]))


def _moment_zh(moment: str) -> str:
    day, table = day_of(read_moment(moment)), calendar()
    name = table.name_zh(day)
    said = f"，{name}{'调休上班' if table.is_workday(day) else '放假'}）" if name else "）"
    return moment_zh(moment).replace("）", said)
