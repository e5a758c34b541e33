"""A letter as a message of the Internet: headers, plain text, and the same as simple HTML. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from urllib.parse import urlsplit

from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean, clean_line
from scheduler.mail.rules import LONGEST_SUBJECT, mailbox, unusable

WIRE = SMTP.clone(cte_type="7bit")
"""Whatever the way is like, nothing in it can be changed on the way."""
LONGEST_NAME = 60
IN_NAMES = "'\N{RIGHT SINGLE QUOTATION MARK}.-&"
"""What a name before an address keeps besides letters, digits and spaces. The rest could be mistaken for a
part of the address, or for another one."""
RIGHT_TO_LEFT = frozenset({"ar"})
AFTER_ADDRESSES = ".,;:!?)'\"”»"
"""What follows an address in a sentence and does not belong to it."""


@dataclass(frozen=True)
class Office:
    """Where letters come from: the public address of the application, and the address for mail."""

    base_url: str
    mail_from: str

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"


@dataclass(frozen=True)
class Draft:
    """What a message says. `text` is complete: the personal link stands in it. `stop`: the address by which
    a mail program ends such letters for its reader (RFC 8058)."""

    message_id: str
    address: str
    name: str | None
    sender: str
    reply_to: str | None
    language: str
    subject: str
    text: str
    stop: str | None = None


def message(draft: Draft, office: Office, at: datetime) -> EmailMessage:
    """The message of a letter that goes out at this time. Raises Refused for an address that cannot be used.

    The same letter has the same Message-ID at every attempt, so that a second one can be recognised.
    """
    made = EmailMessage(policy=WIRE)
    made["From"] = _named(draft.sender, office.mail_from)
    if draft.reply_to:
        made["Reply-To"] = _named(draft.sender, draft.reply_to)
    made["To"] = _named(draft.name, draft.address)
    made["Subject"] = clean_line(draft.subject)[:LONGEST_SUBJECT]
    made["Date"] = at
    made["Message-ID"] = f"<{draft.message_id}@{office.host}>"
    made["Auto-Submitted"] = "auto-generated"
    if draft.stop:
        made["List-Unsubscribe"] = f"<{draft.stop}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text = clean(draft.text)
    made.set_content(f"{text}\n")
    made.add_alternative(as_html(text, draft.language, office.base_url), subtype="html")
    made["Content-Language"] = draft.language
    return made


def as_html(text: str, language: str, base_url: str) -> str:
    """Paragraphs and lines of a text, with our own addresses as links; other people's are left as words."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    link = _own_address(base_url)
    paragraphs = (
        "<br>\n".join(_with_links(line, link) for line in part.split("\n")) for part in text.split("\n\n")
    )
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{direction}">\n'
        f'<head><meta charset="utf-8"></head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def display_name(name: str) -> str:
    """A name as it may stand before an address."""
    kept = "".join(char if _stays(char) else " " for char in clean_line(name))
    return clean_line(clean_line(kept)[:LONGEST_NAME])


def _named(name: str | None, address: str) -> Address:
    found = mailbox(address)
    if found is None:
        why = unusable(address)
        assert why
        raise Refused(why)
    return Address(display_name(name or ""), *found)


def _stays(char: str) -> bool:
    return char in IN_NAMES or unicodedata.category(char)[0] in "LMN"


def _own_address(base_url: str) -> re.Pattern[str]:
    """Finds our addresses and no other's that begin alike."""
    return re.compile(rf"{re.escape(base_url)}(?:/[^\s<>\"]*|(?=[{re.escape(AFTER_ADDRESSES)}]*(?:\s|$)))")


def _with_links(line: str, link: re.Pattern[str]) -> str:
    parts, end = [], 0
    for found in link.finditer(line):
        address = found[0].rstrip(AFTER_ADDRESSES)
        parts += [escape(line[end : found.start()]), f'<a href="{escape(address)}">{escape(address)}</a>']
        end = found.start() + len(address)
    return "".join([*parts, escape(line[end:])])
