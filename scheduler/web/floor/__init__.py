"""The list of speakers on screens: for everybody here, for the Chair at the desk."""

from flask import Flask

from scheduler.web.floor import public, words
from scheduler.web.languages import open_in_each


def open_floor(app: Flask) -> None:
    """Open the public screens."""
    words.furnish(app)
    open_in_each(app, public.door)
