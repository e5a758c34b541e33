"""Lists of speakers at the desk: the clerk's page and the Chair's screen."""

from scheduler.web.desk.floor import acts, listing, one, screen, times
from scheduler.web.desk.floor.door import door

_PAGES = (acts, listing, one, screen, times)
"""They hang their pages on the door."""

__all__ = ["door"]
