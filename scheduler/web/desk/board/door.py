"""The door of the composing board, and what finds the things behind it."""

from scheduler.meetings import queries
from scheduler.meetings.models import Meeting
from scheduler.web.private import private_door

door = private_door("desk_board", __name__, "/desk/board")


def meeting_of(code: str) -> Meeting:
    return queries.existing_meeting(code)
