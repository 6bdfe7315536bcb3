"""The rooms of the desk. Each has `urls.py`, and may have `panels.py` for the page of a demand."""

ROOMS = (
    "inbox",
    "demand",
    "answers",
    "receiving",
    "papers",
    "redaction",
    "dashboard",
    "calendars",
    "reports",
    "eu_report",
)
