"""Answers of calendars as they come by mail."""

from datetime import UTC, datetime

MESSAGE = """\
From: {sender}
To: scheduler@programme.example
Subject: Accepted: Session 1
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Pia Panellist has answered.

--x
Content-Type: text/calendar; charset=utf-8; method={method}

{calendar}
--x--
"""
CALENDAR = """\
BEGIN:VCALENDAR
PRODID:-//Calendars//EN
VERSION:2.0
METHOD:{method}
{events}
END:VCALENDAR
"""
EVENT = """\
BEGIN:VEVENT
UID:{uid}
DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}
SEQUENCE:{sequence}
ORGANIZER:mailto:scheduler@programme.example
ATTENDEE;PARTSTAT={answer}{more}:mailto:{guest}
END:VEVENT"""


def event(
    uid: str, guest: str, answer: str = "ACCEPTED", *, stamp: datetime, sequence: int = 0, more: str = ""
) -> str:
    at = stamp.astimezone(UTC)
    return EVENT.format(uid=uid, guest=guest, answer=answer, stamp=at, sequence=sequence, more=more)


def message(sender: str, *events: str, method: str = "REPLY") -> bytes:
    """As a mail with the answer in it."""
    calendar = CALENDAR.format(method=method, events="\n".join(events))
    return MESSAGE.format(sender=sender, method=method, calendar=calendar).replace("\n", "\r\n").encode()
