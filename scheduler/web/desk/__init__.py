"""The desk: the secretariat's pages, and those of the bodies that act with it."""

from flask import Flask

from scheduler.jobs import waking
from scheduler.web.desk import (
    accounts,
    applications,
    board,
    bodies,
    calls,
    earlier_releases,
    entering,
    erasing,
    floor,
    grid,
    help,
    history,
    home,
    letter_senders,
    letter_texts,
    letter_words,
    letters,
    live_links,
    mergers,
    organisations,
    people,
    releases,
    representatives,
    search,
    sessions,
    speakers,
    timetable,
)

_PAGES = (
    earlier_releases,
    entering,
    erasing,
    help,
    history,
    letter_senders,
    letter_texts,
    live_links,
    mergers,
    representatives,
    search,
)
"""They hang their pages on the doors below."""


def open_desk(app: Flask) -> None:
    """Open the pages of the desk."""
    history.furnish(app)
    waking.furnish(app)
    letter_words.furnish(app)
    app.register_blueprint(accounts.door)
    app.register_blueprint(applications.door)
    app.register_blueprint(board.door)
    app.register_blueprint(bodies.door)
    app.register_blueprint(calls.door)
    app.register_blueprint(floor.door)
    app.register_blueprint(grid.door)
    app.register_blueprint(home.door)
    app.register_blueprint(letters.door)
    app.register_blueprint(organisations.door)
    app.register_blueprint(people.door)
    app.register_blueprint(releases.door)
    app.register_blueprint(speakers.door)
    app.register_blueprint(sessions.door)
    app.register_blueprint(timetable.door)
