"""The letters as whoever gets them reads them: by two libraries for mail and four for calendars that share no
code, whatever words stand in them."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import ics
import pytest
import vobject
from fast_mail_parser import PyMimePart, parse_email_tree
from hypothesis import example, given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from sqlalchemy import select

from scheduler.formats import ical
from scheduler.formats.entry import Span, Stamps
from scheduler.formats.invitation import Attendee, Method, Occasion
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.text import clean_line
from scheduler.mail import outbox
from scheduler.mail.files import Files
from scheduler.mail.handling import send_again
from scheduler.mail.message import CalendarPart, Draft, Office, display_name, message
from scheduler.mail.models import Letter
from tests.formats.samples import MEETING
from tests.invitations.conftest import OFFICE, Invited, calendar_of, post

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
SPAN = Span(
    date(2027, 3, 9),
    starts_at=datetime(2027, 3, 9, 12, 10, tzinfo=UTC),
    ends_at=datetime(2027, 3, 9, 13, tzinfo=UTC),
)
IN_2027 = replace(MEETING, starts=date(2027, 3, 8), ends=date(2027, 3, 12))
PARTS = ["text/plain", "text/html", "text/calendar"]


def part(
    title: str = "Session 1",
    name: str = "Pia Panellist",
    where: str = "Room A",
    method: Method = Method.REQUEST,
) -> CalendarPart:
    body = ical.invitation(
        method,
        Occasion(title, SPAN, where),
        Attendee("pia@body.example", display_name(name), "NEEDS-ACTION"),
        Stamps("invitation-1", 3, AT, AT),
        IN_2027,
        description="You sit on the panel.",
        address="https://programme.example/CND70/sessions/ABCDE/",
    )
    return CalendarPart(method, ical.sent_by(body, OFFICE.mail_from).decode())


def letter(calendar: CalendarPart, name: str = "Pia Panellist", subject: str = "For your calendar") -> bytes:
    draft = Draft(
        "0c59f231-5578-42cf-a879-31b115e599f0", "pia@body.example", name, "Secretariat", None, "en", subject,
        "Dear Pia", calendar=calendar,
    )  # fmt: skip
    return message(draft, OFFICE, AT).as_bytes()


def by_stdlib(content: bytes) -> list[tuple[str, str, bytes]]:
    """Of each part what it is, with which parameters, and what is in it."""
    read = email.message_from_bytes(content, EmailMessage, policy=email.policy.default)
    assert read.get_content_type() == "multipart/alternative"
    found = []
    for one in read.iter_parts():
        payload = one.get_payload(decode=True)
        assert isinstance(payload, bytes)
        found.append((one.get_content_type(), str(one["Content-Type"]), payload))
    return found


def by_rust(content: bytes) -> list[tuple[str, str, bytes]]:
    root: PyMimePart = parse_email_tree(content)
    assert root.content_type == "multipart/alternative"
    return [(one.content_type, one.headers["Content-Type"][0], one.content or b"") for one in root.children]


@pytest.mark.parametrize("method", list(Method))
def test_two_libraries_for_mail_find_the_calendar_last(method: Method) -> None:
    calendar = part(method=method)
    content = letter(calendar)
    for read in (by_stdlib(content), by_rust(content)):
        assert [kind for kind, *_ in read] == PARTS
        _, header, body = read[-1]
        assert body == calendar.body.encode()
        parameters = {word.strip().replace('"', "") for word in header.split(";")}
        assert parameters == {"text/calendar", f"method={method.value}", "charset=utf-8"}


def test_what_an_invitation_says_line_by_line() -> None:
    lines = part().body.replace("\r\n ", "").split("\r\n")
    head, event = lines[: lines.index("BEGIN:VTIMEZONE")], lines[lines.index("BEGIN:VEVENT") :]
    assert head == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//scheduler//Programmes of meetings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
    ]
    assert event == [
        "BEGIN:VEVENT",
        "UID:invitation-1",
        "DTSTAMP:20270301T120000Z",
        "CREATED:20270301T120000Z",
        "LAST-MODIFIED:20270301T120000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Vienna:20270309T131000",
        "DTEND;TZID=Europe/Vienna:20270309T140000",
        "SUMMARY:Session 1",
        "LOCATION:Room A",
        r"DESCRIPTION:You sit on the panel.\n\nhttps://programme.example/CND70/sessions/ABCDE/",
        "URL:https://programme.example/CND70/sessions/ABCDE/",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "ORGANIZER:mailto:scheduler@programme.example",
        'ATTENDEE;CN="Pia Panellist";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE'
        ":mailto:pia@body.example",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_an_invitation_that_is_taken_back_says_so() -> None:
    lines = part(method=Method.CANCEL).body.split("\r\n")
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SEQUENCE:3"} <= set(lines)


def test_four_libraries_for_calendars_read_the_same() -> None:
    body = part("Session 1, with; all")
    first: object = Calendar.from_ical(body.body).walk("VEVENT")[0]["SUMMARY"]
    second = vobject.readOne(body.body).vevent
    (third,) = IcsCalendarStream.calendar_from_ics(body.body).events
    (fourth,) = ics.Calendar(body.body).events
    said = {str(first), second.summary.value, third.summary, fourth.name}
    assert said == {"Session 1, with; all"}
    assert {second.uid.value, third.uid, fourth.uid} == {"invitation-1"}
    assert third.sequence == 3
    assert (second.dtstart.value, third.dtstart, fourth.begin.datetime) == 3 * (SPAN.starts_at,)
    assert [str(one.uri) for one in third.attendees] == ["mailto:pia@body.example"]


HOSTILE = (
    "a\r\nBcc: eve@else.example",
    "a\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@else.example",
    "a\r\n\r\n--boundary",
    "\u202egnihtyna\u202c",
    "\x00\x07\x1b[31m",
    "x" * 3000,
    '";X-EVIL=1:mailto:eve@else.example',
    "مكتب الأمم المتحدة المعني بالمخدرات والجريمة",
    "=?utf-8?q?encoded?=",
    "\\n\\;\\,",
)
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=120))


@given(title=words, name=words, where=words)
@example(title=HOSTILE[0], name=HOSTILE[1], where=HOSTILE[1])
@example(title=HOSTILE[5], name=HOSTILE[6], where=HOSTILE[7])
def test_no_words_become_headers_parts_or_properties(title: str, name: str, where: str) -> None:
    content = letter(part(title, name, where), name, title)
    read = email.message_from_bytes(content, EmailMessage, policy=email.policy.default)
    assert sorted(read.keys()) == [
        "Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "MIME-Version", "Message-ID",
        "Subject", "To",
    ]  # fmt: skip
    assert [one.addr_spec for one in read["To"].addresses] == ["pia@body.example"]
    for found in (by_stdlib(content), by_rust(content)):
        assert [kind for kind, *_ in found] == PARTS
    body = calendar_of(read)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    lines = body.decode().replace("\r\n ", "").split("\r\n")
    names = [line.partition(":")[0].partition(";")[0] for line in lines if line]
    event = names[names.index("BEGIN", names.index("END") + 1) :]
    assert names.count("ATTENDEE") == names.count("ORGANIZER") == 1
    assert set(event) <= {
        "BEGIN", "END", "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND",
        "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "STATUS", "TRANSP", "ORGANIZER", "ATTENDEE",
        "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE",
    }  # fmt: skip
    (told,) = Calendar.from_ical(body).walk("VEVENT")
    assert str(told["SUMMARY"]) == clean_line(title).replace("\\", "/")
    assert str(told["ATTENDEE"]) == "mailto:pia@body.example"
    assert not any(char in body.decode() for char in "\u202e\u202c\x00\x07\x1b")


def test_a_long_address_of_ours_is_folded() -> None:
    long = f"{'programme' * 6}@{'very-long-name.' * 6}example"
    body = ical.sent_by(part().body.encode(), long)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert f"ORGANIZER:mailto:{long}" in body.decode().replace("\r\n ", "")


def test_a_letter_that_is_sent_again_brings_the_same_bytes(invited: Invited, folder: Path) -> None:
    """Whatever became of the session meanwhile."""
    invited.release()
    (first,) = post(folder)
    invited.place(None)
    with decision("tests") as this:
        one = session.scalars(select(Letter).where(Letter.kind == "calendar-invited")).one()
        send_again(this, one)
    (again,) = post(folder)
    assert calendar_of(again) == calendar_of(first)
    assert first["Message-ID"] != again["Message-ID"]


def test_an_attempt_that_broke_off_is_made_with_the_same_bytes(invited: Invited, folder: Path) -> None:
    invited.release()
    with bookkeeping("tests"):
        one = session.scalars(select(Letter).where(Letter.kind == "calendar-invited")).one()
        draft = outbox.draft(one, OFFICE)
        again = outbox.draft(one, Office(OFFICE.base_url, OFFICE.mail_from))
    assert draft.calendar == again.calendar
    (sent,) = post(folder)
    assert draft.calendar
    assert calendar_of(sent) == draft.calendar.body.encode()
    assert Files(folder)
