"""The ways for a letter to leave the house."""

from pathlib import Path

from scheduler.mail.files import Files
from scheduler.mail.parcels import Transport
from scheduler.mail.smtp import Smtp, server


def transport(mail_url: str | None, folder: Path) -> Transport:
    """The way out that the settings name: a server, else files in the folder. Raises Refused for an address
    that makes no sense."""
    return Smtp(server(mail_url)) if mail_url else Files(folder)
