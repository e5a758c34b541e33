"""Thematic sessions at the desk: what is told of them, their agenda, the plan of seats, their documents."""

from scheduler.web.desk.sessions import agenda, documents, listing, one, seats
from scheduler.web.desk.sessions.door import door

__all__ = ["agenda", "documents", "door", "listing", "one", "seats"]
