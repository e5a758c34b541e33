"""The grid of the timetable: rooms by slots, where events are put, moved, pinned and taken out."""

from scheduler.web.desk.grid import acts, page
from scheduler.web.desk.grid.door import door

_PAGES = (acts, page)
"""They hang their pages on the door."""

__all__ = ["door"]
