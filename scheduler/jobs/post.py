"""The mail's settings, as the rooms want them."""

from pathlib import Path

from flask import current_app

from scheduler.mail.message import Office
from scheduler.mail.parcels import Transport
from scheduler.mail.transports import transport

OUTBOX = "outbox"
"""The folder for letters, in the instance folder, where no server is set."""


def office() -> Office:
    return Office(current_app.config["BASE_URL"], current_app.config["MAIL_FROM"])


def way_out() -> Transport:
    """Raises Refused where MAIL_URL makes no sense."""
    return transport(current_app.config["MAIL_URL"], Path(current_app.instance_path) / OUTBOX)


def bounce_folder() -> Path | None:
    """Where reports of failed delivery arrive, if anywhere."""
    folder = current_app.config["MAIL_BOUNCES"]
    return Path(folder) if folder else None
