"""The door of the timetable's grid."""

from scheduler.timetable.glance import Glance
from scheduler.web.private import private_door
from scheduler.web.shelf import programmes

door = private_door("desk_grid", __name__, "/desk/timetable")


def tag_of(seen: Glance) -> str:
    """Says whether a page is as the plan, the last release and the answers of organisers are now."""
    programme = programmes().get(seen.code)
    parts = (seen.number, seen.revision, programme.number if programme else 0, seen.drafted, seen.answers)
    return ".".join(str(part or 0) for part in parts)
