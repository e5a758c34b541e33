"""Reports of the mail system about letters that did not arrive (RFC 3464). Pure.

Anybody can write such a report: what it says is a hint, and at most enough to mark a letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser

from scheduler.kernel.text import clean_line, shorten

MOST_READ = 1_000_000
"""Bytes of a report that are looked at."""
LONGEST_SAID = 500
_MESSAGE_ID = re.compile(r"<([0-9a-f-]{36})@([^<>\s@]{1,255})>")


@dataclass(frozen=True)
class Report:
    """That a letter with this number (what stands before the @) could not be delivered, if `has_failed`;
    else that it is late or arrived."""

    message_id: str
    host: str
    has_failed: bool
    said: str


def read(content: bytes) -> Report | None:
    """What a message reports about a letter; None where it is no report, or tells of no message."""
    try:
        found = BytesParser(policy=policy.compat32).parsebytes(content[:MOST_READ])
        return _report(found)
    except (ValueError, LookupError, TypeError, AttributeError):  # made by whoever, as they like
        return None


def _report(found: Message) -> Report | None:
    if found.get_content_type() != "multipart/report" or not found.is_multipart():
        return None
    parts = list(found.walk())
    fates = [
        fate
        for part in parts
        if part.get_content_type() == "message/delivery-status"
        for fate in _fates(part)
    ]
    original = next((number for part in parts[1:] if (number := _message_id(part))), None)
    if not fates or original is None:
        return None
    failed = [fate for fate in fates if _value(fate, "Action").lower() == "failed"]
    said = " ".join(_value(fate, name) for fate in failed[:1] for name in ("Status", "Diagnostic-Code"))
    return Report(original[1], original[2], bool(failed), shorten(clean_line(said), LONGEST_SAID))


def _fates(part: Message) -> Iterator[Message]:
    """What became of it, for each recipient."""
    blocks = part.get_payload()
    if isinstance(blocks, list):
        yield from (block for block in blocks if isinstance(block, Message) and "Action" in block)


def _message_id(part: Message) -> re.Match[str] | None:
    """Of the letter that the report is about: its headers come along, as a message or as text."""
    if part.get_content_type() == "text/rfc822-headers":
        payload = part.get_payload(decode=True)
        text = payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""
        part = BytesParser(policy=policy.compat32).parsebytes(text.encode(), headersonly=True)
    return _MESSAGE_ID.search(_value(part, "Message-ID"))


def _value(part: Message, name: str) -> str:
    return clean_line(str(part.get(name, "")))
