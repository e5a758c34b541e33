"""How timetables are made: plans, their rules, their clashes."""

from scheduler.web.desk.timetable import (
    adopting,
    clashes,
    comparing,
    journal,
    levels,
    plans,
    proposing,
    reasons,
    walks,
    what_if,
)
from scheduler.web.desk.timetable.door import door

_PAGES = (adopting, clashes, comparing, journal, levels, plans, proposing, reasons, walks, what_if)
"""They hang their pages on the door."""

__all__ = ["door"]
