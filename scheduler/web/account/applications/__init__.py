"""Somebody's applications: begun, written in steps, submitted, and looked after."""

from scheduler.web.account.applications import (  # noqa: F401 -- each adds its pages to the door
    drafts,
    flyer,
    history,
    joining,
    keeping,
    leaving,
    listing,
    receipt,
    supporting,
    waiting,
    writing,
)
from scheduler.web.account.applications.door import door

__all__ = ["door"]
