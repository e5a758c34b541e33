"""Calls for speakers at the desk: their terms, the channels by which names arrive, and what came by mail or
by a web form."""

from scheduler.web.desk.speakers import (  # noqa: F401 -- each adds its pages to the door
    calls,
    channels,
    entering,
    importing,
)
from scheduler.web.desk.speakers.door import door

__all__ = ["door"]
