"""The application on a thread of this process, for stories in which hours and days pass: the test sets the
clock of the server, posts its letters, and reads what is stored."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from flask_security import hash_password
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from scheduler import create_app
from scheduler.accounts import representing
from scheduler.accounts.actions import confirm_address, give_role, open_account
from scheduler.accounts.queries import by_address
from scheduler.applications.models import Application
from scheduler.calls.queries import all_calls
from scheduler.jobs import post
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import OrganisationKind, Role
from scheduler.mail import outbox
from scheduler.mail.models import Letter as Row
from scheduler.organisations.queries import by_name
from tests import kept
from tests.applications import stage
from tests.conftest import close
from tests.journeys.mailbox import Letter, letters_in, letters_to
from tests.journeys.serving import HOST

PASSWORD = "lantern orchard 7 ferry"
"""Of everybody who has an account."""


@dataclass(frozen=True)
class House:
    """The application, and where it is served (without a slash at the end)."""

    app: Flask
    base_url: str
    _hour: ExitStack = field(default_factory=ExitStack)

    def at(self, moment: datetime) -> None:
        """From now on it is this moment (aware), until another one is set."""
        self._hour.close()
        self._hour.enter_context(clock.set_to(moment))

    def organisations(self, *names: str, kind: OrganisationKind = OrganisationKind.NGO) -> None:
        """Such as may lead, and were looked up."""
        with self.app.app_context():
            for name in names:
                stage.organisation(name, kind)

    def account(self, name: str, address: str, role: Role | None = None, of: str | None = None) -> None:
        """Somebody with an account; the first of an organisation is its contact."""
        with self.app.app_context(), decision("tests") as this:
            account = open_account(this, name, address, hash_password(PASSWORD))
            confirm_address(this, account)
            if role:
                give_role(this, account, role)
            if of:
                representing.vouch(this, account.person, by_name([of]).popitem()[1])

    def draft(self, address: str, lead: str, title: str, **facts: Any) -> None:
        """What somebody with an account wrote until now, in the only call."""
        with self.app.app_context():
            self._draft(address, lead, title, **facts)

    def submitted(self, address: str, lead: str, title: str, **facts: Any) -> None:
        """The same, and handed in."""
        with self.app.app_context():
            stage.hand_in(self._draft(address, lead, title, **facts), clock.now())

    def _draft(self, address: str, lead: str, title: str, **facts: Any) -> Application:
        account, [call] = by_address(address), all_calls()
        assert account
        organisation = by_name([lead]).popitem()[1]
        return stage.draft(call, organisation, account.person, title=title, **facts)

    def letter(self, address: str, subject: str) -> Letter:
        """The newest of this subject to somebody, once all that is due was posted."""
        with self.app.app_context():
            outbox.drain(post.way_out(), post.office())
        return letters_to(Path(self.app.instance_path) / post.OUTBOX, address, subject)[-1]

    def letters(self) -> list[tuple[str, str]]:
        """To whom, and of which subject, all that was due until now was posted, in order."""
        with self.app.app_context():
            outbox.drain(post.way_out(), post.office())
        return [
            (letter.headers["To"].addresses[0].addr_spec, str(letter.headers["Subject"]))
            for letter in letters_in(Path(self.app.instance_path) / post.OUTBOX)
        ]

    def told(self) -> list[tuple[str, str]]:
        """Kind and address of every letter that was written since the clock was set last."""
        with self.app.app_context():
            found = select(Row.kind, Row.address).where(Row.written_at == clock.now()).order_by(Row.id)
            return [(kind, address) for kind, address in session.execute(found)]

    @contextmanager
    def application(self, title: str) -> Iterator[Application]:
        """What is stored of the application with this title."""
        with self.app.app_context():
            yield session.scalars(select(Application).where(Application.title == title)).one()

    def close(self) -> None:
        self._hour.close()
        close(self.app)


@contextmanager
def housed(folder: Path, database: Path) -> Iterator[House]:
    """Serve an application on a copy of this database."""
    copy = shutil.copy(database, folder / "scheduler.sqlite")
    with socket.socket() as port:
        port.bind((HOST, 0))
        port.listen()
        base_url = f"http://{HOST}:{port.getsockname()[1]}"
        app = create_app(
            str(folder / "instance"),
            SQLALCHEMY_DATABASE_URI=f"sqlite:///{copy}",
            SQLALCHEMY_ENGINE_OPTIONS=kept.ENGINE_OPTIONS,
            SECRET_KEY="tests",
            BASE_URL=base_url,
            SECOND_FACTOR=0,
        )
        kept.keep_templates(app)
        server = make_server(HOST, 0, app, threaded=True, request_handler=Quiet, fd=port.fileno())
        thread = Thread(target=server.serve_forever)
        thread.start()
        house = House(app, base_url)
        try:
            yield house
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            house.close()


class Quiet(WSGIRequestHandler):
    """It keeps connections, as real servers do, and tells of nothing but faults."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nobody reads it."""
