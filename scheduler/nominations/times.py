"""How times stand in letters and sentences."""

from datetime import datetime

from scheduler.kernel.localtime import to_local
from scheduler.meetings.models import Meeting


def day(moment: datetime, meeting: Meeting) -> str:
    """A deadline as clocks at the venue show it."""
    local = to_local(moment, meeting.time_zone)
    return f"{local:%-d %B %Y, %H:%M}"
