"""Names that somebody put forward, and those by which they were put forward themselves."""

from scheduler.web.account.nominations import (  # noqa: F401 -- each adds its pages to the door
    changing,
    listing,
    nobody,
    one,
    putting,
)
from scheduler.web.account.nominations.door import door

__all__ = ["door"]
