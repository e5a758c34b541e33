"""How timetables are made: their plans, their rules, their clashes."""

from scheduler.web.desk.timetable import adopting, clashes, comparing, journal, levels, plans
from scheduler.web.desk.timetable.door import door

_PAGES = (adopting, clashes, comparing, journal, levels, plans)
"""They hang their pages on the door."""

__all__ = ["door"]
