"""The door of the desk's pages of applications, and what finds the things behind it."""

from pathlib import Path

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from scheduler.applications import worklist
from scheduler.applications.models import Application
from scheduler.web.private import private_door

door = private_door("desk_applications", __name__, "/desk/applications")


def application_of(number: int) -> Application:
    """A submitted application: drafts are their authors' business."""
    return worklist.by_number(number)


def uploads() -> Path:
    """Where files lie that were uploaded."""
    return Path(current_app.instance_path) / "uploads"


def back(one: Application, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("desk_applications.application", number=one.id), 303)
