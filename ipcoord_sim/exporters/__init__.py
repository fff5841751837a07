"""What leaves the system as a file: calendars, tables, process logs, process drawings, texts."""

from .bpmn import procedure_bpmn
from .icalendar import deadline_ics, duties_ics
from .spreadsheets import duties_csv, findings_csv
from .texts import findings_json, findings_markdown
from .writing import may_write, write_file
from .xes import log_xes

__all__ = [
    "deadline_ics", "duties_csv", "duties_ics", "findings_csv", "findings_json", "findings_markdown", "log_xes", "may_write", "procedure_bpmn", "write_file",
]
