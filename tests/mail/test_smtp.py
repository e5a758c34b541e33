"""By SMTP, with a real server: it takes letters, puts them off, refuses them, breaks off, is down."""

import socket
import ssl
import subprocess
from asyncio import WriteTransport
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.errors import Refused
from scheduler.mail import outbox
from scheduler.mail.actions import Addressee
from scheduler.mail.smtp import Server, Smtp, server
from tests.mail.conftest import ANN, NOON, OFFICE, fate, letter, written

HOST = "127.0.0.1"
Start = Callable[..., "Mailbox"]


class Mailbox:
    """What a server does with letters. `answers` are given to DATA, one each, then "250 OK"; `breaks`: so
    many times the connection ends after the letter came."""

    def __init__(self) -> None:
        self.got: list[tuple[str, Message]] = []
        self.answers: list[str] = []
        self.unknown: set[str] = set()
        self.breaks = 0
        self.connections = 0
        self.signed_in = False
        self.is_up = True
        self.controller: Controller

    @property
    def port(self) -> int:
        return int(self.controller.port)

    def stop(self) -> None:
        if self.is_up:
            self.controller.stop()
        self.is_up = False

    async def handle_EHLO(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 We take nothing from there"
        self.signed_in = bool(session.authenticated)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.got.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content)))
        if self.breaks:
            self.breaks -= 1
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
        return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Mailbox] = []

    def start(**options: Any) -> Mailbox:
        mailbox = Mailbox()
        mailbox.controller = Controller(mailbox, hostname=HOST, port=free_port(), **options)
        mailbox.controller.start()
        started.append(mailbox)
        return mailbox

    yield start
    for mailbox in started:
        mailbox.stop()


def way_to(mailbox: Mailbox, **more: Any) -> Smtp:
    return Smtp(Server(HOST, mailbox.port, is_wrapped=False, **more), timeout=20)


def test_one_connection_for_many_letters(app: Flask, start: Start) -> None:
    mailbox = start()
    numbers = [written(Addressee(f"{name}@members.example", name)) for name in ("Ann", "Bob", "Cem")]
    assert outbox.drain(way_to(mailbox), OFFICE) == 3
    assert [to for to, _ in mailbox.got] == [
        "Ann@members.example",
        "Bob@members.example",
        "Cem@members.example",
    ]
    assert [message["Message-ID"] for _, message in mailbox.got] == [
        f"<{letter(number).message_id}@programme.example>" for number in numbers
    ]
    assert {fate(number)[1][0] for number in numbers} == {("sent", "250 OK")}
    assert mailbox.connections == 1


def test_a_letter_with_dots_arrives_as_it_was_written(app: Flask, start: Start) -> None:
    mailbox = start()
    written(Addressee("ann@members.example", "\n.\n..\nQUIT"))
    outbox.drain(way_to(mailbox), OFFICE)
    ((_, message),) = mailbox.got
    plain = message.get_payload()[0].get_payload(decode=True).decode()  # type: ignore[union-attr, index]
    assert plain.startswith("Dear \r\n.\r\n..\r\nQUIT,")


def test_refused_for_good_and_put_off(app: Flask, start: Start) -> None:
    mailbox = start()
    mailbox.unknown = {"nobody@members.example"}
    with clock.set_to(NOON):
        nobody, ann = written(Addressee("nobody@members.example")), written(ANN)
        mailbox.answers = ["451 4.7.1 Greylisted", "250 OK"]
        assert outbox.drain(way_to(mailbox), OFFICE) == 0
        assert fate(nobody) == ("failed", [("refused", "550 5.1.1 No such mailbox")])
        assert fate(ann) == ("waiting", [("deferred", "451 4.7.1 Greylisted")])
    with clock.set_to(NOON + timedelta(minutes=1)):
        assert outbox.drain(way_to(mailbox), OFFICE) == 1
    assert fate(ann)[0] == "sent"
    assert len(mailbox.got) == 1


def test_a_letter_refused_after_it_was_read(app: Flask, start: Start) -> None:
    mailbox = start()
    mailbox.answers = ["554 5.7.1 This looks like spam"]
    number = written()
    outbox.drain(way_to(mailbox), OFFICE)
    assert fate(number) == ("failed", [("refused", "554 5.7.1 This looks like spam")])


def test_a_sender_that_is_not_liked_is_no_fault_of_the_letters(app: Flask, start: Start) -> None:
    mailbox = start()
    mailbox.unknown = {OFFICE.mail_from}
    first, second = written(), written()
    outbox.drain(way_to(mailbox), OFFICE)
    assert fate(first) == ("waiting", [("deferred", "550 We take nothing from there")])
    assert fate(second) == ("waiting", [])


def test_a_connection_that_breaks_after_the_letter_leaves_a_doubt(app: Flask, start: Start) -> None:
    mailbox = start()
    mailbox.breaks = 1
    with clock.set_to(NOON):
        number = written()
        outbox.drain(way_to(mailbox), OFFICE)
        assert fate(number) == ("waiting", [("unsure", "Connection unexpectedly closed")])
    with clock.set_to(NOON + timedelta(minutes=1)):
        outbox.drain(way_to(mailbox), OFFICE)
    assert (fate(number)[0], letter(number).unsure) == ("sent", True)
    assert [message["Message-ID"] for _, message in mailbox.got] == [
        f"<{letter(number).message_id}@programme.example>"
    ] * 2


def test_an_hour_without_a_server_loses_and_doubles_nothing(app: Flask, start: Start) -> None:
    mailbox = start()
    way = way_to(mailbox)
    mailbox.stop()
    with clock.set_to(NOON):
        numbers = [written(Addressee(f"reader{number}@members.example")) for number in range(5)]
    for minute in range(60):
        with clock.set_to(NOON + timedelta(minutes=minute)):
            assert outbox.drain(way, OFFICE) == 0
    assert {fate(number)[0] for number in numbers} == {"waiting"}
    again = start()
    with clock.set_to(NOON + timedelta(hours=2)):
        assert outbox.drain(way_to(again), OFFICE) == 5
        assert outbox.drain(way_to(again), OFFICE) == 0
    assert sorted(to for to, _ in again.got) == [f"reader{number}@members.example" for number in range(5)]
    assert {(fate(number)[0], letter(number).unsure) for number in numbers} == {("sent", False)}


def sign_in(_server: object, _session: object, _envelope: object, _mechanism: str, data: Any) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(handled=False, success=(data.login, data.password) == (b"desk", b"p@ss:word"))


def test_signing_in(app: Flask, start: Start) -> None:
    mailbox = start(authenticator=sign_in, auth_require_tls=False)
    number = written()
    wrong = way_to(mailbox, user="desk", password="guess")
    assert outbox.drain(wrong, OFFICE) == 0
    assert fate(number) == ("waiting", [("deferred", "535 5.7.8 Authentication credentials invalid")])
    with clock.set_to(letter(number).due_at):
        assert outbox.drain(way_to(mailbox, user="desk", password="p@ss:word"), OFFICE) == 1
    assert mailbox.signed_in


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Of the server, and one that this machine trusts for the time of the test."""
    key, paper = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    )
    command = ["openssl", *request.split(), "-keyout", str(key), "-out", str(paper)]
    subprocess.run(command, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(paper))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper, key)
    return context


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_encrypted_as_soon_as_the_server_offers_it(
    app: Flask, start: Start, certificate: ssl.SSLContext
) -> None:
    mailbox = start(tls_context=certificate, require_starttls=True)
    written()
    assert outbox.drain(way_to(mailbox), OFFICE) == 1


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_server_with_a_false_certificate_gets_no_letter(
    app: Flask, start: Start, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = start(tls_context=certificate)
    monkeypatch.delenv("SSL_CERT_FILE")
    number = written()
    assert outbox.drain(way_to(mailbox), OFFICE) == 0
    state, [(outcome, said)] = fate(number)
    assert (state, outcome) == ("waiting", "deferred")
    assert said
    assert "certificate verify failed" in said
    assert mailbox.got == []


def test_no_password_goes_out_in_the_clear() -> None:
    assert [
        Server(host, 25, False).is_near for host in ("127.0.0.1", "::1", "localhost", "mail.example")
    ] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", Server("mail.example", 25, False)),
        ("smtps://mail.example", Server("mail.example", 465, True)),
        (
            "smtp://desk:p%40ss%3Aword@mail.example:587",
            Server("mail.example", 587, False, "desk", "p@ss:word"),
        ),
        ("smtp://[::1]:2525", Server("::1", 2525, False)),
    ],
)
def test_the_setting(url: str, expected: Server) -> None:
    assert server(url) == expected


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://x:99999", "smtp://[x"]
)
def test_a_setting_that_makes_no_sense(url: str) -> None:
    with pytest.raises(Refused, match="MAIL_URL has to be like smtp://user:password@host:587"):
        server(url)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_the_doctor_asks(app: Flask, start: Start) -> None:
    mailbox = start()
    assert way_to(mailbox).check() == f"Letters are handed to 127.0.0.1:{mailbox.port}"
    mailbox.stop()
    with pytest.raises(OSError, match="refused"):
        way_to(mailbox).check()
