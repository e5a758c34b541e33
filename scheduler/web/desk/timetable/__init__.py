"""How timetables are made: their rules, their clashes."""

from scheduler.web.desk.timetable import adopting, clashes, comparing, journal, plans, rules
from scheduler.web.desk.timetable.door import door

_PAGES = (adopting, clashes, comparing, journal, plans, rules)
"""They hang their pages on the door."""

__all__ = ["door"]
