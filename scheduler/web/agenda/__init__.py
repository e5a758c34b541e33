"""The door to one's own agenda, with an account or without."""

from flask import Flask

from scheduler.web.agenda import delegations, feeds, following, opening, page, starring
from scheduler.web.agenda.door import door

_PAGES = (delegations, feeds, following, opening, page, starring)
"""They hang their pages on the door."""


def open_agenda(app: Flask) -> None:
    app.register_blueprint(door)
