"""The door of the desk's pages of timetables, and what finds the things behind it."""

from scheduler.meetings import queries
from scheduler.meetings.models import Meeting
from scheduler.web.private import private_door

door = private_door("desk_timetable", __name__, "/desk/timetable")


def meeting_of(code: str) -> Meeting:
    return queries.existing_meeting(code)
