"""Calls for speakers at the desk: their terms, the channels by which names arrive, who is asked, what came by
mail or by a web form, and what speakers owe."""

from scheduler.web.desk.speakers import (  # noqa: F401 -- each adds its pages to the door
    asking,
    calls,
    channels,
    contributions,
    entering,
    importing,
    late,
    roles,
    steps,
)
from scheduler.web.desk.speakers.door import door

__all__ = ["door"]
