"""Tables as web forms export them, for tests of their import."""

import csv
from io import StringIO

HEADINGS = (
    "Completion time",
    "Email",
    "What is the name of your organization?",
    "Name of the contact person",
    "Contact e-mail address",
    "Title of the side event (max. 100 characters)",
    "Please describe what your event is about",
    "Format: in person, online, or hybrid?",
    "Co-sponsors, if any",
)
ROW = (
    "1/15/2027 13:05:09",
    "anonymous",
    "Peace Institute",
    "Ann Example",
    "ann@peace.example",
    "Water for all",
    "About water.",
    "Hybrid",
    "Youth Network; Club of Examples;",
)


def form(*rows: tuple[str, ...] | dict[str, str], separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """A file; a row given as a dictionary is the usual one with these cells instead, by heading."""
    written = StringIO(newline="")
    lines = [row if isinstance(row, tuple) else tuple(_changed(row)) for row in rows]
    csv.writer(written, delimiter=separator).writerows([HEADINGS, *lines])
    return written.getvalue().encode(encoding)


def _changed(cells: dict[str, str]) -> list[str]:
    given = {next(one for one in HEADINGS if one.startswith(start)): cell for start, cell in cells.items()}
    return [given.get(heading, usual) for heading, usual in zip(HEADINGS, ROW, strict=True)]
