"""Letters as their readers find them: files that the worker has written."""

import re
import subprocess
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.journeys.serving import Server, Worker


class Letter(NamedTuple):
    """A letter. `text`: the plain one, with LF at the ends of lines."""

    headers: EmailMessage
    text: str

    @property
    def link(self) -> str:
        """The first address that it names."""
        found = re.search(r"^https?://\S+$", self.text, re.MULTILINE)
        assert found, self.text
        return found[0]


@dataclass(frozen=True)
class Mailbox:
    """Everybody's letters, from a server with a worker."""

    server: Server
    worker: Worker

    def letter(self, address: str, subject: str) -> Letter:
        """The newest of this subject to somebody; it is waited for until the worker has written it."""
        while not (found := letters_to(self.server.outbox, address, subject)):
            with pytest.raises(subprocess.TimeoutExpired):
                self.worker.wait(0.05)  # a worker that has ended writes nothing more
        return found[-1]

    def subjects(self, address: str) -> list[str]:
        """Of all letters to somebody until now, in the order in which they were written."""
        return [letter.headers["Subject"] for letter in letters_to(self.server.outbox, address)]


def letters_to(outbox: Path, address: str, subject: str | None = None) -> list[Letter]:
    """All to somebody, or those of a subject, in the order in which they were written."""
    return [
        letter
        for letter in letters_in(outbox)
        if letter.headers["To"].addresses[0].addr_spec == address
        and subject in (None, letter.headers["Subject"])
    ]


def letters_in(outbox: Path) -> list[Letter]:
    """All, in the order in which they were written."""
    return [_read(path) for path in sorted(outbox.glob("[!.]*.eml"))]


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    assert body
    return Letter(message, str(body.get_content()).replace("\r\n", "\n"))
