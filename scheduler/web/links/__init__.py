"""The door of people without an account: what they can do and see by a personal link."""

from flask import Flask

from scheduler.web import masking
from scheduler.web.links import channel_desk, stopping, telling  # noqa: F401 -- they hang their pages on the door
from scheduler.web.links.asking import door


def open_links(app: Flask) -> None:
    """Open the pages behind personal links."""
    masking.furnish(app)
    app.register_blueprint(door)
    app.extensions["csrf"].exempt(stopping.stop)
