"""Letters by SMTP: each at least once, and where it might be twice, the second can be recognised."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Self
from urllib.parse import unquote, urlsplit

from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Outcome
from scheduler.kernel.text import clean_line, shorten
from scheduler.kernel.words import Sentence
from scheduler.mail.parcels import Answer, Parcel

TIMEOUT = 30.0
"""Seconds to wait for each answer."""
LONGEST_ANSWER = 500
PORTS = {"smtp": 25, "smtps": 465}
CLOSING = 421


@dataclass(frozen=True)
class Server:
    """A server that takes letters. `is_wrapped`: encrypted from the first byte."""

    host: str
    port: int
    is_wrapped: bool
    user: str | None = None
    password: str | None = None

    @property
    def is_near(self) -> bool:
        """Whether it is this machine itself."""
        with suppress(ValueError):
            return ip_address(self.host).is_loopback
        return self.host == "localhost"


def server(url: str) -> Server:
    """The server that MAIL_URL names. Raises Refused."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in PORTS or not host:
        raise Refused(
            Sentence(
                "MAIL_URL has to be like smtp://user:password@host:587 or smtps://user:password@host:465."
            )
        )
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    return Server(host, port or PORTS[parts.scheme], parts.scheme == "smtps", user, password)


class Smtp:
    """One connection for many letters."""

    patience = timedelta(minutes=15)
    leaves_doubt = True

    def __init__(self, server: Server, timeout: float = TIMEOUT) -> None:
        self._server, self._timeout = server, timeout
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._close()

    def hand_on(self, parcel: Parcel) -> Answer:
        try:
            connection = self._connection()
        except (OSError, smtplib.SMTPException, Refused) as error:
            self._close()
            return Answer(Outcome.DEFERRED, _told(error), is_shut=True)
        try:
            answer = _envelope(connection, parcel) or _letter(connection, parcel)
        except (OSError, smtplib.SMTPException) as error:
            answer = Answer(Outcome.DEFERRED, _told(error))
        if answer.outcome is not Outcome.SENT:
            self._close()
        return answer

    def check(self) -> str:
        try:
            self._connection()
        except smtplib.SMTPException as error:
            raise ConnectionError(0, _told(error), self._server.host) from error
        finally:
            self._close()
        return f"Letters are handed to {self._server.host}:{self._server.port}"

    def _connection(self) -> smtplib.SMTP:
        """The open one, or a new one: encrypted where the server can, and signed in. Raises OSError,
        SMTPException, Refused."""
        if self._open is None:
            wanted = self._server
            if wanted.is_wrapped:
                self._open = smtplib.SMTP_SSL(
                    wanted.host, wanted.port, timeout=self._timeout, context=ssl.create_default_context()
                )
            else:
                self._open = smtplib.SMTP(wanted.host, wanted.port, timeout=self._timeout)
            self._greet(self._open)
        return self._open

    def _greet(self, connection: smtplib.SMTP) -> None:
        connection.ehlo_or_helo_if_needed()
        is_encrypted = self._server.is_wrapped
        if not is_encrypted and connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo_or_helo_if_needed()
            is_encrypted = True
        if self._server.user:
            if not is_encrypted and not self._server.is_near:
                raise Refused(
                    Sentence("The mail server offers no encryption, so the password was not sent to it.")
                )
            connection.login(self._server.user, self._server.password or "")

    def _close(self) -> None:
        if self._open is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._open.quit()
            self._open.close()
        self._open = None


def _envelope(connection: smtplib.SMTP, parcel: Parcel) -> Answer | None:
    """Say from whom and to whom. None when the server wants the letter.

    A server that does not like the sender does not like any letter: that is for the operator to mend, and no
    fault of this one.
    """
    code, said = connection.mail(_address(parcel, "From"))
    if code >= 400:
        return Answer(Outcome.DEFERRED, _answer(code, said), is_shut=True)
    code, said = connection.rcpt(_address(parcel, "To"))
    if code < 400:
        code, said = connection.docmd("DATA")
    return None if code < 400 else _no(code, said)


def _letter(connection: smtplib.SMTP, parcel: Parcel) -> Answer:
    """Send the letter itself. If the connection breaks from here on, it may have arrived."""
    content = re.sub(rb"(?m)^\.", b"..", parcel.message.as_bytes())
    try:
        connection.send(content + b".\r\n")
        code, said = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Answer(Outcome.UNSURE, _told(error))
    return _no(code, said) if code >= 400 else Answer(Outcome.SENT, _answer(code, said))


def _address(parcel: Parcel, header: str) -> str:
    address: str = parcel.message[header].addresses[0].addr_spec
    return address


def _no(code: int, said: bytes) -> Answer:
    outcome = Outcome.DEFERRED if code < 500 else Outcome.REFUSED
    return Answer(outcome, _answer(code, said), is_shut=code == CLOSING)


def _answer(code: int, said: bytes) -> str:
    return shorten(clean_line(f"{code} {said.decode('utf-8', 'replace')}"), LONGEST_ANSWER)


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _answer(error.smtp_code, said if isinstance(said, bytes) else said.encode())
    return shorten(clean_line(str(error)) or type(error).__name__, LONGEST_ANSWER)
