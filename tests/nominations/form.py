"""Nominations as web forms export them, for tests of their import."""

import csv
from io import StringIO

HEADINGS = (
    "Timestamp",
    "Email Address",
    "Nominating organisation",
    "Name of the speaker",
    "E-mail of the speaker",
    "Which session?",
    "Summary of the intervention",
    "Are you nominating yourself?",
    "Gender (optional)",
    "Constituency (optional)",
)
ROW = (
    "2027-08-10 09:30:15",
    "clerk@youth.example",
    "Youth Network",
    "Ann Example",
    "ann@youth.example",
    "Session 1",
    "What works in schools.",
    "No",
    "",
    "",
)


def form(*rows: dict[str, str]) -> bytes:
    """A file; each row is the usual one with these cells instead, by how their headings begin."""
    written = StringIO(newline="")
    csv.writer(written).writerows([HEADINGS, *map(_changed, rows)])
    return written.getvalue().encode("utf-8-sig")


def _changed(cells: dict[str, str]) -> list[str]:
    given = {next(one for one in HEADINGS if one.startswith(start)): cell for start, cell in cells.items()}
    return [given.get(heading, usual) for heading, usual in zip(HEADINGS, ROW, strict=True)]
