"""The door of people without an account: what they can do and see by a personal link."""

from flask import Flask

from scheduler.web import masking
from scheduler.web.links import (  # noqa: F401 -- they hang their pages on the door
    channel_desk,
    stopping,
    telling,
    whole_draft,
)
from scheduler.web.links.asking import door


def open_links(app: Flask) -> None:
    """Open the pages behind personal links."""
    masking.furnish(app)
    app.register_blueprint(door)
    app.extensions["csrf"].exempt(stopping.stop)
