"""Answers of calendars as they come by mail (RFC 6047). Pure.

Anybody can write such a message: nothing that it says is believed here.
"""

import re
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses

from scheduler.formats import ical
from scheduler.formats.invitation import Reply
from scheduler.kernel.text import clean_line

MOST_READ = 100_000
"""Bytes of an answer; calendars write about a thousand."""
_IS_REPLY = re.compile(rb"^METHOD[ \t]*:[ \t]*REPLY[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Incoming:
    """An answer, and the one address that it says to come from, in lower case; empty where that is not one.
    `reply`: None where it cannot be read."""

    sender: str
    reply: Reply | None


def read(content: bytes) -> Incoming | None:
    """The answer in a message; None where there is none in it."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(content)
        parts = map(_calendar, message.walk())
        part = next((each for each in parts if each is not None), None)
        return Incoming(_sender(message), _reply(part)) if part is not None else None
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ):  # made by whoever, as they like
        return None


def _calendar(part: Message) -> bytes | None:
    """The bytes of a part that is an answer."""
    if part.get_content_type() != "text/calendar" or part.is_multipart():
        return None
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    told = str(part.get_param("method", "")).upper() == "REPLY"
    return content if told or _IS_REPLY.search(content[:MOST_READ]) else None


def _reply(content: bytes) -> Reply | None:
    if len(content) > MOST_READ:
        return None
    try:
        found = ical.reply(content)
    except ValueError:
        return None
    return found if found.method == "REPLY" else None


def _sender(message: Message) -> str:
    found = getaddresses([str(value) for value in message.get_all("From", [])])
    return clean_line(found[0][1]).lower() if len(found) == 1 else ""
