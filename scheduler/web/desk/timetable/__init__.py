"""How timetables are made: their rules, their clashes."""

from scheduler.web.desk.timetable import clashes, levels
from scheduler.web.desk.timetable.door import door

_PAGES = (clashes, levels)
"""They hang their pages on the door."""

__all__ = ["door"]
