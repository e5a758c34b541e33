"""The desk: the secretariat's pages, and those of the bodies that act with it."""

from flask import Flask

from scheduler.web.desk import home


def open_desk(app: Flask) -> None:
    """Open the pages of the desk."""
    app.register_blueprint(home.door)
