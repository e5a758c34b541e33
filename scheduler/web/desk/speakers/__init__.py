"""Calls for speakers at the desk: their terms, the channels by which names arrive, and what came by mail."""

from scheduler.web.desk.speakers import calls, channels, entering  # noqa: F401 -- each adds its pages to the door
from scheduler.web.desk.speakers.door import door

__all__ = ["door"]
