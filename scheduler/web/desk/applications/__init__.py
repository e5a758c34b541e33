"""The desk's pages of applications."""

from scheduler.web.desk.applications import (
    acts,
    charts,
    entering,
    flyers,
    for_them,
    importing,
    listing,
    one,
    several,
)
from scheduler.web.desk.applications.door import door

_PAGES = (acts, charts, entering, flyers, for_them, importing, listing, one, several)
"""They hang their pages on the door."""

__all__ = ["door"]
