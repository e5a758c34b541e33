"""Draft programmes as pages: the whole of one, and the answer for one event, by account, by link, at the
desk."""

from flask import Flask

from scheduler.web.draft_programmes.door import door


def open_draft_programmes(app: Flask) -> None:
    """Open the pages of draft programmes."""
    app.register_blueprint(door)
