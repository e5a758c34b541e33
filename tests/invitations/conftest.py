"""What tests of calendar invitations share: a meeting with a session on a day, and who sits on its panel."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.invitations.following import follow
from scheduler.invitations.models import CalendarInvitation
from scheduler.invitations.queries import behind
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import Constituency
from scheduler.mail import outbox
from scheduler.mail.files import Files
from scheduler.mail.message import Office
from scheduler.mail.models import Letter
from scheduler.meetings import actions as meetings
from scheduler.meetings.models import Meeting, Room
from scheduler.nominations import reviewing, seating
from scheduler.nominations.models import Nomination
from scheduler.telling.releasing import release_as_seen
from scheduler.timetable import actions as timetable
from scheduler.timetable.actions import Where
from tests.nominations.stage import DURING, Stage, confirmed, do, stage, themselves

OFFICE = Office("https://programme.example", "scheduler@programme.example")
TEN = datetime(2027, 9, 21, 8, tzinfo=UTC)
"""Ten in the morning in Vienna."""
NOON = datetime(2027, 9, 1, 12, tzinfo=UTC)


@dataclass
class Invited:
    """A meeting whose session has a day and a room, is public, and a panellist who accepted since."""

    play: Stage
    nomination: Nomination

    @property
    def meeting(self) -> Meeting:
        return self.play.meeting

    def place(self, hour: datetime | None = TEN, room: str = "Board Room A") -> None:
        """Where the session stands in the public plan: for three hours from then, or nowhere."""
        with bookkeeping("tests") as this:
            plan = timetable.public_plan(this, self.meeting)
            timetable.place(plan, {self.play.session: self._where(hour, room) if hour else None})

    def _where(self, hour: datetime, room: str) -> Where:
        return Where(hour.date(), None, hour, hour + timedelta(hours=3), _room(self.meeting, room))

    def release(self) -> int:
        """Make what stands public; how many letters bring a calendar along."""
        before = len(kinds())
        with decision("tests") as this:
            release_as_seen(this, self.meeting, OFFICE.base_url, reason="Tests")
        return len(kinds()) - before

    def catch_up(self) -> int:
        """What the worker does; how many letters."""
        written = 0
        for meeting in behind(clock.now()):
            with bookkeeping("worker") as this:
                written += follow(this, meeting, OFFICE.base_url)
        return written


def _room(meeting: Meeting, name: str) -> Room:
    venue = meeting.venue
    if venue is None:
        venue = meetings.venue("Vienna International Centre")
        meeting.venue = venue
        session.flush()
    return next((one for one in venue.rooms if one.name == name), None) or meetings.add_room(venue, name)


@pytest.fixture
def invited(app: Flask) -> Iterator[Invited]:
    """At noon of a day before the meeting; nobody was written to yet."""
    with clock.set_to(NOON):
        yield accepted()


def accepted() -> Invited:
    """A session on a day, and somebody who accepted a place on its panel."""
    with clock.set_to(DURING):
        play = stage()
        one = confirmed(play, "AFRICAN", name="Pia Panellist")
        do(reviewing.endorse, play.african, one)
        do(seating.seat, play.desk, one, play.session, play.seat(Constituency.MEMBER_STATE))
        do(seating.invite, play.desk, one)
        do(seating.accept, themselves(one), one)
    found = Invited(play, one)
    with bookkeeping("tests"):
        meetings.sit(play.meeting, play.meeting.starts, play.meeting.ends)
    found.place()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


def post(folder: Path) -> list[EmailMessage]:
    """The letters with a calendar that leave the house now, as whoever gets them reads them."""
    before = set(folder.glob("*.eml"))
    outbox.drain(Files(folder), OFFICE)
    new = sorted(set(folder.glob("*.eml")) - before)
    policy = email.policy.default
    read = [email.message_from_bytes(one.read_bytes(), EmailMessage, policy=policy) for one in new]
    return [one for one in read if calendar_part(one) is not None]


def calendar_part(message: EmailMessage) -> EmailMessage | None:
    return next((one for one in message.walk() if one.get_content_type() == "text/calendar"), None)


def calendar_of(message: EmailMessage) -> bytes:
    part = calendar_part(message)
    assert part is not None
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def the_invitation() -> CalendarInvitation:
    """The only one, as it is now."""
    session.rollback()
    return session.scalars(select(CalendarInvitation)).unique().one()


def kinds() -> list[str]:
    """Of all letters with a calendar, in order."""
    found = select(Letter.kind).where(Letter.kind.startswith("calendar-")).order_by(Letter.id)
    return list(session.scalars(found))
